/** Which question is open and how its form is filled; kept while the app runs, for one plan at a time. */
import { create } from 'zustand';
import type { PlanId } from '../../domain/brand.ts';
import type { QuestionId } from '../../domain/advisor/answer.ts';
import type { Ask } from '../../domain/advisor/ask.ts';
import type { FairnessForm } from '../../domain/advisor/fairness-context.ts';
import { fairnessForm } from '../../domain/advisor/fairness-context.ts';
import type { RepForm } from '../../domain/advisor/rep-plan.ts';
import { repForm } from '../../domain/advisor/rep-plan.ts';
import type { AccountsForm } from '../../domain/advisor/which-accounts.ts';
import { accountsForm } from '../../domain/advisor/which-accounts.ts';
import type { WhitespaceForm } from '../../domain/advisor/whitespace.ts';
import { whitespaceForm } from '../../domain/advisor/whitespace.ts';
import type { Plan } from '../../domain/plan/plan.ts';
import { goTo } from '../app/route.ts';
import type { BuiltConfiguration } from './configuration-run.ts';
import { useConfigurations } from './configuration-run.ts';

interface AdvisorState {
  readonly planId: PlanId | null;
  readonly question: QuestionId;
  /** What was changed from the policy's defaults. */
  readonly accounts: Partial<AccountsForm>;
  readonly fairness: Partial<FairnessForm>;
  readonly repPlan: Partial<RepForm>;
  readonly whitespace: Partial<WhitespaceForm>;
}

const FRESH = { accounts: {}, fairness: {}, repPlan: {}, whitespace: {} };

export const useAdvisor = create<AdvisorState>(() => ({ planId: null, question: 'fairness', ...FRESH }));

/** What was chosen for another plan means nothing in this one. */
export function openFor(planId: PlanId): void {
  if (useAdvisor.getState().planId === planId) return;
  useAdvisor.setState({ planId, ...FRESH });
  useConfigurations.setState(useConfigurations.getInitialState());
}

export function openQuestion(question: QuestionId): void {
  useAdvisor.setState({ question });
  goTo('advisor');
}

/** The question with the policy's defaults under what was changed. */
export function askOf(plan: Plan, state: AdvisorState, built: readonly BuiltConfiguration[]): Ask {
  switch (state.question) {
    case 'accounts':
      return { question: 'accounts', form: { ...accountsForm(), ...state.accounts } };
    case 'configurations':
      return { question: 'configurations', form: built.map(({ configuration }) => configuration) };
    case 'fairness':
      return { question: 'fairness', form: { ...fairnessForm(plan), ...state.fairness } };
    case 'rep-plan':
      return { question: 'rep-plan', form: { ...repForm(), ...state.repPlan } };
    case 'whitespace':
      return { question: 'whitespace', form: { ...whitespaceForm(), ...state.whitespace } };
  }
}
