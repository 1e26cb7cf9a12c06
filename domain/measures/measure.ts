import type { Plan } from '../plan/plan.ts';
import type { Accumulators } from './accumulators.ts';

export type MeasureUnit =
  'share' | 'ratio' | 'index' | 'hours per week' | 'accounts' | 'territories' | 'quarters';

/** `none`: there is nothing to judge yet, or no target. */
export type MeasureStatus = 'pass' | 'warn' | 'fail' | 'none';

export interface MeasureContext {
  readonly plan: Pick<Plan, 'territories' | 'reps' | 'policy' | 'potentialUnit' | 'currency'>;
  readonly accumulators: Accumulators;
}

export interface MeasureResult {
  /** Null when there is nothing to measure. */
  readonly value: number | null;
  /** The bound the value is held against; for a band its lower end. */
  readonly target: number | null;
  readonly status: MeasureStatus;
  /** Plain words with the numbers. */
  readonly explanation: string;
  /** After seniority and target shares (FAI-02), where that makes sense. */
  readonly adjusted?: number;
  /** One entry a territory index; null for retired ones and where nothing can be said. */
  readonly perTerritory?: readonly (number | null)[];
}

/** One measure, one file. It reads sums only, so that it costs the same at 100 accounts and at 100,000. */
export interface Measure {
  /** The ledger row. */
  readonly id: string;
  /** A name for programs: `measures.coverage` in JSON. */
  readonly key: string;
  readonly label: string;
  readonly unit: MeasureUnit;
  readonly better: 'higher' | 'lower' | 'band';
  readonly compute: (context: MeasureContext) => MeasureResult;
}

export const NOTHING_TO_MEASURE: MeasureResult = {
  value: null,
  target: null,
  status: 'none',
  explanation: 'There are no territories with accounts yet.',
};
