/** How a stress run is asked for and what it answers (ledger STR-01, STR-02, STR-03, STR-05). */
export interface StressSettings {
  /** 100…500 (ledger STR-01). */
  readonly draws: number;
  readonly seed: number;
  /** Half-width of the uniform factor on each weight, e.g. 0.2. */
  readonly weights: number;
  readonly capacity: number;
  /** σ of the lognormal factor on each account's demand, e.g. 0.1. */
  readonly demand: number;
  /** Chance that a draw loses one rep (a territory without capacity). */
  readonly repLoss: number;
  /** A draw passes when every measure is at most this. */
  readonly targets: Readonly<Record<string, number>>;
}

/** The draws one worker makes. Each draw has randomness of its own, so the parts add up to the same whole. */
export interface StressPart {
  readonly stress: StressSettings;
  readonly first: number;
  readonly count: number;
}

/** One draw: the measures of the plan as it stands, by name, and the share of accounts that a new plan would leave alone. */
export interface StressDraw {
  readonly measures: Readonly<Record<string, number>>;
  readonly stable: number;
}

export interface Spread {
  readonly name: string;
  readonly p5: number;
  readonly p50: number;
  readonly p95: number;
}

export interface StressReport {
  readonly draws: number;
  readonly measures: readonly Spread[];
  /** Share of draws that meet every target (ledger STR-05). */
  readonly passShare: number;
  readonly mostFrequentFailure: string | null;
  readonly failures: readonly { readonly name: string; readonly share: number }[];
  /** Share of accounts that would sit elsewhere if one weight were lower or higher (ledger STR-02), widest first. */
  readonly tornado: readonly { readonly name: string; readonly low: number; readonly high: number }[];
  /** Share of accounts that stay where the plan has them, per draw. */
  readonly stability: Spread;
}
