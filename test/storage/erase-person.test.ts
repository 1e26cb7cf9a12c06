import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import type { ActorId, RepId } from '../../domain/brand.ts';
import { applyCommand } from '../../domain/commands/apply-command.ts';
import type { Command } from '../../domain/commands/apply-command.ts';
import { applyDiff, invertDiff } from '../../domain/plan/diff.ts';
import { textAt, textColumn } from '../../domain/plan/account-table.ts';
import type { Plan } from '../../domain/plan/plan.ts';
import type { Rep } from '../../domain/plan/rep.ts';
import { repNamed } from '../../domain/plan/rep.ts';
import { personNamed } from '../../domain/privacy/person.ts';
import { erasePerson } from '../../renderer/storage/erase-person.ts';
import { keepImport } from '../../renderer/storage/import-records.ts';
import type { PlanStore } from '../../renderer/storage/plan-store.ts';
import { shownOf } from '../../renderer/storage/plan-store.ts';
import { clock, openStore, smallPlan, value } from './support.ts';

const actor = 'ada' as ActorId;
const rep = (id: string, name: string): Rep => repNamed(id as RepId, name);

function ownedPlan(): Plan {
  const plan = smallPlan();
  const ownerName = textColumn(['Rita Lind', 'Bo Ek', 'Rita Lind', null, null, 'Bo Ek']);
  return { ...plan, accounts: { ...plan.accounts, text: { ...plan.accounts.text, ownerName } } };
}

async function edit(store: PlanStore, plan: Plan, head: number, command: Command): Promise<Plan> {
  const at = clock();
  const { diff, label, plan: next } = value(applyCommand(plan, command, { actor, at }));
  const step = {
    planId: plan.planId,
    edit: { kind: 'command', command: command.type } as const,
    label: `${label} (Rita Lind asked)`,
    diff,
    actor,
    at,
    shown: shownOf(plan),
  };
  value(await store.append(step, head));
  return next;
}

/** Everything the database holds, as text; typed arrays as they are. */
async function dump(store: PlanStore): Promise<string> {
  const tables = await Promise.all(store.db.tables.map((table) => table.toArray()));
  return JSON.stringify(tables, (_, member: unknown) =>
    member instanceof Uint8Array ? new TextDecoder().decode(member) : member,
  );
}

describe('erasing a person', () => {
  it('[PRV-04] leaves her name in no table, no older state and no edit, and the plan and its undo as they were', async () => {
    const store = await openStore();
    value(await store.createPlan(ownedPlan(), 'import'));
    let plan = await edit(store, ownedPlan(), 0, {
      type: 'setReps',
      reps: [rep('r1', 'Rita Lind'), rep('r2', 'Bo Ek')],
    });
    plan = await edit(store, plan, 1, {
      type: 'editCells',
      field: 'ownerName',
      rows: Int32Array.of(3),
      values: ['Rita Lind'],
      reason: '',
    });
    value(await store.checkpoint(plan, 2));
    plan = await edit(store, plan, 2, {
      type: 'assignAccounts',
      rows: Int32Array.of(0),
      territory: 1,
      reason: 'MANUAL_EDIT',
      source: 'manual',
    });
    await keepImport(store.db, plan.planId, {
      importedAt: clock(),
      files: [
        {
          name: 'a.csv',
          family: 'accounts',
          rowsInFile: 1,
          rejected: [{ row: 1, line: 2, code: 'X', reason: 'y', text: 'Rita Lind,1' }],
          rest: new TextEncoder().encode('Owner\nRita Lind\n'),
          unmapped: [],
        },
      ],
      missing: {},
      sentinels: {},
      score: 1,
    });
    await store.db.quarantine.add({
      table: 'plans',
      key: 'k',
      reason: 'r',
      row: { owner: 'rita lind' },
      at: clock(),
    });
    await store.db.privacy.put({ kind: 'opt-out', id: 'o', subject: 'Rita Lind', at: clock() });
    await store.db.writebacks.put({
      batchId: 'b',
      planId: 'p',
      batch: { items: [{ subject: 'Rita Lind, North' }] },
    });
    expect(await dump(store)).toContain('Rita Lind');

    const erased = value(await erasePerson(store.db, personNamed('rita lind', [plan]), 'Person 7F'));
    expect(erased).toEqual({ values: expect.any(Number) as number, plans: 1 });
    expect(await dump(store)).not.toMatch(/rita lind/i);

    const loaded = value(await store.loadPlan(plan.planId));
    expect(loaded.faults).toEqual([]);
    expect(loaded.plan.assignment).toEqual(plan.assignment);
    expect(textAt(loaded.plan.accounts, 'ownerName', 3)).toBe('Person 7F');
    expect(textAt(loaded.plan.accounts, 'ownerName', 1)).toBe('Bo Ek');
    const back = applyDiff(loaded.plan, invertDiff(value(await store.diffOf(plan.planId, 3))));
    expect(back.assignment).toEqual(ownedPlan().assignment);
    expect(JSON.stringify(loaded.journal)).toContain('Person 7F asked');
  });

  it('changes nothing when a row cannot be read, for it could hold her', async () => {
    const store = await openStore();
    value(await store.createPlan(ownedPlan(), 'import'));
    await store.db.diffs.put({ planId: 'plan-small', seq: 9, diff: 'broken' });
    expect(await erasePerson(store.db, personNamed('Rita Lind', []), 'P')).toMatchObject({
      errors: [{ code: 'ERASURE_UNREADABLE_ROW' }],
    });
    expect(await dump(store)).toContain('Rita Lind');
  });
});
