/** Past bookings, summed onto the accounts they belong to: historical revenue and months of relationship. */
import { foldName } from '../geo/fold-name.ts';
import type { AccountTable } from '../plan/account-table.ts';
import { textAt } from '../plan/account-table.ts';
import { acceptRows } from './accept-rows.ts';
import { bareName } from './identity/match-accounts.ts';
import type { IntakeContext } from './intake-context.ts';
import { IntakeNotes } from './intake-notes.ts';
import type { BookingsIntakeResult } from './intake-result.ts';
import type { ColumnMapping } from './mapping.ts';
import { columnOf } from './mapping.ts';
import { minorPerMajor } from './potential-unit.ts';
import type { RawTable } from './raw-table.ts';
import { readNumbers } from './read-account-columns.ts';
import { noteEntry, readTextColumn } from './read-text-column.ts';
import { textOfRow } from './text-columns.ts';

/** Stages that are no booking: lost and still open. Without a stage column every row with an amount counts. */
const NOT_WON =
  /^(closed )?lost$|open|prospect|engag|negotiat|pipeline|qualif|discover|proposal|cancel|pending/i;
const DAYS_PER_MONTH = 365.25 / 12;
const SHARED = -2;

/**
 * Adds `historicalRevenue` (sum of won amounts, minor units) and `tenureMonths` (first booking until today) to the
 * accounts the bookings name. Accounts without bookings keep what they had. Bookings that match no account are findings.
 */
export function intakeBookings(
  table: RawTable,
  mapping: ColumnMapping,
  accounts: AccountTable,
  context: IntakeContext,
): BookingsIntakeResult {
  const { rows, rejected } = acceptRows(table, mapping, ['accountId', 'accountName']);
  const notes = new IntakeNotes(rows);
  notes.faults(table, Int32Array.from({ length: table.rowCount }).fill(-1));
  notes.rejected(rejected.filter((row) => row.code === 'NO_IDENTITY'));
  const booked = readBookings(table, mapping, rows, notes, minorPerMajor(context.currency));
  const findAccount = accountFinder(accounts);
  const sums = new Map<number, { amount: number; first: number }>();
  const unmatched = new Map<string, number[]>();
  const countedFor = new Int32Array(rows.length).fill(-1);
  let matchedBookings = 0;
  for (let entry = 0; entry < rows.length; entry++) {
    const amount = booked.amount(entry);
    if (!booked.won(entry) || Number.isNaN(amount)) continue;
    const account = findAccount(booked.id(entry), booked.name(entry));
    if (account < 0) {
      const name = booked.name(entry) ?? booked.id(entry) ?? '';
      noteEntry(unmatched, name, entry);
      continue;
    }
    matchedBookings++;
    countedFor[entry] = account;
    const sum = sums.get(account) ?? { amount: 0, first: NaN };
    const day = booked.day(entry);
    sums.set(account, {
      amount: sum.amount + amount,
      first: Number.isNaN(sum.first) || day < sum.first ? day : sum.first,
    });
  }
  for (const [name, entries] of unmatched) {
    const message = `"${name}" has ${entries.length === 1 ? '1 booking' : `${entries.length} bookings`} but is not among the accounts. Their revenue counts nowhere. Bring the account, or correct the name.`;
    notes.findings.push({
      rule: 'booking-unmatched',
      severity: 'warning',
      rows: entries.map((entry) => (rows[entry] ?? 0) + 1),
      accountRows: [],
      field: 'accountName',
      value: name,
      message,
      fix: null,
    });
  }
  return {
    accounts: withBookings(accounts, sums, context.today),
    rowsInFile: table.rowCount,
    rejected,
    fileRows: rows.map((row) => row + 1),
    countedFor,
    matchedBookings,
    matchedAccounts: sums.size,
    total: [...sums.values()].reduce((total, sum) => total + sum.amount, 0),
    // Entries of a bookings file are no account rows.
    findings: notes.findings.map((finding) => ({ ...finding, accountRows: [] })),
    unmapped: mapping.columns.filter((choice) => choice.field === null).map((choice) => choice.header),
  };
}

interface Bookings {
  readonly id: (entry: number) => string | null;
  readonly name: (entry: number) => string | null;
  readonly won: (entry: number) => boolean;
  /** Minor units; NaN where missing. */
  readonly amount: (entry: number) => number;
  /** Days since 1970; NaN where missing. */
  readonly day: (entry: number) => number;
}

function readBookings(
  table: RawTable,
  mapping: ColumnMapping,
  rows: Int32Array,
  notes: IntakeNotes,
  perMajor: number,
): Bookings {
  const text = (field: string): ((entry: number) => string | null) => {
    const choice = columnOf(mapping, field);
    const cells = choice === null ? undefined : table.columns[choice.column];
    if (choice === null || cells === undefined) return () => null;
    const reading = readTextColumn(cells, field, rows);
    notes.text(field, choice.header, reading);
    return (entry) => textOfRow(reading.column, entry);
  };
  const number = (field: string, kind: 'money' | 'date'): ((entry: number) => number) => {
    const choice = columnOf(mapping, field);
    if (choice === null) return () => NaN;
    const reading = readNumbers(table, choice, kind, rows);
    notes.number(field, choice.header, reading);
    return (entry) => reading.values[entry] ?? NaN;
  };
  const stage = text('stage');
  const amount = number('amount', 'money');
  return {
    id: text('accountId'),
    name: text('accountName'),
    won: (entry) => !NOT_WON.test(stage(entry) ?? ''),
    amount: (entry) => Math.round(amount(entry) * perMajor),
    day: number('closedOn', 'date'),
  };
}

/** By ID, else by name without case, accents and legal form, where only one account has it. */
function accountFinder(accounts: AccountTable): (id: string | null, name: string | null) => number {
  const index = new Map<string, number>();
  const note = (key: string, row: number): void => {
    index.set(key, index.has(key) && index.get(key) !== row ? SHARED : row);
  };
  for (let row = 0; row < accounts.rowCount; row++) {
    const id = textAt(accounts, 'accountId', row);
    const name = textAt(accounts, 'name', row);
    if (id !== null) note(`id ${id}`, row);
    if (name !== null) note(`name ${foldName(name)}`, row);
    if (name !== null && bareName(name) !== foldName(name)) note(`name ${bareName(name)}`, row);
  }
  return (id, name) => {
    const keys = [
      id === null ? '' : `id ${id}`,
      name === null ? '' : `id ${name}`,
      name === null ? '' : `name ${foldName(name)}`,
      name === null ? '' : `name ${bareName(name)}`,
    ];
    return keys.map((key) => index.get(key) ?? -1).find((row) => row >= 0) ?? -1;
  };
}

function withBookings(
  accounts: AccountTable,
  sums: ReadonlyMap<number, { readonly amount: number; readonly first: number }>,
  today: string,
): AccountTable {
  const historicalRevenue = accounts.number.historicalRevenue.slice();
  const tenureMonths = accounts.number.tenureMonths.slice();
  const now = Date.parse(`${today}T00:00:00Z`) / 86_400_000;
  for (const [row, { amount, first }] of sums) {
    historicalRevenue[row] = amount;
    if (!Number.isNaN(first)) tenureMonths[row] = Math.max(0, Math.floor((now - first) / DAYS_PER_MONTH));
  }
  return { ...accounts, number: { ...accounts.number, historicalRevenue, tenureMonths } };
}
