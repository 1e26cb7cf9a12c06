import type { ObjectiveParts } from '../contract.ts';
import type { Model } from './model.ts';
import { km2 } from './model.ts';
import { tripTravel } from './travel.ts';

/** The objective of an assignment, term by term, summed in row order from nothing but the problem. */
export function objectiveParts(model: Model, assignment: Int32Array): ObjectiveParts {
  const { problem, terms, n, r } = model;
  let score = 0;
  let travel = 0;
  let compactness = 0;
  let continuity = 0;
  let unassigned = 0;
  const scores = new Float64Array(r);
  for (let i = 0; i < n; i++) {
    const t = assignment[i] as number;
    const home = problem.baseline[i] as number;
    const left = home >= 0 && home !== t ? terms.continuity * (problem.continuity[i] as number) : 0;
    continuity += left;
    if (t < 0) {
      unassigned += (model.outCost[i] as number) - left;
      continue;
    }
    score -= terms.score * (problem.score[i] as number);
    scores[t] = (scores[t] as number) + (problem.score[i] as number);
    const trips = problem.trips[i] as number;
    if (terms.travel !== 0) {
      travel += terms.travel * trips * tripTravel(problem, model.places, model.centres, i, t);
    }
    if (terms.compactness !== 0) compactness += terms.compactness * trips * km2(model, i, t);
  }
  const variance = terms.variance * populationVariance(scores);
  return {
    score,
    travel,
    variance,
    continuity,
    compactness,
    unassigned,
    bands: softBands(model, assignment),
  };
}

export const totalOf = (parts: ObjectiveParts): number =>
  parts.score +
  parts.travel +
  parts.variance +
  parts.continuity +
  parts.compactness +
  parts.unassigned +
  parts.bands;

/** Mean squared distance from the mean (ledger OPT-03: population, not sample). */
export function populationVariance(values: Float64Array): number {
  let mean = 0;
  for (const v of values) mean += v;
  mean /= values.length || 1;
  let squares = 0;
  for (const v of values) squares += (v - mean) * (v - mean);
  return squares / (values.length || 1);
}

function softBands(model: Model, assignment: Int32Array): number {
  if (model.terms.bands !== 'soft') return 0;
  let cost = 0;
  for (const term of model.loads) {
    if (term.kind !== 'band') continue;
    const loads = new Float64Array(model.r);
    assignment.forEach((t, i) => {
      if (t >= 0) loads[t] = (loads[t] as number) + (term.use[i] as number);
    });
    loads.forEach((load, t) => {
      cost += term.maxPrice * Math.max(0, load - (term.high[t] as number), (term.low[t] as number) - load);
    });
  }
  return cost;
}
