import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ActorId, IsoTime, RepId } from '../../domain/brand.ts';
import { applyCommand } from '../../domain/commands/apply-command.ts';
import { invertDiff, applyDiff } from '../../domain/plan/diff.ts';
import { DEFAULT_POLICY } from '../../domain/governance/policy.ts';
import { withCells } from '../../domain/plan/account-table.ts';
import type { Plan } from '../../domain/plan/plan.ts';
import type { Rep } from '../../domain/plan/rep.ts';
import { repNamed } from '../../domain/plan/rep.ts';
import { checkLegality } from '../../solver-worker/check-legality.ts';
import { DEFAULT_SETTINGS } from '../../solver-worker/contract.ts';
import { createInlineSolver } from '../../solver-worker/inline.ts';
import { fewMoves } from '../../solver-worker/few-moves.ts';
import {
  addPlaces,
  newPlaces,
  placingChoices,
  withFreeTerritories,
} from '../../solver-worker/more-territories.ts';
import { commandFromPairing, pairPlan } from '../../solver-worker/pair-plan.ts';
import { choicesFromPolicy } from '../../solver-worker/problem-from-plan.ts';
import { sizePlan } from '../../solver-worker/size-plan.ts';
import { samplePlan, territory } from './sample-plan.ts';
import { plainProblem } from './problems.ts';

const context = { actor: 'a' as ActorId, at: '2027-01-01T00:00:00.000Z' as IsoTime };
const solver = createInlineSolver();
const choices = choicesFromPolicy(DEFAULT_POLICY);
const rowsOf = (plan: Plan): Int32Array =>
  Int32Array.from({ length: plan.accounts.rowCount }, (_, row) => row);
const filled = (plan: Plan, field: 'visitsPerYear' | 'minutesPerVisit', value: number): Plan => ({
  ...plan,
  accounts: withCells(
    plan.accounts,
    field,
    rowsOf(plan),
    Array.from(rowsOf(plan), () => value),
  ),
});

describe('how many reps', () => {
  it('[CAP-11] 1000 accounts at 110 a rep in the policy’s 85–95% need exactly 10, and the sum is shown', () => {
    const sized = sizePlan(samplePlan(1000, []), {
      capacity: { value: 110, unit: 'accounts' },
      potentialPerRep: null,
    });
    expect(sized.ok && sized.value).toMatchObject({
      reps: 10,
      load: 1000,
      byWorkload: 10,
      present: 0,
      byPotential: null,
    });
    expect(sized.ok && sized.value.byBand).toMatchObject({ fewest: 10, most: 10 });
  });

  it('[CAP-02] hours are visits × minutes, tier by tier, and add up to the load', () => {
    const plan = filled(
      filled(
        samplePlan(200, [territory(0, { capacity: { value: 500, unit: 'hours' } })]),
        'visitsPerYear',
        6,
      ),
      'minutesPerVisit',
      90,
    );
    const sized = sizePlan(plan, { capacity: null, potentialPerRep: null });
    if (!sized.ok) throw new Error(sized.errors[0]?.message);
    expect(sized.value.load).toBe(200 * 6 * 1.5);
    expect(
      sized.value.tiers.reduce((sum, t) => sum + t.accounts * t.callsPerAccount * t.hoursPerCall, 0),
    ).toBeCloseTo(1800, 9);
    // 1800 ÷ 500 = 3.6; at 95% busy 3.79, at 85% 4.24.
    expect(sized.value).toMatchObject({ reps: 4, byWorkload: 4, present: 1 });
  });

  it('[CAP-01] the larger of workload and potential counts, and no capacity is refused by name', () => {
    const plan = samplePlan(100, []);
    const potential = plan.accounts.number.potential.reduce((a, b) => a + b, 0);
    const sized = sizePlan(plan, {
      capacity: { value: 1000, unit: 'accounts' },
      potentialPerRep: potential / 6.5,
    });
    expect(sized.ok && sized.value.reps).toBe(7);
    const refused = sizePlan(plan, { capacity: null, potentialPerRep: null });
    expect(!refused.ok && refused.errors[0]?.code).toBe('NO_CAPACITY');
  });

  it('[DSN-12] more reps sit where nobody is near: two towns, one base, the new place is in the other town', async () => {
    const plan = samplePlan(60, [territory(0, { base: { lat: 40, lon: -100 } })]);
    const rows = rowsOf(plan);
    const inTown = (row: number): boolean => row % 2 === 0;
    let { accounts } = plan;
    accounts = withCells(
      accounts,
      'lat',
      rows,
      Array.from(rows, (row) => (inTown(row) ? 40 : 30) + row / 1000),
    );
    accounts = withCells(
      accounts,
      'lon',
      rows,
      Array.from(rows, (row) => (inTown(row) ? -100 : -90) + row / 1000),
    );
    accounts = withCells(
      accounts,
      'city',
      rows,
      Array.from(rows, (row) => (inTown(row) ? 'Here' : 'There')),
    );
    const larger = withFreeTerritories({ ...plan, accounts }, 1, null);
    const designed = await solver.design(larger, placingChoices(choices), 'one');
    const answer = designed.answers[0]?.answer;
    if (answer === undefined) throw new Error('no answer');
    const places = newPlaces(larger, designed.made, answer, 1);
    expect(places).toHaveLength(1);
    expect(places[0]).toMatchObject({ city: 'There, TX', accounts: 30 });
    const added = applyCommand(plan, addPlaces(plan, places, { value: 900, unit: 'hours' }), context);
    expect(added.ok && added.value.plan.territories.map(({ name }) => name)).toEqual([
      'Territory 0',
      'There, TX',
    ]);
    expect(added.ok && applyDiff(added.value.plan, invertDiff(added.value.diff)).territories).toEqual(
      plan.territories,
    );
  });
});

