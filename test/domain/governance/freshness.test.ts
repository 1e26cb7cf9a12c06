import { expect, test } from 'vitest';
import type { IsoTime } from '../../../domain/brand.ts';
import type { SourceEvent } from '../../../domain/governance/freshness.ts';
import { freshnessOf, sourceAges } from '../../../domain/governance/freshness.ts';
import { parsePolicy } from '../../../domain/governance/policy-check.ts';
import { DEFAULT_POLICY } from '../../../domain/governance/policy.ts';
import type { Json } from '../../../domain/bundle/canonical-json.ts';

const NOW = '2026-03-02T12:00:00.000Z' as IsoTime;
const at = (minutesAgo: number): IsoTime =>
  new Date(Date.parse(NOW) - minutesAgo * 60_000).toISOString() as IsoTime;
const states = (last: readonly (readonly [SourceEvent, number])[], policy = DEFAULT_POLICY) =>
  Object.fromEntries(
    sourceAges(freshnessOf(policy), new Map(last.map(([event, ago]) => [event, at(ago)])), NOW).map(
      ({ event, state }) => [event, state],
    ),
  );

test('[SYN-08] every source has an event and a target: CRM 15 min, master data 1 h and weekly, intent 24 h, BI 5 min, sync 30 min', () => {
  const ages = sourceAges(freshnessOf(DEFAULT_POLICY), new Map(), NOW);
  expect(ages.map(({ event, target }) => [event, target])).toEqual([
    ['crm.refreshed', 15],
    ['mdm.changed', 60],
    ['mdm.refreshed', 10_080],
    ['intent.refreshed', 1440],
    ['bi.refreshed', 5],
    ['store.synced', 30],
  ]);
  expect(ages.every(({ state }) => state === 'none')).toBe(true);
});

test('[SYN-08] a source is late once it is older than its target, and a sync delay above 30 minutes is an alert', () => {
  expect(
    states([
      ['store.synced', 30],
      ['crm.refreshed', 16],
    ]),
  ).toMatchObject({ 'store.synced': 'fresh', 'crm.refreshed': 'late' });
  expect(
    states([
      ['store.synced', 31],
      ['crm.refreshed', 15],
    ]),
  ).toMatchObject({ 'store.synced': 'late', 'crm.refreshed': 'fresh' });
  expect(states([['store.synced', -600]])).toMatchObject({ 'store.synced': 'fresh' });
});

test('[SYN-08] targets are figures of a policy, and one from before there were any reads with the defaults', () => {
  const policy = { ...DEFAULT_POLICY, freshness: { syncMinutes: 120 } };
  expect(states([['store.synced', 60]], policy)).toMatchObject({ 'store.synced': 'fresh' });
  const read = parsePolicy(policy as unknown as Json);
  expect(read.ok ? read.value : read.errors).toEqual(policy);
  const before = parsePolicy(DEFAULT_POLICY as unknown as Json);
  expect(before.ok && freshnessOf(before.value).crmMinutes).toBe(15);
  expect(parsePolicy({ ...policy, freshness: { crmHours: 1 } } as unknown as Json).ok).toBe(false);
});
