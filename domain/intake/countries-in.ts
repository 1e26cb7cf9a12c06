import { countryCode } from '../geo/country-code.ts';
import { US_TERRITORIES } from '../geo/us-states.ts';
import { columnOf } from './mapping.ts';
import type { ColumnMapping } from './mapping.ts';
import type { RawTable } from './raw-table.ts';

/** Countries with a gazetteer in `assets/gazetteer`. */
const GAZETTEER_COUNTRIES = ['US', 'CA', 'DE', 'ES', 'GB', 'IT', 'NL'] as const;

/**
 * Which gazetteers a file needs: those of the countries it names and of the one assumed; all of them where it names
 * none, so that its country can be found out.
 */
export function gazetteersFor(table: RawTable, mapping: ColumnMapping, assumed: string): string[] {
  const choice = columnOf(mapping, 'country');
  if (choice === null) return [...GAZETTEER_COUNTRIES];
  const named = new Set<string>([assumed]);
  for (const text of table.columns[choice.column]?.pool ?? []) {
    const code = countryCode(text);
    if (code !== null) named.add(US_TERRITORIES.has(code) ? 'US' : code);
  }
  return GAZETTEER_COUNTRIES.filter((country) => named.has(country));
}
