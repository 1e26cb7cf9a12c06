import type { DualPrices } from '../contract.ts';
import type { Ascent } from './ascend.ts';
import { ascend, promisedRise } from './ascend.ts';
import type { Leaves } from './leaves.ts';
import type { Model } from './model.ts';
import { FINE, FINE_LARGE, HIGHEST, PRICE_SHARE, price } from './price.ts';
import type { Desk, Priced } from './prove.ts';
import { LARGE, conclude, provenScan, prove, tellOf } from './prove.ts';
import type { Run, Steps } from './steps.ts';
import { viewOfAll } from './view.ts';
import { vectorFrom } from './warm.ts';

/** Rise that a step promises, as a share of what all accounts cost, below which prices are as good as the earlier ones. */
const STEADY = 3e-5;
/** The same beyond which the change is no small one, and prices are made from nothing. */
const FAR = 2e-3;

/** The same beyond which prices take a warmer temperature on their way. */
const STEP = 2e-4;

/** The temperature at which earlier prices were left. */
const LAST: Ascent = { ...FINE, temperatures: [0.0025] };

const AGAIN: Ascent = { ...FINE, temperatures: [0.02, 0.007, 0.0025], roundsEach: 16 };

/**
 * Prices after a small change, from those of the answer before it: one scan brings candidates and a bound, and one look
 * at all accounts says whether the prices have anywhere to go. Where they have not, they stay; where they have far to go,
 * they are made from nothing, as `price` does.
 */
export function* reprice(model: Model, leaves: Leaves, given: DualPrices, run: Run): Steps<Priced> {
  let vector = vectorFrom(model, given);
  const until = PRICE_SHARE * (model.settings.wallClockSeconds ?? Infinity);
  run.phase = 'bound';
  const desk: Desk = { model, leaves, run, scan: yield* provenScan(model, leaves, vector, run) };
  const best = conclude(desk, vector, null);
  if (vector.length === 0 || run.stopped !== null) return { ...best, steady: vector.length === 0 };
  const view = viewOfAll(model, best.candidates);
  const look = { highest: HIGHEST, temperature: 0.0025 };
  const rise = (yield* promisedRise(model, view, vector, look, run)) / (model.costScale * model.n);
  if (run.stopped !== null) return best;
  if (rise < STEADY) return { ...best, steady: true };
  if (rise > FAR) return yield* price(model, leaves, run);
  yield* tellOf(model, best.plan, run);
  run.phase = 'bound';
  const plan = model.n > LARGE ? FINE_LARGE : rise < STEP ? LAST : AGAIN;
  vector = (yield* ascend(model, view, vector, plan, until, run)).vector;
  return yield* prove(desk, vector, best);
}
