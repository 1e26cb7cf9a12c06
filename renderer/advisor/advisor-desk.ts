/** Answers from the local store itself: the page sends neither accounts nor edits. */
import type { PlanId } from '../../domain/brand.ts';
import type { Ask } from '../../domain/advisor/ask.ts';
import { answerTo } from '../../domain/advisor/ask.ts';
import type { Accumulators } from '../../domain/measures/accumulators.ts';
import { accumulate } from '../../domain/measures/accumulators.ts';
import type { Plan } from '../../domain/plan/plan.ts';
import type { Result } from '../../domain/result.ts';
import { ok } from '../../domain/result.ts';
import { pairPlan } from '../../solver-worker/page/contract.ts';
import { FollowedPlan } from '../storage/followed-plan.ts';
import type { PlanStore } from '../storage/plan-store.ts';
import type { Answered } from './advisor-api.ts';

export class AdvisorDesk {
  readonly #followed: FollowedPlan;
  #sums: { readonly of: Plan; readonly accumulators: Accumulators } | null = null;

  constructor(store: Promise<PlanStore>) {
    this.#followed = new FollowedPlan(store);
  }

  async ask(planId: PlanId, ask: Ask): Promise<Result<Answered>> {
    const followed = await this.#followed.current(planId);
    if (!followed.ok) return followed;
    const { plan, head } = followed.value;
    if (this.#sums?.of !== plan) this.#sums = { of: plan, accumulators: accumulate(plan) };
    return ok({ answer: answerTo(plan, withRepFit(plan, ask), this.#sums.accumulators), head });
  }
}

/** The mean of the best pairing of reps under each configuration (DSN-15); the optimizer's rooms know how to pair. */
function withRepFit(plan: Plan, ask: Ask): Ask {
  if (ask.question !== 'configurations') return ask;
  return {
    ...ask,
    form: ask.form.map((configuration) => {
      if (configuration.assignment.length !== plan.accounts.rowCount) return configuration;
      const { best, total } = pairPlan({ ...plan, assignment: configuration.assignment });
      return { ...configuration, repFit: best.length === 0 ? null : total / best.length };
    }),
  };
}
