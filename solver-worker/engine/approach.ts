import type { Approach, SolverProblem, SolverSettings } from '../contract.ts';

/** What an approach of DSN-01…06 makes of the settings: the terms that count and where centres come from. */
export interface ApproachTerms {
  readonly score: number;
  readonly travel: number;
  readonly variance: number;
  readonly continuity: number;
  readonly compactness: number;
  readonly bands: 'hard' | 'soft' | 'off';
  /** Measures whose bands count. */
  readonly measures: readonly string[];
  /** Place every centre anew, bases or not. */
  readonly freeCentres: boolean;
}

export function approachTerms(settings: SolverSettings, problem: SolverProblem): ApproachTerms {
  const { weights } = settings;
  const measures = heldMeasures(
    settings.approach,
    problem.measures.map(({ name }) => name),
  );
  const bands = measures.length === 0 ? 'off' : settings.bands;
  const all = { ...weights, bands, measures, freeCentres: false };
  switch (settings.approach) {
    case 'equal-opportunity':
      return {
        ...all,
        score: 0,
        travel: 0,
        compactness: weights.compactness > 0 ? weights.compactness : 1,
        freeCentres: problem.travelTable === null,
      };
    case 'capacity':
      return { ...all, score: 0, variance: 0 };
    case 'potential':
      return { ...all, score: weights.score > 0 ? weights.score : 1, variance: 0 };
    case 'hybrid':
      return all;
    case 'rules':
      return { ...all, variance: 0 };
    case 'min-cost-flow':
      return { ...all, score: settings.gamma, variance: 0, compactness: 0 };
  }
}

/** Which of the balanced measures an approach holds within their bands; the others it only leaves as they come out. */
export function heldMeasures<Name extends string>(
  approach: Approach,
  names: readonly Name[],
): readonly Name[] {
  switch (approach) {
    case 'equal-opportunity':
      return firstOf(['score', 'potential'], names);
    case 'capacity':
      return firstOf(['workload', 'count'], names);
    case 'hybrid':
      return names;
    case 'potential':
    case 'rules':
    case 'min-cost-flow':
      return [];
  }
}

/** The first of the wanted measures that there is; all of them when there is none. */
function firstOf<Name extends string>(wanted: readonly string[], names: readonly Name[]): readonly Name[] {
  const found = wanted.find((name) => names.some((each) => each === name));
  return found === undefined ? names : names.filter((name) => name === found);
}
