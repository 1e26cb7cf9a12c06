import type { Policy } from '../governance/policy.ts';
import type { Gazetteer } from '../geo/gazetteer.ts';

/** Everything intake may know beside the file: passed in, so that the same file gives the same result anywhere. */
export interface IntakeContext {
  readonly policy: Policy;
  /** By ISO 3166 alpha-2 country code; a country that is not here is not placed by postal code or city. */
  readonly gazetteers: ReadonlyMap<string, Gazetteer>;
  /** `YYYY-MM-DD`; what "stale" is measured from. */
  readonly today: string;
  /** ISO 4217 code assumed where the file names no currency. */
  readonly currency: string;
  /** ISO 3166 alpha-2 code assumed where the file names no country. */
  readonly country: string;
  /** Names of the reps or owners known to the plan; empty: owners are not checked. */
  readonly knownOwners?: readonly string[];
}
