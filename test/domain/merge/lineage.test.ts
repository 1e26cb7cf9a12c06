import { expect, test } from 'vitest';
import type { VersionId } from '../../../domain/brand.ts';
import { commonAncestor, divergences, headsOf } from '../../../domain/merge/lineage.ts';

const v = (name: string, ...parents: readonly string[]) => ({
  versionId: name as VersionId,
  parents: parents as readonly VersionId[],
});

test('heads are the versions nobody went on from', () => {
  expect(headsOf([v('a'), v('b', 'a'), v('c', 'a'), v('d', 'c')]).map((h) => h.versionId)).toEqual([
    'b',
    'd',
  ]);
});

test('two people who went on from one version have diverged, until a merge names both', () => {
  const apart = [v('a'), v('b', 'a'), v('c', 'a'), v('x')];
  expect(divergences(apart)).toEqual([{ heads: ['b', 'c'], base: 'a' }]);
  expect(divergences([...apart, v('m', 'b', 'c')])).toEqual([]);
});

test('the common ancestor is the nearest one, from both sides, also past a merge and an absent parent', () => {
  const versions = [v('a', 'absent'), v('b', 'a'), v('c', 'a'), v('m', 'b', 'c'), v('d', 'c'), v('lone')];
  const near = (x: string, y: string) => commonAncestor(x as VersionId, y as VersionId, versions);
  expect([near('m', 'd'), near('d', 'm'), near('b', 'd'), near('d', 'd')]).toEqual(['c', 'c', 'a', 'd']);
  expect(near('lone', 'd')).toBe(null);
});
