import { expect, test } from 'vitest';
import { syncRound } from '../../../workstation/sync/sync-round.ts';
import { notedBeforeTheAnswer, cursorIntoTheLog, receiptsForEver } from './known-bad.ts';
import type { Design } from './schedules.ts';
import { losses } from './schedules.ts';

const soak = process.env['BAILIWICK_SOAK_SEED'];
/** All 20,000 take a minute on a busy machine: the soak runs them, from a seed of its own each time. */
const RUNS = soak === undefined ? { from: 1, count: 3000 } : { from: Number(soak), count: 20_000 };

const haveAndWant: Design = async (laptop, store) => {
  await syncRound(laptop.deps(store));
};

test('random schedules of edits, pushes, crashes, restores and a bad network over three laptops lose nothing', async () => {
  expect(await losses(RUNS, haveAndWant)).toEqual([]);
});

test.each([
  ['sending that is noted before the store has answered', notedBeforeTheAnswer],
  ['receipts that are believed after the store was restored', receiptsForEver],
  ['a cursor into the log that runs ahead of the disk', cursorIntoTheLog],
])('the schedules find out %s', async (_name, design) => {
  expect(await losses({ from: 1, count: 60 }, design, 'calm')).toEqual([]);
  const found = await losses({ from: 1, count: 150 }, design);
  expect(found.length).toBeGreaterThan(0);
});
