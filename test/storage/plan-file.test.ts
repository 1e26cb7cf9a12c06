import { describe, expect, it } from 'vitest';
import type { ActorId, IsoTime, PlanId } from '../../domain/brand.ts';
import { applyCommand } from '../../domain/commands/apply-command.ts';
import type { Command } from '../../domain/commands/apply-command.ts';
import type { Plan } from '../../domain/plan/plan.ts';
import type { Result } from '../../domain/result.ts';
import { codedError, refuse } from '../../domain/result.ts';
import { pack, unpack } from '../../renderer/storage/packed.ts';
import { shownOf } from '../../renderer/storage/plan-store.ts';
import type { PlanStore } from '../../renderer/storage/plan-store.ts';
import { spelledOut } from '../domain/support.ts';
import { anyPlan, openStore, smallPlan } from './support.ts';

const AT = '2026-03-01T10:00:00.000Z' as IsoTime;
const SPARE = 'plan-spare' as PlanId;

function value<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.errors.map((error) => error.message).join(' '));
  return result.value;
}
const codes = (result: Result<unknown>): string[] => (result.ok ? [] : result.errors.map(({ code }) => code));

const COMMANDS: readonly Command[] = [
  { type: 'setLocks', rows: Int32Array.of(1), locked: true },
  { type: 'renamePlan', name: 'Renamed' },
  {
    type: 'editCells',
    field: 'name',
    rows: Int32Array.of(0, 2),
    values: ['Mercy', null],
    reason: '',
  },
];

async function edited(store: PlanStore, id = 'plan-small'): Promise<Plan> {
  let plan = smallPlan(6, id);
  value(await store.createPlan(plan, 'import'));
  for (const [head, command] of COMMANDS.entries()) {
    const applied = value(applyCommand(plan, command, { actor: 'ann' as ActorId, at: AT }));
    plan = applied.plan;
    const edit = { kind: 'command', command: command.type } as const;
    const { diff, label } = applied;
    const actor = 'ann' as ActorId;
    value(
      await store.append(
        { planId: plan.planId, edit, label, diff, actor, at: AT, shown: shownOf(plan) },
        head,
      ),
    );
  }
  return plan;
}

