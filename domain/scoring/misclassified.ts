/** Accounts whose stated tier and whose potential disagree, with the tier proposed and why (SCO-09). */
import type { AccountFacts } from '../measures/facts.ts';
import { percent } from '../measures/wording.ts';
import type { Plan } from '../plan/plan.ts';
import { tierByPercentile } from './tier.ts';

export interface Misclassified {
  readonly row: number;
  /** Indices into `policy.tiers`. */
  readonly stated: number;
  readonly proposed: number;
  readonly rationale: string;
}

/** Furthest from its place first. Rows without a stated tier or without potential cannot disagree. */
export function misclassified(plan: Pick<Plan, 'policy'>, facts: AccountFacts): readonly Misclassified[] {
  const { tiers } = plan.policy;
  const found: Misclassified[] = [];
  for (let row = 0; row < facts.rowCount; row++) {
    const percentile = facts.potentialPercentile[row] ?? NaN;
    if (facts.active[row] !== 1 || facts.tierStated[row] !== 1 || Number.isNaN(percentile)) continue;
    const stated = facts.tier[row] ?? 0;
    const proposed = tierByPercentile(tiers, percentile);
    if (stated === proposed) continue;
    const direction = proposed < stated ? 'more' : 'less';
    found.push({
      row,
      stated,
      proposed,
      rationale: `Stated as ${tiers[stated]?.tier ?? ''}, but its potential ranks above ${percent(percentile, 0)} of accounts, ${direction} than that: ${tiers[proposed]?.tier ?? ''}.`,
    });
  }
  return found.toSorted(
    (a, b) => Math.abs(b.proposed - b.stated) - Math.abs(a.proposed - a.stated) || a.row - b.row,
  );
}
