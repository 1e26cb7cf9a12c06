import type { AccountFacts } from '../../domain/measures/facts.ts';
import type { Plan } from '../../domain/plan/plan.ts';
import { coveragePriority } from '../../domain/scoring/coverage-priority.ts';
import { tierReason } from '../../domain/scoring/tier.ts';

/** Why an account is of its tier, and how it is to be worked. */
export function TierReason(props: {
  readonly plan: Plan;
  readonly facts: AccountFacts;
  readonly row: number;
}) {
  const { plan, facts, row } = props;
  const tier = facts.tier[row] ?? 0;
  const priority = coveragePriority(plan.policy, tier, facts.scorePercentile[row] ?? 0);
  const stated = facts.tierStated[row] === 1;
  return (
    <section>
      <h3>Tier and priority</h3>
      <p>
        {tierReason(plan.policy.tiers, { tier, stated }, facts.potentialPercentile[row] ?? NaN)}{' '}
        {priority.reason}
      </p>
    </section>
  );
}
