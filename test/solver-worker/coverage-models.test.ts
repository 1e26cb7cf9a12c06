import { describe, expect, it } from 'vitest';
import { factsOf } from '../../domain/measures/facts.ts';
import { withCells } from '../../domain/plan/account-table.ts';
import type { Plan } from '../../domain/plan/plan.ts';
import { reasonCode } from '../../domain/plan/reason-codes.ts';
import { checkLegality } from '../../solver-worker/check-legality.ts';
import type { Coverage } from '../../solver-worker/coverage-models.ts';
import { createInlineSolver } from '../../solver-worker/inline.ts';
import { DEFAULT_CHOICES, problemFromPlan } from '../../solver-worker/problem-from-plan.ts';
import { samplePlan, territory } from './sample-plan.ts';

/** 160 accounts, row i in territory i mod 4; every fifth is a customer, rows of territory 2 are mostly Health. */
function start(): Plan {
  const base = samplePlan(
    160,
    [0, 1, 2, 3].map((i) => territory(i)),
  );
  const rows = Int32Array.from({ length: 160 }, (_, row) => row);
  const sold = withCells(
    base.accounts,
    'historicalRevenue',
    rows,
    Array.from(rows, (row) => (row % 5 === 0 ? 500 : null)),
  );
  const industry = Array.from(rows, (row) => (row % 4 === 2 || row % 7 === 0 ? 'Health' : 'Retail'));
  return {
    ...base,
    accounts: withCells(sold, 'industry', rows, industry),
    assignment: base.assignment.map((_, row) => row % 4),
  };
}

async function built(plan: Plan, coverage: Coverage) {
  const choices = { ...DEFAULT_CHOICES, balance: [], churnCap: false, iterations: 20, coverage };
  const { problem, settings } = problemFromPlan(plan, choices);
  const answer = await createInlineSolver().solve(problem, settings);
  expect(checkLegality(problem, answer.assignment)).toEqual([]);
  return answer;
}

describe('coverage models', () => {
  it('[DSN-11] named and channel territories keep whom they have and take nobody, each with its reason', async () => {
    const plan = start();
    const { assignment, reasons } = await built(plan, { t0: 'named', t1: 'channel' });
    assignment.forEach((t, row) => {
      if (row % 4 === 0) expect([t, reasonCode(reasons[row] ?? 0)]).toEqual([0, 'LOCK_NAMED']);
      else if (row % 4 === 1) expect([t, reasonCode(reasons[row] ?? 0)]).toEqual([1, 'RULE']);
      else expect([2, 3]).toContain(t);
    });
  });

  it('[DSN-11] a hunter takes accounts without a relationship, a farmer customers, a vertical its industry', async () => {
    const plan = start();
    const facts = factsOf(plan);
    const { assignment } = await built(plan, { t0: 'hunter', t1: 'farmer', t2: 'vertical' });
    const held = (t: number): number[] =>
      Array.from(assignment.keys()).filter((row) => assignment[row] === t);
    expect(held(0).length * held(1).length * held(2).length).toBeGreaterThan(0);
    for (const row of held(0)) expect(facts.relationship[row]).toBe(0);
    for (const row of held(1)) expect(facts.relationship[row]).toBe(1);
    for (const row of held(2)) expect(row % 4 === 2 || row % 7 === 0).toBe(true);
  });

  it('[DSN-11] says nothing where every territory is covered by geography', () => {
    expect(
      problemFromPlan(start(), { ...DEFAULT_CHOICES, coverage: { t0: 'geo' } }).problem.eligibility,
    ).toBeNull();
  });
});
