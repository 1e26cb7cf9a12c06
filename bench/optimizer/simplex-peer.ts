import solver from 'javascript-lp-solver';
import type { Instance } from './cases.ts';
import type { Solved } from './outcome.ts';

/** Beyond this many unknowns its dense tableau is larger than the memory or the patience of anybody. */
const MOST_UNKNOWNS = 4000;

/** javascript-lp-solver on the whole integer program. It may give fractions on a timeout: those are no answer. */
export function simplexPeer(instance: Instance, seconds: number): Solved {
  if (instance.kind !== 'gap') return { assignment: null, note: 'not tried: too many unknowns' };
  const { agents, jobs, cost, weight, capacity } = instance.problem;
  if (agents * jobs > MOST_UNKNOWNS) {
    return { assignment: null, note: `not tried: ${agents * jobs} unknowns` };
  }
  const constraints: Record<string, { equal?: number; max?: number }> = {};
  const variables: Record<string, Record<string, number>> = {};
  for (let i = 0; i < agents; i++) constraints[`c${i}`] = { max: capacity[i] as number };
  for (let j = 0; j < jobs; j++) {
    constraints[`a${j}`] = { equal: 1 };
    for (let i = 0; i < agents; i++) {
      const e = j * agents + i;
      variables[`x${e}`] = { cost: cost[e] as number, [`a${j}`]: 1, [`c${i}`]: weight[e] as number };
    }
  }
  const ints = Object.fromEntries(Object.keys(variables).map((name) => [name, 1]));
  const model = { optimize: 'cost', opType: 'min', constraints, variables, ints, timeout: seconds * 1000 };
  const found: Record<string, unknown> = { ...(solver.Solve(model as never) as object) };
  const assignment = new Int32Array(jobs).fill(-1);
  for (let e = 0; e < agents * jobs; e++) {
    if (Number(found[`x${e}`] ?? 0) > 0.999999) assignment[Math.floor(e / agents)] = e % agents;
  }
  if (assignment.includes(-1)) return { assignment: null, note: 'its answer holds fractions' };
  return { assignment };
}
