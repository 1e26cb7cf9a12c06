import loadHighs from 'highs';
import type { SolverProblem } from '../../solver-worker/contract.ts';
import { driveNow } from '../../solver-worker/drive.ts';
import { NEVER_CANCELLED } from '../../solver-worker/contract.ts';
import { Run } from '../../solver-worker/engine/steps.ts';
import { tripTravel, unitVectors } from '../../solver-worker/engine/travel.ts';
import { gapBound } from '../../solver-worker/gap/gap-bound.ts';
import type { GapProblem } from '../../solver-worker/gap/gap-problem.ts';
import type { Instance } from './cases.ts';
import type { Solved } from './outcome.ts';

type Scope = 'full' | 'restricted';

/** Unknowns above which HiGHS in WebAssembly looks at its clock too late (30 s over at 290,000) or aborts. */
const MOST_UNKNOWNS = 150_000;
/** Agents a job in the restricted program; territories an account. */
const KEPT_AGENTS = 4;
const KEPT_TERRITORIES = 8;

/** One program: unknown e stands for row `of[e]` going to column `to[e]`. */
interface Program {
  readonly of: Int32Array;
  readonly to: Int32Array;
  readonly text: string;
  readonly rows: number;
}

/** HiGHS on the integer program, whole or with only the places that priced cost (GAP) or nearness (plans) suggests. */
export async function highsPeer(instance: Instance, seconds: number, scope: Scope): Promise<Solved> {
  const began = performance.now();
  if (instance.kind === 'cpmp') return { assignment: null, note: 'not tried: n² unknowns' };
  const unknowns = unknownsOf(instance, scope);
  if (unknowns > MOST_UNKNOWNS) return { assignment: null, note: `not tried: ${unknowns} unknowns` };
  const program =
    instance.kind === 'gap' ? gapProgram(instance.problem, scope) : planProgram(instance.problem, scope);
  const highs = await loadHighs();
  const spent = (performance.now() - began) / 1000;
  const limit = Math.max(0.05, scope === 'restricted' ? seconds - spent : seconds);
  const solution = highs.solve(program.text, { time_limit: limit, output_flag: false });
  const { Columns: columns } = solution;
  const assignment = new Int32Array(program.rows).fill(-1);
  for (let e = 0; e < program.of.length; e++) {
    const column = columns[`x${e}`];
    if (column === undefined || !('Primal' in column) || !(column.Primal > 0.999)) continue;
    assignment[program.of[e] as number] = program.to[e] as number;
  }
  if (assignment.includes(-1)) return { assignment: null, note: `no answer: ${solution.Status}` };
  return { assignment, note: solution.Status === 'Optimal' && scope === 'full' ? 'optimal' : '' };
}

function unknownsOf(instance: Instance, scope: Scope): number {
  if (instance.kind === 'gap') {
    const { agents, jobs } = instance.problem;
    return jobs * (scope === 'full' ? agents : Math.min(agents, KEPT_AGENTS));
  }
  if (instance.kind === 'cpmp') return instance.problem.n ** 2;
  return instance.problem.n * (scope === 'full' ? instance.problem.r : KEPT_TERRITORIES);
}

/** The k indices of least value. */
function least(count: number, k: number, value: (index: number) => number): number[] {
  const values = Float64Array.from({ length: count }, (_, i) => value(i));
  return Array.from({ length: count }, (_, i) => i)
    .sort((a, b) => (values[a] as number) - (values[b] as number) || a - b)
    .slice(0, k);
}

function gapProgram(problem: GapProblem, scope: Scope): Program {
  const { agents, jobs, cost, weight, capacity } = problem;
  let prices = new Float64Array(agents);
  if (scope === 'restricted') {
    const how = { now: () => 0, limit: null, cancel: NEVER_CANCELLED, onProgress: () => undefined };
    prices = Float64Array.from(driveNow(gapBound(problem, 1500, new Run()), how).prices);
  }
  const kept = scope === 'full' ? agents : KEPT_AGENTS;
  return programOf(
    jobs,
    agents,
    (j) =>
      least(
        agents,
        kept,
        (i) => (cost[j * agents + i] as number) + (prices[i] as number) * (weight[j * agents + i] as number),
      ),
    (j, i) => cost[j * agents + i] as number,
    [
      {
        weight: (j, i) => weight[j * agents + i] as number,
        low: null,
        high: (i) => capacity[i] as number,
      },
    ],
  );
}

function planProgram(problem: SolverProblem, scope: Scope): Program {
  const { n, r, measures } = problem;
  const places = unitVectors(problem.lat, problem.lon);
  const bases = unitVectors(problem.baseLat, problem.baseLon);
  const travel = (i: number, t: number): number => tripTravel(problem, places, bases, i, t);
  const limits = measures.map(({ values, targetShare, tolerance }): Limit => {
    const total = values.reduce((a, b) => a + b, 0);
    const target = (t: number): number => (targetShare[t] as number) * total;
    return {
      weight: (i) => values[i] as number,
      low: (t) => target(t) * (1 - tolerance),
      high: (t) => target(t) * (1 + tolerance),
    };
  });
  const kept = scope === 'full' ? r : KEPT_TERRITORIES;
  return programOf(n, r, (i) => least(r, kept, (t) => travel(i, t)), travel, limits);
}

interface Limit {
  readonly weight: (row: number, column: number) => number;
  readonly low: ((column: number) => number) | null;
  readonly high: (column: number) => number;
}

/** CPLEX LP text: each row to one of its columns, every limit of every column. */
function programOf(
  rows: number,
  columns: number,
  keptOf: (row: number) => number[],
  cost: (row: number, column: number) => number,
  limits: readonly Limit[],
): Program {
  const of: number[] = [];
  const to: number[] = [];
  const objective: string[] = [];
  const lines: string[] = [];
  const loads = limits.map(() => Array.from({ length: columns }, (): string[] => []));
  for (let row = 0; row < rows; row++) {
    const terms: string[] = [];
    for (const column of keptOf(row)) {
      const x = `x${of.length}`;
      of.push(row);
      to.push(column);
      terms.push(x);
      objective.push(`${cost(row, column)} ${x}`);
      limits.forEach(({ weight }, m) => loads[m]?.[column]?.push(`${weight(row, column)} ${x}`));
    }
    lines.push(`a${row}: ${terms.join(' + ')} = 1`);
  }
  limits.forEach(({ low, high }, m) => {
    for (let column = 0; column < columns; column++) {
      const load = loads[m]?.[column] ?? [];
      if (load.length === 0) continue;
      const sum = load.join('\n + ');
      lines.push(`h${m}_${column}: ${sum} <= ${high(column)}`);
      if (low !== null) lines.push(`l${m}_${column}: ${sum} >= ${low(column)}`);
    }
  });
  const names = of.map((_, e) => `x${e}`).join('\n');
  const text = `Minimize\n obj: ${objective.join('\n + ')}\nSubject To\n ${lines.join('\n ')}\nBinary\n ${names}\nEnd\n`;
  return { of: Int32Array.from(of), to: Int32Array.from(to), text, rows };
}
