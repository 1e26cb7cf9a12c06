/**
 * What a version would change, as far as a policy asks (ledger APR-01, DIS-01 to DIS-05, QUO-04, CMP-02): computed
 * from the plan and its quota lines alone, so that anybody who holds plan.json comes to the same figures.
 */
import type { MinorUnits, TerritoryId } from '../brand.ts';
import { isMoved } from '../bundle/totals.ts';
import { textAt } from '../plan/account-table.ts';
import { isNamedStrategic } from '../plan/strategic.ts';
import { ACTIVE, UNASSIGNED } from '../plan/plan.ts';
import type { Plan } from '../plan/plan.ts';
import type { Locked } from './lock-window.ts';
import { territoryAt } from './lock-window.ts';

export interface QuotaAmount {
  readonly territoryId: TerritoryId;
  readonly amount: MinorUnits;
}

export interface QuotaChange {
  readonly territoryId: TerritoryId;
  readonly name: string;
  /** null: it had none. */
  readonly before: MinorUnits | null;
  /** null: it has none any more. */
  readonly after: MinorUnits | null;
  /** |after ÷ before - 1|; Infinity where there was none, or none is left. */
  readonly share: number;
  /** Estimated change of expected pay, as a share of pay; null where it cannot be estimated. */
  readonly pay: number | null;
}

export interface ChangeFacts {
  /** Active accounts with a territory when the cycle began, and those of them that are elsewhere now. */
  readonly accounts: number;
  readonly accountsMoved: number;
  /** Minor units of last year's sales, or of current revenue where none are known. */
  readonly revenue: number;
  readonly revenueMoved: number;
  readonly strategicMoved: number;
  /** Lines that differ from the quotas in force; all of them where none are in force. */
  readonly quotas: readonly QuotaChange[];
  readonly quotasFirstSet: boolean;
  /** Sum of lines ÷ target - 1; 0 without a target. */
  readonly overAssignment: number;
  /** Territories that began without an account, or were retired. */
  readonly territoriesChanged: number;
  /** Accounts that are not where a release within the lock window had put them (DIS-05). */
  readonly lockedMoved: number;
  /** Territories that lose or gain an account or whose quota changes. */
  readonly touched: readonly TerritoryId[];
}

export interface ChangeBasis {
  /** Quotas in force before; null: as the plan itself says. */
  readonly prior: readonly QuotaAmount[] | null;
  /** Accounts that a release still within its lock window moved, and where they have to stay. */
  readonly locked: Locked;
  /** Share of pay that depends on attainment, 0..1. */
  readonly variableShare: number;
}

/** `lines`: the quotas of the plan (quotaPlan, or plan.json's). One pass over the accounts. */
export function changeFacts(plan: Plan, lines: readonly QuotaAmount[], basis: ChangeBasis): ChangeFacts {
  const moves = movesOf(plan, basis.locked);
  const prior = basis.prior ?? plan.quota.prior ?? [];
  const quotas = quotaChanges(plan, lines, prior, moves, basis.variableShare);
  const target = plan.quota.target ?? 0;
  const total = lines.reduce((sum, line) => sum + line.amount, 0);
  const changed = new Set(quotas.map((quota) => quota.territoryId));
  return {
    accounts: moves.accounts,
    accountsMoved: moves.moved,
    revenue: moves.revenue,
    revenueMoved: moves.revenueMoved,
    strategicMoved: moves.strategic,
    quotas,
    quotasFirstSet: lines.length > 0 && prior.length === 0,
    overAssignment: target === 0 ? 0 : total / target - 1,
    territoriesChanged: plan.territories.filter(
      (territory, i) =>
        (territory.retired ? moves.before[i] : (moves.before[i] ?? 0) === 0 && moves.after[i]) ?? 0,
    ).length,
    lockedMoved: moves.locked,
    touched: plan.territories
      .filter(({ territoryId }, i) => moves.touched[i] === 1 || changed.has(territoryId))
      .map(({ territoryId }) => territoryId),
  };
}

