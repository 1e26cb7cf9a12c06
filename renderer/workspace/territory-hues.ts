/**
 * Which of ten hues a territory has. Neighbours never share one while ten are enough; a territory keeps its hue
 * through every edit and restart, because a colour that wanders is worse than two neighbours alike.
 */
import type { TerritoryId } from '../../domain/brand.ts';

export const HUES = 10;

export type Hues = Readonly<Record<TerritoryId, number>>;

/**
 * Hues for territories that have none yet: one no neighbour has, the rarest first; when all ten are taken around it,
 * the one fewest neighbours have. `pairs` are indices into `ids`.
 */
export function assignHues(
  ids: readonly TerritoryId[],
  pairs: readonly (readonly [number, number])[],
  kept: Hues,
): Hues {
  const hues: Record<string, number> = { ...kept };
  const neighbours = neighboursOf(ids.length, pairs);
  const used = new Array<number>(HUES).fill(0);
  for (const id of ids) {
    const hue = hues[id];
    if (hue !== undefined) used[hue] = (used[hue] ?? 0) + 1;
  }
  const byDegree = ids
    .map((_, index) => index)
    .toSorted((a, b) => (neighbours[b]?.size ?? 0) - (neighbours[a]?.size ?? 0) || a - b);
  for (const index of byDegree) {
    const id = ids[index];
    if (id === undefined || hues[id] !== undefined) continue;
    const around = new Array<number>(HUES).fill(0);
    for (const other of neighbours[index] ?? []) {
      const hue = hues[ids[other] ?? ''];
      if (hue !== undefined) around[hue] = (around[hue] ?? 0) + 1;
    }
    const best = Array.from({ length: HUES }, (_, hue) => hue).toSorted(
      (a, b) => (around[a] ?? 0) - (around[b] ?? 0) || (used[a] ?? 0) - (used[b] ?? 0) || a - b,
    )[0];
    hues[id] = best ?? 0;
    used[best ?? 0] = (used[best ?? 0] ?? 0) + 1;
  }
  return hues;
}

function neighboursOf(
  territories: number,
  pairs: readonly (readonly [number, number])[],
): readonly ReadonlySet<number>[] {
  const sets = Array.from({ length: territories }, () => new Set<number>());
  for (const [a, b] of pairs) {
    sets[a]?.add(b);
    sets[b]?.add(a);
  }
  return sets;
}
