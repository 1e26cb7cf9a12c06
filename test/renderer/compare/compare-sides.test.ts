import { describe, expect, it } from 'vitest';
import type { IsoTime, PlanId, VersionId } from '../../../domain/brand.ts';
import {
  planSide,
  sideChoices,
  sidesOf,
  START,
  versionSide,
} from '../../../renderer/compare/compare-sides.ts';
import type { PlanRow } from '../../../renderer/storage/rows.ts';
import type { StoredVersion } from '../../../renderer/storage/version-store.ts';

const at = '2026-01-01T00:00:00Z' as IsoTime;
const planRow = (id: string, deleted = false): PlanRow => ({
  planId: id as PlanId,
  name: `Plan ${id}`,
  accounts: 7555,
  territories: 2,
  createdAt: at,
  updatedAt: at,
  head: 0,
  deletedAt: deleted ? at : null,
  origin: 'import',
});
const version = (id: string, planId: string): StoredVersion => ({
  versionId: id.repeat(64) as VersionId,
  planId: planId as PlanId,
  savedAt: at,
  planName: `Plan ${planId}`,
  makerName: 'Ada Novak',
  createdAt: at,
  origin: 'own',
  bundle: new Uint8Array([1]),
});
const nothing = { left: null, right: null };

describe('sidesOf', () => {
  it('puts the open plan beside its newest version, or beside the start of its cycle', () => {
    const plans = [planRow('a'), planRow('b')];
    const versions = [version('1', 'b'), version('2', 'a'), version('3', 'a')];
    const openId = 'a' as PlanId;
    const right = planSide(openId);
    expect(sidesOf(nothing, { plans, versions, openId })).toEqual({
      left: versionSide(version('2', 'a').versionId),
      right,
    });
    expect(sidesOf(nothing, { plans, versions: [], openId })).toEqual({ left: START, right });
  });

  it('forgets a side that was deleted meanwhile', () => {
    const asked = { left: planSide('b' as PlanId), right: planSide('a' as PlanId) };
    const openId = 'a' as PlanId;
    expect(sidesOf(asked, { plans: [planRow('a'), planRow('b')], versions: [], openId })).toEqual(asked);
    const plans = [planRow('a'), planRow('b', true)];
    expect(sidesOf(asked, { plans, versions: [], openId })).toEqual({ ...asked, left: START });
  });

  it('without an open plan takes the newest version, and has nothing to show without any', () => {
    const received = version('1', 'x');
    expect(sidesOf(nothing, { plans: [], versions: [received], openId: null })).toEqual({
      left: START,
      right: versionSide(received.versionId),
    });
    expect(sidesOf(nothing, { plans: [], versions: [], openId: null })).toBeNull();
  });
});

describe('sideChoices', () => {
  it('lists living plans, then versions, each once and told apart', () => {
    const known = {
      plans: [planRow('a'), planRow('b', true)],
      versions: [version('1', 'a'), version('2', 'a')],
      openId: 'a' as PlanId,
    };
    const choices = sideChoices(known);
    expect(choices.map(({ label }) => label)).toEqual([
      'Plan a',
      'Plan a, version 11111111',
      'Plan a, version 22222222',
    ]);
    expect(choices[0]?.detail).toBe('Open now · 7,555 accounts');
  });
});