describe('a plan as a file', () => {
  it('[LIF-01] comes back on another laptop with every edit, ready to undo', async () => {
    const [here, there] = [await openStore(), await openStore()];
    const plan = await edited(here);
    const file = value(await here.planFile(plan.planId));
    const row = value(await there.addPlanFile(file, SPARE, anyPlan));
    expect([row.planId, row.name, row.head]).toEqual([plan.planId, 'Renamed', 3]);
    const loaded = value(await there.loadPlan(plan.planId));
    expect(spelledOut(loaded.plan)).toEqual(spelledOut(plan));
    expect(loaded.journal.map(({ label }) => label)).toEqual(
      value(await here.loadPlan(plan.planId)).journal.map(({ label }) => label),
    );
    expect(value(await there.diffOf(plan.planId, 1))).toEqual(value(await here.diffOf(plan.planId, 1)));
  });

  it('[ROL-07] is refused where its workspace is another client’s, and nothing of it is stored', async () => {
    const [here, there] = [await openStore(), await openStore()];
    const plan = await edited(here);
    const file = value(await here.planFile(plan.planId));
    const asked: string[] = [];
    const refused = await there.addPlanFile(file, SPARE, (tenant) => {
      asked.push(tenant);
      return Promise.resolve(refuse(codedError('OTHER_CLIENT', 'Acme has it.')));
    });
    expect([codes(refused), asked]).toEqual([['OTHER_CLIENT'], ['test']]);
    expect((await there.listPlans()).plans).toEqual([]);
  });

  it('comes in beside a plan of the same id, which stays as it was', async () => {
    const store = await openStore();
    const plan = await edited(store);
    const file = value(await store.planFile(plan.planId));
    expect(value(await store.addPlanFile(file, SPARE, anyPlan)).planId).toBe(SPARE);
    const copy = value(await store.loadPlan(SPARE)).plan;
    expect(copy.planId).toBe(SPARE);
    expect([...copy.locked]).toEqual([...plan.locked]);
    expect((await store.listPlans()).plans).toHaveLength(2);
  });

  it('is refused where it is another file, cut short, changed or lacks an edit, and then nothing is stored', async () => {
    const [here, there] = [await openStore(), await openStore()];
    const plan = await edited(here);
    const file = value(await here.planFile(plan.planId));
    expect(codes(await there.addPlanFile(new Uint8Array([1, 2, 3]), SPARE, anyPlan))).toEqual([
      'NOT_A_PLAN_FILE',
    ]);
    expect(codes(await there.addPlanFile(file.slice(0, file.length >> 1), SPARE, anyPlan))).toEqual([
      'NOT_A_PLAN_FILE',
    ]);
    const inside = value(await unpack('bailiwick plan 1', file, 2 ** 24)) as Record<string, unknown[]>;
    const without = await pack('bailiwick plan 1', { ...inside, diffs: inside['diffs']?.slice(1) });
    expect(codes(await there.addPlanFile(without, SPARE, anyPlan))).toEqual(['PLAN_FILE_DAMAGED']);
    const other = await pack('bailiwick plan 1', { ...inside, columns: inside['columns']?.slice(1) });
    expect(codes(await there.addPlanFile(other, SPARE, anyPlan))).toEqual(['PLAN_FILE_DAMAGED']);
    expect((await there.listPlans()).plans).toEqual([]);
    expect(await there.db.columns.count()).toBe(0);
  });

  it('cannot put other contents under the name of a column that is here', async () => {
    const [here, there] = [await openStore(), await openStore()];
    const plan = await edited(here);
    value(await there.createPlan(smallPlan(6, 'plan-other'), 'import'));
    const before = await there.db.columns.toArray();
    const inside = value(
      await unpack('bailiwick plan 1', value(await here.planFile(plan.planId)), 2 ** 24),
    ) as Record<string, Record<string, unknown>[]>;
    const columns = inside['columns']?.map((column) =>
      column['kind'] === 'number' ? { ...column, values: new Float64Array(6).fill(666) } : column,
    );
    value(await there.addPlanFile(await pack('bailiwick plan 1', { ...inside, columns }), SPARE, anyPlan));
    for (const row of before) expect(await there.db.columns.get((row as { hash: string }).hash)).toEqual(row);
  });

  it('is not unpacked beyond a limit', async () => {
    const bomb = await pack('m', { zeros: new Uint8Array(2 ** 20) });
    expect(bomb.length).toBeLessThan(10_000);
    expect(codes(await unpack('m', bomb, 2 ** 16))).toEqual(['TOO_LARGE']);
  });
});

describe('removing a deleted plan for good', () => {
  it('takes its edits and the columns nobody else needs, and leaves those of other plans', async () => {
    const store = await openStore();
    const plan = await edited(store);
    const other = smallPlan(6, 'plan-other');
    value(await store.createPlan(other, 'import'));
    expect(codes(await store.purge(plan.planId))).toEqual(['PLAN_NOT_DELETED']);
    value(await store.setDeleted(plan.planId, true));
    value(await store.purge(plan.planId));
    expect((await store.listPlans()).plans.map(({ planId }) => planId)).toEqual(['plan-other']);
    expect([await store.db.journal.count(), await store.db.diffs.count()]).toEqual([0, 0]);
    expect(spelledOut(value(await store.loadPlan(other.planId)).plan)).toEqual(spelledOut(other));
    value(await store.setDeleted(other.planId, true));
    value(await store.purge(other.planId));
    expect([await store.db.columns.count(), await store.db.snapshots.count()]).toEqual([0, 0]);
  });
});
