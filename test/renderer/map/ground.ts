/** Accounts scattered over the United States from a seed, for tests beside naive models. */
import { accountTableFrom } from '../../../domain/plan/account-table.ts';
import type { PlacedAccounts } from '../../../renderer/map/points/placed-accounts.ts';
import { placeAccounts } from '../../../renderer/map/points/placed-accounts.ts';

/** Mulberry32: numbers in [0, 1), the same for the same seed. */
export function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

export function scattered(count: number, seed: number): PlacedAccounts {
  const next = random(seed);
  const lat = Array.from({ length: count }, () => 30 + next() * 17);
  const lon = Array.from({ length: count }, () => -122 + next() * 46);
  const potential = Array.from({ length: count }, () => Math.floor(next() ** 3 * 900));
  return placeAccounts(accountTableFrom(count, {}, { lat, lon, potential }), new Uint8Array(count));
}
