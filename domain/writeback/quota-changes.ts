/** Approved quota lines against the target's quota records: inserts where there is none, updates where it differs. */
import { minorPerMajor } from '../intake/potential-unit.ts';
import type { ApprovedVersion } from './approved-version.ts';
import type { Changes, Conflict, ConflictCode, Item } from './change.ts';
import { insertOf, keyOf, NO_CHANGES, updateOf } from './change.ts';
import type { ObjectSpec } from './objects.ts';
import type { PeriodAmount, QuotaPeriod } from './quota-periods.ts';
import { majorText, periodAmounts } from './quota-periods.ts';
import type { Fields, TargetRecord } from './snapshot.ts';

export interface QuotaLink {
  readonly spec: ObjectSpec;
  readonly records: readonly TargetRecord[];
  readonly amountField: string;
  readonly period: QuotaPeriod;
  /** The record's fields without the amount; what is missing yet, or why there can be none. */
  readonly fields: (
    territory: number,
    period: PeriodAmount,
  ) =>
    | { readonly kind: 'fields'; readonly fields: Fields }
    | { readonly kind: 'waiting'; readonly message: string }
    | { readonly kind: 'conflict'; readonly code: ConflictCode; readonly message: string };
}

export function quotaChanges(version: ApprovedVersion, link: QuotaLink): Changes {
  const { plan, quotaLines } = version;
  const { spec } = link;
  const known = new Map<string, TargetRecord[]>();
  for (const record of link.records) {
    const key = keyOf(spec, record.fields);
    known.set(key, [...(known.get(key) ?? []), record]);
  }
  const items: Item[] = [];
  const conflicts: Conflict[] = [];
  const waiting: Changes['waiting'][number][] = [];
  let same = 0;
  for (const line of quotaLines) {
    const territory = plan.territories.findIndex((one) => one.territoryId === line.territoryId);
    const name = plan.territories[territory]?.name ?? line.territoryId;
    for (const period of periodAmounts(plan.cycle, link.period, Number(line.amount))) {
      const group = `quota ${line.territoryId} ${period.from}`;
      const subject = `${name}, ${period.from}`;
      const made = link.fields(territory, period);
      if (made.kind === 'waiting') waiting.push({ group, subject, message: made.message });
      const amount = majorText(period.amount, minorPerMajor(plan.currency));
      const conflict = (code: ConflictCode, message: string): void =>
        void conflicts.push({
          code,
          object: spec.object,
          group,
          subject,
          message,
          current: null,
          expected: null,
          wanted: amount,
        });
      if (made.kind === 'conflict') conflict(made.code, `${subject}: ${made.message}`);
      if (made.kind !== 'fields') continue;
      const after = { ...made.fields, [link.amountField]: amount };
      const found = known.get(keyOf(spec, after)) ?? [];
      const [record] = found;
      if (found.length > 1) {
        conflict(
          'RECORD_DUPLICATED',
          `${subject}: ${found.length} records of ${spec.object} hold this quota. Delete all but one.`,
        );
      } else if (record === undefined) items.push(insertOf(spec.object, group, subject, after));
      else if (record.fields[link.amountField] === amount) same++;
      else items.push(updateOf(record, group, subject, { [link.amountField]: amount }));
    }
  }
  return { ...NO_CHANGES, items, conflicts, waiting, same };
}
