import { cpmpCost } from '../../solver-worker/cpmp/cpmp-problem.ts';
import { gapCost } from '../../solver-worker/gap/gap-problem.ts';
import { measurePlan } from '../../solver-worker/measure-plan.ts';
import type { Instance } from './cases.ts';

/** What one solver made of one instance. Objectives are recomputed from the assignment, whoever gave it. */
export interface Outcome {
  /** null: no legal answer. */
  readonly objective: number | null;
  /** Proven by the solver itself; null where it proves none. */
  readonly bound: number | null;
  /** Balance bands not met; 0 where there are none. */
  readonly broken: number;
  readonly seconds: number;
  readonly peakMb: number;
  /** [seconds, objective] each time a better answer was known. */
  readonly trace: readonly (readonly [number, number])[];
  /** Why there is no answer, or what is to be known about it. */
  readonly note: string;
}

/** The part of an outcome that a solver knows of. */
export interface Solved {
  readonly assignment: Int32Array | null;
  readonly bound?: number | null;
  readonly trace?: Outcome['trace'];
  readonly note?: string;
}

export function judged(instance: Instance, solved: Solved, seconds: number): Outcome {
  const { objective, broken } =
    solved.assignment === null ? { objective: null, broken: 0 } : worth(instance, solved.assignment);
  return {
    objective,
    broken,
    bound: solved.bound ?? null,
    seconds,
    peakMb: Math.round(process.resourceUsage().maxRSS / 1024),
    trace: solved.trace ?? [],
    note: solved.note ?? (objective === null ? 'no legal answer' : ''),
  };
}

function worth(instance: Instance, assignment: Int32Array): { objective: number | null; broken: number } {
  if (instance.kind === 'gap') return { objective: gapCost(instance.problem, assignment), broken: 0 };
  if (instance.kind === 'cpmp') return { objective: cpmpCost(instance.problem, assignment), broken: 0 };
  const { problem } = instance;
  const { loads, travel, unassigned } = measurePlan(problem, assignment);
  let broken = 0;
  for (const measure of problem.measures) {
    const load = loads.get(measure.name) ?? new Float64Array();
    const total = measure.values.reduce((a, b) => a + b, 0);
    load.forEach((value, t) => {
      const target = (measure.targetShare[t] as number) * total;
      if (Math.abs(value - target) > measure.tolerance * target * (1 + 1e-9)) broken++;
    });
  }
  return { objective: unassigned > 0 ? null : travel, broken };
}
