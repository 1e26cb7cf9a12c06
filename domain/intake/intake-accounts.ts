/** A table of text becomes a table of accounts: read, normalised, placed, checked and scored. Nothing is dropped silently. */
import { Locator } from '../geo/locator.ts';
import type { AccountTable, NumberField, TextColumn, TextField } from '../plan/account-table.ts';
import { emptyAccountTable, textColumn } from '../plan/account-table.ts';
import type { PotentialUnit } from '../plan/plan.ts';
import { acceptRows } from './accept-rows.ts';
import { computeScorecard } from './compute-scorecard.ts';
import { matchAccounts } from './identity/match-accounts.ts';
import { matchFindings } from './identity/match-findings.ts';
import type { IntakeContext } from './intake-context.ts';
import { IntakeNotes } from './intake-notes.ts';
import type { IntakeResult } from './intake-result.ts';
import type { ColumnMapping } from './mapping.ts';
import { columnOf, potentialStandIn } from './mapping.ts';
import { fromWebMercator, metreRows } from './parse/web-mercator.ts';
import { normaliseAddresses } from './normalise-addresses.ts';
import { placeAccounts } from './place-accounts.ts';
import { countUnit, minorPerMajor, potentialUnitFor } from './potential-unit.ts';
import type { RawTable } from './raw-table.ts';
import type { AccountColumns } from './read-account-columns.ts';
import { readAccountColumns } from './read-account-columns.ts';
import { ALL_RULES } from './rules/all-rules.ts';
import { ruleContext } from './rules/check-accounts.ts';
import { countTexts, textOfRow } from './text-columns.ts';

export interface IntakeProgress {
  readonly stage: 'reading' | 'placing' | 'checking' | 'matching';
  /** 0..1 */
  readonly done: number;
}

