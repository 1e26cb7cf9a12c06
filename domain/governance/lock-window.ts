/**
 * Accounts that a release moved stay where it put them for as many days as the policy says (ledger DIS-05, GOV-03).
 * Whoever lets a version through (a laptop, the command line, a store at the moment of release) keeps `movesReleased`
 * of each release and hands them to `requirementsOf`: a version that takes such an account elsewhere needs an exception.
 */
import type { IsoDate, TerritoryId } from '../brand.ts';
import { isMoved } from '../bundle/totals.ts';
import { textAt } from '../plan/account-table.ts';
import { UNASSIGNED } from '../plan/plan.ts';
import type { Plan } from '../plan/plan.ts';
import { daysBetween } from './business-days.ts';

/** What is to be remembered of one release. */
export interface ReleasedMoves {
  readonly releasedOn: IsoDate;
  /** Account id to the territory it was put in; null: in none. */
  readonly to: ReadonlyMap<string, TerritoryId | null>;
}

/** Account id to where it has to stay. */
export type Locked = ReadonlyMap<string, TerritoryId | null>;

/** The moves of a plan that was released, and on which day. */
export function movesReleased(plan: Plan, releasedOn: IsoDate): ReleasedMoves {
  const to = new Map<string, TerritoryId | null>();
  for (let row = 0; row < plan.accounts.rowCount; row++) {
    const id = isMoved(plan, row) ? textAt(plan.accounts, 'accountId', row) : null;
    if (id !== null) to.set(id, territoryAt(plan, row));
  }
  return { releasedOn, to };
}

export const territoryAt = ({ assignment, territories }: Plan, row: number): TerritoryId | null =>
  territories[assignment[row] ?? UNASSIGNED]?.territoryId ?? null;

/**
 * What is locked on a day, of any number of releases in any order. A release that leaves an account where an earlier
 * one had put it does not move it, so its days run from the earlier.
 */
export function lockedOn(releases: readonly ReleasedMoves[], on: IsoDate, lockDays: number): Locked {
  const last = new Map<string, { readonly to: TerritoryId | null; readonly since: IsoDate }>();
  for (const { releasedOn, to } of releases.toSorted((a, b) => (a.releasedOn < b.releasedOn ? -1 : 1)))
    for (const [id, territory] of to)
      if (last.get(id)?.to !== territory) last.set(id, { to: territory, since: releasedOn });
  return new Map(
    [...last].flatMap(([id, { to, since }]) =>
      daysBetween(since, on) < lockDays ? [[id, to] as const] : [],
    ),
  );
}
