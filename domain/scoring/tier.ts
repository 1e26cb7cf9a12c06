/** Tier classification Strategic / Enterprise / Commercial / SMB with its reason (SCO-06). */
import type { TierRule } from '../governance/policy.ts';

export interface TierDecision {
  /** Index into `policy.tiers`. */
  readonly tier: number;
  /** The file said so, and it is a tier of the policy. */
  readonly stated: boolean;
}

/** Index of the policy's tier with this name, whatever its case; -1 when there is none. */
export function tierNamed(tiers: readonly TierRule[], name: string | null): number {
  if (name === null) return -1;
  const wanted = name.trim().toLowerCase();
  return tiers.findIndex((rule) => rule.tier.toLowerCase() === wanted);
}

/** The first tier whose threshold the potential percentile reaches; unknown potential goes to the last tier. */
export function tierByPercentile(tiers: readonly TierRule[], percentile: number): number {
  const found = tiers.findIndex((rule) => percentile >= rule.minPotentialPercentile);
  return found === -1 ? Math.max(0, tiers.length - 1) : found;
}

export function tierReason(tiers: readonly TierRule[], decision: TierDecision, percentile: number): string {
  const name = tiers[decision.tier]?.tier ?? 'no tier';
  if (decision.stated) return `${name}, as the account list says.`;
  if (Number.isNaN(percentile)) return `${name}, because its potential is missing.`;
  const threshold = tiers[decision.tier]?.minPotentialPercentile ?? 0;
  return `${name}: its potential ranks above ${ordinalPercent(percentile)} of accounts; ${name} starts at ${ordinalPercent(threshold)}.`;
}

const ordinalPercent = (ratio: number): string => `${Math.floor(ratio * 100)}%`;
