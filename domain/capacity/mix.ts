/** Reps by segment, hunters and farmers, and the SDRs beside them (ledger CAP-08). */
import { splitByLargestRemainder } from '../quotas/largest-remainder.ts';
import type { HeadcountScenario } from './headcount.ts';
import type { TierLoad } from './tier-loads.ts';

export interface SegmentMix {
  readonly segment: string;
  readonly reps: number;
  /** Share of the segment's reps who hunt. */
  readonly hunterShare: number;
  /** As the plan's accounts suggest: the part of the work that is with accounts nobody sells to yet. */
  readonly suggested: number;
  readonly hunters: number;
  readonly farmers: number;
}

export interface Mix {
  readonly segments: readonly SegmentMix[];
  readonly reps: number;
  readonly sdrs: number;
}

/** Whole reps over segments by their hours; they sum to `reps`. */
export function mixOf(
  reps: number,
  tiers: readonly TierLoad[],
  { hunters, sdrPerRep }: Pick<HeadcountScenario, 'hunters' | 'sdrPerRep'>,
): Mix {
  const whole = Math.max(0, Math.round(reps));
  const counts = splitByLargestRemainder(
    whole,
    tiers.map(({ hours }) => hours * 3600),
  );
  const segments = tiers.map((tier, i): SegmentMix => {
    const own = counts[i] ?? 0;
    const suggested = tier.hours > 0 ? tier.prospectHours / tier.hours : 0;
    const hunterShare = hunters.find(({ segment }) => segment === tier.tier)?.share ?? suggested;
    const hunting = Math.round(own * hunterShare);
    return {
      segment: tier.tier,
      reps: own,
      hunterShare,
      suggested,
      hunters: hunting,
      farmers: own - hunting,
    };
  });
  return { segments, reps: whole, sdrs: Math.round(whole * sdrPerRep) };
}