const rep = (k: number, more: Partial<Rep> = {}): Rep => ({
  ...repNamed(`r${k}` as RepId, `Rep ${k}`),
  ...more,
});

/** Two towns far apart, half the accounts in each, and whose they are in the second argument. */
function twoTowns(reps: readonly Rep[], owners: readonly string[] | null, industries = ['', '']): Plan {
  const plan = samplePlan(
    40,
    [0, 1].map((k) => territory(k, { repIds: [`r${k}` as RepId], base: null })),
  );
  const rows = rowsOf(plan);
  let { accounts } = plan;
  accounts = withCells(
    accounts,
    'lat',
    rows,
    Array.from(rows, (row) => (row < 20 ? 40 : 30)),
  );
  accounts = withCells(
    accounts,
    'lon',
    rows,
    Array.from(rows, (row) => (row < 20 ? -100 : -80)),
  );
  accounts = withCells(
    accounts,
    'industry',
    rows,
    Array.from(rows, (row) => industries[row < 20 ? 0 : 1] ?? null),
  );
  if (owners !== null)
    accounts = withCells(
      accounts,
      'ownerName',
      rows,
      Array.from(rows, (row) => owners[row < 20 ? 0 : 1] ?? null),
    );
  return { ...plan, accounts, reps, assignment: Int32Array.from(rows, (row) => (row < 20 ? 0 : 1)) };
}

describe('who fits which territory', () => {
  it('[DSN-15] swaps two reps who each work, live in and know the other’s territory, as one edit', () => {
    const reps = [
      rep(0, { base: { lat: 30, lon: -80 }, skills: ['oncology'] }),
      rep(1, { base: { lat: 40, lon: -100 }, skills: ['surgery'] }),
    ];
    const plan = twoTowns(reps, ['Rep 1', 'Rep 0'], ['General surgery', 'Oncology clinic']);
    const pairing = pairPlan(plan);
    expect(pairing.skillsKnown).toBe(true);
    expect(pairing.total).toBeCloseTo(2, 6);
    expect(pairing.totalPresent).toBeCloseTo(0, 6);
    const command = commandFromPairing(plan, pairing);
    if (command === null) throw new Error('nothing to pair');
    const applied = applyCommand(plan, command, context);
    expect(applied.ok && applied.value.plan.territories.map((t) => [t.repIds[0], t.base?.lat])).toEqual([
      ['r1', 40],
      ['r0', 30],
    ]);
    expect(applied.ok && applied.value.label).toBe('Pair 2 reps with territories');
    expect(applied.ok && applyDiff(applied.value.plan, invertDiff(applied.value.diff)).territories).toEqual(
      plan.territories,
    );
  });

  it('[DSN-15] without a skill anybody asks for, the other two share its weight; nothing to change is no command', () => {
    const plan = twoTowns(
      [rep(0, { base: { lat: 40, lon: -100 } }), rep(1, { base: { lat: 30, lon: -80 } })],
      ['Rep 0', 'Rep 1'],
    );
    const pairing = pairPlan(plan);
    expect(pairing.skillsKnown).toBe(false);
    expect(pairing.weights.relationships + pairing.weights.nearness).toBeCloseTo(1, 12);
    expect(commandFromPairing(plan, pairing)).toBeNull();
  });

  it('[DSN-15] leaves locked territories and teams of several with whom they have', () => {
    const plan = twoTowns([rep(0), rep(1), rep(2)], null);
    const [first, second] = plan.territories;
    if (first === undefined || second === undefined) throw new Error('two territories');
    const held = { ...plan, territories: [{ ...first, locked: true }, second] };
    expect(pairPlan(held).territories).toEqual([1]);
    expect(pairPlan(held).reps.map(({ repId }) => repId)).toEqual(['r1', 'r2']);
    const refused = applyCommand(
      held,
      { type: 'pairReps', pairs: [{ territory: 0, repId: 'r2' as RepId }] },
      context,
    );
    expect(!refused.ok && refused.errors[0]?.code).toBe('TERRITORY_LOCKED');
  });
});

