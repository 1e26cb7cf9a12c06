/**
 * Approved plan to Salesforce Territory Management (ledger SYN-06; bundle-and-sync, "Write-back, safely").
 * ObjectTerritory2Association can be created and deleted, never changed: a move is an insert and a delete. Territories
 * are set up in a Territory2Model in Planning; what needs their ids waits until they are exported with them.
 */
import type { Plan } from '../plan/plan.ts';
import type { Place } from './alignment.ts';
import { alignmentChanges } from './alignment.ts';
import type { ApprovedVersion } from './approved-version.ts';
import type { Changes, Item } from './change.ts';
import { deleteOf, insertOf, joined, NO_CHANGES } from './change.ts';
import { objectSpec } from './objects.ts';
import type { TargetOptions } from './options.ts';
import { onlyOne } from './options.ts';
import { ownerOf, usersByRep } from './people.ts';
import { quotaChanges } from './quota-changes.ts';
import { fullId } from './salesforce-id.ts';
import type { SalesforceTerritories } from './salesforce-territories.ts';
import { modelOf, territoriesOf } from './salesforce-territories.ts';
import type { Snapshot, TargetRecord } from './snapshot.ts';
import { recordsOf } from './snapshot.ts';
import type { CodedError, Result } from '../result.ts';
import { ok } from '../result.ts';

const MANUAL = 'Territory2Manual';
const LINK = 'ObjectTerritory2Association';

export function salesforceChanges(
  version: ApprovedVersion,
  snapshot: Snapshot,
  options: TargetOptions,
): Result<Changes, CodedError> {
  const model = modelOf(snapshot, options);
  if (!model.ok) return model;
  const territories = territoriesOf(version, snapshot, model.value, options);
  return ok(
    joined([
      territories.changes,
      accountChanges(version.plan, snapshot, territories),
      userChanges(version.plan, snapshot, territories),
      forecastingQuotas(version, snapshot, territories, options),
    ]),
  );
}

function accountChanges(plan: Plan, snapshot: Snapshot, territories: SalesforceTerritories): Changes {
  const accounts = new Set(recordsOf(snapshot, 'Account').map((record) => record.id));
  const links = new Map<string, TargetRecord[]>();
  const seen = new Set<string>();
  for (const record of recordsOf(snapshot, LINK)) {
    // Several export files may overlap; one record is one.
    if (!territories.inModel.has(record.fields['Territory2Id'] ?? '') || seen.has(record.id)) continue;
    seen.add(record.id);
    const account = record.fields['ObjectId'] ?? '';
    links.set(account, [...(links.get(account) ?? []), record]);
  }
  return alignmentChanges(plan, {
    object: LINK,
    accountId: fullId,
    placeOf: territories.placeOf,
    shown: (id) => territories.inModel.get(id) ?? id,
    current(id) {
      if (!accounts.has(id)) {
        return {
          kind: 'conflict',
          code: 'ACCOUNT_MISSING',
          message: `Account ${id} is not in the Account export.`,
        };
      }
      const held = links.get(id) ?? [];
      if (held.length > 1) {
        const names = held.map((one) => territories.inModel.get(one.fields['Territory2Id'] ?? '')).join(', ');
        return {
          kind: 'conflict',
          code: 'MORE_THAN_ONE',
          message: `Account ${id} is in ${held.length} territories of the model: ${names}.`,
        };
      }
      return { kind: 'value', value: held[0]?.fields['Territory2Id'] ?? null };
    },
    change(id, group, subject, wanted) {
      const old = links.get(id)?.[0];
      const cause = old?.fields['AssociationCause'] ?? MANUAL;
      if (cause !== '' && cause !== MANUAL) {
        return {
          code: 'RULE_ASSIGNED',
          message: `${subject} was assigned by a rule (${cause}). Change the assignment rule in Salesforce.`,
        };
      }
      const items: Item[] = [];
      if (wanted !== null)
        items.push(
          insertOf(LINK, group, subject, { ObjectId: id, Territory2Id: wanted, AssociationCause: MANUAL }),
        );
      if (old !== undefined) items.push(deleteOf(old, group, subject));
      return items;
    },
  });
}

const USER_FIELDS = {
  email: 'Email',
  name: 'Name',
  number: 'EmployeeNumber',
  isActive: (user: TargetRecord): boolean => (user.fields['IsActive'] ?? '').toLowerCase() === 'true',
};

