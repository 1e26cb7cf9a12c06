/** One way to ask any of the questions, for a worker, a test or a command line. */
import type { Accumulators } from '../measures/accumulators.ts';
import { accumulate } from '../measures/accumulators.ts';
import type { Plan } from '../plan/plan.ts';
import type { Answer } from './answer.ts';
import type { FairnessForm } from './fairness-context.ts';
import { isItFair } from './fairness.ts';
import type { AccountsForm } from './which-accounts.ts';
import { whichAccounts } from './which-accounts.ts';

export type Ask =
  | { readonly question: 'accounts'; readonly form: AccountsForm }
  | { readonly question: 'fairness'; readonly form: FairnessForm };

export function answerTo(plan: Plan, ask: Ask, accumulators: Accumulators = accumulate(plan)): Answer {
  switch (ask.question) {
    case 'accounts':
      return whichAccounts(plan, ask.form, accumulators);
    case 'fairness':
      return isItFair(plan, ask.form, accumulators);
  }
}
