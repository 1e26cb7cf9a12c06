import { describe, expect, it } from 'vitest';
import type { PlanId } from '../../domain/brand.ts';
import { DEFAULT_POLICY } from '../../domain/governance/policy.ts';
import { withCells } from '../../domain/plan/account-table.ts';
import type { Plan } from '../../domain/plan/plan.ts';
import { checkLegality } from '../../solver-worker/check-legality.ts';
import { contiguityGraph } from '../../solver-worker/contiguity-graph.ts';
import { createInlineSolver } from '../../solver-worker/inline.ts';
import { choicesFromPolicy, problemFromPlan } from '../../solver-worker/problem-from-plan.ts';
import { runRecordOf } from '../../solver-worker/run-record.ts';
import { slimPlan } from '../../solver-worker/slim-plan.ts';
import { samplePlan, territory } from './sample-plan.ts';

const solver = createInlineSolver();
const allRows = (plan: Plan): Int32Array =>
  Int32Array.from({ length: plan.accounts.rowCount }, (_, row) => row);

/** A plan on a 10 × 10 grid of places, one account each, in 4 counties of 5 × 5. */
function gridPlan(): Plan {
  const plan = samplePlan(
    100,
    [0, 1, 2, 3].map((k) => territory(k, { base: { lat: 40 + 7 * (k >> 1), lon: -100 + 7 * (k % 2) } })),
  );
  const rows = allRows(plan);
  const at = (value: (x: number, y: number) => number | string) =>
    Array.from(rows, (row) => value(row % 10, Math.floor(row / 10)));
  let { accounts } = plan;
  accounts = withCells(
    accounts,
    'lat',
    rows,
    at((_, y) => 40 + y),
  );
  accounts = withCells(
    accounts,
    'lon',
    rows,
    at((x) => -100 + x),
  );
  accounts = withCells(
    accounts,
    'countyFips',
    rows,
    at((x, y) => `0800${Math.floor(x / 5)}${Math.floor(y / 5)}`),
  );
  return { ...plan, accounts };
}

/** Units reachable from the first of those for which `inside` holds. */
function isOnePiece(graph: ReturnType<typeof contiguityGraph>, units: ReadonlySet<number>): boolean {
  const [first] = units;
  if (first === undefined) return true;
  const seen = new Set([first]);
  for (const u of seen)
    for (const v of graph.neighbours.items.subarray(
      graph.neighbours.offsets[u],
      graph.neighbours.offsets[u + 1],
    ))
      if (units.has(v)) seen.add(v);
  return seen.size === units.size;
}

describe('the graph that territories hang together on', () => {
  it('[DSN-04] joins every account of a grid to its four neighbours', () => {
    const plan = gridPlan();
    const graph = contiguityGraph(plan, allRows(plan), 'accounts');
    expect(graph.units).toBe(100);
    for (let u = 0; u < 99; u++) {
      const near = graph.neighbours.items.subarray(
        graph.neighbours.offsets[u],
        graph.neighbours.offsets[u + 1],
      );
      if (u % 10 < 9) expect([...near]).toContain(u + 1);
      if (u < 90) expect([...near]).toContain(u + 10);
    }
  });

  it('[DSN-04] counties are neighbours where their accounts are, and an account without a place asks nothing', () => {
    const plan = gridPlan();
    const lost = { ...plan, accounts: withCells(plan.accounts, 'lat', Int32Array.of(7), [null]) };
    const graph = contiguityGraph(lost, allRows(lost), 'counties');
    expect(graph.units).toBe(4);
    expect(graph.unitOf[7]).toBe(-1);
    const corner = graph.neighbours.items.subarray(graph.neighbours.offsets[0], graph.neighbours.offsets[1]);
    expect(corner.length).toBeGreaterThanOrEqual(2);
  });
});

