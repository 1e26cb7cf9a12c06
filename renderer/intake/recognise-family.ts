import type { ColumnMapping } from '../../domain/intake/mapping.ts';
import { FAMILIES } from '../../domain/intake/mapping.ts';
import { proposeMapping } from '../../domain/intake/propose-mapping.ts';
import type { RawTable } from '../../domain/intake/raw-table.ts';

/**
 * What a table is most likely about: the family of which its columns say most, counted by how surely each is matched.
 * Accounts win a tie, because a plan needs them. Only a proposal: the person can change it.
 */
export function recogniseFamily(table: RawTable, currency: string): ColumnMapping {
  const [accounts, ...others] = FAMILIES.map((family) => proposeMapping(table, family, { currency }));
  let best = accounts ?? proposeMapping(table, 'accounts', { currency });
  for (const mapping of others) if (certainty(mapping) > certainty(best) + 1e-9) best = mapping;
  return best;
}

const certainty = (mapping: ColumnMapping): number =>
  mapping.columns.reduce((sum, { field, confidence }) => (field === null ? sum : sum + confidence), 0);
