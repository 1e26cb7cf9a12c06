import type { ConflictingWishes, SolverAnswer, SolverProblem, SolverSettings, Wish } from './contract.ts';
import { FREE } from './contract.ts';
import { solveSteps } from './engine/solve.ts';
import type { Steps } from './engine/steps.ts';

interface Droppable extends Wish {
  readonly without: (problem: SolverProblem) => SolverProblem;
}

/** Rounds of each try: whether a wish can be met shows early. */
const ROUNDS = 60;

/**
 * A smallest set of wishes that cannot be met together, by the deletion filter (Chinneck, Dravnieks 1991, Locating
 * minimal infeasible constraint sets): one wish after the other is left out, and stays out when the rest still cannot
 * be met. Whether they can is what the engine finds in its rounds, so the set is what search found, not a proof. null
 * when every wish can be met.
 */
export function* conflictingWishesSteps(
  problem: SolverProblem,
  settings: SolverSettings,
): Steps<ConflictingWishes | null> {
  const own = { ...settings, start: null, iterations: Math.min(settings.iterations, ROUNDS) };
  const first = yield* solveSteps(problem, own);
  if (first.run.stoppedBy !== 'cancelled' && isMet(first)) return null;
  let kept = wishesOf(problem);
  for (const wish of kept) {
    const rest = kept.filter((other) => other !== wish);
    const dropped = wishesOf(problem).filter(({ text }) => !rest.some((other) => other.text === text));
    const tried = dropped.reduce((left, { without }) => without(left), problem);
    const answer = yield* solveSteps(tried, own);
    if (answer.run.stoppedBy === 'cancelled') return { wishes: kept.map(plain), complete: false };
    if (!isMet(answer)) kept = rest;
  }
  return { wishes: kept.map(plain), complete: true };
}

const plain = ({ kind, name, text }: Wish): Wish => ({ kind, name, text });

const isMet = (answer: SolverAnswer): boolean => answer.infeasibility === null && answer.bandsViolated === 0;

/** The wishes in the order in which they are tried without: what gives most easily comes last and so is named last. */
function wishesOf(problem: SolverProblem): Droppable[] {
  const wishes: Droppable[] = [];
  const add = (kind: Wish['kind'], name: string, text: string, without: Droppable['without']): void => {
    wishes.push({ kind, name, text, without });
  };
  if (problem.contiguity !== null)
    add('contiguity', '', 'Territories in one piece', (p) => ({ ...p, contiguity: null }));
  if (problem.mustCover.includes(1))
    add('must-cover', '', 'Every must-cover account covered', (p) => ({
      ...p,
      mustCover: new Uint8Array(p.n),
    }));
  if (problem.lock.some((t) => t !== FREE))
    add('lock', '', 'Locked accounts stay', (p) => ({ ...p, lock: new Int32Array(p.n).fill(FREE) }));
  if (problem.frozen.includes(1))
    add('lock', 'strategic', 'Strategic accounts stay with their rep', (p) => ({
      ...p,
      frozen: new Uint8Array(p.n),
    }));
  if (problem.eligibility !== null)
    add('eligibility', '', 'Rules on who may go where', (p) => ({ ...p, eligibility: null }));
  for (const { name } of problem.capacities)
    add('capacity', name, `Nobody over capacity (${name})`, (p) => ({
      ...p,
      capacities: p.capacities.filter((other) => other.name !== name),
    }));
  if (problem.churn !== null)
    add('churn-accounts', '', 'The cap on moved accounts and sales', (p) => ({ ...p, churn: null }));
  for (const { name, tolerance } of problem.measures)
    add(
      'band-high',
      name,
      `Every territory within ±${Math.round(tolerance * 1000) / 10}% in ${name}`,
      (p) => ({
        ...p,
        measures: p.measures.map((m) => (m.name === name ? { ...m, weight: 0 } : m)),
      }),
    );
  return wishes;
}
