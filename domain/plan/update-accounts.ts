/**
 * The accounts of a plan against those of a newer file: what is new, changed, back and gone. Account IDs make it,
 * never positions. What the file does not say stays as the plan has it.
 */
import { foldName } from '../geo/fold-name.ts';
import { statedClosed } from '../intake/rules/closed-site.ts';
import type { AccountField, AccountTable } from './account-table.ts';
import { cellAt, NUMBER_FIELDS, textAt, TEXT_FIELDS } from './account-table.ts';
import type { Plan } from './plan.ts';
import { ACTIVE, STANDINGS } from './plan.ts';

export interface ChangedAccount {
  /** Row of the plan. */
  readonly row: number;
  /** Row of the file's table. */
  readonly from: number;
  readonly fields: readonly AccountField[];
}

export interface AccountsComparison {
  /** Rows of the file's table. */
  readonly added: readonly number[];
  readonly changed: readonly ChangedAccount[];
  readonly same: number;
  /** Rows of the plan that are in planning and that the file no longer has. */
  readonly gone: readonly number[];
  /** Of those that are gone, the ones a lock keeps where they are. */
  readonly held: readonly number[];
  /** Rows of the plan that were closed and that the file has again, not as closed. */
  readonly back: readonly number[];
}

const FIELDS: readonly AccountField[] = [...TEXT_FIELDS, ...NUMBER_FIELDS];
const PLACE: ReadonlySet<AccountField> = new Set(['lat', 'lon', 'geoPrecision', 'geoSource']);
const CLOSED = STANDINGS.indexOf('closed');

/**
 * Rows of the file without an ID are new; of several rows with one ID the first is the known account, the others are
 * new. `without` names fields that are not compared.
 */
export function compareAccounts(
  plan: Plan,
  next: AccountTable,
  without: ReadonlySet<AccountField> = new Set(),
): AccountsComparison {
  const old = plan.accounts;
  const known = rowsById(old);
  const zeroless = rowsByNumber(known);
  /** Row of the file by row of the plan. */
  const inFile = new Map<number, number>();
  const added: number[] = [];
  const changed: ChangedAccount[] = [];
  const fields = FIELDS.filter((field) => field !== 'accountId' && !without.has(field));
  for (let from = 0; from < next.rowCount; from++) {
    const id = textAt(next, 'accountId', from) ?? '';
    const row = known.get(id) ?? zeroless.get(withoutZeros(id));
    if (row === undefined || inFile.has(row)) {
      added.push(from);
      continue;
    }
    inFile.set(row, from);
    const differing = fields.filter((field) => differs(old, row, next, from, field));
    if (differing.length > 0) changed.push({ row, from, fields: differing });
  }
  const gone: number[] = [];
  for (let row = 0; row < old.rowCount; row++)
    if (!inFile.has(row) && plan.standing[row] === ACTIVE) gone.push(row);
  return {
    added,
    changed,
    same: next.rowCount - added.length - changed.length,
    gone,
    held: gone.filter((row) => isHeld(plan, row)),
    back: [...inFile].flatMap(([row, from]) =>
      plan.standing[row] === CLOSED &&
      !statedClosed(textAt(next, 'siteStatus', from) ?? textAt(old, 'siteStatus', row))
        ? [row]
        : [],
    ),
  };
}

function rowsById(table: AccountTable): Map<string, number> {
  const rows = new Map<string, number>();
  for (let row = table.rowCount - 1; row >= 0; row--) {
    const id = textAt(table, 'accountId', row);
    if (id !== null) rows.set(id, row);
  }
  return rows;
}

const withoutZeros = (id: string): string => (/^\d+$/.test(id) ? id.replace(/^0+(?=\d)/, '') : '');

/** Spreadsheets drop the zeros an ID begins with: numbers that one account alone bears find it without them too. */
function rowsByNumber(known: ReadonlyMap<string, number>): ReadonlyMap<string, number> {
  const rows = new Map<string, number>();
  const shared = new Set<string>();
  for (const [id, row] of known) {
    const number = withoutZeros(id);
    if (number === '') continue;
    if (rows.has(number)) shared.add(number);
    rows.set(number, row);
  }
  for (const number of shared) rows.delete(number);
  return rows;
}

/** A cell the file leaves empty says nothing; nor does "placed by nothing" about an account that has a place. */
function differs(
  old: AccountTable,
  row: number,
  next: AccountTable,
  from: number,
  field: AccountField,
): boolean {
  const value = cellAt(next, field, from);
  if (value === null || value === cellAt(old, field, row)) return false;
  return !PLACE.has(field) || cellAt(next, 'lat', from) !== null;
}

const isHeld = (plan: Plan, row: number): boolean =>
  plan.locked[row] === 1 || plan.territories[plan.assignment[row] ?? -1]?.locked === true;

/** Where a row of the file belongs by the territory, else the owner, it names. */
export function territoriesNamed(plan: Plan, accounts: AccountTable): (row: number) => number | undefined {
  const byName = new Map<string, number>();
  const repNames = new Map(plan.reps.map((rep) => [rep.repId, rep.name]));
  plan.territories.forEach((territory, index) => {
    if (territory.retired) return;
    for (const id of territory.repIds) byName.set(`owner ${foldName(repNames.get(id) ?? '')}`, index);
    byName.set(`territory ${foldName(territory.name)}`, index);
  });
  return (row) => {
    const territory = textAt(accounts, 'territoryName', row);
    const owner = textAt(accounts, 'ownerName', row);
    const found = territory === null ? undefined : byName.get(`territory ${foldName(territory)}`);
    return found ?? (owner === null ? undefined : byName.get(`owner ${foldName(owner)}`));
  };
}
