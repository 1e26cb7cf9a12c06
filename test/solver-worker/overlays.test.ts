import { describe, expect, it } from 'vitest';
import type { ActorId, IsoTime, OverlayId } from '../../domain/brand.ts';
import { applyCommand } from '../../domain/commands/apply-command.ts';
import type { Overlay } from '../../domain/plan/overlay.ts';
import { RESERVED } from '../../domain/plan/overlay.ts';
import type { Plan } from '../../domain/plan/plan.ts';
import { reasonCode } from '../../domain/plan/reason-codes.ts';
import { createInlineSolver } from '../../solver-worker/inline.ts';
import { designPlan } from '../../solver-worker/plan-design.ts';
import { commandFromAnswer, DEFAULT_CHOICES } from '../../solver-worker/problem-from-plan.ts';
import { samplePlan, territory } from './sample-plan.ts';

const context = { actor: 'ada' as ActorId, at: '2026-01-01T00:00:00.000Z' as IsoTime };

function withOverlay(plan: Plan, kind: Overlay['kind'], rows: readonly number[]): Plan {
  const overlay: Overlay = {
    overlayId: kind as string as OverlayId,
    name: kind,
    kind,
    repIds: [],
    rows,
    credit: 0.3,
    note: '',
  };
  const done = applyCommand(plan, { type: 'setOverlay', overlay }, context);
  if (!done.ok) throw new Error(done.errors[0]?.message);
  return done.value.plan;
}

async function built(plan: Plan): Promise<Plan> {
  const choices = { ...DEFAULT_CHOICES, churnCap: false, iterations: 20 };
  const { made, answers } = await designPlan(createInlineSolver(), plan, choices, 'one');
  const answer = answers[0]?.answer;
  if (answer === undefined) throw new Error('nothing was built');
  const done = applyCommand(plan, commandFromAnswer(plan, made, answer), context);
  if (!done.ok) throw new Error(done.errors[0]?.message);
  return done.value.plan;
}

/** 200 accounts over four territories, all handed out in a way no build would leave them. */
const start = (): Plan => {
  const plan = samplePlan(
    200,
    [0, 1, 2, 3].map((i) => territory(i)),
  );
  return { ...plan, assignment: plan.assignment.map((_, row) => row % 4) };
};

describe('a build beside overlays', () => {
  it('[DSN-10] leaves out what a partner has reserved, and keeps its reason code', async () => {
    const rows = [3, 50, 101];
    const after = await built(withOverlay(start(), 'partner', rows));
    for (const row of rows)
      expect([after.assignment[row], after.standing[row], reasonCode(after.reason[row] ?? 0)]).toEqual([
        -1,
        RESERVED,
        'RESERVED_PARTNER',
      ]);
    expect(after.assignment.filter((t) => t < 0)).toHaveLength(rows.length);
  });

  it('[DSN-10] keeps key accounts where they are, as exceptions, and moves others', async () => {
    const plan = withOverlay(start(), 'key-account', [0, 1, 2, 3, 4, 5]);
    const after = await built(plan);
    expect(after.assignment.subarray(0, 6)).toEqual(plan.assignment.subarray(0, 6));
    expect(after.assignment.some((t, row) => row > 5 && t !== plan.assignment[row])).toBe(true);
  });

  it('[DSN-10] builds the same plan with specialists as without', async () => {
    const plain = await built(start());
    const beside = await built(withOverlay(start(), 'specialist', [1, 2, 3]));
    expect(beside.assignment).toEqual(plain.assignment);
  });
});
