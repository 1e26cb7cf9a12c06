import type { Candidates, Prices, Scan } from './candidates.ts';
import { scan, zeroPrices } from './candidates.ts';
import {
  ascend,
  dualSize,
  limitsOf,
  priceValue,
  pricesOf,
  sampleRows,
  sampleView,
  thinnedView,
  viewOfAll,
} from './dual.ts';
import type { Leaves } from './leaves.ts';
import type { Model } from './model.ts';
import { Run } from './steps.ts';
import type { Steps } from './steps.ts';

/** Prices, candidates and bound found for fixed centres: what construction and improvement work from. */
export interface Priced {
  readonly vector: Float64Array;
  readonly prices: Prices;
  readonly candidates: Candidates;
  readonly bound: number;
}

/** Slots of candidates an account: enough that the LP optimum lies among them, few enough for a million accounts. */
export const slotsFor = (model: Model): number => (model.n > 300_000 ? 8 : 12);

/**
 * Coarse to fine: few accounts at high temperature find the region, more at lower ones the prices. `each` accounts a
 * territory are looked at: first with the `keep` territories that look best so far, then with candidates scanned for.
 */
const COLD = [
  { least: 300, each: 8, keep: 1000, temperatures: [2, 0.7, 0.25], roundsEach: 10, tolerance: 0.03 },
  { least: 1500, each: 40, keep: 24, temperatures: [0.25, 0.1], roundsEach: 10, tolerance: 0.01 },
];
const WARM = [{ least: 1500, each: 40, keep: 24, temperatures: [0.1], roundsEach: 8, tolerance: 0.01 }];
const SCANNED = [
  { each: 160, temperatures: [0.05, 0.02], roundsEach: 8, tolerance: 3e-3 },
  { each: 160, temperatures: [0.02, 0.007], roundsEach: 8, tolerance: 2e-3 },
];
/** Up to here no sample is worth its error. */
const SCANNED_LEAST = 10_000;
const LAST = { temperatures: [0.007, 0.0025], roundsEach: 7, tolerance: 1e-3 };
/** A million accounts: one look at all of them is worth a second of work on borders. */
const LAST_LARGE = { temperatures: [0.007], roundsEach: 2, tolerance: 2e-3 };

/** Share of the wall clock after which prices are taken as they are: building and mending need the rest. */
const PRICE_SHARE = 0.5;

/**
 * Climbs the dual on samples, then on all accounts with their priced candidates, and proves the bound by a scan of
 * every legal pair. A stop by the clock still scans, so that no answer is without a bound; a cancel does not.
 */
export function* price(model: Model, leaves: Leaves, start: Float64Array | null, run: Run): Steps<Priced> {
  const limits = limitsOf(model);
  let vector: Float64Array = start ?? new Float64Array(dualSize(model));
  const until = PRICE_SHARE * (model.settings.wallClockSeconds ?? Infinity);
  if (vector.length > 0) vector = yield* climb(model, leaves, vector, start === null, until, run);
  run.phase = 'candidates';
  let found = yield* provenScan(model, leaves, vector, run);
  if (vector.length > 0 && run.stopped === null && run.seconds < until) {
    run.phase = 'bound';
    const plan = model.n > 300_000 ? LAST_LARGE : LAST;
    const view = viewOfAll(model, found.candidates);
    const better = (yield* ascend(model, view, vector, plan, until, run)).vector;
    run.phase = 'candidates';
    const again = yield* provenScan(model, leaves, better, run);
    const gained = again.least + priceValue(limits, better) >= found.least + priceValue(limits, vector);
    if (again.least !== -Infinity && gained) {
      found = again;
      vector = better;
    }
  }
  const bound = found.least === -Infinity ? -Infinity : found.least + priceValue(limits, vector);
  run.bound = bound === -Infinity ? null : bound;
  const prices = vector.length > 0 ? pricesOf(model, vector) : zeroPrices(model);
  return { vector, prices, candidates: found.candidates, bound };
}

/** Prices from samples alone. */
function* climb(
  model: Model,
  leaves: Leaves,
  start: Float64Array,
  cold: boolean,
  until: number,
  run: Run,
): Steps<Float64Array> {
  let vector = start;
  const late = (): boolean => run.stopped !== null || run.seconds > until;
  run.phase = 'bound';
  for (const level of cold ? COLD : WARM) {
    if (late()) return vector;
    const size = Math.max(level.least, level.each * model.r);
    const view = sampleView(model, leaves.order, size, level.keep, pricesOf(model, vector));
    vector = (yield* ascend(model, view, vector, level, until, run)).vector;
  }
  for (const level of SCANNED) {
    if (late()) return vector;
    const size = Math.max(SCANNED_LEAST, level.each * model.r);
    const mask = new Uint8Array(model.n);
    for (const i of sampleRows(model, leaves.order, size).rows) mask[i] = 1;
    const { candidates } = yield* scan(model, leaves, pricesOf(model, vector), slotsFor(model), run, mask);
    if (late()) return vector;
    const view = thinnedView(model, leaves.order, size, candidates);
    vector = (yield* ascend(model, view, vector, level, until, run)).vector;
  }
  return vector;
}

/** A scan of everything; after the clock has run out it goes on all the same, after a cancel it does not. */
function* provenScan(model: Model, leaves: Leaves, vector: Float64Array, run: Run): Steps<Scan> {
  const prices = vector.length > 0 ? pricesOf(model, vector) : zeroPrices(model);
  const own = new Run();
  own.phase = run.phase;
  own.objective = run.objective;
  own.stopped = run.stopped === 'cancelled' ? 'cancelled' : null;
  const steps = scan(model, leaves, prices, slotsFor(model), own);
  let next = steps.next();
  while (!next.done) {
    const slice = yield next.value;
    run.seconds = slice.seconds;
    if (run.stopped === null) run.stopped = slice.stop;
    next = steps.next({ seconds: slice.seconds, stop: slice.stop === 'cancelled' ? 'cancelled' : null });
  }
  return next.value;
}
