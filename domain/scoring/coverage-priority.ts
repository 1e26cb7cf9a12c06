/** How an account is to be worked (SCO-08). */
import type { Policy } from '../governance/policy.ts';

export const COVERAGE_PRIORITIES = ['high', 'medium', 'low'] as const;
export type CoveragePriority = (typeof COVERAGE_PRIORITIES)[number];

/** `high` is proactive, `medium` reactive, `low` inbound only. */
export function coveragePriority(
  policy: Pick<Policy, 'tiers' | 'score'>,
  tier: number,
  scorePercentile: number,
): { readonly priority: CoveragePriority; readonly reason: string } {
  const rule = policy.tiers[tier];
  if (rule?.mustCover === true) return { priority: 'high', reason: `${rule.tier} accounts must be covered.` };
  const percent = Math.floor(scorePercentile * 100);
  if (scorePercentile >= policy.score.highPriorityPercentile) {
    return { priority: 'high', reason: `Its score ranks above ${percent}% of accounts.` };
  }
  if (tier === policy.tiers.length - 1 && scorePercentile < policy.score.lowPriorityPercentile) {
    return {
      priority: 'low',
      reason: `${rule?.tier ?? 'Last tier'}, and its score ranks above only ${percent}%.`,
    };
  }
  return {
    priority: 'medium',
    reason: `Its score ranks above ${percent}% of accounts, below the ${Math.round(policy.score.highPriorityPercentile * 100)}% of proactive coverage.`,
  };
}