describe('a plan designed whole', () => {
  it('[DSN-04] [OPT-10] territories asked for in one piece are in one piece, and no county is divided', async () => {
    const plan = gridPlan();
    for (const connectedBy of ['accounts', 'counties'] as const) {
      const choices = { ...choicesFromPolicy(DEFAULT_POLICY), connectedBy };
      const { made, answers, refused } = await solver.design(plan, choices, 'one');
      expect(refused).toBeNull();
      const assignment = answers[0]?.answer.assignment ?? new Int32Array(0);
      expect(checkLegality(made.problem, assignment)).toEqual([]);
      const graph = contiguityGraph(plan, made.rows, connectedBy);
      for (let t = 0; t < 4; t++) {
        const units = new Set(graph.unitOf.filter((_, i) => assignment[i] === t));
        expect(isOnePiece(graph, units), `${connectedBy} ${t}`).toBe(true);
      }
      if (connectedBy === 'counties')
        for (let u = 0; u < graph.units; u++)
          expect(new Set(assignment.filter((_, i) => graph.unitOf[i] === u)).size).toBe(1);
    }
  });

  it('[DIS-01] [OPT-10] where one piece and the cap on change cannot both hold, the cap gives way and is named', async () => {
    const plan = gridPlan();
    // The alignment the cycle began with divides every county like a chessboard.
    const baseline = Int32Array.from(allRows(plan), (row) => ((row % 10) + Math.floor(row / 10)) % 4);
    const choices = { ...choicesFromPolicy(DEFAULT_POLICY), connectedBy: 'counties' as const };
    const { answers, refused } = await solver.design(
      { ...plan, baseline, assignment: baseline },
      choices,
      'one',
    );
    expect(refused).toBeNull();
    const conflict = answers[0]?.answer.infeasibility?.conflicts[0];
    expect(conflict?.code).toBe('CHURN_CAP');
    expect(conflict?.text).toMatch(/in one piece need \d+ accounts to move, and the cap allows 15/);
  });

  it('[DSN-07] begins with the tolerance and the weights of the policy', () => {
    const policy = {
      ...DEFAULT_POLICY,
      targets: { ...DEFAULT_POLICY.targets, balanceTolerance: 0.12 },
      objective: { alpha: 0.4, beta: 3 },
    };
    const choices = choicesFromPolicy(policy);
    expect(choices.balance.map(({ name, tolerance }) => `${name} ${tolerance}`)).toEqual([
      'potential 0.12',
      'workload 0.12',
    ]);
    expect(choices).toMatchObject({ alpha: 0.4, beta: 3 });
  });

  it('what goes to the optimizer’s thread makes the very same problem as the whole plan', () => {
    const plan = gridPlan();
    const choices = choicesFromPolicy(DEFAULT_POLICY);
    expect(problemFromPlan(slimPlan(plan), choices)).toEqual(problemFromPlan(plan, choices));
  });

  it('[CAP-01] leaves the cap on change out, and says so, where capacities cannot be met within it', async () => {
    const capacity = { value: 60, unit: 'hours' as const };
    const base = samplePlan(
      600,
      [0, 1, 2, 3].map((k) => territory(k, { capacity })),
    );
    const home = base.assignment.map((_, row) => row % 4);
    const crowded = { ...base, assignment: home, baseline: home };
    const choices = { ...choicesFromPolicy(DEFAULT_POLICY), iterations: 20 };
    const { answers, refused, made } = await solver.design(crowded, choices, 'one');
    const answer = answers[0]?.answer;
    expect(refused).toBeNull();
    expect(checkLegality(made.problem, answer?.assignment ?? new Int32Array(0))).toEqual([]);
    expect(answer?.infeasibility?.conflicts[0]?.text).toMatch(
      /^Capacities as they are need \d+ accounts to leave/,
    );
    expect(answer?.unassigned.length).toBeGreaterThan(0);
  });

  it('[OPT-08] begins where the last build ended after a small change, and says so on record', async () => {
    const plan = gridPlan();
    const choices = { ...choicesFromPolicy(DEFAULT_POLICY), iterations: 20 };
    const first = await solver.design(plan, choices, 'one');
    const next = async (after: Plan, wish: typeof choices) => {
      const designed = await solver.design(after, wish, 'one', undefined, undefined, first.earlier);
      const answer = designed.answers[0]?.answer;
      if (answer === undefined) throw new Error('no answer');
      expect(checkLegality(designed.made.problem, answer.assignment)).toEqual([]);
      return answer;
    };
    const eased = choices.balance.map((wish) => ({ ...wish, tolerance: wish.tolerance + 0.01 }));
    const tolerances = await next(plan, { ...choices, balance: eased });
    expect(tolerances.run.warmStart).toBe(true);
    expect(runRecordOf(tolerances, choices)).toMatchObject({ warmStart: true });
    const locked = await next({ ...plan, locked: plan.locked.map((_, row) => (row === 3 ? 1 : 0)) }, choices);
    expect(locked.run.warmStart).toBe(true);
    const gone = plan.territories.map((each, t) => (t === 2 ? { ...each, retired: true } : each));
    const less = await next({ ...plan, territories: gone }, choices);
    expect(less.run.warmStart).toBe(true);
    const more = await next({ ...plan, territories: [...plan.territories, territory(4)] }, choices);
    expect(more.run.warmStart).toBe(true);
    expect(more.assignment).toContain(4);

    const same = await next(plan, choices);
    expect(same.assignment).toEqual(first.answers[0]?.answer.assignment);
    expect(runRecordOf(same, choices)).not.toHaveProperty('warmStart');
    expect((await next(plan, { ...choices, alpha: 2 * choices.alpha })).run.warmStart).toBe(false);
    expect((await next({ ...plan, planId: 'another' as PlanId }, choices)).run.warmStart).toBe(false);
  });
});
