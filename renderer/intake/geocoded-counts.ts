import type { GeoPrecision } from '../../domain/intake/intake-result.ts';
import { GEO_PRECISIONS } from '../../domain/intake/intake-result.ts';
import type { AccountTable } from '../../domain/plan/account-table.ts';
import { numberAt, textAt } from '../../domain/plan/account-table.ts';

/** How well the given rows are placed; coordinates whose origin nobody recorded count as the file's own. */
export function geocodedCounts(accounts: AccountTable, rows: Int32Array): Record<GeoPrecision, number> {
  const counts: Record<GeoPrecision, number> = { street: 0, postal: 0, city: 0, state: 0, none: 0 };
  for (const row of rows) {
    const said = textAt(accounts, 'geoPrecision', row);
    const known = GEO_PRECISIONS.find((precision) => precision === said);
    counts[known ?? (Number.isNaN(numberAt(accounts, 'lat', row)) ? 'none' : 'street')]++;
  }
  return counts;
}