/** Makes reps members of their territories, and ends what a rep of the plan no longer has; nobody else is touched. */
function userChanges(plan: Plan, snapshot: Snapshot, territories: SalesforceTerritories): Changes {
  const object = 'UserTerritory2Association';
  if (!snapshot.records.has(object) || !snapshot.records.has('User')) {
    return {
      ...NO_CHANGES,
      notes: ['Reps are left as they are: there is no export of User and UserTerritory2Association.'],
    };
  }
  const users = usersByRep(plan.reps, recordsOf(snapshot, 'User'), USER_FIELDS);
  const held = new Map(
    recordsOf(snapshot, object).map((one) => [`${one.fields['UserId']} ${one.fields['Territory2Id']}`, one]),
  );
  const parts: Changes[] = [];
  const wanted = new Set<string>();
  const mine = new Set([...users.values()].flatMap((user) => (user.ok ? [user.id] : [])));
  const planned = new Set<string>();
  plan.territories.forEach((territory, index) => {
    if (territory.retired) return;
    const place = territories.placeOf(index);
    if (place.kind === 'value') planned.add(place.value);
    for (const repId of territory.repIds) {
      const name = plan.reps.find((rep) => rep.repId === repId)?.name ?? repId;
      const group = `rep ${repId} ${territory.territoryId}`;
      const subject = `${name}, ${territory.name}`;
      const user = users.get(repId);
      if (user?.ok !== true) {
        const { code, message } = user ?? {
          code: 'USER_UNKNOWN' as const,
          message: `${repId} is not in the roster.`,
        };
        parts.push({
          ...NO_CHANGES,
          conflicts: [
            { code, object, group, subject, message, current: null, expected: null, wanted: territory.name },
          ],
        });
      } else if (place.kind === 'waiting')
        parts.push({ ...NO_CHANGES, waiting: [{ group, subject, message: place.message }] });
      else if (place.kind === 'value') {
        const pair = `${user.id} ${place.value}`;
        wanted.add(pair);
        if (held.has(pair)) parts.push({ ...NO_CHANGES, same: 1 });
        else
          parts.push({
            ...NO_CHANGES,
            items: [insertOf(object, group, subject, { UserId: user.id, Territory2Id: place.value })],
          });
      }
    }
  });
  for (const [pair, record] of held) {
    const user = record.fields['UserId'] ?? '';
    const territory = record.fields['Territory2Id'] ?? '';
    if (wanted.has(pair) || !mine.has(user) || !planned.has(territory)) continue;
    const subject = `${recordsOf(snapshot, 'User').find((one) => one.id === user)?.fields['Name'] ?? user}, ${territories.inModel.get(territory) ?? territory}`;
    parts.push({ ...NO_CHANGES, items: [deleteOf(record, `rep ${pair}`, subject)] });
  }
  return joined(parts);
}

function forecastingQuotas(
  version: ApprovedVersion,
  snapshot: Snapshot,
  territories: SalesforceTerritories,
  options: TargetOptions,
): Changes {
  const spec = objectSpec('salesforce', 'ForecastingQuota');
  const note = (why: string): Changes => ({ ...NO_CHANGES, notes: [`Quotas are left as they are: ${why}`] });
  if (version.quotaLines.length === 0) return note('the version has none.');
  if (spec === null || !snapshot.records.has('ForecastingQuota'))
    return note('there is no export of ForecastingQuota.');
  if (!snapshot.records.has('User')) return note('there is no export of User.');
  const records = recordsOf(snapshot, 'ForecastingQuota');
  const type =
    options.forecastingType ?? onlyOne(records.map((one) => one.fields['ForecastingTypeId'] ?? ''));
  if (type === null) return note('say which ForecastingTypeId they belong to.');
  const users = usersByRep(version.plan.reps, recordsOf(snapshot, 'User'), USER_FIELDS);
  // An org with one currency has no such field, and its export no such column.
  const single = records.length > 0 && records.every((one) => one.fields['CurrencyIsoCode'] === undefined);
  return quotaChanges(version, {
    spec,
    records,
    amountField: 'QuotaAmount',
    period: options.quotaPeriod,
    fields(territory, period) {
      const owner = ownerOf(version.plan, territory, users);
      if (!owner.ok) return { kind: 'conflict', code: owner.code, message: owner.message };
      const place: Place = territories.placeOf(territory);
      if (place.kind !== 'value') return place;
      return {
        kind: 'fields',
        fields: {
          ForecastingTypeId: fullId(type),
          StartDate: period.from,
          QuotaOwnerId: owner.id,
          Territory2Id: place.value,
          ...(single ? {} : { CurrencyIsoCode: version.plan.currency }),
        },
      };
    },
  });
}