describe('the few moves that repair most', () => {
  it('[DSN-13] moves the one account whose place breaks both bands, and stops when nothing is left to repair', () => {
    const problem = {
      ...plainProblem(6, 2),
      travelTable: new Float64Array(12).fill(1),
      measures: [
        {
          name: 'count',
          values: new Float64Array(6).fill(1),
          targetShare: Float64Array.of(0.5, 0.5),
          tolerance: 0.05,
          weight: 1,
        },
      ],
    };
    const found = fewMoves(problem, DEFAULT_SETTINGS, Int32Array.of(0, 0, 0, 0, 1, 1), 5);
    expect(found.moves).toHaveLength(1);
    expect(found.moves[0]).toMatchObject({ account: 0, from: 0, to: 1 });
    expect(found.moves[0]?.repairs).toBeCloseTo(1, 12);
    expect(found.troubleAfter).toBe(0);
  });

  it('[DSN-13] [DSN-09] never breaks a rule the plan kept, and never adds trouble, whatever the problem', () => {
    const cell = fc.integer({ min: 0, max: 2 });
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(cell, cell, fc.integer({ min: 1, max: 9 }), fc.boolean(), fc.integer({ min: 1, max: 50 })),
          { minLength: 4, maxLength: 14 },
        ),
        (accounts) => {
          const n = accounts.length;
          const use = Float64Array.from(accounts, ([, , weight]) => weight);
          const total = use.reduce((a, b) => a + b, 0);
          const present = Int32Array.from(accounts, ([at]) => at);
          const problem = {
            ...plainProblem(n, 3),
            travelTable: Float64Array.from(
              { length: n * 3 },
              (_, e) => (accounts[Math.floor(e / 3)]?.[4] ?? 1) * (1 + (e % 3)),
            ),
            measures: [
              {
                name: 'potential',
                values: use,
                targetShare: new Float64Array(3).fill(1 / 3),
                tolerance: 0.05,
                weight: 1,
              },
            ],
            capacities: [
              { name: 'hours', unit: 'hours' as const, use, limit: new Float64Array(3).fill(total / 2) },
            ],
            lock: Int32Array.from(accounts, ([at, , , locked]) => (locked ? at : -1)),
            baseline: Int32Array.from(accounts, ([, home]) => home),
            churn: {
              maxAccounts: Math.max(2, accounts.filter(([at, home]) => at !== home).length),
              maxRevenue: Infinity,
              revenue: use,
            },
          };
          const found = fewMoves(problem, DEFAULT_SETTINGS, present, 4);
          expect(found.troubleAfter).toBeLessThanOrEqual(found.troubleBefore + 1e-12);
          expect(found.moves.length).toBeLessThanOrEqual(4);
          const before = new Map(
            checkLegality(problem, present).map((v) => [`${v.kind} ${v.territory}`, v.excess]),
          );
          for (const v of checkLegality(problem, found.assignment))
            expect(v.excess).toBeLessThanOrEqual((before.get(`${v.kind} ${v.territory}`) ?? 0) + 1e-9);
        },
      ),
      { numRuns: 300, seed: 5 },
    );
  });

  it('[DSN-13] answers in the rows and territories of the plan, locked ones left out', async () => {
    const plan = samplePlan(120, [territory(0, { locked: true }), territory(1), territory(2)]);
    const assignment = Int32Array.from(rowsOf(plan), (row) => (row < 10 ? 0 : row < 100 ? 1 : 2));
    const found = await solver.fewMoves({ ...plan, assignment }, choices, 6);
    expect(found.refused).toBeNull();
    expect(found.moves.length).toBeGreaterThan(0);
    for (const { row, from, to } of found.moves) {
      expect(from).toBe(assignment[row]);
      expect([1, 2]).toContain(to);
    }
    expect(found.left).toBeLessThan(1);
  });
});
