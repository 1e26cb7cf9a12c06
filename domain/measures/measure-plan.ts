/** Every measure there is, in the order people read them. */
import type { Plan } from '../plan/plan.ts';
import type { Accumulators } from './accumulators.ts';
import { accumulate } from './accumulators.ts';
import { continuity } from './continuity.ts';
import { coverage } from './coverage.ts';
import { coverageVariance } from './coverage-variance.ts';
import { equityGini } from './equity-gini.ts';
import type { Measure, MeasureContext, MeasureResult } from './measure.ts';
import { movedAccounts } from './moved-accounts.ts';
import { overlap } from './overlap.ts';
import { potentialDeviation } from './potential-deviation.ts';
import { potentialOutliers } from './potential-outliers.ts';
import { potentialSpread } from './potential-spread.ts';
import { quarterlyMoves } from './quarterly-moves.ts';
import { slaPerTerritory } from './sla-per-territory.ts';
import { strategicMoves } from './strategic-moves.ts';
import { travelHours } from './travel-hours.ts';
import { utilisation } from './utilisation.ts';

export const ALL_MEASURES: readonly Measure[] = [
  coverage,
  overlap,
  equityGini,
  travelHours,
  coverageVariance,
  potentialSpread,
  potentialDeviation,
  slaPerTerritory,
  potentialOutliers,
  utilisation,
  movedAccounts,
  quarterlyMoves,
  continuity,
  strategicMoves,
];

export interface Measured {
  readonly measure: Measure;
  readonly result: MeasureResult;
}

export const measurePlan = (context: MeasureContext): readonly Measured[] =>
  ALL_MEASURES.map((measure) => ({ measure, result: measure.compute(context) }));

/** The context of a plan, with accumulators built here unless they are at hand. */
export const measureContext = (
  plan: Plan,
  accumulators: Accumulators = accumulate(plan),
): MeasureContext => ({
  plan,
  accumulators,
});
