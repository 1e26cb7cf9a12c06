import type { QuestionId } from '../../domain/advisor/answer.ts';

export interface Question {
  readonly id: QuestionId;
  readonly title: string;
  /** What she takes from it. */
  readonly gives: string;
  /** Words somebody might look for it by. */
  readonly also: string;
}

export const QUESTION_LIST: readonly Question[] = [
  {
    id: 'accounts',
    title: 'Which accounts matter?',
    gives: 'Tiers, the first twenty and how to work them',
    also: 'score summary top 20 misclassified',
  },
  {
    id: 'fairness',
    title: 'Is it fair?',
    gives: 'The gate, who may object, and what to say',
    also: 'fairness gini talking points disadvantaged risks',
  },
];
