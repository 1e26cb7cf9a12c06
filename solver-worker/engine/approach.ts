import type { SolverProblem, SolverSettings } from '../contract.ts';

/** What an approach of DSN-01…06 makes of the settings: the terms that count and where centres come from. */
export interface ApproachTerms {
  readonly score: number;
  readonly travel: number;
  readonly variance: number;
  readonly continuity: number;
  readonly compactness: number;
  readonly bands: 'hard' | 'soft' | 'off';
  /** Measures whose bands count; null for all. */
  readonly measures: readonly string[] | null;
  /** Place every centre anew, bases or not. */
  readonly freeCentres: boolean;
}

export function approachTerms(settings: SolverSettings, problem: SolverProblem): ApproachTerms {
  const { weights } = settings;
  const all = { ...weights, bands: settings.bands, measures: null, freeCentres: false };
  switch (settings.approach) {
    case 'equal-opportunity':
      return {
        ...all,
        score: 0,
        travel: 0,
        compactness: weights.compactness > 0 ? weights.compactness : 1,
        measures: onlyKnown(problem, ['score', 'potential']),
        freeCentres: problem.travelTable === null,
      };
    case 'capacity':
      return { ...all, score: 0, variance: 0, measures: onlyKnown(problem, ['workload', 'count']) };
    case 'potential':
      return { ...all, score: weights.score > 0 ? weights.score : 1, variance: 0, bands: 'off' };
    case 'hybrid':
      return all;
    case 'rules':
      return { ...all, variance: 0, bands: 'off' };
    case 'min-cost-flow':
      return { ...all, score: settings.gamma, variance: 0, compactness: 0, bands: 'off' };
  }
}

/** The first of the wanted measures that the problem has; all of its measures when it has none of them. */
function onlyKnown(problem: SolverProblem, wanted: readonly string[]): readonly string[] | null {
  const found = wanted.find((name) => problem.measures.some((measure) => measure.name === name));
  return found === undefined ? null : [found];
}
