/** A build after a small change begins where the last one of the same plan ended (ledger OPT-08). */
import type { Plan } from '../domain/plan/plan.ts';
import type { DualPrices, SolverAnswer, SolverSettings } from './contract.ts';
import { inputsHash } from './engine/inputs-hash.ts';
import type { DesignChoices, PlanProblem } from './problem-from-plan.ts';

/** What is kept of a build for the next one: plain data, so that it crosses to a worker. */
export interface EarlierBuild {
  readonly plan: string;
  readonly rowCount: number;
  readonly choices: DesignChoices;
  /** Hash of the problem and the settings of a first run. */
  readonly question: string;
  /** Plan rows that took part, and the territory of each, an index into `territories`. */
  readonly rows: Int32Array;
  readonly assignment: Int32Array;
  /** Ids, in the order of the answer. */
  readonly territories: readonly string[];
  readonly dual: DualPrices;
  readonly centreLat: Float64Array;
  readonly centreLon: Float64Array;
}

const questionOf = ({ problem, settings }: PlanProblem): string =>
  inputsHash(problem, { ...settings, warm: null });

const idsOf = (plan: Plan, made: PlanProblem): string[] =>
  Array.from(made.territories, (index) => plan.territories[index]?.territoryId ?? '');

export function earlierBuild(
  plan: Plan,
  choices: DesignChoices,
  made: PlanProblem,
  answer: SolverAnswer,
): EarlierBuild {
  const { assignment, dual, centreLat, centreLon } = answer;
  return {
    plan: plan.planId,
    rowCount: plan.accounts.rowCount,
    choices,
    question: questionOf(made),
    rows: made.rows,
    assignment,
    territories: idsOf(plan, made),
    dual,
    centreLat,
    centreLon,
  };
}

/** Settings that begin where the earlier build ended; null where it was another question, or the very same. */
export function settingsAfter(
  earlier: EarlierBuild,
  plan: Plan,
  choices: DesignChoices,
  made: PlanProblem,
): SolverSettings | null {
  const { settings } = made;
  if (earlier.plan !== plan.planId || earlier.rowCount !== plan.accounts.rowCount || settings.start !== null)
    return null;
  if (!differInTolerancesOnly(earlier.choices, choices) || earlier.question === questionOf(made)) return null;
  const before = new Map(earlier.territories.map((id, t) => [id, t]));
  const from = Int32Array.from(idsOf(plan, made), (id) => before.get(id) ?? -1);
  const held = new Int32Array(plan.accounts.rowCount).fill(-1);
  earlier.rows.forEach((row, i) => (held[row] = earlier.assignment[i] ?? -1));
  return after(earlier, settings, from, (i) => held[made.rows[i] ?? -1] ?? -1, made.rows.length);
}

/** The same question but for how evenly loads are to be shared: with other weights or rules another plan is wanted. */
const differInTolerancesOnly = (a: DesignChoices, b: DesignChoices): boolean =>
  withoutTolerances(a) === withoutTolerances(b);

const withoutTolerances = (choices: DesignChoices): string =>
  JSON.stringify({ ...choices, balance: choices.balance.map(({ name, weight }) => [name, weight]) });

/**
 * Settings of a run that begins where an answer ended. `from[t]` is the territory that t was then, -1 for a new one;
 * `held(i)` the territory that account i had then.
 */
export function after(
  answer: Pick<SolverAnswer, 'dual' | 'centreLat' | 'centreLon'>,
  settings: SolverSettings,
  from: Int32Array,
  held: (i: number) => number,
  accounts: number,
): SolverSettings {
  const now = new Map(Array.from(from, (old, t) => [old, t]));
  const taken = (column: Float64Array): Float64Array => Float64Array.from(from, (t) => column[t] ?? NaN);
  const start = new Int32Array(accounts);
  for (let i = 0; i < accounts; i++) {
    const old = held(i);
    start[i] = old < 0 ? -1 : (now.get(old) ?? -1);
  }
  const { dual, centreLat, centreLon } = answer;
  return {
    ...settings,
    start,
    warm: {
      prices: { ...dual, loads: dual.loads.map((load) => ({ ...load, perUnit: taken(load.perUnit) })) },
      centreLat: taken(centreLat),
      centreLon: taken(centreLon),
    },
  };
}
