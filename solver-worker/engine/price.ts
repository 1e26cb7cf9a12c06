import type { Ascent } from './ascend.ts';
import { ascend } from './ascend.ts';
import { scan } from './candidates.ts';
import type { Leaves } from './leaves.ts';
import { dualSize, pricesOf } from './limits.ts';
import type { Model } from './model.ts';
import type { Desk, Priced } from './prove.ts';
import { LARGE, conclude, provenScan, prove, tellOf } from './prove.ts';
import type { Sample } from './sample.ts';
import { sampleRows } from './sample.ts';
import type { Run, Steps } from './steps.ts';
import type { DualView } from './view.ts';
import { sampleViewSteps, thinnedView, viewOfAll } from './view.ts';

/** Of the price of a band, see `Ascent`: what a far territory is worth to fill, and no more. */
export const HIGHEST = 20;

/**
 * Coarse to fine: few accounts at high temperature find the region, more at lower ones the prices. `each` accounts a
 * territory are looked at, with the `keep` territories that look best so far. A sample's own error is many times its
 * tolerance, so nothing is gained by meeting its limits closely.
 */
const COLD = [
  {
    least: 300,
    each: 8,
    keep: 1000,
    temperatures: [2, 0.7, 0.25],
    roundsEach: 8,
    tolerance: 0.06,
    still: 0.01,
    highest: HIGHEST,
  },
  {
    least: 1500,
    each: 40,
    keep: 24,
    temperatures: [0.25, 0.1],
    roundsEach: 8,
    tolerance: 0.03,
    still: 0.003,
    highest: HIGHEST,
  },
];
/** Then so many a territory that their error is small, with the candidates that a scan found. */
const SAMPLED = {
  each: 160,
  temperatures: [0.05, 0.02],
  roundsEach: 10,
  tolerance: 8e-3,
  still: 1.5e-4,
  highest: HIGHEST,
};
/** A sample must be this much smaller than the whole to be worth its error, and this much for a scan of its own. */
const WORTH = 2;
const WORTH_SCAN = 8;
/** Instead, all of not so many. */
const WHOLE = { temperatures: [0.05, 0.02], roundsEach: 60, tolerance: 4e-3, still: 8e-5, highest: HIGHEST };
const WHOLE_FINE = {
  temperatures: [0.007, 0.0025],
  roundsEach: 60,
  tolerance: 1e-3,
  still: 2e-5,
  highest: HIGHEST,
};
/** At last all accounts where many were left out; of a million, one look is worth a second of work on borders. */
export const FINE: Ascent = {
  temperatures: [0.007, 0.0025],
  roundsEach: 7,
  tolerance: 1e-3,
  still: 2e-5,
  highest: HIGHEST,
};
export const FINE_LARGE: Ascent = {
  temperatures: [0.007],
  roundsEach: 5,
  tolerance: 2e-3,
  still: 4e-5,
  highest: HIGHEST,
};

/** Slots of a sample whose prices still have far to go. */
const MANY_SLOTS = 16;

/** Share of the wall clock after which prices are taken as they are: building and mending need the rest. */
export const PRICE_SHARE = 0.75;

/**
 * Climbs the dual on samples, then on all accounts with their priced candidates, and proves the bound over every legal
 * pair. Each whole scan is a plan and a bound as well, so both are known early and a cancel keeps them. A stop by the
 * clock still scans, so that no answer is without a bound; a cancel does not.
 */
export function* price(model: Model, leaves: Leaves, run: Run): Steps<Priced> {
  let vector: Float64Array = new Float64Array(dualSize(model));
  const until = PRICE_SHARE * (model.settings.wallClockSeconds ?? Infinity);
  const late = (): boolean => run.stopped !== null || run.seconds > until;
  run.phase = 'bound';
  const size = SAMPLED.each * model.r;
  const sampled = size * WORTH < model.n;
  if (vector.length > 0) vector = yield* climb(model, leaves, vector, until, run);
  if (vector.length > 0 && sampled && size * WORTH_SCAN < model.n) {
    const sample = sampleRows(model, leaves.order, size);
    for (const temperature of SAMPLED.temperatures) {
      if (late()) break;
      const view = yield* scannedSample(model, leaves, sample, vector, MANY_SLOTS, run);
      const level = { ...SAMPLED, temperatures: [temperature] };
      if (!late()) vector = (yield* ascend(model, view, vector, level, until, run)).vector;
    }
  }
  const desk: Desk = { model, leaves, run, scan: yield* provenScan(model, leaves, vector, run) };
  let best = conclude(desk, vector, null);
  yield* tellOf(model, best.plan, run);
  if (vector.length === 0 || late()) return best;
  if (size * WORTH_SCAN >= model.n) {
    run.phase = 'bound';
    const view = sampled
      ? thinnedView(sampleRows(model, leaves.order, size), best.candidates)
      : viewOfAll(model, best.candidates);
    vector = (yield* ascend(model, view, vector, sampled ? SAMPLED : WHOLE, until, run)).vector;
    best = yield* prove(desk, vector, best);
    if (late()) return best;
  }
  run.phase = 'bound';
  const plan = model.n > LARGE ? FINE_LARGE : sampled ? FINE : WHOLE_FINE;
  vector = (yield* ascend(model, viewOfAll(model, best.candidates), vector, plan, until, run)).vector;
  return yield* prove(desk, vector, best);
}

/** Prices from samples alone. */
function* climb(
  model: Model,
  leaves: Leaves,
  start: Float64Array,
  until: number,
  run: Run,
): Steps<Float64Array> {
  let vector = start;
  for (const level of COLD) {
    if (run.stopped !== null || run.seconds > until) return vector;
    const size = Math.max(level.least, level.each * model.r);
    const view =
      level.keep >= model.r
        ? yield* sampleViewSteps(model, leaves.order, size, level.keep, pricesOf(model, vector), run)
        : yield* scannedSample(model, leaves, sampleRows(model, leaves.order, size), vector, level.keep, run);
    if (run.stopped !== null) return vector;
    vector = (yield* ascend(model, view, vector, level, until, run)).vector;
  }
  return vector;
}

/** A sample with candidates of its own. */
function* scannedSample(
  model: Model,
  leaves: Leaves,
  sample: Sample,
  vector: Float64Array,
  slots: number,
  run: Run,
): Steps<DualView> {
  const row = new Int32Array(model.n).fill(-1);
  sample.rows.forEach((i, p) => (row[i] = p));
  const { candidates } = yield* scan(model, leaves, pricesOf(model, vector), slots, run, row);
  return { ...sample, candidates };
}
