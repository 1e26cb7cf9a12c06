/** Records by their id, so that two with one id are seen. */
import type { Current } from './alignment.ts';
import type { TargetRecord } from './snapshot.ts';

export function keyedRecords(records: readonly TargetRecord[]): ReadonlyMap<string, readonly TargetRecord[]> {
  const byId = new Map<string, TargetRecord[]>();
  for (const record of records) {
    const id = record.id.toLowerCase();
    const known = byId.get(id);
    if (known === undefined) byId.set(id, [record]);
    else known.push(record);
  }
  return byId;
}

/** The value of `field` of the one record with this id. */
export function currentValue(
  records: ReadonlyMap<string, readonly TargetRecord[]>,
  id: string,
  field: string,
  object: string,
): Current {
  const found = records.get(id) ?? [];
  const value = found[0]?.fields[field] ?? '';
  if (found.length === 1) return { kind: 'value', value: value === '' ? null : value };
  return found.length === 0
    ? {
        kind: 'conflict',
        code: 'ACCOUNT_MISSING',
        message: `Account ${id} is not in the export of ${object}.`,
      }
    : {
        kind: 'conflict',
        code: 'RECORD_DUPLICATED',
        message: `Account ${id} is ${found.length} times in the export of ${object}.`,
      };
}
