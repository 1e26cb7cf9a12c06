/** A file of territories and their quotas (ING-01, ING-05): one row each, and perhaps one for the whole team. */
import { countryCode } from '../geo/country-code.ts';
import { foldName } from '../geo/fold-name.ts';
import { Locator } from '../geo/locator.ts';
import type { TerritoryEntry } from '../plan/territory-entry.ts';
import type { Capacity } from '../plan/territory.ts';
import { acceptRows } from './accept-rows.ts';
import type { IntakeContext } from './intake-context.ts';
import { IntakeNotes } from './intake-notes.ts';
import type { TerritoryIntakeResult } from './intake-result.ts';
import type { ColumnMapping } from './mapping.ts';
import { minorPerMajor } from './potential-unit.ts';
import type { RawTable } from './raw-table.ts';
import { groupRows } from './rules/group-rows.ts';
import type { SideCells } from './side-cells.ts';
import { placeOf, readSideCells } from './side-cells.ts';

/** Names of the row that holds the whole team's number. */
const TEAM = /^(team|total|team total|grand total|sum|all|company|gesamt|summe)$/;

export function intakeTerritories(
  table: RawTable,
  mapping: ColumnMapping,
  context: IntakeContext,
): TerritoryIntakeResult {
  const { rows, rejected } = acceptRows(table, mapping, ['name', 'territoryId']);
  const notes = new IntakeNotes(rows);
  notes.faults(table, new Int32Array(table.rowCount).fill(-1));
  notes.rejected(rejected.filter((row) => row.code === 'NO_IDENTITY'));
  const cells = readSideCells(table, mapping, rows, notes);
  const locator = new Locator(context.gazetteers);
  const nameOf = (row: number): string => cells.text('name', row) ?? cells.text('territoryId', row) ?? '';
  const all = [...rows.keys()];
  const team = all.find((row) => TEAM.test(foldName(nameOf(row))));
  const own = all.filter((row) => row !== team);
  const quotaOf = (row: number): number | null => quotaAt(cells, row, nameOf(row), context.currency, notes);
  const entries = own.map((row): TerritoryEntry => ({
    name: nameOf(row),
    ownerName: cells.text('ownerName', row),
    base: baseOf(cells, row, locator, context.country),
    capacity: capacityOf(cells, row),
    targetShare: shareAt(cells, row, nameOf(row), notes),
    quota: quotaOf(row),
    quotaReason: cells.text('quotaReason', row),
  }));
  repeatedNames(entries, own, notes);
  const first = (entry: TerritoryEntry, i: number): boolean =>
    entries.findIndex((other) => same(other, entry)) === i;
  return {
    entries: entries.filter(first),
    fileRows: entries.flatMap((entry, i) => (first(entry, i) ? [(rows[own[i] ?? -1] ?? 0) + 1] : [])),
    teamTarget: team === undefined ? null : quotaOf(team),
    rowsInFile: table.rowCount,
    rejected,
    findings: notes.findings.map((finding) => ({ ...finding, accountRows: [] })),
    unmapped: mapping.columns.filter((choice) => choice.field === null).map((choice) => choice.header),
  };
}

const same = (a: TerritoryEntry, b: TerritoryEntry): boolean => foldName(a.name) === foldName(b.name);

function baseOf(cells: SideCells, row: number, locator: Locator, assumed: string): TerritoryEntry['base'] {
  const country = countryCode(cells.text('country', row) ?? '') ?? assumed;
  const written = cells.text('state', row);
  return placeOf(
    cells,
    row,
    country,
    written === null ? null : (locator.stateWritten(country, written) ?? written),
    locator,
  );
}

function capacityOf({ number }: SideCells, row: number): Capacity | null {
  const [hours, accounts] = [number('capacityHours', row), number('capacityAccounts', row)];
  if (hours > 0) return { value: hours, unit: 'hours' };
  return accounts > 0 ? { value: accounts, unit: 'accounts' } : null;
}

/** 0..1; "12" in a column of percents is 0.12. */
function shareAt({ number }: SideCells, row: number, name: string, notes: IntakeNotes): number | null {
  const written = number('targetShare', row);
  if (Number.isNaN(written)) return null;
  const share = written > 1 ? written / 100 : written;
  if (share >= 0 && share <= 1) return share;
  const message = `A target share of ${written} for ${name} cannot be. It was left out; give a share of the whole.`;
  notes.add('share-out-of-range', 'warning', [row], 'targetShare', String(written), message);
  return null;
}

function quotaAt(
  { number }: SideCells,
  row: number,
  name: string,
  currency: string,
  notes: IntakeNotes,
): number | null {
  const written = number('quota', row);
  if (Number.isNaN(written)) return null;
  if (written >= 0) return Math.round(written * minorPerMajor(currency));
  const message = `A quota of ${written} for ${name} cannot be. It was left out; correct it in the file.`;
  notes.add('quota-negative', 'error', [row], 'quota', String(written), message);
  return null;
}

function repeatedNames(
  entries: readonly TerritoryEntry[],
  rows: readonly number[],
  notes: IntakeNotes,
): void {
  const all = Int32Array.from(entries.keys());
  for (const twice of groupRows(all, (at) => foldName(entries[at]?.name ?? ''))) {
    const name = entries[twice[0] ?? -1]?.name ?? '';
    const message = `${name} stands on ${twice.length} rows. The first was taken; remove the others, or name them apart.`;
    notes.add(
      'duplicate-territory',
      'warning',
      twice.map((at) => rows[at] ?? 0),
      'name',
      name,
      message,
    );
  }
}
