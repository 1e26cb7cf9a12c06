/** How long until the store is tried again. */

/** While all is well. */
export const QUIET_MS = 60_000;
const FIRST_MS = 2_000;
const LONGEST_MS = 5 * 60_000;

/**
 * Doubles with every failure in a row, up to five minutes, less a random half: laptops that lost a store together must
 * not come back together. `random` is 0 up to 1.
 */
export function retryDelayMs(failures: number, random: number): number {
  if (failures === 0) return QUIET_MS;
  const full = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(failures - 1, 20));
  return Math.round(full / 2 + (full / 2) * random);
}
