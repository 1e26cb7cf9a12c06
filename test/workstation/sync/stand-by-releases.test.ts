import { expect, test } from 'vitest';
import type { PlanId, VersionId } from '../../../domain/brand.ts';
import { codedError, ok, refuse } from '../../../domain/result.ts';
import type { ReleasedVersion } from '../../../workstation/sync/stand-by-releases.ts';
import { standByReleases } from '../../../workstation/sync/stand-by-releases.ts';
import type { StoredPlan } from '../../../workstation/sync/workspace-port.ts';

const id = (digit: string): VersionId => digit.repeat(64) as VersionId;
const plan = 'plan-1' as PlanId;
const version = (digit: string, parent: string | null, released: boolean): ReleasedVersion => ({
  versionId: id(digit),
  planId: plan,
  parents: parent === null ? [] : [id(parent)],
  released,
});

function port(stored: Partial<StoredPlan>, refuses: ReadonlySet<VersionId> = new Set()) {
  const said: string[] = [];
  const no = refuse(codedError('NOT_APPROVED', 'The policy asks for more.'));
  return {
    said,
    plans: async () => ok([{ plan, approved: null, released: [], ...stored }]),
    release: async (versionId: VersionId) => {
      said.push(`release ${versionId[0]}`);
      return refuses.has(versionId) ? no : ok(true as const);
    },
    moveApproved: async (_plan: PlanId, versionId: VersionId, expected: VersionId | null) => {
      said.push(`approve ${versionId[0]} instead of ${expected?.[0] ?? 'none'}`);
      return ok(true as const);
    },
  };
}

test('what was released here is released in the store once, and the approved head goes forward alone', async () => {
  const versions = [version('a', null, true), version('b', 'a', true), version('c', 'a', false)];
  const first = port({});
  expect(await standByReleases(first, versions.toReversed())).toEqual(ok(true));
  expect(first.said).toEqual([
    'release a',
    'approve a instead of none',
    'release b',
    'approve b instead of a',
  ]);
  const again = port({ approved: id('b'), released: [id('a'), id('b')] });
  await standByReleases(again, versions);
  expect(again.said).toEqual([]);
  const behind = port({ approved: id('b'), released: [id('b')] });
  await standByReleases(behind, versions);
  expect(behind.said).toEqual(['release a']);
});

test('one that the store refuses stops no other, and is answered', async () => {
  const versions = [version('a', null, true), version('b', 'a', true)];
  const store = port({}, new Set([id('a')]));
  expect(await standByReleases(store, versions)).toMatchObject({
    ok: false,
    errors: [{ code: 'NOT_APPROVED' }],
  });
  expect(store.said).toEqual(['release a', 'release b', 'approve b instead of none']);
});

test('a laptop on which nothing was released asks nothing', async () => {
  const asked = { ...port({}), plans: () => Promise.reject(new Error('asked')) };
  expect(await standByReleases(asked, [version('a', null, false)])).toEqual(ok(true));
});
