import { describe, expect, it } from 'vitest';
import { DEFAULT_POLICY } from '../../domain/governance/policy.ts';
import { factsOf } from '../../domain/measures/facts.ts';
import { withCells } from '../../domain/plan/account-table.ts';
import type { Plan } from '../../domain/plan/plan.ts';
import { BASES, teamsOf } from '../../solver-worker/basis.ts';
import { checkLegality } from '../../solver-worker/check-legality.ts';
import { createInlineSolver } from '../../solver-worker/inline.ts';
import { choicesFromPolicy, problemFromPlan } from '../../solver-worker/problem-from-plan.ts';
import { samplePlan, territory } from './sample-plan.ts';

const solver = createInlineSolver();
const choices = choicesFromPolicy(DEFAULT_POLICY);
const INDUSTRIES = ['Retail', 'Retail', 'Retail', 'Health', 'Health', 'Mining'];

/** 240 accounts: half Retail, a third Health, the rest Mining; four territories; the first 30 have an owner and sales. */
function plan(): Plan {
  const base = samplePlan(
    240,
    [0, 1, 2, 3].map((k) => territory(k)),
  );
  const rows = Int32Array.from({ length: 240 }, (_, row) => row);
  let accounts = withCells(
    base.accounts,
    'industry',
    rows,
    Array.from(rows, (row) => INDUSTRIES[row % 6] ?? null),
  );
  accounts = withCells(
    accounts,
    'tier',
    rows,
    Array.from(rows, (row) => (row < 5 ? 'Strategic' : 'SMB')),
  );
  accounts = withCells(
    accounts,
    'historicalRevenue',
    rows,
    Array.from(rows, (row) => (row < 30 ? 500 : null)),
  );
  const assignment = Int32Array.from(rows, (row) => row % 4);
  // Frozen strategic accounts would stay whatever the basis.
  const policy = { ...base.policy, disruption: { ...base.policy.disruption, freezeStrategic: false } };
  return { ...base, accounts, assignment, baseline: assignment, policy };
}

const designed = async (made: Plan, basis: (typeof BASES)[number]) => {
  const found = await solver.design(made, { ...choices, basis, churnCap: false }, 'one');
  const assignment = found.answers[0]?.answer.assignment ?? new Int32Array(0);
  expect(found.refused).toBeNull();
  expect(checkLegality(found.made.problem, assignment)).toEqual([]);
  return { ...found, assignment };
};

describe('what territories are cut by', () => {
  it('[DSN-08] by industry, no territory mixes two, and each has territories by its share of the work', async () => {
    const made = plan();
    const facts = factsOf(made);
    const rows = Int32Array.from({ length: 240 }, (_, row) => row);
    const teams = teamsOf('industry', made, facts, rows, made.assignment, 4);
    expect(teams?.teams.map(({ name, territories }) => `${name} ${territories.length}`)).toEqual([
      'Retail 2',
      'Health 1',
      'Mining 1',
    ]);
    const { assignment } = await designed(made, 'industry');
    const industry = made.accounts.text.industry;
    for (let t = 0; t < 4; t++)
      expect(
        new Set(
          Array.from(rows)
            .filter((row) => assignment[row] === t)
            .map((row) => industry.codes[row]),
        ).size,
      ).toBe(1);
  });

  it('[DSN-08] by size, a territory holds one tier where segments are not stated', async () => {
    const made = plan();
    const { assignment } = await designed(made, 'size');
    const strategic = new Set(Array.from(assignment.subarray(0, 5)));
    for (const t of assignment.subarray(5)) expect(strategic.has(t)).toBe(false);
  });

  it('[DSN-08] [DSN-09] by names, accounts with a relationship stay; with names and places, strategic ones alone', async () => {
    const made = plan();
    const named = await designed(made, 'named');
    expect([...named.assignment.subarray(0, 30)]).toEqual([...made.assignment.subarray(0, 30)]);
    const both = problemFromPlan(made, { ...choices, basis: 'named-geographic' }).problem;
    expect(both.lock.reduce((count, t) => count + (t >= 0 ? 1 : 0), 0)).toBe(5);
    const anywhere = problemFromPlan(made, choices).problem;
    expect(anywhere.lock.every((t) => t === -1)).toBe(true);
    expect(anywhere.eligibility).toBeNull();
  });

  it('[DSN-08] one kind of account alone is no basis to cut by', () => {
    const made = samplePlan(50, [territory(0), territory(1)]);
    expect(problemFromPlan(made, { ...choices, basis: 'industry' }).problem.eligibility).toBeNull();
  });
});
