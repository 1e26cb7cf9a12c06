/**
 * A plan's problem as an integer program for HiGHS, whole or around an answer at hand: each account may go to a few
 * territories of least cost and stay where it is. Linear terms only: a variance in the objective, free centres, a
 * contiguity graph and soft bands have no place in it, and then there is no program.
 */
import type { SolverAnswer, SolverProblem, SolverSettings } from './contract.ts';
import { FREE } from './contract.ts';
import { approachTerms } from './engine/approach.ts';
import { forcedTerritories } from './engine/forced.ts';
import type { Model } from './engine/model.ts';
import { createModel, isAllowed, pairCost } from './engine/model.ts';
import { unitVectors } from './engine/travel.ts';

export interface ExactProgram {
  /** CPLEX LP format; unknown e is `x<e>`. */
  readonly text: string;
  /** Account and territory (-1: none) of each unknown. */
  readonly account: Int32Array;
  readonly territory: Int32Array;
  /** Every legal assignment is in it, so its optimum is the plan's. */
  readonly whole: boolean;
  /** What accounts that cannot choose cost, beside the program. */
  readonly fixedCost: number;
}

/** Beyond this HiGHS found nothing better in ten seconds (docs/optimizer.md); up to it, the program holds every pair that fits. */
const MOST_UNKNOWNS = 4_000;
const NEAREST = 4;

/** Why there is no program to search exactly: what has no linear form, nothing to choose, or too much of it. */
export type NotExact =
  'variance' | 'soft-bands' | 'contiguity' | 'free-centres' | 'nothing-free' | 'too-large';

/** What keeps a plan from being searched exactly; null when nothing does. Costs one look at each account. */
export function notExact(problem: SolverProblem, settings: SolverSettings): NotExact | null {
  const terms = approachTerms(settings, problem);
  if (terms.variance > 0) return 'variance';
  if (terms.bands === 'soft') return 'soft-bands';
  if (problem.contiguity !== null) return 'contiguity';
  if (terms.freeCentres || problem.baseLat.some((lat) => Number.isNaN(lat))) return 'free-centres';
  const free = forcedTerritories(problem).reduce((count, t) => count + (t === FREE ? 1 : 0), 0);
  if (free === 0) return 'nothing-free';
  return fitsWhole(free, problem.r) || free * (NEAREST + 2) <= MOST_UNKNOWNS ? null : 'too-large';
}

const fitsWhole = (free: number, r: number): boolean => free * (r + 1) <= MOST_UNKNOWNS;

export function exactProgram(
  problem: SolverProblem,
  settings: SolverSettings,
  answer: Pick<SolverAnswer, 'assignment' | 'centreLat' | 'centreLon'>,
): ExactProgram | null {
  if (notExact(problem, settings) !== null) return null;
  const model = createModel(problem, settings, unitVectors(answer.centreLat, answer.centreLon));
  const free = model.forced.reduce((count, t) => count + (t === FREE ? 1 : 0), 0);
  return programOf(model, answer.assignment, fitsWhole(free, problem.r));
}

function programOf(model: Model, assignment: Int32Array, whole: boolean): ExactProgram {
  const account: number[] = [];
  const territory: number[] = [];
  const cost: number[] = [];
  const rows: string[] = [];
  let fixedCost = 0;
  const add = (i: number, t: number): string => {
    account.push(i);
    territory.push(t);
    cost.push(t < 0 ? (model.outCost[i] as number) : pairCost(model, i, t));
    return `x${account.length - 1}`;
  };
  for (let i = 0; i < model.n; i++) {
    const forced = model.forced[i] as number;
    if (forced !== FREE) {
      fixedCost += forced >= 0 ? pairCost(model, i, forced) : 0;
      continue;
    }
    const own = [...choicesOf(model, assignment, i, whole), -1].map((t) => add(i, t));
    rows.push(` a${i}: ${own.join(' + ')} = 1`);
  }
  limits(model, assignment, account, territory, rows);
  const objective = cost.map((value, e) => `${signed(value)} x${e}`).join(' ');
  const text = `Minimize\n obj: ${wrapped(objective)}\nSubject To\n${rows.map(wrapped).join('\n')}\nBinary\n ${wrapped(cost.map((_, e) => `x${e}`).join(' '))}\nEnd\n`;
  return { text, account: Int32Array.from(account), territory: Int32Array.from(territory), whole, fixedCost };
}

/** The format allows 560 characters a line; a break between terms changes nothing. */
const wrapped = (line: string): string => line.replaceAll(/(.{1,400}) (?=[+\-x])/g, '$1\n ');

const signed = (value: number): string => (value < 0 ? `- ${-value}` : `+ ${value}`);

function choicesOf(model: Model, assignment: Int32Array, i: number, whole: boolean): number[] {
  const allowed: number[] = [];
  for (let t = 0; t < model.r; t++) if (isAllowed(model, i, t)) allowed.push(t);
  if (whole || allowed.length <= NEAREST) return allowed;
  const order = allowed
    .map((t) => [t, pairCost(model, i, t)] as const)
    .sort((a, b) => a[1] - b[1] || a[0] - b[0]);
  const kept = order.slice(0, NEAREST).map(([t]) => t);
  const now = assignment[i] as number;
  if (now >= 0 && !kept.includes(now)) kept.push(now);
  return kept;
}

/** Bands and capacities of each territory (a band the answer leaves, as far as it leaves it) and the caps on change. */
function limits(
  model: Model,
  assignment: Int32Array,
  account: readonly number[],
  territory: readonly number[],
  rows: string[],
): void {
  model.loads.forEach((term, m) => {
    const fixed = new Float64Array(model.r);
    const load = new Float64Array(model.r);
    assignment.forEach((t, i) => {
      if (t < 0) return;
      const use = term.use[i] as number;
      load[t] = (load[t] as number) + use;
      if (model.forced[i] !== FREE) fixed[t] = (fixed[t] as number) + use;
    });
    const terms: string[][] = Array.from({ length: model.r }, () => []);
    account.forEach((i, e) => {
      const t = territory[e] as number;
      const use = term.use[i] as number;
      if (t >= 0 && use !== 0) terms[t]?.push(`${signed(use)} x${e}`);
    });
    terms.forEach((own, t) => {
      if (own.length === 0) return;
      const held = load[t] as number;
      const high = Math.max(term.high[t] as number, held) - (fixed[t] as number);
      const low = Math.min(term.low[t] as number, held) - (fixed[t] as number);
      if (Number.isFinite(high)) rows.push(` h${m}_${t}: ${own.join(' ')} <= ${high}`);
      if (term.kind === 'band' && low > 0) rows.push(` l${m}_${t}: ${own.join(' ')} >= ${low}`);
    });
  });
  model.caps.forEach((cap, g) => {
    const own: string[] = [];
    let fixed = 0;
    model.problem.baseline.forEach((home, i) => {
      const forced = model.forced[i] as number;
      if (home >= 0 && forced !== FREE && forced !== home) fixed += cap.use[i] as number;
    });
    account.forEach((i, e) => {
      const home = model.problem.baseline[i] as number;
      if (home >= 0 && territory[e] !== home && (cap.use[i] as number) !== 0)
        own.push(`${signed(cap.use[i] as number)} x${e}`);
    });
    if (own.length > 0 && Number.isFinite(cap.limit))
      rows.push(` k${g}: ${own.join(' ')} <= ${cap.limit - fixed}`);
  });
}
