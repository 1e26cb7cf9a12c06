import { describe, expect, it } from 'vitest';
import type { PlanId } from '../../domain/brand.ts';
import {
  choicesKey,
  keepChoices,
  parseChoices,
  recallChoices,
} from '../../renderer/storage/choices-store.ts';
import type { ChangedChoices } from '../../renderer/storage/choices-store.ts';
import { pack, unpack } from '../../renderer/storage/packed.ts';
import { anyPlan, openStore, smallPlan } from './support.ts';

const PLAN = 'plan-small' as PlanId;
const SPARE = 'plan-spare' as PlanId;
const MAGIC = 'bailiwick plan 1';
const CHOSEN: ChangedChoices = {
  approach: 'capacity',
  basis: 'industry',
  balance: [{ name: 'workload', tolerance: 0.1, weight: 3 }],
  movedShare: 0.05,
  connectedBy: null,
  coverage: { 't-East': 'hunter' },
  assignAll: false,
  seed: 7,
};

describe('choices of a plan', () => {
  it('[SCN-01] come back as they were kept, each plan its own', async () => {
    const { db } = await openStore();
    await keepChoices(db, PLAN, CHOSEN);
    expect(await recallChoices(db, PLAN)).toEqual(CHOSEN);
    expect(await recallChoices(db, SPARE)).toEqual({});
    await keepChoices(db, PLAN, {});
    expect(await db.settings.get(choicesKey(PLAN))).toBeUndefined();
  });

  it('a field that cannot be read is the policy’s again, and the others stay', () => {
    const odd = { ...CHOSEN, approach: 'magic', alpha: -1, seed: 1.5, unheard: true };
    const { approach: _approach, seed: _seed, ...rest } = CHOSEN;
    expect(parseChoices(odd)).toEqual(rest);
    for (const nothing of [undefined, null, 'hybrid', 3, []]) expect(parseChoices(nothing)).toEqual({});
  });

  it('[SCN-01] travel with the plan’s file, and a file of before opens without any', async () => {
    const [here, there] = [await openStore(), await openStore()];
    await here.createPlan(smallPlan(), 'import');
    await keepChoices(here.db, PLAN, CHOSEN);
    const file = await here.planFile(PLAN);
    if (!file.ok) throw new Error(file.errors[0]?.message);
    expect((await there.addPlanFile(file.value, SPARE, anyPlan)).ok).toBe(true);
    expect(await recallChoices(there.db, PLAN)).toEqual(CHOSEN);

    const unpacked = await unpack(MAGIC, file.value, 2 ** 30);
    if (!unpacked.ok) throw new Error(unpacked.errors[0]?.message);
    const { choices: _choices, ...before } = unpacked.value as Record<string, unknown>;
    expect((await there.addPlanFile(await pack(MAGIC, before), SPARE, anyPlan)).ok).toBe(true);
    expect(await recallChoices(there.db, SPARE)).toEqual({});
  });

  it('are gone with a plan that is removed for good', async () => {
    const store = await openStore();
    await store.createPlan(smallPlan(), 'import');
    await keepChoices(store.db, PLAN, CHOSEN);
    await store.setDeleted(PLAN, true);
    await store.purge(PLAN);
    expect(await recallChoices(store.db, PLAN)).toEqual({});
  });
});
