/** Approved plan to plain CSV, for a target without an adapter (ledger SYN-04): its accounts' territory, and quotas. */
import { minorPerMajor } from '../intake/potential-unit.ts';
import type { CodedError, Result } from '../result.ts';
import { ok } from '../result.ts';
import { alignmentChanges } from './alignment.ts';
import type { ApprovedVersion } from './approved-version.ts';
import type { Changes, Item } from './change.ts';
import { insertOf, joined, NO_CHANGES, updateOf } from './change.ts';
import { currentValue, keyedRecords } from './held.ts';
import { majorText } from './quota-periods.ts';
import type { Snapshot } from './snapshot.ts';
import { recordsOf } from './snapshot.ts';

const FIELD = 'territory_id';

export function csvChanges(version: ApprovedVersion, snapshot: Snapshot): Result<Changes, CodedError> {
  const { plan } = version;
  const accounts = keyedRecords(recordsOf(snapshot, 'assignments'));
  const names = new Map<string, string>(plan.territories.map((one) => [one.territoryId, one.name]));
  const alignment = alignmentChanges(plan, {
    object: 'assignments',
    accountId: (id) => id.toLowerCase(),
    placeOf: (territory) => ({ kind: 'value', value: plan.territories[territory]?.territoryId ?? '' }),
    shown: (id) => names.get(id) ?? id,
    current: (id) => currentValue(accounts, id, FIELD, 'assignments'),
    change: (id, group, subject, wanted) =>
      (accounts.get(id) ?? []).map((record) => updateOf(record, group, subject, { [FIELD]: wanted ?? '' })),
  });
  return ok(joined([alignment, quotas(version, snapshot)]));
}

function quotas(version: ApprovedVersion, snapshot: Snapshot): Changes {
  if (version.quotaLines.length === 0 || !snapshot.records.has('quotas'))
    return {
      ...NO_CHANGES,
      notes: ['Quotas are left as they are: there is no export of them, or the version has none.'],
    };
  const held = new Map(recordsOf(snapshot, 'quotas').map((one) => [one.id, one]));
  const perMajor = minorPerMajor(version.plan.currency);
  const items = version.quotaLines.flatMap((line): readonly Item[] => {
    const quota = majorText(Number(line.amount), perMajor);
    const record = held.get(line.territoryId);
    const group = `quota ${line.territoryId}`;
    const name =
      version.plan.territories.find((one) => one.territoryId === line.territoryId)?.name ?? line.territoryId;
    if (record === undefined)
      return [insertOf('quotas', group, name, { territory_id: line.territoryId, quota })];
    return record.fields['quota'] === quota ? [] : [updateOf(record, group, name, { quota })];
  });
  const same = version.quotaLines.length - items.length;
  return { ...NO_CHANGES, items, same };
}
