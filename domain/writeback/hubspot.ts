/** Approved plan to HubSpot: the owner of each company, and goal_targets (ledger SYN-07). HubSpot has no territories. */
import type { CodedError, Result } from '../result.ts';
import { ok } from '../result.ts';
import { alignmentChanges } from './alignment.ts';
import type { ApprovedVersion } from './approved-version.ts';
import type { Changes } from './change.ts';
import { joined, NO_CHANGES, updateOf } from './change.ts';
import { goalTitle } from './dynamics.ts';
import { currentValue, keyedRecords } from './held.ts';
import { objectSpec } from './objects.ts';
import type { TargetOptions } from './options.ts';
import { ownerOf, usersByRep } from './people.ts';
import { quotaChanges } from './quota-changes.ts';
import type { Snapshot, TargetRecord } from './snapshot.ts';
import { recordsOf } from './snapshot.ts';

const FIELD = 'hubspot_owner_id';

const USER_FIELDS = {
  email: 'email',
  name: 'name',
  number: 'id',
  isActive: (user: TargetRecord): boolean => (user.fields['archived'] ?? 'false').toLowerCase() !== 'true',
};

export function hubspotChanges(
  version: ApprovedVersion,
  snapshot: Snapshot,
  options: TargetOptions,
): Result<Changes, CodedError> {
  const { plan } = version;
  const owners = recordsOf(snapshot, 'owners');
  const users = usersByRep(plan.reps, owners, USER_FIELDS);
  const companies = keyedRecords(recordsOf(snapshot, 'companies'));
  const emails = new Map(owners.map((one) => [one.id, one.fields['email'] ?? one.id]));
  const places = plan.territories.map((_, territory) => {
    const owner = ownerOf(plan, territory, users);
    return owner.ok
      ? ({ kind: 'value', value: owner.id } as const)
      : ({ kind: 'conflict', code: owner.code, message: owner.message } as const);
  });
  const alignment = alignmentChanges(plan, {
    object: 'companies',
    accountId: (id) => id.toLowerCase(),
    placeOf: (territory) =>
      places[territory] ?? { kind: 'conflict', code: 'NO_REP', message: 'There is no such territory.' },
    shown: (id) => emails.get(id) ?? id,
    current: (id) => currentValue(companies, id, FIELD, 'companies'),
    change: (id, group, subject, wanted) =>
      (companies.get(id) ?? []).map((record) => updateOf(record, group, subject, { [FIELD]: wanted ?? '' })),
  });
  return ok(joined([alignment, goalTargets(version, snapshot, options, users)]));
}

function goalTargets(
  version: ApprovedVersion,
  snapshot: Snapshot,
  options: TargetOptions,
  users: ReturnType<typeof usersByRep>,
): Changes {
  const spec = objectSpec('hubspot', 'goal_targets');
  const note = (why: string): Changes => ({ ...NO_CHANGES, notes: [`Goals are left as they are: ${why}`] });
  if (version.quotaLines.length === 0) return note('the version has no quotas.');
  if (spec === null || !snapshot.records.has('goal_targets'))
    return note('there is no export of goal_targets.');
  const { plan } = version;
  return quotaChanges(version, {
    spec,
    records: recordsOf(snapshot, 'goal_targets'),
    amountField: 'hs_target_amount',
    period: options.quotaPeriod,
    fields(territory, period) {
      const owner = ownerOf(plan, territory, users);
      if (!owner.ok) return { kind: 'conflict', code: owner.code, message: owner.message };
      return {
        kind: 'fields',
        fields: {
          hs_goal_name: goalTitle(options, plan.cycle.name, plan.territories[territory]?.name ?? ''),
          hubspot_owner_id: owner.id,
          hs_start_datetime: period.from,
          hs_end_datetime: period.to,
        },
      };
    },
  });
}
