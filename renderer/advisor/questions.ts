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
    id: 'configurations',
    title: 'How could territories be cut?',
    gives: 'Three ways or more side by side, and the one we would take',
    also: 'configurations scenarios compare segmentation basis recommendation',
  },
  {
    id: 'fairness',
    title: 'Is it fair?',
    gives: 'The gate, who may object, and what to say',
    also: 'fairness gini talking points disadvantaged risks',
  },
  {
    id: 'rep-plan',
    title: 'What is one rep’s plan?',
    gives: 'Seven parts, from penetration to the top three risks',
    also: 'business plan quarterly quota split top 10 penetration',
  },
  {
    id: 'whitespace',
    title: 'Where is nobody yet?',
    gives: 'Fifteen open accounts a quarter, with an opening each',
    also: 'whitespace prospects outreach hypothesis',
  },
];
