/** One plan read from the local store and kept up with: after the first time, only the edits since are read. */
import type { PlanId } from '../../domain/brand.ts';
import { applyDiff } from '../../domain/plan/diff.ts';
import type { Plan } from '../../domain/plan/plan.ts';
import type { Result } from '../../domain/result.ts';
import { ok } from '../../domain/result.ts';
import type { PlanStore } from './plan-store.ts';

export interface Followed {
  readonly planId: PlanId;
  /** Number of the last edit in it. */
  readonly head: number;
  readonly plan: Plan;
}

export class FollowedPlan {
  readonly #store: Promise<PlanStore>;
  #open: Followed | null = null;

  constructor(store: Promise<PlanStore>) {
    this.#store = store;
  }

  /** The plan as it is stored now; the same object where nothing was edited. */
  async current(planId: PlanId): Promise<Result<Followed>> {
    const store = await this.#store;
    if (this.#open?.planId === planId) {
      const { head, plan } = this.#open;
      const edits = await store.editsAfter(planId, head);
      if (!edits.ok) return edits;
      if (edits.value.length === 0) return ok(this.#open);
      const now = edits.value.reduce((before, edit) => applyDiff(before, edit.diff), plan);
      this.#open = { planId, plan: now, head: edits.value.at(-1)?.head.seq ?? head };
      return ok(this.#open);
    }
    const loaded = await store.loadPlan(planId);
    if (!loaded.ok) return loaded;
    this.#open = { planId, plan: loaded.value.plan, head: loaded.value.head };
    return ok(this.#open);
  }
}
