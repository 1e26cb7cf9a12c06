import { describe, expect, it } from 'vitest';
import type { Plan } from '../../domain/plan/plan.ts';
import type { EventImpact, StressEvent } from '../../solver-worker/events.ts';
import { eventImpact } from '../../solver-worker/events.ts';
import { DEFAULT_CHOICES } from '../../solver-worker/problem-from-plan.ts';
import { samplePlan, territory } from './sample-plan.ts';

/** 120 accounts, row i in territory i mod 3, each rep able to see 45 of them. */
function start(): Plan {
  const capacity = { value: 45, unit: 'accounts' as const };
  const plan = samplePlan(
    120,
    [0, 1, 2].map((i) => territory(i, { capacity })),
  );
  return { ...plan, assignment: plan.assignment.map((_, row) => row % 3) };
}

function impact(plan: Plan, event: StressEvent): EventImpact {
  const done = eventImpact(plan, DEFAULT_CHOICES, event);
  if (!done.ok) throw new Error(done.errors[0]?.message);
  return done.value;
}

const shareOf = (plan: Plan, at: number): number => {
  const { potential } = plan.accounts.number;
  const total = potential.reduce((sum, value) => sum + value, 0);
  return potential.reduce((sum, value, row) => sum + (plan.assignment[row] === at ? value : 0), 0) / total;
};

describe('an event of the year', () => {
  it('[STR-03] a rep who leaves hands her accounts to the nearest others, who run out of capacity', () => {
    const plan = start();
    const { before, after, accounts, potential } = impact(plan, { kind: 'rep-leaves', territory: 1 });
    expect(accounts).toBe(40);
    expect(potential).toBeCloseTo(shareOf(plan, 1), 12);
    expect(before.overCapacity).toBe(0);
    expect(after.overCapacity).toBeGreaterThan(0);
    expect(after.unworked).toBe(0);
    expect(after.travel).not.toBe(before.travel);
  });

  it('[STR-03] a hire who is six months late leaves half of a territory unworked, and its hours short', () => {
    const plan = start();
    const { before, after, hoursShort } = impact(plan, { kind: 'hire-late', territory: 2, months: 6 });
    expect(before.unworked).toBe(0);
    expect(after.unworked).toBeCloseTo(shareOf(plan, 2) / 2, 12);
    expect(after.overCapacity).toBe(1);
    expect(hoursShort).toBeGreaterThan(0);
    expect(after.travel).toBe(before.travel);
  });

  it('[STR-03] customers leave by their risk, until the share asked for is gone and never more', () => {
    const plain = start();
    const churnRisk = plain.accounts.number.potential.map((_, row) => (row < 30 ? 0.9 : 0.1));
    const plan: Plan = {
      ...plain,
      accounts: { ...plain.accounts, number: { ...plain.accounts.number, churnRisk } },
    };
    const { after, accounts, potential } = impact(plan, { kind: 'accounts-leave', share: 0.1 });
    expect(accounts).toBeLessThanOrEqual(30);
    expect(accounts).toBeGreaterThan(0);
    expect(potential).toBeLessThanOrEqual(0.1);
    expect(potential).toBeGreaterThan(0.08);
    expect(after.unworked).toBeCloseTo(potential, 9);
    expect(after.overCapacity).toBe(0);
  });

  it('[STR-03] more demand in one territory shifts the balance there; everywhere alike it shifts none', () => {
    const plan = start();
    const one = impact(plan, { kind: 'demand-changes', territory: 0, share: 0.5 });
    expect(one.accounts).toBe(40);
    expect(one.after.imbalance).not.toBeCloseTo(one.before.imbalance, 3);
    const all = impact(plan, { kind: 'demand-changes', territory: null, share: 0.5 });
    expect(all.accounts).toBe(120);
    expect(all.after.imbalance).toBeCloseTo(all.before.imbalance, 9);
    const hours = { value: 1, unit: 'hours' as const };
    const tight = { ...plan, territories: plan.territories.map((t) => ({ ...t, capacity: hours })) };
    expect(impact(tight, { kind: 'demand-changes', territory: null, share: 0.5 }).hoursShort).toBeGreaterThan(
      0,
    );
  });

  it('is refused for a territory that takes no part', () => {
    const plan = { ...start(), territories: [0, 1, 2].map((i) => territory(i, { locked: i === 1 })) };
    const refused = eventImpact(plan, DEFAULT_CHOICES, { kind: 'rep-leaves', territory: 1 });
    expect(refused.ok ? [] : refused.errors.map(({ code }) => code)).toEqual(['EVENT_TERRITORY']);
  });
});
