/** Approved plan to Dynamics 365 Sales: accounts' territory, territories, goals (ledger SYN-07). */
import { foldName } from '../geo/fold-name.ts';
import type { CodedError, Result } from '../result.ts';
import { ok } from '../result.ts';
import type { Place } from './alignment.ts';
import { alignmentChanges } from './alignment.ts';
import type { ApprovedVersion } from './approved-version.ts';
import type { Changes, Conflict, Item } from './change.ts';
import { insertOf, joined, NO_CHANGES, updateOf } from './change.ts';
import { objectSpec } from './objects.ts';
import type { TargetOptions } from './options.ts';
import { onlyOne } from './options.ts';
import { ownerOf, usersByRep } from './people.ts';
import { quotaChanges } from './quota-changes.ts';
import type { Snapshot, TargetRecord } from './snapshot.ts';
import { recordsOf } from './snapshot.ts';
import { currentValue, keyedRecords } from './held.ts';
import { runsAsFormula } from './unsafe-text.ts';

const FIELD = '_territoryid_value';

export function dynamicsChanges(
  version: ApprovedVersion,
  snapshot: Snapshot,
  options: TargetOptions,
): Result<Changes, CodedError> {
  const { plan } = version;
  const territories = territoriesOf(version, snapshot);
  const accounts = keyedRecords(recordsOf(snapshot, 'accounts'));
  const names = new Map(
    recordsOf(snapshot, 'territories').map((one) => [one.id, one.fields['name'] ?? one.id]),
  );
  const alignment = alignmentChanges(plan, {
    object: 'accounts',
    accountId: (id) => id.toLowerCase(),
    placeOf: territories.placeOf,
    shown: (id) => names.get(id) ?? id,
    current: (id) => currentValue(accounts, id, FIELD, 'accounts'),
    change: (id, group, subject, wanted) =>
      (accounts.get(id) ?? []).map((record) => updateOf(record, group, subject, { [FIELD]: wanted ?? '' })),
  });
  return ok(joined([territories.changes, alignment, goals(version, snapshot, options)]));
}

function territoriesOf(
  version: ApprovedVersion,
  snapshot: Snapshot,
): { readonly changes: Changes; readonly placeOf: (territory: number) => Place } {
  const records = recordsOf(snapshot, 'territories');
  const items: Item[] = [];
  const conflicts: Conflict[] = [];
  const places = version.plan.territories.map((territory, index): Place => {
    const found = records.filter(
      (one) =>
        one.id === territory.territoryId || foldName(one.fields['name'] ?? '') === foldName(territory.name),
    );
    const [one] = found;
    if (found.length === 1 && one !== undefined) return { kind: 'value', value: one.id };
    const ambiguous = `${found.length} territories are called ${territory.name}.`;
    if (found.length > 1) return { kind: 'conflict', code: 'TERRITORY_AMBIGUOUS', message: ambiguous };
    const gone = `${territory.name} is not among the exported territories.`;
    if (territory.retired && !version.plan.assignment.includes(index))
      return { kind: 'conflict', code: 'TERRITORY_AMBIGUOUS', message: gone };
    const group = `territory ${territory.territoryId}`;
    if (runsAsFormula(territory.name)) {
      const message = `${territory.name} begins like a formula. Rename the territory.`;
      const code = 'FORMULA_TEXT';
      conflicts.push({
        code,
        object: 'territories',
        group,
        subject: territory.name,
        message,
        current: null,
        expected: null,
        wanted: null,
      });
      return { kind: 'conflict', code, message };
    }
    items.push(insertOf('territories', group, territory.name, { name: territory.name }));
    return {
      kind: 'waiting',
      message: `${territory.name} is made first. Export territories again afterwards.`,
    };
  });
  return {
    changes: { ...NO_CHANGES, items, conflicts },
    placeOf: (territory) =>
      places[territory] ?? { kind: 'conflict', code: 'TERRITORY_AMBIGUOUS', message: '' },
  };
}

const USER_FIELDS = {
  email: 'internalemailaddress',
  name: 'fullname',
  number: 'employeeid',
  isActive: (user: TargetRecord): boolean => (user.fields['isdisabled'] ?? '').toLowerCase() === 'false',
};

function goals(version: ApprovedVersion, snapshot: Snapshot, options: TargetOptions): Changes {
  const spec = objectSpec('dynamics', 'goals');
  const note = (why: string): Changes => ({ ...NO_CHANGES, notes: [`Goals are left as they are: ${why}`] });
  if (version.quotaLines.length === 0) return note('the version has no quotas.');
  if (spec === null || !snapshot.records.has('goals') || !snapshot.records.has('systemusers'))
    return note('there is no export of goals and systemusers.');
  const records = recordsOf(snapshot, 'goals');
  const metric = options.metric ?? onlyOne(records.map((one) => one.fields['_metricid_value'] ?? ''));
  if (metric === null) return note('say which metricid they are measured by.');
  const { plan } = version;
  const users = usersByRep(plan.reps, recordsOf(snapshot, 'systemusers'), USER_FIELDS);
  return quotaChanges(version, {
    spec,
    records,
    amountField: 'targetmoney',
    period: options.quotaPeriod,
    fields(territory, period) {
      const owner = ownerOf(plan, territory, users);
      if (!owner.ok) return { kind: 'conflict', code: owner.code, message: owner.message };
      const title = goalTitle(options, plan.cycle.name, plan.territories[territory]?.name ?? '');
      if (runsAsFormula(title))
        return { kind: 'conflict', code: 'FORMULA_TEXT', message: `${title} begins like a formula.` };
      return {
        kind: 'fields',
        fields: {
          title,
          _goalownerid_value: owner.id,
          _metricid_value: metric,
          goalstartdate: period.from,
          goalenddate: period.to,
        },
      };
    },
  });
}

export const goalTitle = (options: TargetOptions, cycle: string, territory: string): string =>
  `${options.goalName ?? `Quota ${cycle}`}: ${territory}`;