interface Moves {
  accounts: number;
  moved: number;
  revenue: number;
  revenueMoved: number;
  strategic: number;
  locked: number;
  /** Accounts a territory, when the cycle began and now. */
  readonly before: Float64Array;
  readonly after: Float64Array;
  /** Potential a territory, when the cycle began and now. */
  readonly potentialBefore: Float64Array;
  readonly potentialAfter: Float64Array;
  readonly touched: Uint8Array;
}

const known = (value: number | undefined): number => (value === undefined || Number.isNaN(value) ? 0 : value);

function movesOf(plan: Plan, locked: Locked): Moves {
  const count = plan.territories.length;
  const sums: Moves = {
    accounts: 0,
    moved: 0,
    revenue: 0,
    revenueMoved: 0,
    strategic: 0,
    locked: 0,
    before: new Float64Array(count),
    after: new Float64Array(count),
    potentialBefore: new Float64Array(count),
    potentialAfter: new Float64Array(count),
    touched: new Uint8Array(count),
  };
  for (let row = 0; row < plan.accounts.rowCount; row++) {
    if (plan.standing[row] === ACTIVE) addAccount(plan, sums, row, locked);
  }
  return sums;
}

function addAccount(plan: Plan, sums: Moves, row: number, locked: Locked): void {
  const { historicalRevenue, currentArr, potential } = plan.accounts.number;
  const from = plan.baseline[row] ?? UNASSIGNED;
  const to = plan.assignment[row] ?? UNASSIGNED;
  const value = known(potential[row]);
  count(sums.before, sums.potentialBefore, from, value);
  count(sums.after, sums.potentialAfter, to, value);
  if (from !== to) for (const side of [from, to]) if (side >= 0) sums.touched[side] = 1;
  if (locked.size > 0 && leavesItsLock(plan, row, locked)) sums.locked++;
  if (from === UNASSIGNED) return;
  const revenue = known(historicalRevenue[row]) || known(currentArr[row]);
  sums.accounts++;
  sums.revenue += revenue;
  if (!isMoved(plan, row)) return;
  sums.moved++;
  sums.revenueMoved += revenue;
  if (isNamedStrategic(plan.accounts, row)) sums.strategic++;
}

function leavesItsLock(plan: Plan, row: number, locked: Locked): boolean {
  const place = locked.get(textAt(plan.accounts, 'accountId', row) ?? '');
  return place !== undefined && place !== territoryAt(plan, row);
}

function count(accounts: Float64Array, potentials: Float64Array, territory: number, potential: number): void {
  if (territory < 0) return;
  accounts[territory] = (accounts[territory] ?? 0) + 1;
  potentials[territory] = (potentials[territory] ?? 0) + potential;
}

function quotaChanges(
  plan: Plan,
  lines: readonly QuotaAmount[],
  prior: readonly QuotaAmount[],
  moves: Moves,
  variableShare: number,
): readonly QuotaChange[] {
  const now = new Map(lines.map((line) => [line.territoryId, line.amount]));
  const then = new Map(prior.map((line) => [line.territoryId, line.amount]));
  return plan.territories.flatMap(({ territoryId, name }, i) => {
    const before = then.get(territoryId) ?? null;
    const after = now.get(territoryId) ?? null;
    const potentials = [moves.potentialBefore[i] ?? 0, moves.potentialAfter[i] ?? 0] as const;
    const pay = payEffect(before, after, potentials, variableShare);
    if (before === after && (pay === null || pay === 0)) return [];
    return [{ territoryId, name, before, after, share: changeShare(before, after), pay }];
  });
}

const changeShare = (before: number | null, after: number | null): number =>
  before === after
    ? 0
    : before === null || after === null || before === 0
      ? Infinity
      : Math.abs(after / before - 1);

/**
 * Expected pay goes with expected attainment, which goes with potential a unit of quota (ledger CMP-02, ours): the
 * share of pay that is variable times the change of that ratio. An estimate to route by, never a pay statement.
 */
function payEffect(
  before: number | null,
  after: number | null,
  [then, now]: readonly [number, number],
  variableShare: number,
): number | null {
  if (before === null || after === null || before === 0 || after === 0 || then === 0) return null;
  return variableShare * (now / after / (then / before) - 1);
}
