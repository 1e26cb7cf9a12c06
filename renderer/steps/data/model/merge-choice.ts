/** Which side each field of a merge survives from, as a person chooses it, and the command that makes it so. */
import type { MergeAccounts } from '../../../../domain/commands/merge-accounts.ts';
import type { AccountField, CellValue } from '../../../../domain/plan/account-table.ts';
import type { PairDetail } from '../../../intake/health-api.ts';

export type Side = 'a' | 'b';

/** By field; a field both sides agree on is not in it. */
export type Choices = Readonly<Partial<Record<AccountField, Side>>>;

/** The place is one thing: half a coordinate of each would be a place nobody gave. */
const PLACE: readonly AccountField[] = ['lat', 'lon', 'geoPrecision', 'geoSource'];

export function proposedChoices({ fields }: PairDetail): Choices {
  const choices: Partial<Record<AccountField, Side>> = {};
  for (const { field, proposed } of fields) if (proposed !== 'same') choices[field] = proposed;
  return choices;
}

export function choose(choices: Choices, field: AccountField, side: Side): Choices {
  const fields = PLACE.includes(field) ? PLACE.filter((part) => choices[part] !== undefined) : [field];
  return { ...choices, ...Object.fromEntries(fields.map((part) => [part, side])) };
}

/** The row that stays is `a`; what it takes over from `b` is named, the rest stays as it is. */
export function mergeCommand(pair: PairDetail, choices: Choices): MergeAccounts {
  const survivors: Partial<Record<AccountField, CellValue>> = {};
  for (const field of pair.fields) if (choices[field.field] === 'b') survivors[field.field] = field.b;
  return { type: 'mergeAccounts', into: pair.a, rows: Int32Array.of(pair.b), survivors };
}
