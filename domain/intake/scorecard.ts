/** The data-quality scorecard (ledger ING-09 … ING-13): each figure with what it counts, its target and whether it is met. */
export interface Kpi {
  readonly id: 'completeness' | 'uniqueness' | 'validity' | 'accuracy' | 'timeliness';
  readonly title: string;
  readonly numerator: number;
  readonly denominator: number;
  /** numerator / denominator; null where the file has nothing to measure it by. */
  readonly value: number | null;
  readonly target: number;
  /** Whether a higher or a lower value is better. */
  readonly better: 'higher' | 'lower';
  /** null where it could not be measured. */
  readonly pass: boolean | null;
  /** In the user's words: what is counted. */
  readonly explanation: string;
}

/** The minimum data gate before optimization (ING-07). */
export interface GateItem {
  readonly field: string;
  readonly title: string;
  /** Rows without a value; every row where the file has no such column. */
  readonly missing: number;
  readonly inFile: boolean;
}

export interface Scorecard {
  readonly kpis: readonly Kpi[];
  readonly gate: { readonly pass: boolean; readonly items: readonly GateItem[] };
  /** 0..100: the weighted mean of what could be measured (see `scoreOf`). */
  readonly score: number;
  readonly target: number;
  readonly pass: boolean;
}
