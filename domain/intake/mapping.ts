/**
 * Which column of a file is which field. A mapping is plain data: proposed by `proposeMapping`, edited by a person,
 * remembered under the fingerprint of the headers it was made for.
 */
import { countUnit, moneyUnit } from './potential-unit.ts';
import type { PotentialUnit } from '../plan/plan.ts';

/** Accounts come first wherever families are named in turn: a plan needs them. */
export const FAMILIES = ['accounts', 'reps', 'bookings', 'territories'] as const;
export type Family = (typeof FAMILIES)[number];

/** How the values of one column are written, where a person decided it; otherwise the values decide. */
export interface ColumnReading {
  readonly decimal?: '.' | ',';
  readonly dateOrder?: 'mdy' | 'dmy' | 'ymd';
}

export interface ColumnChoice {
  /** 0-based. */
  readonly column: number;
  readonly header: string;
  /** A field of the family (`fieldsOf`), or null: the column is named in the result and not stored. */
  readonly field: string | null;
  /** 0..1; 1 where a person chose. */
  readonly confidence: number;
  /** In the user's words: why this field, or why none. */
  readonly why: string;
  readonly alternatives: readonly { readonly field: string; readonly confidence: number }[];
  readonly reading: ColumnReading;
}

export interface ColumnMapping {
  readonly family: Family;
  /** `headerFingerprint(headers)`: a remembered mapping fits exactly the files with these headers. */
  readonly fingerprint: string;
  readonly columns: readonly ColumnChoice[];
  /** What the potential column counts; null where no column is mapped to it. */
  readonly potentialUnit: PotentialUnit | null;
}

/** Names a set of headers whatever their case and spacing; order counts. */
export const headerFingerprint = (headers: readonly string[]): string =>
  headers.map((header) => header.trim().toLowerCase().replace(/\s+/g, ' ')).join('\u{1f}');

/** The column mapped to a field, or null. */
export const columnOf = (mapping: ColumnMapping, field: string): ColumnChoice | null =>
  mapping.columns.find((choice) => choice.field === field) ?? null;

/** The mapping after a person chose `field` (or none) for a column; a column that held the field gives it up. */
export function chooseField(mapping: ColumnMapping, column: number, field: string | null): ColumnMapping {
  const columns = mapping.columns.map((choice): ColumnChoice => {
    if (choice.column === column) return { ...choice, field, confidence: 1, why: 'Chosen by you' };
    if (field !== null && choice.field === field) {
      return { ...choice, field: null, why: 'Another column was chosen for this field' };
    }
    return choice;
  });
  return { ...mapping, columns };
}

/** The mapping after a person said how a column writes its numbers or dates. */
export function chooseReading(mapping: ColumnMapping, column: number, reading: ColumnReading): ColumnMapping {
  const columns = mapping.columns.map((choice) =>
    choice.column === column ? { ...choice, reading } : choice,
  );
  return { ...mapping, columns };
}

/** Sizes that can stand for potential where a file has none of its own, the likeliest first. */
const STAND_INS = ['revenue', 'currentArr', 'historicalRevenue', 'employees'] as const;

/** The column a file without potential could be planned by; null where there is none. */
export function potentialStandIn(mapping: ColumnMapping): ColumnChoice | null {
  if (columnOf(mapping, 'potential') !== null) return null;
  for (const field of STAND_INS) {
    const choice = columnOf(mapping, field);
    if (choice !== null) return choice;
  }
  return null;
}

/** The mapping with that column as potential: people as things, anything else as money. */
export function withPotential(mapping: ColumnMapping, column: ColumnChoice, currency: string): ColumnMapping {
  const potentialUnit = column.field === 'employees' ? countUnit('employees') : moneyUnit(currency);
  const columns = mapping.columns.map((choice) =>
    choice.column === column.column
      ? { ...choice, field: 'potential', confidence: 1, why: 'Chosen to plan by' }
      : choice,
  );
  return { ...mapping, columns, potentialUnit };
}
