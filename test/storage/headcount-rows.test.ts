import { describe, expect, it } from 'vitest';
import type { ActorId, HeadcountId } from '../../domain/brand.ts';
import { newScenario } from '../../domain/capacity/new-scenario.ts';
import { compact, recordPatch } from '../../domain/plan/diff.ts';
import { shownOf } from '../../renderer/storage/plan-store.ts';
import { clock, openStore, smallPlan, value } from './support.ts';

describe('headcount on this laptop', () => {
  it('[CAP-06] is stored as an edit and read back as it was', async () => {
    const plan = smallPlan();
    const store = await openStore();
    value(await store.createPlan(plan, 'import'));
    const scenario = newScenario(plan, 'h-1' as HeadcountId, 'Base');
    const edit = {
      planId: plan.planId,
      edit: { kind: 'command', command: 'setHeadcount' } as const,
      label: 'Add headcount scenario Base',
      diff: compact(recordPatch(plan, 'headcount', [scenario])),
      actor: 'ada' as ActorId,
      at: clock(),
      shown: shownOf(plan),
    };
    value(await store.append(edit, 0));
    const loaded = value(await store.loadPlan(plan.planId));
    expect(loaded.plan.headcount).toEqual([scenario]);
    expect([...loaded.lost]).toEqual([]);
  });

  it('[CAP-06] a plan stored before there was headcount opens with none', async () => {
    const plan = smallPlan();
    const store = await openStore();
    value(await store.createPlan(plan, 'import'));
    const row = (await store.db.checkpoints.get([plan.planId, 0])) as { body: Record<string, unknown> };
    const { headcount, ...older } = row.body;
    expect(headcount).toEqual([]);
    await store.db.checkpoints.put({ ...row, body: older });
    const loaded = value(await store.loadPlan(plan.planId));
    expect(loaded.faults).toEqual([]);
    expect(loaded.plan.headcount).toEqual([]);
  });
});
