import { Delaunay } from 'd3-delaunay';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TerritoryId } from '../../../domain/brand.ts';
import type { Hues } from '../../../domain/plan/territory-colours.ts';
import { HUES, assignHues } from '../../../domain/plan/territory-colours.ts';

const idOf = (index: number): TerritoryId => `t-${index}` as TerritoryId;
const idsUpTo = (count: number): readonly TerritoryId[] => Array.from({ length: count }, (_, i) => idOf(i));

/** Neighbours as territories on a map have them: a planar graph, from the triangulation of random points. */
const planarMap = fc
  .uniqueArray(fc.tuple(fc.nat({ max: 1000 }), fc.nat({ max: 1000 })), {
    minLength: 3,
    maxLength: 60,
    selector: ([x, y]) => x * 1001 + y,
  })
  .map((points) => {
    const delaunay = Delaunay.from(points);
    const pairs = points.flatMap((_, a) =>
      [...delaunay.neighbors(a)].filter((b) => b > a).map((b) => [a, b] as const),
    );
    return { ids: idsUpTo(points.length), pairs };
  });

const clashes = (ids: readonly TerritoryId[], pairs: readonly (readonly [number, number])[], hues: Hues) =>
  pairs.filter(([a, b]) => hues[idOf(a)] === hues[idOf(b)] && a < ids.length && b < ids.length);

describe('territory colours', () => {
  it('never give neighbours the same hue, whatever was shown before', () => {
    const kept = fc.dictionary(fc.nat({ max: 59 }).map(idOf), fc.integer({ min: -2, max: 12 }));
    fc.assert(
      fc.property(planarMap, kept, ({ ids, pairs }, before) => {
        const hues = assignHues(ids, pairs, before);
        expect(clashes(ids, pairs, hues)).toEqual([]);
        for (const id of ids) expect(hues[id]).toBeGreaterThanOrEqual(0);
        for (const id of ids) expect(hues[id]).toBeLessThan(HUES);
      }),
    );
  });

  it('stay as they are while no neighbours clash', () => {
    fc.assert(
      fc.property(planarMap, ({ ids, pairs }) => {
        const hues = assignHues(ids, pairs, {});
        expect(assignHues(ids, pairs, hues)).toEqual(hues);
        const added = assignHues([...ids, 'new' as TerritoryId], pairs, hues);
        for (const id of ids) expect(added[id]).toBe(hues[id]);
      }),
    );
  });

  it('change one territory only when two come to touch', () => {
    const before = { [idOf(0)]: 3, [idOf(1)]: 3, [idOf(2)]: 5 };
    const after = assignHues(idsUpTo(3), [[0, 1]], before);
    expect(after[idOf(0)]).toBe(3);
    expect(after[idOf(1)]).not.toBe(3);
    expect(after[idOf(2)]).toBe(5);
  });

  it('make way for a territory whose neighbours show all ten', () => {
    const before = Object.fromEntries(Array.from({ length: 10 }, (_, i) => [idOf(i), i]));
    const hub = Array.from({ length: 10 }, (_, i) => [i, 10] as const);
    const after = assignHues(idsUpTo(11), hub, before);
    expect(clashes(idsUpTo(11), hub, after)).toEqual([]);
    const changed = Array.from({ length: 10 }, (_, i) => i).filter((i) => after[idOf(i)] !== i);
    expect(changed).toHaveLength(1);
  });

  it('stay as shown where so many touch each other that ten hues cannot tell them apart', () => {
    const all = (count: number) =>
      Array.from({ length: count }, (_, a) => a).flatMap((a) =>
        Array.from({ length: a }, (_, b) => [b, a] as const),
      );
    const hues = assignHues(idsUpTo(12), all(12), {});
    expect(assignHues(idsUpTo(12), all(12).slice(1), hues)).toEqual(hues);
    const joined = assignHues(idsUpTo(13), all(13), hues);
    for (const id of idsUpTo(12)) expect(joined[id]).toBe(hues[id]);
    expect(joined[idOf(12)]).toBeLessThan(HUES);
  });

  it('use every hue before repeating one where nothing touches', () => {
    const hues = assignHues(idsUpTo(10), [], {});
    expect(new Set(Object.values(hues)).size).toBe(10);
  });

  it('remember the hue of a territory that is gone, for when it comes back', () => {
    expect(assignHues(idsUpTo(1), [], { ['gone' as TerritoryId]: 7 })).toMatchObject({ gone: 7 });
  });
});
