import { describe, expect, it } from 'vitest';
import type { OverlayId } from '../../domain/brand.ts';
import { applyCommand } from '../../domain/commands/apply-command.ts';
import type { AssignMany } from '../../domain/commands/assign-many.ts';
import { factsOf } from '../../domain/measures/facts.ts';
import { oneWayMinutes, travelModelOf } from '../../domain/measures/travel-model.ts';
import type { Plan } from '../../domain/plan/plan.ts';
import type { StressEvent } from '../../solver-worker/events.ts';
import { createInlineSolver } from '../../solver-worker/inline.ts';
import { commandFromAnswer, DEFAULT_CHOICES } from '../../solver-worker/problem-from-plan.ts';
import { commandAfter, reassignmentAfter } from '../../solver-worker/reassignment.ts';
import type { Reassignment } from '../../solver-worker/reassignment.ts';
import { CONTEXT } from '../domain/support.ts';
import { samplePlan, territory } from './sample-plan.ts';

const choices = { ...DEFAULT_CHOICES, warmStart: true, iterations: 20 };

/** 120 accounts, row i in territory i mod 3, each rep able to see so many of them. */
function start(room = 70): Plan {
  const capacity = { value: room, unit: 'accounts' as const };
  const plan = samplePlan(
    120,
    [0, 1, 2].map((i) => territory(i, { capacity })),
  );
  const assignment = plan.assignment.map((_, row) => row % 3);
  return { ...plan, assignment, baseline: assignment.slice() };
}

const asked = (plan: Plan, event: StressEvent): Reassignment => {
  const found = reassignmentAfter(plan, choices, event);
  if (!found.ok) throw new Error(found.errors[0]?.message);
  return found.value;
};

const code = (plan: Plan, event: StressEvent): string | undefined => {
  const found = reassignmentAfter(plan, choices, event);
  return found.ok ? undefined : found.errors[0]?.code;
};

async function proposed(plan: Plan, event: StressEvent): Promise<{ after: Plan; command: AssignMany }> {
  const question = asked(plan, event);
  const { made, answers } = await createInlineSolver().design(question.plan, question.choices, 'one');
  const answer = answers[0]?.answer;
  if (answer === undefined) throw new Error('no answer');
  const command = commandAfter(plan, question, commandFromAnswer(question.plan, made, answer), 'After');
  let now = plan;
  for (const step of question.before === null ? [command] : [question.before, command]) {
    const applied = applyCommand(now, step, CONTEXT);
    if (!applied.ok) throw new Error(applied.errors[0]?.message);
    now = applied.value.plan;
  }
  return { after: now, command };
}

const countIn = (plan: Plan, at: number): number =>
  plan.assignment.reduce((sum, t, row) => sum + (t === at && plan.standing[row] === 0 ? 1 : 0), 0);

