import { describe, expect, it } from 'vitest';
import type { ActorId, OverlayId } from '../../domain/brand.ts';
import { columnPatch, compact } from '../../domain/plan/diff.ts';
import type { Plan } from '../../domain/plan/plan.ts';
import type { PlanStore } from '../../renderer/storage/plan-store.ts';
import { shownOf } from '../../renderer/storage/plan-store.ts';
import { clock, openStore, smallPlan, value } from './support.ts';

const plan = smallPlan();

async function storeWithEdits(count: number): Promise<PlanStore> {
  const store = await openStore();
  value(await store.createPlan(plan, 'import'));
  for (let head = 0; head < count; head++) {
    const diff = compact(columnPatch(plan, 'locked', [head], () => 1));
    const edit = { kind: 'command', command: 'setLocks' } as const;
    const shown = shownOf(plan);
    const actor = 'ada' as ActorId;
    value(
      await store.append(
        { planId: plan.planId, edit, label: `Lock ${head}`, diff, actor, at: clock(), shown },
        head,
      ),
    );
  }
  return store;
}

describe('a row that cannot be read', () => {
  it('is set aside unchanged, said, and the plan opens without that one edit', async () => {
    const store = await storeWithEdits(3);
    const broken = {
      planId: plan.planId,
      seq: 2,
      diff: [{ kind: 'column', column: 'locked', rows: 'gone' }],
    };
    await store.db.diffs.put(broken);
    const loaded = value(await store.loadPlan(plan.planId));
    expect(loaded.plan.locked.slice(0, 3)).toEqual(Uint8Array.of(1, 0, 1));
    expect([...loaded.lost]).toEqual([2]);
    expect(loaded.faults.map((fault) => fault.code)).toEqual(['ROW_UNREADABLE']);
    expect(loaded.faults[0]?.message).toContain('Edit 2, "Lock 1"');
    const kept = (await store.db.quarantine.toArray()) as { table: string; row: unknown }[];
    expect(kept.map(({ table, row }) => [table, row])).toEqual([['diffs', broken]]);
  });

  it('in a checkpoint costs nothing but time: an older one and the edits give the same plan', async () => {
    const store = await storeWithEdits(2);
    const before = value(await store.loadPlan(plan.planId)).plan;
    value(await store.checkpoint(before, 2));
    const row = (await store.db.checkpoints.get([plan.planId, 2])) as { body: object };
    await store.db.checkpoints.put({ ...row, body: { ...row.body, assignment: [0, 1] } });
    const loaded = value(await store.loadPlan(plan.planId));
    expect(loaded.plan).toEqual(before);
    expect(loaded.faults.map((fault) => fault.code)).toEqual(['ROW_UNREADABLE']);
  });

  it('in the account columns stops the plan from opening with words, and nothing is lost', async () => {
    const store = await storeWithEdits(1);
    const [key] = (await store.db.columns.toCollection().primaryKeys()) as string[];
    await store.db.columns.put({ hash: key, kind: 'text', pool: ['a'], codes: Int32Array.of(7) });
    const loaded = await store.loadPlan(plan.planId);
    expect(loaded.ok ? [] : loaded.errors.map((error) => error.code)).toEqual(['PLAN_UNREADABLE']);
    expect(await store.db.quarantine.count()).toBeGreaterThan(0);
    expect(await store.db.journal.count()).toBe(1);
  });

  it('in the list of plans leaves the other plans listed', async () => {
    const store = await storeWithEdits(0);
    await store.db.plans.put({ planId: 'odd', head: 'many' });
    const { plans, faults } = await store.listPlans();
    expect(plans.map((row) => row.planId)).toEqual([plan.planId]);
    expect(faults.map((fault) => fault.code)).toEqual(['ROW_UNREADABLE']);
    expect((await store.listPlans()).faults).toEqual([]);
  });

  it('takes defaults for policy fields that were added after it was written', async () => {
    const store = await storeWithEdits(0);
    const row = (await store.db.checkpoints.get([plan.planId, 0])) as { body: { policy: object } };
    const { targets: _gone, ...older } = plan.policy;
    await store.db.checkpoints.put({ ...row, body: { ...row.body, policy: older } });
    expect(value(await store.loadPlan(plan.planId)).plan.policy).toEqual(plan.policy);
  });

  it('[DSN-10] of before there were overlays opens as a plan without any, and with them as they were', async () => {
    const store = await storeWithEdits(0);
    const row = (await store.db.checkpoints.get([plan.planId, 0])) as { body: { overlays: unknown } };
    const { overlays: _gone, ...older } = row.body;
    await store.db.checkpoints.put({ ...row, body: older });
    expect(value(await store.loadPlan(plan.planId)).plan).toEqual(plan);
    const overlays: Plan['overlays'] = [
      {
        overlayId: 'o' as OverlayId,
        name: 'Partner',
        kind: 'key-account',
        repIds: [],
        rows: [1, 4],
        credit: 0.5,
        note: '',
      },
    ];
    await store.db.checkpoints.put({ ...row, body: { ...row.body, overlays } });
    expect(value(await store.loadPlan(plan.planId)).plan.overlays).toEqual(overlays);
  });
});
