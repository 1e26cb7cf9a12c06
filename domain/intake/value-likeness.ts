/** Whether the cells of a column look like what a field holds: 0 (not at all) … 1. */
import type { FieldSpec } from './fields.ts';
import { readBoolean } from './parse/boolean.ts';
import { readDate } from './parse/date.ts';
import { readNumber } from './parse/number.ts';
import { isNumberSentinel, isTextSentinel } from './parse/sentinel.ts';
import type { RawTable } from './raw-table.ts';
import { rawCell } from './raw-table.ts';

export interface ColumnSample {
  /** Cells with a value, from rows spread over the file. */
  readonly values: readonly string[];
  /** Distinct values ÷ values; 1 for a key. */
  readonly distinct: number;
}

const SAMPLED_ROWS = 200;

export function sampleColumn(table: RawTable, column: number): ColumnSample {
  const step = Math.max(1, Math.floor(table.rowCount / SAMPLED_ROWS));
  const values: string[] = [];
  for (let row = 0; row < table.rowCount; row += step) {
    const value = rawCell(table, column, row)?.trim() ?? '';
    if (value === '' || isTextSentinel(value, '') || isNumberSentinel(value, false)) continue;
    values.push(value);
  }
  return { values, distinct: values.length === 0 ? 0 : new Set(values).size / values.length };
}

/** An empty column looks like anything, weakly. */
const NOTHING_TO_SEE = 0.6;

export function likeness(sample: ColumnSample, spec: FieldSpec): number {
  if (sample.values.length === 0) return NOTHING_TO_SEE;
  return spec.kind === 'key' ? keyLikeness(sample) : shareOf(sample, (value) => looksLike(value, spec));
}

/** Ids hardly repeat; half repeated is a category. */
const keyLikeness = (sample: ColumnSample): number =>
  sample.distinct > 0.9 ? 1 : Math.max(0.1, sample.distinct);

function shareOf(sample: ColumnSample, test: (value: string) => boolean): number {
  const share = sample.values.filter(test).length / sample.values.length;
  return share < 0.2 ? 0 : share;
}

const OWNERSHIP =
  /^(government|proprietary|non-?profit|private|public|federal|state|local|district|for-?profit|church|tribal)\b/i;
const SITE_STATUS =
  /^(open|closed|active|inactive|operational|non-?operational|operating|shut|permanently closed|out of business|temporarily closed)$/i;
const POSTAL = /^[A-Z0-9][A-Z0-9 -]{1,9}$/i;

function looksLike(value: string, spec: FieldSpec): boolean {
  switch (spec.kind) {
    case 'number':
    case 'count':
    case 'money':
    case 'share':
      return numberIn(value) !== null;
    case 'latitude':
      return isCoordinate(value, 90);
    case 'longitude':
      return isCoordinate(value, 180);
    case 'date':
      return readDate(value, 'mdy') !== null || readDate(value, 'dmy') !== null;
    case 'flag':
      return readBoolean(value) !== null;
    case 'postal':
      return POSTAL.test(value) && /\d/.test(value);
    case 'county-code':
      return /^\d{4,5}$/.test(value);
    case 'place':
    case 'country':
      return /\p{L}/u.test(value) || (spec.field === 'state' && /^\d{1,2}$/.test(value));
    case 'person':
      return /\p{L}/u.test(value) && !OWNERSHIP.test(value);
    case 'site-status':
      return SITE_STATUS.test(value);
    case 'key':
    case 'text':
      return true;
  }
}

const numberIn = (value: string): number | null =>
  (readNumber(value, '.') ?? readNumber(value, ','))?.value ?? null;

/** Degrees, or Web Mercator metres. */
function isCoordinate(value: string, limit: number): boolean {
  const number = numberIn(value);
  return number !== null && (Math.abs(number) <= limit || Math.abs(number) > 1000);
}
