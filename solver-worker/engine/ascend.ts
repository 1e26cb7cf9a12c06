import type { DualPoint } from './dual.ts';
import { centre, evaluate, slope } from './dual.ts';
import type { Limits } from './limits.ts';
import { capBandPrices, dualSize, easeLimits, limitsOfView } from './limits.ts';
import type { Model } from './model.ts';
import { newtonStep } from './newton.ts';
import type { Run, Steps } from './steps.ts';
import type { DualView } from './view.ts';

export interface Ascent {
  /** Temperatures in units of the cost scale, falling. */
  readonly temperatures: readonly number[];
  readonly roundsEach: number;
  /** Stops a temperature when the mean limit is met this well, in normalised loads. */
  readonly tolerance: number;
  /** And rises by less than this share of what all accounts cost: the mean may be met while one price has far to go. */
  readonly still: number;
  /**
   * Highest price of a whole territory's load, in typical costs of a territory. Where a band asks for more its price is
   * not followed farther: with wishes that conflict no price is enough, and all would run away. Mending goes beyond it.
   */
  readonly highest: number;
}

/** Climbs the dual from `start`, cooling as it goes, but not beyond `until` seconds; answers the last point. */
export function* ascend(
  model: Model,
  view: DualView,
  start: Float64Array,
  plan: Ascent,
  until: number,
  run: Run,
): Steps<DualPoint> {
  const limits = limitsOfView(model, view);
  capBandPrices(model, limits, plan.highest);
  const size = start.length;
  let here = pointAt(start.slice());
  let there = pointAt(new Float64Array(size));
  centre(model, here.vector);
  let curvature = new Float64Array(size * size);
  let nextCurvature = new Float64Array(size * size);
  const unit = unitsOfPrice(model, view);
  const reach = new Float64Array(size);
  const stride = new Float64Array(size).fill(1);
  const heading = new Int8Array(size);
  const worth = plan.still * model.costScale * model.n;
  let radius = FIRST_RADIUS;
  for (const temperature of plan.temperatures) {
    const tau = temperature * model.costScale;
    easeLimits(model, limits, temperature);
    yield* evaluate(model, view, limits, here, tau, curvature, run);
    if (run.stopped !== null) return here;
    let rose = Infinity;
    for (let round = 0; round < plan.roundsEach && run.seconds <= until; round++) {
      if (missed(limits, here) < plan.tolerance && rose < worth) break;
      let moved = false;
      for (let attempt = 0; attempt < 5 && !moved; attempt++) {
        for (let d = 0; d < size; d++) reach[d] = radius * tau * (unit[d] as number) * (stride[d] as number);
        const target = newtonStep(curvature, limits, here, reach);
        there.vector.set(target.vector);
        centre(model, there.vector);
        yield* evaluate(model, view, limits, there, tau, nextCurvature, run);
        if (run.stopped !== null) return here;
        const rise = there.value - here.value;
        moved = rise > 0;
        rose = rise;
        const used = longestStep(here, there, reach);
        if (rise < 0.3 * target.gain) radius *= 0.35 * Math.min(1, used);
        else if (used > 0.99 && rise > 0.7 * target.gain) radius *= 2.5;
      }
      if (!moved) break;
      suitStrides(stride, heading, reach, here, there);
      [here, there] = [there, here];
      [curvature, nextCurvature] = [nextCurvature, curvature];
    }
  }
  return here;
}

/** By how much one step would raise the dual from here, as its quadratic model says, in the objective's unit. */
export function* promisedRise(
  model: Model,
  view: DualView,
  vector: Float64Array,
  plan: Pick<Ascent, 'highest'> & { readonly temperature: number },
  run: Run,
): Steps<number> {
  const limits = limitsOfView(model, view);
  capBandPrices(model, limits, plan.highest);
  easeLimits(model, limits, plan.temperature);
  const size = vector.length;
  const here = pointAt(vector.slice());
  const tau = plan.temperature * model.costScale;
  const curvature = new Float64Array(size * size);
  yield* evaluate(model, view, limits, here, tau, curvature, run);
  if (run.stopped !== null) return 0;
  const reach = unitsOfPrice(model, view).map((unit) => FIRST_RADIUS * tau * unit);
  return newtonStep(curvature, limits, here, reach).gain;
}

const pointAt = (vector: Float64Array): DualPoint => ({
  vector,
  load: new Float64Array(vector.length),
  mean: new Float64Array(vector.length),
  value: 0,
});

/** How far prices may go in the first step, in temperatures of the typical account. */
const FIRST_RADIUS = 8;

/**
 * A price that keeps going one way as far as it may goes farther next time, one that turns back less far (as in Rprop:
 * Riedmiller and Braun 1993): a territory at the end of the world has a long way to go while others have arrived.
 */
function suitStrides(
  stride: Float64Array,
  heading: Int8Array,
  reach: Float64Array,
  here: DualPoint,
  there: DualPoint,
): void {
  for (let d = 0; d < stride.length; d++) {
    const step = (there.vector[d] as number) - (here.vector[d] as number);
    const way = Math.sign(step);
    if (way === 0) continue;
    const far = Math.abs(step) > 0.99 * (reach[d] as number);
    if (way === -(heading[d] as number)) stride[d] = Math.max(SHORTEST, 0.6 * (stride[d] as number));
    else if (far && way === heading[d]) stride[d] = Math.min(LONGEST, 2 * (stride[d] as number));
    heading[d] = way;
  }
}

/** Reach of one price, as a share of the common one. */
const SHORTEST = 1;
const LONGEST = 10;

/** Price of each coordinate that changes the priced cost of the typical account (weighted by its use) by 1. */
function unitsOfPrice(model: Model, view: DualView): Float64Array {
  const unit = new Float64Array(dualSize(model));
  const typical = (use: (row: number) => number): number => {
    let all = 0;
    let squares = 0;
    view.each.forEach((each, row) => {
      const u = Math.abs(use(row));
      all += each * u;
      squares += each * u * u;
    });
    return squares > 0 ? all / squares : 1;
  };
  const K = model.loads.length;
  model.loads.forEach((_, m) => {
    unit.fill(
      typical((row) => view.use[row * K + m] as number),
      m * model.r,
      (m + 1) * model.r,
    );
  });
  model.caps.forEach(({ use }, g) => {
    unit[K * model.r + g] = typical((row) => use[view.rows[row] as number] as number);
  });
  return unit;
}

/** Longest step of any price, as a share of its reach. */
function longestStep(here: DualPoint, there: DualPoint, reach: Float64Array): number {
  let longest = 0;
  for (let d = 0; d < reach.length; d++) {
    longest = Math.max(
      longest,
      Math.abs((there.vector[d] as number) - (here.vector[d] as number)) / (reach[d] as number),
    );
  }
  return longest;
}

/** Mean distance from the limits that the prices ask for, in normalised loads. */
function missed(limits: Limits, here: DualPoint): number {
  let miss = 0;
  for (let d = 0; d < here.vector.length; d++) miss += Math.abs(slope(limits, here, d));
  return miss / here.vector.length;
}
