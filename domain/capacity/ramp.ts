/** How soon a hire does what others do (ledger CAP-06): evenly over some months, or month by month as stated. */

export type Ramp =
  | { readonly kind: 'linear'; readonly months: number }
  /** Share of full work in each month since the start; 1 from then on. */
  | { readonly kind: 'table'; readonly shares: readonly number[] };

/** Months a stated ramp may last: a plan looks no further ahead. */
export const LONGEST_RAMP = 36;

/** Share of full work, 0..1, `tenure` months after the month of the start (0: that month). Four months give 25, 50, 75, 100%. */
export function rampedAt(ramp: Ramp, tenure: number): number {
  if (tenure < 0) return 0;
  if (ramp.kind === 'table') return ramp.shares[tenure] ?? 1;
  return ramp.months <= 1 ? 1 : Math.min(1, (tenure + 1) / ramp.months);
}

/** Months after the month of the start until full work, for good. */
export function monthsToFull(ramp: Ramp): number {
  if (ramp.kind === 'linear') return Math.max(0, Math.ceil(ramp.months - 1e-9) - 1);
  return ramp.shares.findLastIndex((share) => share < 1) + 1;
}