export function intakeAccounts(
  table: RawTable,
  mapping: ColumnMapping,
  context: IntakeContext,
): IntakeResult {
  const steps = intakeAccountsInSteps(table, mapping, context);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/** The same, stopping between steps so that a worker can report progress and hear a cancel. */
export function* intakeAccountsInSteps(
  table: RawTable,
  mapping: ColumnMapping,
  context: IntakeContext,
): Generator<IntakeProgress, IntakeResult> {
  yield { stage: 'reading', done: 0 };
  const { rows, rejected } = acceptRows(table, mapping, ['accountId', 'name']);
  const notes = new IntakeNotes(rows);
  notes.faults(table, entriesByRow(table.rowCount, rows));
  notes.rejected(rejected.filter((row) => row.code === 'NO_IDENTITY'));
  const currency = currencyOf(table, mapping, context);
  const units = {
    potential: unitOfPotential(table, mapping, currency, notes),
    moneyMinorPerMajor: minorPerMajor(currency),
  };
  const locator = new Locator(context.gazetteers);
  const columns = readAccountColumns(table, mapping, rows, notes, units, locator);
  yield { stage: 'placing', done: 0.3 };
  const countries = { assumed: context.country, candidates: [...context.gazetteers.keys()] };
  const addresses = normaliseAddresses(columns.text, rows.length, locator, countries, notes);
  const given = givenPoints(columns, rows.length, notes);
  const placed = placeAccounts({ ...given, ...addresses.columns, countryOf: addresses.countryOf }, locator);
  const accounts = assemble(
    rows,
    columns,
    {
      ...addresses.columns,
      accountId: accountIds(columns.text, rows, notes),
      currency: currencies(columns, rows.length),
      geoPrecision: placed.geoPrecision,
      geoSource: placed.geoSource,
    },
    { lat: placed.lat, lon: placed.lon },
  );
  yield { stage: 'checking', done: 0.5 };
  const fileRows = rows.map((row) => row + 1);
  const inFile = new Set(mapping.columns.flatMap((choice) => choice.field ?? []));
  const told = ruleContext(accounts, context, {
    potentialUnit: units.potential,
    fileRows,
    given,
    inFile,
    locator,
    country: addresses.country,
    currency,
  });
  const findings = [...notes.findings];
  for (const [i, rule] of ALL_RULES.entries()) {
    for (const finding of rule.check(told)) findings.push(finding);
    yield { stage: 'checking', done: 0.5 + (0.3 * i) / ALL_RULES.length };
  }
  yield { stage: 'matching', done: 0.8 };
  const matches = matchAccounts(accounts, told.rows, told.countryOf, context.policy.dataQuality);
  for (const finding of matchFindings(told, matches)) findings.push(finding);
  const scorecard = computeScorecard({ told, findings, rowsInFile: table.rowCount, missing: notes.missing });
  return {
    accounts,
    fileRows,
    rowsInFile: table.rowCount,
    rejected,
    missing: notes.missing,
    sentinels: notes.sentinels,
    findings,
    scorecard,
    geocoded: placed.counts,
    potentialUnit: units.potential,
    currency,
    territories: countTexts(accounts.text.territoryName),
    owners: countTexts(accounts.text.ownerName),
    unmapped: mapping.columns.filter((choice) => choice.field === null).map((choice) => choice.header),
    reviewQueue: matches.review,
  };
}

function entriesByRow(rowCount: number, rows: Int32Array): Int32Array {
  const entries = new Int32Array(rowCount).fill(-1);
  rows.forEach((row, entry) => (entries[row] = entry));
  return entries;
}

/** The currency most rows name, else the one beside the potential, else the one assumed. */
function currencyOf(table: RawTable, mapping: ColumnMapping, context: IntakeContext): string {
  const choice = columnOf(mapping, 'currency');
  const column = choice === null ? undefined : table.columns[choice.column];
  const named = column === undefined ? undefined : countTexts(column)[0]?.name.trim().toUpperCase();
  if (named !== undefined && /^[A-Z]{3}$/.test(named)) return named;
  return mapping.potentialUnit?.kind === 'money' ? mapping.potentialUnit.name : context.currency;
}

function unitOfPotential(
  table: RawTable,
  mapping: ColumnMapping,
  currency: string,
  notes: IntakeNotes,
): PotentialUnit {
  const choice = columnOf(mapping, 'potential');
  if (choice !== null) return mapping.potentialUnit ?? potentialUnitFor(table, choice, currency);
  const standIn = potentialStandIn(mapping);
  const message = `The file has no column of potential or size, so every account counts as one: territories are balanced by number of accounts. ${
    standIn === null
      ? 'Match a size column to plan by size.'
      : `Match ${standIn.header} to potential to plan by it.`
  }`;
  notes.add('no-potential', 'warning', [], 'potential', standIn?.header ?? null, message);
  return countUnit('accounts');
}

/** The coordinates of the file, in degrees whatever they were in. */
function givenPoints(
  columns: AccountColumns,
  rowCount: number,
  notes: IntakeNotes,
): { readonly lat: Float64Array; readonly lon: Float64Array } {
  const lat = columns.number.lat?.slice() ?? new Float64Array(rowCount).fill(NaN);
  const lon = columns.number.lon?.slice() ?? new Float64Array(rowCount).fill(NaN);
  const metres = metreRows(lon, lat);
  for (const row of metres) {
    const degrees = fromWebMercator(lon[row] ?? NaN, lat[row] ?? NaN);
    lat[row] = degrees.lat;
    lon[row] = degrees.lon;
  }
  if (metres.length > 0) {
    const points = metres.length === 1 ? '1 point is' : `${metres.length} points are`;
    const message = `${points} in Web Mercator metres where degrees belong. Converted.`;
    notes.add('web-mercator', 'info', metres, 'lat', null, message);
  }
  return { lat, lon };
}

/** The file's IDs; where it has no such column, names if they are unique, else the row's number. */
function accountIds(
  text: Partial<Record<TextField, TextColumn>>,
  rows: Int32Array,
  notes: IntakeNotes,
): TextColumn {
  const byRow = (entry: number): string => `row-${(rows[entry] ?? 0) + 1}`;
  const ids = text.accountId;
  if (ids !== undefined) {
    const missing = [...rows.keys()].filter((entry) => (ids.codes[entry] ?? -1) < 0);
    for (const entry of missing) {
      const message = `The row has no account ID. It is called ${byRow(entry)} for now, which will not be recognised when the file comes again. Give it an ID.`;
      notes.add('missing-id', 'error', [entry], 'accountId', null, message);
    }
    return textColumn(Array.from(rows, (_row, entry) => textOfRow(ids, entry) ?? byRow(entry)));
  }
  const names = text.name;
  const unique =
    names !== undefined && names.codes.every((code) => code >= 0) && names.pool.length === rows.length;
  const message = unique
    ? 'The file has no column of account IDs. Names are unique, so they serve as IDs.'
    : 'The file has no column of account IDs. Rows are numbered instead; they will not be recognised when the file comes again in another order. Map an ID column.';
  notes.add('no-account-id', unique ? 'info' : 'warning', [], 'accountId', null, message);
  notes.missing['accountId'] = unique ? 0 : rows.length;
  return unique ? names : textColumn(Array.from(rows, (_row, entry) => byRow(entry)));
}

/** The currency column, or what stood beside the amounts. */
function currencies(columns: AccountColumns, rowCount: number): TextColumn {
  const { currency } = columns.text;
  return textColumn(
    Array.from({ length: rowCount }, (_, row) => {
      const named = currency === undefined ? null : textOfRow(currency, row);
      return named?.toUpperCase() ?? columns.currencies.get(row) ?? null;
    }),
  );
}

function assemble(
  rows: Int32Array,
  columns: AccountColumns,
  text: Partial<Record<TextField, TextColumn>>,
  number: Partial<Record<NumberField, Float64Array>>,
): AccountTable {
  const empty = emptyAccountTable(rows.length);
  const potential = columns.number.potential ?? new Float64Array(rows.length).fill(1);
  return {
    rowCount: rows.length,
    text: { ...empty.text, ...columns.text, ...text },
    number: { ...empty.number, ...columns.number, potential, ...number },
  };
}
