/** A cell corrected by hand, from what a person typed to the edit that makes it so. */
import { readNumber } from '../../../../domain/intake/parse/number.ts';
import type { FixCommand } from '../../../../domain/intake/fix.ts';
import type { AccountField, CellValue } from '../../../../domain/plan/account-table.ts';
import { isTextField, NUMBER_FIELDS } from '../../../../domain/plan/account-table.ts';
import type { Result } from '../../../../domain/result.ts';
import { codedError, ok, refuse } from '../../../../domain/result.ts';
import { fieldTitle } from './field-words.ts';

/** Numbers that are no figures a person types; they are mended by their rules or in the file. */
const NOT_TYPED: ReadonlySet<string> = new Set([
  'lastUpdated',
  'strategic',
  'customer',
  'geoPrecision',
  'geoSource',
]);
const NUMBERS: ReadonlySet<string> = new Set(NUMBER_FIELDS);
const LIMITS: Readonly<Partial<Record<AccountField, number>>> = { lat: 90, lon: 180 };

/** Fields that are typed together: half a place is none. */
export function typedFields(field: string | null): readonly AccountField[] {
  if (field === 'lat' || field === 'lon') return ['lat', 'lon'];
  if (field === null || NOT_TYPED.has(field)) return [];
  return isTextField(field) || NUMBERS.has(field) ? [field as AccountField] : [];
}

/** The cell a text means: numbers in the units people write, money kept in minor units; an empty text clears the cell. */
export function typedCell(field: AccountField, text: string, minorPerMajor: number): Result<CellValue> {
  const trimmed = text.trim();
  if (trimmed === '') return ok(null);
  if (isTextField(field)) return ok(trimmed);
  const read = readNumber(trimmed, '.');
  const limit = LIMITS[field];
  if (read === null)
    return refuse(codedError('NOT_A_NUMBER', `${fieldTitle(field)} takes a number; “${trimmed}” is none.`));
  if (limit !== undefined && Math.abs(read.value) > limit)
    return refuse(
      codedError(
        'OUT_OF_RANGE',
        `${fieldTitle(field)} lies between -${limit} and ${limit}; “${trimmed}” does not.`,
      ),
    );
  return ok(minorPerMajor === 1 ? read.value : Math.round(read.value * minorPerMajor));
}

/** One edit of one account; a place given by hand is as good as one the file gave. */
export function handCorrection(
  row: number,
  cells: readonly (readonly [AccountField, CellValue])[],
): readonly FixCommand[] {
  const placed = cells.some(([field, value]) => field === 'lat' && value !== null);
  const all: readonly (readonly [AccountField, CellValue])[] = placed
    ? [...cells, ['geoPrecision', 'street'], ['geoSource', 'by hand']]
    : cells;
  return all.map(([field, value]) => ({
    type: 'editCells',
    field,
    rows: Int32Array.of(row),
    values: [value],
    reason: 'Corrected by hand',
  }));
}
