/** Where to begin without anything better: AEs and SDRs by ARR, by where it lies in its band (ledger CAP-07). */
import type { SizeBand } from './reference.ts';
import { sizeBandOf } from './reference.ts';

export interface HeadcountSeed {
  readonly band: SizeBand;
  readonly reps: number;
  readonly sdrs: number;
}

/** The last band has no upper end; its range is taken as reached at four times its lower one, as the band below reaches its own at two and a half. */
const OPEN_END = 4;

/** ARR in whole units. null below the first band: too small for a table of teams. */
export function headcountSeed(arr: number): HeadcountSeed | null {
  const band = sizeBandOf(arr);
  if (band === null) return null;
  const to = band.to ?? band.from * OPEN_END;
  const at = Math.min(1, (arr - band.from) / (to - band.from));
  const between = ([low, high]: readonly [number, number]): number => Math.round(low + (high - low) * at);
  return { band, reps: between(band.reps), sdrs: between(band.sdrs) };
}
