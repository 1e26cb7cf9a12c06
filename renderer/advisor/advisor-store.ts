/** Which question is open and how its form is filled; kept while the app runs, for one plan at a time. */
import { create } from 'zustand';
import type { PlanId } from '../../domain/brand.ts';
import type { QuestionId } from '../../domain/advisor/answer.ts';
import type { Ask } from '../../domain/advisor/ask.ts';
import type { FairnessForm } from '../../domain/advisor/fairness-context.ts';
import { fairnessForm } from '../../domain/advisor/fairness-context.ts';
import type { AccountsForm } from '../../domain/advisor/which-accounts.ts';
import { accountsForm } from '../../domain/advisor/which-accounts.ts';
import type { Plan } from '../../domain/plan/plan.ts';
import { goTo } from '../app/route.ts';

interface AdvisorState {
  readonly planId: PlanId | null;
  readonly question: QuestionId;
  /** What was changed from the policy's defaults. */
  readonly accounts: Partial<AccountsForm>;
  readonly fairness: Partial<FairnessForm>;
}

const FRESH = { accounts: {}, fairness: {} };

export const useAdvisor = create<AdvisorState>(() => ({ planId: null, question: 'fairness', ...FRESH }));

/** What was chosen for another plan means nothing in this one. */
export function openFor(planId: PlanId): void {
  if (useAdvisor.getState().planId !== planId) useAdvisor.setState({ planId, ...FRESH });
}

export function openQuestion(question: QuestionId): void {
  useAdvisor.setState({ question });
  goTo('advisor');
}

/** The question with the policy's defaults under what was changed. */
export function askOf(plan: Plan, state: AdvisorState): Ask {
  switch (state.question) {
    case 'accounts':
      return { question: 'accounts', form: { ...accountsForm(), ...state.accounts } };
    case 'fairness':
      return { question: 'fairness', form: { ...fairnessForm(plan), ...state.fairness } };
  }
}
