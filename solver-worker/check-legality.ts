/**
 * Is an assignment legal? Written against the contract alone and sharing no code with the engine, so that a fault of
 * the engine cannot hide itself. Run on every answer in tests, and in the app after every run.
 */
import type { ConstraintKind, SolverProblem } from './contract.ts';

export interface Violation {
  readonly kind: ConstraintKind | 'shape';
  readonly account: number;
  readonly territory: number;
  readonly excess: number;
  readonly text: string;
}

/** Relative slack for sums of floats. */
const TOLERANCE = 1e-7;

/**
 * Every hard constraint that `assignment` breaks. Bands are wishes and not looked at. Where locks or frozen accounts
 * alone break a capacity or a churn cap, only what the optimizer added to it counts.
 */
export function checkLegality(problem: SolverProblem, assignment: Int32Array): Violation[] {
  const found: Violation[] = [];
  if (assignment.length !== problem.n) {
    return [violation('shape', -1, -1, 0, `${assignment.length} entries for ${problem.n} accounts`)];
  }
  for (let i = 0; i < problem.n; i++) {
    const t = assignment[i] ?? -2;
    if (t < -1 || t >= problem.r) found.push(violation('shape', i, t, 0, `account ${i} has territory ${t}`));
    checkAccount(problem, i, t, found);
  }
  checkCapacities(problem, assignment, found);
  checkChurn(problem, assignment, found);
  checkContiguity(problem, assignment, found);
  return found;
}

function violation(
  kind: Violation['kind'],
  account: number,
  territory: number,
  excess: number,
  text: string,
): Violation {
  return { kind, account, territory, excess, text };
}

/** Where the account has no choice: its lock, or its baseline when frozen; undefined when it has one. */
function fixedPlace(problem: SolverProblem, i: number): number | undefined {
  const lock = problem.lock[i] ?? -1;
  if (lock >= 0) return lock;
  if (lock === -2) return -1;
  const home = problem.baseline[i] ?? -1;
  return problem.frozen[i] === 1 && home >= 0 ? home : undefined;
}

function checkAccount(problem: SolverProblem, i: number, t: number, found: Violation[]): void {
  const fixed = fixedPlace(problem, i);
  if (fixed !== undefined) {
    if (t !== fixed)
      found.push(violation('lock', i, t, 1, `account ${i} is fixed to ${fixed} but is in ${t}`));
    return;
  }
  if (t < 0 || problem.eligibility === null) return;
  const { offsets, items } = problem.eligibility;
  const allowed = items.subarray(offsets[i], offsets[i + 1]);
  if (!allowed.includes(t)) found.push(violation('eligibility', i, t, 1, `account ${i} may not go to ${t}`));
}

function checkCapacities(problem: SolverProblem, assignment: Int32Array, found: Violation[]): void {
  for (const capacity of problem.capacities) {
    for (let t = 0; t < problem.r; t++) {
      let used = 0;
      let fixedUse = 0;
      for (let i = 0; i < problem.n; i++) {
        if (assignment[i] !== t) continue;
        used += capacity.use[i] ?? 0;
        if (fixedPlace(problem, i) !== undefined) fixedUse += capacity.use[i] ?? 0;
      }
      const limit = Math.max(capacity.limit[t] ?? Infinity, fixedUse);
      if (used <= limit + TOLERANCE * Math.max(1, Math.abs(limit))) continue;
      found.push(
        violation('capacity', -1, t, used - limit, `${capacity.name}: ${used} used of ${limit} in ${t}`),
      );
    }
  }
}

function checkChurn(problem: SolverProblem, assignment: Int32Array, found: Violation[]): void {
  if (problem.churn === null) return;
  let accounts = 0;
  let revenue = 0;
  let forcedAccounts = 0;
  let forcedRevenue = 0;
  for (let i = 0; i < problem.n; i++) {
    const home = problem.baseline[i] ?? -1;
    if (home < 0 || assignment[i] === home) continue;
    const worth = problem.churn.revenue[i] ?? 0;
    accounts++;
    revenue += worth;
    if (mustLeave(problem, i, home)) {
      forcedAccounts++;
      forcedRevenue += worth;
    }
  }
  const most = Math.max(problem.churn.maxAccounts, forcedAccounts);
  const mostRevenue = Math.max(problem.churn.maxRevenue, forcedRevenue);
  if (accounts > most + 1e-9)
    found.push(violation('churn-accounts', -1, -1, accounts - most, `${accounts} moved, ${most} allowed`));
  if (revenue > mostRevenue + TOLERANCE * Math.max(1, mostRevenue))
    found.push(violation('churn-revenue', -1, -1, revenue - mostRevenue, `${revenue} of ${mostRevenue}`));
}

/** Locked elsewhere, or not eligible where it was. */
function mustLeave(problem: SolverProblem, i: number, home: number): boolean {
  const fixed = fixedPlace(problem, i);
  if (fixed !== undefined) return fixed !== home;
  if (problem.eligibility === null) return false;
  const { offsets, items } = problem.eligibility;
  return !items.subarray(offsets[i], offsets[i + 1]).includes(home);
}

/** Units of each territory, locked and frozen accounts aside, must hang together. */
function checkContiguity(problem: SolverProblem, assignment: Int32Array, found: Violation[]): void {
  if (problem.contiguity === null) return;
  const { unitOf, neighbours, units } = problem.contiguity;
  const owners = Array.from({ length: units }, () => new Set<number>());
  for (let i = 0; i < problem.n; i++) {
    const t = assignment[i] ?? -1;
    if (t >= 0 && fixedPlace(problem, i) === undefined) owners[unitOf[i] ?? 0]?.add(t);
  }
  for (let t = 0; t < problem.r; t++) {
    const own = owners.flatMap((set, unit) => (set.has(t) ? [unit] : []));
    const first = own[0];
    if (first === undefined) continue;
    const seen = new Set([first]);
    const queue = [first];
    for (let unit = queue.pop(); unit !== undefined; unit = queue.pop()) {
      for (const next of neighbours.items.subarray(neighbours.offsets[unit], neighbours.offsets[unit + 1])) {
        if (seen.has(next) || owners[next]?.has(t) !== true) continue;
        seen.add(next);
        queue.push(next);
      }
    }
    if (seen.size < own.length) {
      const apart = own.length - seen.size;
      found.push(violation('contiguity', -1, t, apart, `${apart} units of ${t} are cut off`));
    }
  }
}
