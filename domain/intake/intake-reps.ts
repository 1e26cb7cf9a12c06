/** A roster becomes reps (IDR-06), placed at their homes: coordinates, else postal code, else city. */
import type { IsoDate, RepId } from '../brand.ts';
import { isOnEarth } from '../geo/haversine.ts';
import { Locator } from '../geo/locator.ts';
import { countryCode } from '../geo/country-code.ts';
import type { Rep, Seniority } from '../plan/rep.ts';
import type { Capacity, Place } from '../plan/territory.ts';
import { acceptRows } from './accept-rows.ts';
import { fieldsOf } from './fields.ts';
import type { FieldKind } from './fields.ts';
import type { IntakeContext } from './intake-context.ts';
import { IntakeNotes } from './intake-notes.ts';
import type { RepIntakeResult } from './intake-result.ts';
import type { ColumnMapping } from './mapping.ts';
import { columnOf } from './mapping.ts';
import { isoOfDay } from './parse/date.ts';
import { groupRows } from './rules/group-rows.ts';
import type { RawTable } from './raw-table.ts';
import { readNumbers } from './read-account-columns.ts';
import { readTextColumn } from './read-text-column.ts';
import { textOfRow } from './text-columns.ts';

const NUMERIC: ReadonlySet<FieldKind> = new Set(['number', 'count', 'date', 'latitude', 'longitude']);

interface RepCells {
  readonly text: (field: string, row: number) => string | null;
  /** NaN where missing. */
  readonly number: (field: string, row: number) => number;
}

export function intakeReps(table: RawTable, mapping: ColumnMapping, context: IntakeContext): RepIntakeResult {
  const { rows, rejected } = acceptRows(table, mapping, ['repId', 'name']);
  const notes = new IntakeNotes(rows);
  notes.faults(
    table,
    Int32Array.from({ length: table.rowCount }, (_, row) => rows.indexOf(row)),
  );
  notes.rejected(rejected.filter((row) => row.code === 'NO_IDENTITY'));
  const cells = readCells(table, mapping, rows, notes);
  const locator = new Locator(context.gazetteers);
  const reps = [...rows.keys()].map((row) => repOf(cells, row, locator, context, notes));
  repeatedIds(reps, notes);
  return {
    reps,
    territoryNames: [...rows.keys()].map((row) => cells.text('territoryName', row)),
    rowsInFile: table.rowCount,
    rejected,
    missing: notes.missing,
    findings: notes.findings,
    unmapped: mapping.columns.filter((choice) => choice.field === null).map((choice) => choice.header),
  };
}

function readCells(table: RawTable, mapping: ColumnMapping, rows: Int32Array, notes: IntakeNotes): RepCells {
  const texts = new Map<string, ReturnType<typeof readTextColumn>['column']>();
  const numbers = new Map<string, Float64Array>();
  for (const { field, kind } of fieldsOf('reps')) {
    const choice = columnOf(mapping, field);
    const cells = choice === null ? undefined : table.columns[choice.column];
    if (choice === null || cells === undefined) continue;
    if (NUMERIC.has(kind)) {
      const reading = readNumbers(table, choice, kind, rows, kind !== 'latitude' && kind !== 'longitude');
      notes.number(field, choice.header, reading);
      numbers.set(field, reading.values);
    } else {
      const reading = readTextColumn(cells, field, rows);
      notes.text(field, choice.header, reading);
      texts.set(field, reading.column);
    }
  }
  return {
    text: (field, row) => {
      const column = texts.get(field);
      return column === undefined ? null : textOfRow(column, row);
    },
    number: (field, row) => numbers.get(field)?.[row] ?? NaN,
  };
}

function repOf(
  { text, number }: RepCells,
  row: number,
  locator: Locator,
  context: IntakeContext,
  notes: IntakeNotes,
): Rep {
  const name = text('name', row) ?? text('repId', row) ?? '';
  const country = countryCode(text('country', row) ?? '') ?? context.country;
  const written = text('state', row);
  const state = written === null ? null : (locator.stateCode(country, written) ?? written);
  const base = homeOf({ text, number }, row, country, state, locator);
  if (base === null) {
    const message = `${name} has no home that is known here, so travel starts at the middle of the territory instead. Give a city and state, or coordinates.`;
    notes.add('rep-not-placed', 'warning', [row], 'city', text('city', row), message);
  }
  return {
    // Without an ID column the name is the key; a namesake is reported as a repeated ID.
    repId: (text('repId', row) ?? name) as RepId,
    name,
    managerName: text('managerName', row),
    email: text('email', row),
    seniority: seniorityOf(text('seniority', row), row, notes),
    base,
    city: text('city', row),
    state,
    capacity: capacityOf({ text, number }, row, name, notes),
    skills: (text('skills', row) ?? '')
      .split(/[;,|]/)
      .map((skill) => skill.trim())
      .filter((skill) => skill !== ''),
    from: dateOf(number('from', row)),
    to: dateOf(number('to', row)),
  };
}

function homeOf(
  { text, number }: RepCells,
  row: number,
  country: string,
  state: string | null,
  locator: Locator,
): Place | null {
  const [lat, lon] = [number('lat', row), number('lon', row)];
  if (isOnEarth(lat, lon)) return { lat, lon };
  const code = text('postalCode', row);
  const city = text('city', row);
  const place =
    (code === null ? null : locator.postal(country, code)) ??
    (city === null ? null : locator.city(country, state, city));
  return place === null ? null : { lat: place.lat, lon: place.lon };
}

const SENIOR = /\b(senior|sr|lead|principal|strategic|iii|l3|enterprise)\b/i;
const JUNIOR = /\b(junior|jr|associate|entry|trainee|i|l1|sdr|ramp\w*)\b/i;
const MIDDLE = /\b(mid|middle|intermediate|regular|ii|l2|medior|standard)\b/i;

function seniorityOf(written: string | null, row: number, notes: IntakeNotes): Seniority {
  if (written === null || MIDDLE.test(written)) return 'mid';
  if (SENIOR.test(written)) return 'senior';
  if (JUNIOR.test(written)) return 'junior';
  const message = `"${written}" was not understood as a seniority and taken as mid. Use junior, mid or senior.`;
  notes.add('unknown-seniority', 'warning', [row], 'seniority', written, message);
  return 'mid';
}

function capacityOf({ number }: RepCells, row: number, name: string, notes: IntakeNotes): Capacity | null {
  const inHours = number('capacityHours', row);
  const inAccounts = number('capacityAccounts', row);
  if (inHours > 0) return { value: inHours, unit: 'hours' };
  if (inAccounts > 0) return { value: inAccounts, unit: 'accounts' };
  const wrong = !Number.isNaN(inHours) ? inHours : inAccounts;
  if (!Number.isNaN(wrong)) {
    const message = `A capacity of ${wrong} for ${name} cannot be. It was taken as not stated; correct it.`;
    notes.add('capacity-not-positive', 'error', [row], 'capacityHours', String(wrong), message);
  }
  return null;
}

const dateOf = (day: number): IsoDate | null => (Number.isNaN(day) ? null : (isoOfDay(day) as IsoDate));

function repeatedIds(reps: readonly Rep[], notes: IntakeNotes): void {
  const all = Int32Array.from(reps.keys());
  for (const rows of groupRows(all, (row) => reps[row]?.repId ?? null)) {
    const id = reps[rows[0] ?? -1]?.repId ?? '';
    const message = `Rep ${id} stands on ${rows.length} rows. Two reps cannot share an ID; correct one, or remove the repeated row.`;
    notes.add('duplicate-rep', 'error', rows, 'repId', id, message);
  }
}
