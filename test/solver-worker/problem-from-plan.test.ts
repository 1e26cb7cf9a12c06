import { describe, expect, it } from 'vitest';
import type { ActorId, IsoTime } from '../../domain/brand.ts';
import { applyCommand } from '../../domain/commands/apply-command.ts';
import { travelEstimate } from '../../domain/geo/travel.ts';
import { DEFAULT_POLICY } from '../../domain/governance/policy.ts';
import { checkLegality } from '../../solver-worker/check-legality.ts';
import { curveFromPolicy } from '../../solver-worker/curve-from-policy.ts';
import { curveAt } from '../../solver-worker/engine/travel.ts';
import { createInlineSolver } from '../../solver-worker/inline.ts';
import {
  DEFAULT_CHOICES,
  commandFromAnswer,
  problemFromPlan,
} from '../../solver-worker/problem-from-plan.ts';
import { samplePlan, territory } from './sample-plan.ts';

const context = { actor: 'a' as ActorId, at: '2027-01-01T00:00:00.000Z' as IsoTime };
const solver = createInlineSolver();

describe('a plan as a problem and back', () => {
  it('the answer is one command that the plan accepts, and undoing it is one diff', async () => {
    const plan = samplePlan(
      400,
      [0, 1, 2, 3].map((k) => territory(k)),
    );
    const made = problemFromPlan(plan, DEFAULT_CHOICES);
    const answer = await solver.solve(made.problem, made.settings);
    expect(checkLegality(made.problem, answer.assignment)).toEqual([]);
    const applied = applyCommand(plan, commandFromAnswer(plan, made, answer), context);
    expect(applied.ok && applied.value.plan.assignment.every((t) => t >= 0)).toBe(true);
    expect(applied.ok && applied.value.label).toBe('Design: hybrid, seed 1');
  });

  it('[DSN-09] leaves locked rows, locked territories and retired ones alone', async () => {
    const plan = samplePlan(300, [
      territory(0),
      territory(1, { locked: true }),
      territory(2, { retired: true }),
      territory(3),
    ]);
    const assignment = plan.assignment.map((_, row) => (row < 20 ? 1 : row < 30 ? 3 : -1));
    const locked = plan.locked.map((_, row) => (row >= 20 && row < 30 ? 1 : 0));
    const edited = { ...plan, assignment, locked };
    const made = problemFromPlan(edited, DEFAULT_CHOICES);
    expect(made.problem.r).toBe(2);
    expect(made.problem.n).toBe(280);
    const answer = await solver.solve(made.problem, made.settings);
    const applied = applyCommand(edited, commandFromAnswer(edited, made, answer), context);
    const next = applied.ok ? applied.value.plan.assignment : new Int32Array(0);
    expect([...next.subarray(0, 20)]).toEqual(Array.from({ length: 20 }, () => 1));
    expect([...next.subarray(20, 30)]).toEqual(Array.from({ length: 10 }, () => 3));
    expect(next.every((t) => t === 0 || t === 1 || t === 3)).toBe(true);
  });

  it('[OPT-12] state rules are hard: accounts of a state go only where the rule lets them', async () => {
    const plan = samplePlan(
      200,
      [0, 1, 2].map((k) => territory(k)),
    );
    const made = problemFromPlan(plan, {
      ...DEFAULT_CHOICES,
      rules: [{ kind: 'reserve', field: 'state', values: ['tx'], territories: [1, 2] }],
    });
    const answer = await solver.solve(made.problem, made.settings);
    answer.assignment.forEach((t, i) => {
      if (i % 2 === 1) expect(t).not.toBe(0);
    });
    expect(checkLegality(made.problem, answer.assignment)).toEqual([]);
  });

  it('the travel curve gives the hours that domain/geo estimates, at any distance', () => {
    const { bands } = DEFAULT_POLICY.travel;
    const curve = curveFromPolicy(bands);
    for (let km = 0; km < 5000; km += 3.7) {
      expect(curveAt(curve, km)).toBeCloseTo(travelEstimate(bands, km).minutes / 60, 9);
    }
  });
});
