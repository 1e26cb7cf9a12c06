import { describe, expect, it } from 'vitest';
import type { ActorId, PlanId } from '../../domain/brand.ts';
import { applyCommand } from '../../domain/commands/apply-command.ts';
import { applyDiff } from '../../domain/plan/diff.ts';
import type { Plan } from '../../domain/plan/plan.ts';
import type { PlanStore } from '../../renderer/storage/plan-store.ts';
import { shownOf } from '../../renderer/storage/plan-store.ts';
import { clock, freshName, openStore, smallPlan, value } from './support.ts';

const actor = 'ada' as ActorId;

/** Moves one account and writes it, as the session does. */
async function move(store: PlanStore, plan: Plan, head: number, row: number, to: number): Promise<Plan> {
  const at = clock();
  const applied = value(
    applyCommand(
      plan,
      {
        type: 'assignAccounts',
        rows: Int32Array.of(row),
        territory: to,
        reason: 'MANUAL_EDIT',
        source: 'manual',
      },
      { actor, at },
    ),
  );
  const edit = { kind: 'command', command: 'assignAccounts' } as const;
  value(
    await store.append(
      {
        planId: plan.planId,
        edit,
        label: applied.label,
        diff: applied.diff,
        actor,
        at,
        shown: shownOf(plan),
      },
      head,
    ),
  );
  return applied.plan;
}

describe('plans on this laptop', () => {
  it('come back after a restart as they were left', async () => {
    const name = freshName();
    const first = await openStore(name);
    value(await first.createPlan(smallPlan(), 'import'));
    const left = await move(first, await move(first, smallPlan(), 0, 0, 1), 1, 2, 1);
    first.db.close();

    const loaded = value(await (await openStore(name)).loadPlan(left.planId));
    expect(loaded.plan).toEqual(left);
    expect(loaded.head).toBe(2);
    expect(loaded.journal.map((entry) => [entry.seq, entry.label, entry.rows])).toEqual([
      [1, 'Move 1 account to South', 1],
      [2, 'Move 1 account to South', 1],
    ]);
    expect(loaded.faults).toEqual([]);
  });

  it('refuse an edit that another window came before, and keep what that one did', async () => {
    const name = freshName();
    const [mine, theirs] = [await openStore(name), await openStore(name)];
    const plan = smallPlan();
    value(await mine.createPlan(plan, 'import'));
    await move(theirs, plan, 0, 0, 1);
    await expect(move(mine, plan, 0, 2, 1)).rejects.toThrow('another window');
    const [edit] = value(await mine.editsAfter(plan.planId, 0));
    expect(edit?.head.seq).toBe(1);
    expect(applyDiff(plan, edit?.diff ?? []).assignment[0]).toBe(1);
    expect(value(await mine.loadPlan(plan.planId)).head).toBe(1);
  });

  it('open from the newest checkpoint and replay only what came later', async () => {
    const store = await openStore();
    let plan = smallPlan();
    value(await store.createPlan(plan, 'import'));
    for (let head = 0; head < 4; head++) plan = await move(store, plan, head, head, 1 - (head % 2));
    value(await store.checkpoint(plan, 4));
    plan = await move(store, plan, 4, 5, 0);
    const loaded = value(await store.loadPlan(plan.planId));
    expect(loaded.replayed).toBe(1);
    expect(loaded.plan).toEqual(plan);
    expect(loaded.journal).toHaveLength(5);
  });

  it('keep the first checkpoint and the newest three', async () => {
    const store = await openStore();
    let plan = smallPlan();
    value(await store.createPlan(plan, 'import'));
    for (let head = 0; head < 6; head++) {
      plan = await move(store, plan, head, 0, 1 - (head % 2));
      value(await store.checkpoint(plan, head + 1));
    }
    const keys = (await store.db.checkpoints.toCollection().primaryKeys()) as [string, number][];
    expect(keys.map(([, seq]) => seq)).toEqual([0, 4, 5, 6]);
  });

  it('share account columns between a plan and its copy', async () => {
    const store = await openStore();
    value(await store.createPlan(smallPlan(), 'import'));
    const before = await store.db.columns.count();
    value(await store.createPlan({ ...smallPlan(), planId: 'copy' as PlanId }, 'copy'));
    expect(before).toBeGreaterThan(0);
    expect(await store.db.columns.count()).toBe(before);
  });

  it('are hidden when deleted, refuse edits then, and come back', async () => {
    const store = await openStore();
    const plan = smallPlan();
    value(await store.createPlan(plan, 'import'));
    value(await store.setDeleted(plan.planId, true));
    await expect(move(store, plan, 0, 0, 1)).rejects.toThrow('was deleted');
    value(await store.setDeleted(plan.planId, false));
    await move(store, plan, 0, 0, 1);
    expect((await store.listPlans()).plans[0]?.deletedAt).toBeNull();
  });
});
