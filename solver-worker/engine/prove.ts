import { cheapest } from './build.ts';
import type { Candidates, Prices, Scan } from './candidates.ts';
import { scan, zeroPrices } from './candidates.ts';
import type { Leaves } from './leaves.ts';
import { makeLegal } from './legal.ts';
import { limitsOf, priceValue, pricesOf } from './limits.ts';
import type { Model } from './model.ts';
import { renew } from './renew.ts';
import { createState, standing } from './state.ts';
import { Run } from './steps.ts';
import type { Steps } from './steps.ts';
import { viewOfAll } from './view.ts';

/** Prices, candidates and bound found for fixed centres: what construction and improvement work from. */
export interface Priced {
  readonly vector: Float64Array;
  readonly prices: Prices;
  readonly candidates: Candidates;
  /** Every bound found: with bands left broken, another than the highest may say most. */
  readonly proofs: readonly Proof[];
  /** The dual's own assignment at `prices`; null when no whole scan was finished. */
  readonly plan: Int32Array | null;
  /** The prices are those of an earlier answer, and another step would raise the bound by next to nothing. */
  readonly steady: boolean;
}

/** A bound with the prices that prove it. */
export interface Proof {
  readonly bound: number;
  readonly prices: Prices;
}

/** Slots of candidates an account: enough that the LP optimum lies among them, few enough for a million accounts. */
export const slotsFor = (model: Model): number => (model.n > LARGE ? 8 : 12);

/** Accounts from which each look at all of them is dear. */
export const LARGE = 300_000;

/** A scan that is kept at the prices last proven. */
export interface Desk {
  readonly model: Model;
  readonly leaves: Leaves;
  readonly run: Run;
  scan: Scan;
}

/** The scan brought to new prices, with the bound and the plan it gives; what was known before after a cancel. */
export function* prove(desk: Desk, vector: Float64Array, before: Priced): Steps<Priced> {
  const { model, leaves, run } = desk;
  if (run.stopped === 'cancelled' || desk.scan.least === -Infinity) return before;
  run.phase = 'candidates';
  desk.scan = yield* pastTheClock(run, (own) => renew(model, leaves, desk.scan, before.vector, vector, own));
  return desk.scan.least === -Infinity ? before : conclude(desk, vector, before);
}

export function conclude(
  { model, scan: found, run }: Desk,
  vector: Float64Array,
  before: Priced | null,
): Priced {
  const { candidates, least } = found;
  const prices = vector.length > 0 ? pricesOf(model, vector) : zeroPrices(model);
  const whole = least !== -Infinity;
  const proofs = [...(before?.proofs ?? [])];
  if (whole) proofs.push({ bound: least + priceValue(limitsOf(model), vector), prices });
  run.bound = whole ? Math.max(...proofs.map(({ bound }) => bound)) : null;
  const plan = whole ? cheapest(model, viewOfAll(model, candidates), prices) : null;
  return { vector, prices, candidates, proofs, plan, steady: false };
}

/** The first plan that can be shown: legal, everybody placed who can be, loads near what the prices want. */
export function* tellOf(model: Model, plan: Int32Array | null, run: Run): Steps<void> {
  if (plan === null) return;
  const state = createState(model, plan);
  yield* makeLegal(state, run);
  const { objective, bandsViolated } = standing(state);
  run.objective = objective;
  run.bandsViolated = bandsViolated;
}

export const provenScan = (model: Model, leaves: Leaves, vector: Float64Array, run: Run): Steps<Scan> => {
  const prices = vector.length > 0 ? pricesOf(model, vector) : zeroPrices(model);
  return pastTheClock(run, (own) => scan(model, leaves, prices, slotsFor(model), own));
};

/** Work that goes on after the clock has run out; after a cancel it does not. */
export function* pastTheClock<T>(run: Run, start: (own: Run) => Steps<T>): Steps<T> {
  const own = new Run();
  own.phase = run.phase;
  own.objective = run.objective;
  own.bound = run.bound;
  own.bandsViolated = run.bandsViolated;
  own.stopped = run.stopped === 'cancelled' ? 'cancelled' : null;
  const steps = start(own);
  let next = steps.next();
  while (!next.done) {
    const slice = yield next.value;
    run.seconds = slice.seconds;
    if (run.stopped === null) run.stopped = slice.stop;
    next = steps.next({ seconds: slice.seconds, stop: slice.stop === 'cancelled' ? 'cancelled' : null });
  }
  return next.value;
}
