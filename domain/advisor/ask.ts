/** One way to ask any of the questions, for a worker, a test or a command line. */
import type { Accumulators } from '../measures/accumulators.ts';
import { accumulate } from '../measures/accumulators.ts';
import type { Plan } from '../plan/plan.ts';
import type { Answer } from './answer.ts';
import type { Configuration } from './configurations.ts';
import { howToCut } from './configurations.ts';
import type { FairnessForm } from './fairness-context.ts';
import { isItFair } from './fairness.ts';
import type { RepForm } from './rep-plan.ts';
import { oneRepsPlan } from './rep-plan.ts';
import type { AccountsForm } from './which-accounts.ts';
import { whichAccounts } from './which-accounts.ts';
import type { WhitespaceForm } from './whitespace.ts';
import { whereIsNobody } from './whitespace.ts';

export type Ask =
  | { readonly question: 'accounts'; readonly form: AccountsForm }
  | { readonly question: 'configurations'; readonly form: readonly Configuration[] }
  | { readonly question: 'fairness'; readonly form: FairnessForm }
  | { readonly question: 'rep-plan'; readonly form: RepForm }
  | { readonly question: 'whitespace'; readonly form: WhitespaceForm };

export function answerTo(plan: Plan, ask: Ask, accumulators: Accumulators = accumulate(plan)): Answer {
  switch (ask.question) {
    case 'accounts':
      return whichAccounts(plan, ask.form, accumulators);
    case 'configurations':
      return howToCut(plan, ask.form, accumulators);
    case 'fairness':
      return isItFair(plan, ask.form, accumulators);
    case 'rep-plan':
      return oneRepsPlan(plan, ask.form, accumulators);
    case 'whitespace':
      return whereIsNobody(plan, ask.form, accumulators);
  }
}
