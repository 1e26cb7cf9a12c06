/** Two account rows that may be one account. */
export interface MatchPair {
  /** 0-based account rows; `a < b`. */
  readonly a: number;
  readonly b: number;
  /** 0..1; 1 is an exact key. */
  readonly score: number;
  /** What spoke for it, in the user's words: "same street and postal code". */
  readonly because: readonly string[];
}
