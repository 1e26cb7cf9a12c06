/** How many reps (ledger CAP-11, section 3 "Sizing"): small sums, said openly. */
import type { Result } from '../domain/result.ts';
import { codedError, ok, refuse } from '../domain/result.ts';

export interface BandSizing {
  /** Fewest and most reps whose mean utilisation lies within the band; `fewest` > `most` when no whole number does. */
  readonly fewest: number;
  readonly most: number;
  /** The same before rounding. */
  readonly low: number;
  readonly high: number;
}

/** Reps for a load so that load ÷ (reps × capacity) lies within [low, high]: 1000 at 110 and 85–95% gives exactly 10. */
export function repsForBand(
  load: number,
  capacity: number,
  band: { readonly low: number; readonly high: number },
): Result<BandSizing> {
  if (!(capacity > 0) || !(band.low > 0) || !(band.high >= band.low)) {
    return refuse(codedError('BAD_SIZING', 'Capacity and band must be positive, the lower end first.'));
  }
  const low = load / (capacity * band.high);
  const high = load / (capacity * band.low);
  return ok({ fewest: Math.ceil(low - 1e-9), most: Math.floor(high + 1e-9), low, high });
}

export interface Segment {
  readonly accounts: number;
  readonly callsPerAccount: number;
  /** 1 where calls are what a rep's capacity counts. */
  readonly hoursPerCall: number;
}

/** The workload build-up: Σ accounts × calls × hours ÷ what one rep can do, rounded up (R27: 60 reps). */
export function repsForWorkload(segments: readonly Segment[], perRep: number): Result<number> {
  if (!(perRep > 0)) return refuse(codedError('BAD_SIZING', 'What one rep can do must be positive.'));
  const work = segments.reduce((sum, s) => sum + s.accounts * s.callsPerAccount * s.hoursPerCall, 0);
  return ok(Math.ceil(work / perRep - 1e-9));
}
