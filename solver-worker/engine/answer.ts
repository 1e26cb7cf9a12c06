import type { SolverAnswer } from '../contract.ts';
import { gapOf } from './gap.ts';
import type { Prices } from './candidates.ts';
import { bandResults, bindingConstraints } from './binding.ts';
import { infeasibilityReport } from './infeasibility.ts';
import { inputsHash } from './inputs-hash.ts';
import type { Model } from './model.ts';
import { objectiveParts, totalOf } from './parts.ts';
import { reasonCodes } from './reasons.ts';
import { createState, standing } from './state.ts';
import type { Proof } from './prove.ts';
import type { Run, Steps } from './steps.ts';
import { dualPrices } from './warm.ts';
import { asin } from './exact-math.ts';

export const ENGINE = 'bailiwick-lagrangian-1';

export interface Findings {
  readonly assignment: Int32Array;
  readonly prices: Prices;
  /** Σ of least priced costs plus what the prices earn, over every legal assignment that meets the bands. */
  readonly proofs: readonly Proof[];
  /** Territory of least own cost for each account. */
  readonly nearest: Int32Array;
}

/**
 * Everything the contract promises of an assignment, recomputed from the problem rather than from running sums; complete
 * even after a cancel, which it pauses for all the same.
 */
export function* answerSteps(model: Model, found: Findings, run: Run): Steps<SolverAnswer> {
  const { problem, settings } = model;
  const { stopped } = run;
  const state = createState(model, found.assignment);
  yield* run.pause();
  const parts = objectiveParts(model, found.assignment);
  const objective = totalOf(parts);
  yield* run.pause();
  const bands = bandResults(model, found.assignment);
  yield* run.pause();
  const { bandsViolated } = standing(state);
  let bound = -Infinity;
  for (const proof of found.proofs) bound = Math.max(bound, relaxedBound(model, proof, state.loads));
  // Sums of n floats are good to about 1e-12 of their size; the margin keeps the bound a proof.
  const proven = bound - 1e-9 * Math.abs(bound);
  const unassigned: number[] = [];
  found.assignment.forEach((t, i) => {
    if (t === -1) unassigned.push(i);
  });
  const { centreLat, centreLon } = centresOf(model);
  const reasons = yield* reasonCodes({ model, ...found, loads: state.loads }, run);
  const infeasibility = infeasibilityReport(model, found.assignment, bands, state.changed);
  yield* run.pause();
  const inputs = inputsHash(problem, settings);
  return {
    assignment: found.assignment,
    reasons,
    objective,
    parts,
    bound: proven,
    gap: gapOf(objective, proven),
    boundScope: bandsViolated > 0 ? 'bands-as-achieved' : 'all',
    prices: bindingConstraints(model, found.prices, state.loads, state.changed),
    dual: dualPrices(model, found.prices),
    bands,
    bandsViolated,
    centreLat,
    centreLon,
    unassigned: Int32Array.from(unassigned),
    infeasibility,
    run: {
      engine: ENGINE,
      approach: settings.approach,
      seed: settings.seed,
      iterations: settings.iterations,
      iterationsUsed: run.iteration,
      wallClockSeconds: settings.wallClockSeconds,
      seconds: run.seconds,
      stoppedBy: stopped ?? 'converged',
      warmStart: settings.warm !== null,
      inputs,
    },
  };
}

/** The bound with every broken band widened to where the answer left it: it only takes back what prices earned there. */
function relaxedBound(model: Model, proof: Proof, loads: Float64Array): number {
  let { bound } = proof;
  model.loads.forEach((term, m) => {
    if (term.kind !== 'band') return;
    for (let t = 0; t < model.r; t++) {
      const a = proof.prices.loads[m * model.r + t] as number;
      const load = loads[m * model.r + t] as number;
      if (a > 0) bound -= a * Math.max(0, load - (term.high[t] as number));
      if (a < 0) bound += a * Math.max(0, (term.low[t] as number) - load);
    }
  });
  return bound;
}

const DEGREES = 180 / Math.PI;

/** Bases as given; free centres as the optimizer placed them. */
function centresOf(model: Model): { centreLat: Float64Array; centreLon: Float64Array } {
  const { baseLat, baseLon } = model.problem;
  const centreLat = baseLat.slice();
  const centreLon = baseLon.slice();
  for (let t = 0; t < model.r; t++) {
    if (!model.terms.freeCentres && !Number.isNaN(baseLat[t] as number)) continue;
    const x = model.centres[3 * t] as number;
    const y = model.centres[3 * t + 1] as number;
    const z = model.centres[3 * t + 2] as number;
    centreLat[t] = Number.isNaN(z) ? NaN : signedAsin(z) * DEGREES;
    centreLon[t] = Number.isNaN(z) ? NaN : longitude(x, y) * DEGREES;
  }
  return { centreLat, centreLon };
}

const signedAsin = (v: number): number => (v < 0 ? -asin(Math.min(1, -v)) : asin(Math.min(1, v)));

function longitude(x: number, y: number): number {
  const length = Math.sqrt(x * x + y * y);
  if (length === 0) return 0;
  const angle = signedAsin(y / length);
  if (x >= 0) return angle;
  return y >= 0 ? Math.PI - angle : -Math.PI - angle;
}
