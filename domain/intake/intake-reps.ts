/** A roster becomes reps (IDR-06), placed at their homes: coordinates, else postal code, else city. */
import type { IsoDate, RepId } from '../brand.ts';
import { Locator } from '../geo/locator.ts';
import { countryCode } from '../geo/country-code.ts';
import type { Rep, Seniority } from '../plan/rep.ts';
import type { Capacity } from '../plan/territory.ts';
import { acceptRows } from './accept-rows.ts';
import type { IntakeContext } from './intake-context.ts';
import { IntakeNotes } from './intake-notes.ts';
import type { RepIntakeResult } from './intake-result.ts';
import type { ColumnMapping } from './mapping.ts';
import { isoOfDay } from './parse/date.ts';
import { groupRows } from './rules/group-rows.ts';
import type { RawTable } from './raw-table.ts';
import type { SideCells } from './side-cells.ts';
import { placeOf, readSideCells } from './side-cells.ts';

export function intakeReps(table: RawTable, mapping: ColumnMapping, context: IntakeContext): RepIntakeResult {
  const { rows, rejected } = acceptRows(table, mapping, ['repId', 'name']);
  const notes = new IntakeNotes(rows);
  notes.faults(
    table,
    Int32Array.from({ length: table.rowCount }, (_, row) => rows.indexOf(row)),
  );
  notes.rejected(rejected.filter((row) => row.code === 'NO_IDENTITY'));
  const cells = readSideCells(table, mapping, rows, notes);
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

function repOf(
  { text, number }: SideCells,
  row: number,
  locator: Locator,
  context: IntakeContext,
  notes: IntakeNotes,
): Rep {
  const name = text('name', row) ?? text('repId', row) ?? '';
  const country = countryCode(text('country', row) ?? '') ?? context.country;
  const written = text('state', row);
  const state = written === null ? null : (locator.stateWritten(country, written) ?? written);
  const base = placeOf({ text, number }, row, country, state, locator);
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

function capacityOf({ number }: SideCells, row: number, name: string, notes: IntakeNotes): Capacity | null {
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
