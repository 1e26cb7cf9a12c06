import { factsOf } from '../measures/facts.ts';
import type { Plan } from '../plan/plan.ts';

/** The accounts of a tier and what they ask for. */
export interface TierLoad {
  readonly tier: string;
  readonly accounts: number;
  readonly callsPerAccount: number;
  readonly hoursPerCall: number;
  /** Hours of visits a year. */
  readonly hours: number;
  /** Of `hours`, those with accounts nobody sells to yet. */
  readonly prospectHours: number;
}

/** Tiers of the policy that have accounts, in its order (ledger CAP-02). */
export function tierLoads(
  plan: Pick<Plan, 'accounts' | 'standing' | 'policy' | 'territories'>,
): readonly TierLoad[] {
  const facts = factsOf(plan);
  return plan.policy.tiers
    .map(({ tier }, index): TierLoad => {
      let [accounts, visits, hours, prospectHours] = [0, 0, 0, 0];
      for (let row = 0; row < facts.rowCount; row++) {
        if (facts.active[row] !== 1 || facts.tier[row] !== index) continue;
        accounts++;
        visits += facts.visitsPerYear[row] ?? 0;
        hours += facts.workloadHours[row] ?? 0;
        if (facts.relationship[row] !== 1) prospectHours += facts.workloadHours[row] ?? 0;
      }
      const callsPerAccount = accounts > 0 ? visits / accounts : 0;
      const hoursPerCall = visits > 0 ? hours / visits : 0;
      return { tier, accounts, callsPerAccount, hoursPerCall, hours, prospectHours };
    })
    .filter(({ accounts }) => accounts > 0);
}
