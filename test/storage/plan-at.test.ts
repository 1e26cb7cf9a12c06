import 'fake-indexeddb/auto';
import { expect, it } from 'vitest';
import type { ActorId } from '../../domain/brand.ts';
import { applyCommand } from '../../domain/commands/apply-command.ts';
import type { Plan } from '../../domain/plan/plan.ts';
import { applyDiff } from '../../domain/plan/diff.ts';
import { shownOf } from '../../renderer/storage/plan-store.ts';
import { clock, openStore, smallPlan } from './support.ts';

it('[AUD-05] gives the plan as it stood after any edit, whatever was saved and edited since', async () => {
  const store = await openStore();
  const stood: Plan[] = [smallPlan(6)];
  await store.createPlan(smallPlan(6), 'import');
  for (let seq = 1; seq <= 40; seq++) {
    const before = stood.at(-1) ?? smallPlan(6);
    const command = { type: 'renameTerritory', territory: seq % 2, name: `Name ${seq}` } as const;
    const actor = 'ada' as ActorId;
    const done = applyCommand(before, command, { actor, at: clock() });
    if (!done.ok) throw new Error(done.errors[0]?.message);
    const { diff } = done.value;
    const after = applyDiff(before, diff);
    const edit = { kind: 'command', command: command.type } as const;
    const { planId } = after;
    await store.append(
      { planId, edit, label: 'x', diff, actor, at: clock(), shown: shownOf(after) },
      seq - 1,
    );
    if (seq % 7 === 0) await store.checkpoint(after, seq);
    stood.push(after);
  }
  for (const seq of [0, 1, 6, 7, 8, 20, 39, 40]) {
    const loaded = await store.loadPlan(smallPlan(6).planId, seq);
    expect(loaded.ok && loaded.value.plan.territories).toEqual(stood[seq]?.territories);
    expect(loaded.ok && loaded.value.head).toBe(seq);
  }
});