describe('a proposal after an event', () => {
  it('[GOV-06] a rep who leaves: her accounts are handed over within capacity, nobody else’s move', async () => {
    const plan = start();
    const { after, command } = await proposed(plan, { kind: 'rep-leaves', territory: 1 });
    expect(command.rows).toHaveLength(40);
    for (const row of command.rows) expect(plan.assignment[row]).toBe(1);
    expect(countIn(after, 1)).toBe(0);
    expect(countIn(after, 0) + countIn(after, 2)).toBe(120);
    expect(Math.max(countIn(after, 0), countIn(after, 2))).toBeLessThanOrEqual(70);
    expect(after.territories).toEqual(plan.territories);
  });

  it('[GOV-06] a territory that is over capacity already takes nothing more, and nobody complains of it', async () => {
    const plain = start();
    const full = { value: 20, unit: 'accounts' as const };
    const plan = {
      ...plain,
      territories: plain.territories.map((t, i) => (i === 0 ? { ...t, capacity: full } : t)),
    };
    const event = { kind: 'rep-leaves', territory: 1 } as const;
    const { after } = await proposed(plan, event);
    expect([countIn(after, 0), countIn(after, 2), countIn(after, -1)]).toEqual([40, 70, 10]);
    expect(asked(plan, event).plan.territories[0]?.capacity?.value).toBe(40);
    expect(after.territories).toEqual(plan.territories);
  });

  it('[GOV-06] with room enough everybody goes to the nearest', async () => {
    const plan = start(200);
    const { after, command } = await proposed(plan, { kind: 'rep-leaves', territory: 1 });
    const travel = travelModelOf(after, factsOf(after));
    const minutes = (row: number, t: number): number => oneWayMinutes(travel, row, t);
    const far = command.rows.filter((row) => {
      const to = after.assignment[row] ?? 0;
      return minutes(row, to) > minutes(row, 2 - to) + 1e-6;
    });
    expect(far).toHaveLength(0);
  });

  it('[GOV-06] where there is no room for all, the rest are said to have nobody, and no rep is over capacity', async () => {
    const { after } = await proposed(start(50), { kind: 'rep-leaves', territory: 1 });
    expect([countIn(after, 0), countIn(after, 2), countIn(after, -1)]).toEqual([50, 50, 20]);
  });

  it('[GOV-06] leaves to a person what is locked, frozen or a key-account manager’s', async () => {
    const plain = start();
    const strategic = plain.accounts.number.strategic.map((_, row) => (row === 7 ? 1 : 0));
    const keyAccount = {
      overlayId: 'o' as OverlayId,
      name: 'Key',
      kind: 'key-account' as const,
      repIds: [],
      rows: [10],
      credit: 0,
      note: '',
    };
    const plan: Plan = {
      ...plain,
      accounts: { ...plain.accounts, number: { ...plain.accounts.number, strategic } },
      locked: plain.locked.map((_, row) => (row === 4 || row === 3 ? 1 : 0)),
      overlays: [keyAccount],
    };
    const event = { kind: 'rep-leaves', territory: 1 } as const;
    expect([...asked(plan, event).held]).toEqual([4, 7, 10]);
    expect(asked(plan, event).free).toBe(37);
    const { after } = await proposed(plan, event);
    expect([4, 7, 10].map((row) => after.assignment[row])).toEqual([1, 1, 1]);
    expect(countIn(after, 1)).toBe(3);
  });

  it('[GOV-06] accounts that left are closed, and only who lost some takes over others', async () => {
    const plan = start();
    const rows = Int32Array.from({ length: 30 }, (_, i) => 3 * i);
    const event = { kind: 'accounts-churn', rows } as const;
    expect(asked(plan, event).before).toMatchObject({ type: 'setStanding', standing: 'closed' });
    const { after, command } = await proposed(plan, event);
    for (const row of rows) expect(after.standing[row]).not.toBe(0);
    expect(command.rows.length).toBeGreaterThan(0);
    for (const to of command.territories) expect(to).toBe(0);
    expect(countIn(after, 0)).toBeGreaterThan(10);
    expect(countIn(after, 0)).toBeLessThanOrEqual(70);
  });

  it('[GOV-06] is refused in words where there is nobody to ask, nothing to move, or no such event', () => {
    const plan = start();
    const locked = {
      ...plan,
      territories: plan.territories.map((t, i) => (i === 1 ? { ...t, locked: true } : t)),
    };
    const one = { ...plan, territories: plan.territories.map((t, i) => ({ ...t, retired: i !== 1 })) };
    const leaves = { kind: 'rep-leaves', territory: 1 } as const;
    expect(code(locked, leaves)).toBe('EVENT_TERRITORY');
    expect(code(one, leaves)).toBe('EVENT_NONE_LEFT');
    expect(code({ ...plan, locked: plan.locked.map(() => 1) }, leaves)).toBe('EVENT_NOTHING');
    expect(code(plan, { kind: 'accounts-churn', rows: new Int32Array(0) })).toBe('EVENT_NOTHING');
    expect(code(plan, { kind: 'hire-late', territory: 1, months: 3 })).toBe('EVENT_NOT_ASKED');
  });
});
