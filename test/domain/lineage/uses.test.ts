/** What the table of uses promises, against the measures themselves: each value is changed and everything computed anew. */
import { describe, expect, it } from 'vitest';
import type { IsoDate, MinorUnits } from '../../../domain/brand.ts';
import { requirementsOf } from '../../../domain/governance/requirements.ts';
import type { ResultName } from '../../../domain/lineage/uses.ts';
import { USED_IN } from '../../../domain/lineage/uses.ts';
import { accumulate } from '../../../domain/measures/accumulators.ts';
import { factsOf } from '../../../domain/measures/facts.ts';
import { measureContext, measurePlan } from '../../../domain/measures/measure-plan.ts';
import type { AccountField, CellValue } from '../../../domain/plan/account-table.ts';
import { isTextField, NUMBER_FIELDS, TEXT_FIELDS, withCells } from '../../../domain/plan/account-table.ts';
import type { Plan } from '../../../domain/plan/plan.ts';
import { quotaPlan } from '../../../domain/quotas/quota-plan.ts';
import { planMoving } from '../governance/plan-case.ts';

const base = ((): Plan => {
  const plan = planMoving(4);
  const column = (of: (row: number) => number): Float64Array =>
    Float64Array.from({ length: plan.accounts.rowCount }, (_, row) => of(row));
  const number = {
    ...plan.accounts.number,
    lat: column((row) => 40 + (row % 10) / 5),
    lon: column((row) => -100 - Math.floor(row / 10) / 5),
    potential: column((row) => 1000 + row * 10),
    historicalRevenue: column((row) => (row === 1 || row === 60 ? NaN : 1000)),
  };
  const place = (lat: number, lon: number) => ({ lat, lon });
  const territories = plan.territories.map((one, i) => ({
    ...one,
    base: place(40.5, i === 0 ? -100.5 : -101.5),
    capacity: { value: 500, unit: 'hours' as const },
  }));
  const target = 1_000_000 as MinorUnits;
  const prior = plan.territories.map(({ territoryId }) => ({ territoryId, amount: 500_000 as MinorUnits }));
  return {
    ...plan,
    accounts: { ...plan.accounts, number },
    territories,
    quota: { ...plan.quota, target, prior },
  };
})();

/** Results by name, each as text that differs when the result does. */
function results(plan: Plan): Readonly<Record<ResultName, string>> {
  const facts = factsOf(plan);
  const context = measureContext(plan);
  const lines = quotaPlan(plan, accumulate(plan))?.lines ?? [];
  const change = requirementsOf({ plan, lines, on: '2026-03-02' as IsoDate }).facts;
  const measures = new Map(measurePlan(context).map(({ measure, result }) => [measure.id, result.value]));
  const text = (...parts: readonly unknown[]): string =>
    JSON.stringify(parts.map((part) => (ArrayBuffer.isView(part) ? [...(part as Float64Array)] : part)));
  const measured = (...ids: readonly string[]) => [...measures].filter(([id]) => ids.includes(id));
  return {
    Score: text(facts.score),
    Tier: text(facts.tier),
    'Visits and load': text(facts.visitsPerYear, facts.workloadHours, measured('CAP-03')),
    'Potential and balance': text(
      facts.potential,
      measured('MET-03', 'MET-05', 'MET-08', 'MET-10', 'FAI-01'),
    ),
    Quota: text(lines.map(({ amount }) => amount)),
    'Sales that move': text(change.revenue, change.revenueMoved),
    Relationships: text(facts.relationship),
    'Expected pay': text(change.quotas.map(({ pay }) => pay)),
    'Travel and reach': text(facts.located, measured('MET-01', 'MET-04', 'MET-11')),
    'Strategic freeze': text(facts.strategic, change.strategicMoved),
    Status: text(facts.status),
    'Duplicates and overlap': text(measured('MET-02')),
  };
}

const before = results(base);
const changed = (field: AccountField, value: CellValue): readonly ResultName[] => {
  const rows = Int32Array.of(1, 60);
  const plan = { ...base, accounts: withCells(base.accounts, field, rows, [value, value]) };
  const after = results(plan);
  return (Object.keys(after) as ResultName[]).filter((name) => after[name] !== before[name]);
};

const VALUES: Partial<Record<AccountField, readonly CellValue[]>> = {
  accountId: ['a-10'],
  potential: [9_999_999, null, 1],
  lat: [10, null],
  lon: [0, null],
  tier: ['Strategic', 'SMB'],
  status: ['active customer', 'lost'],
  opportunityStage: ['Closed Lost', 'Negotiation'],
  visitsPerYear: [90],
  minutesPerVisit: [600],
};
const tried = (field: AccountField): readonly CellValue[] =>
  VALUES[field] ?? (isTextField(field) ? ['another'] : [1, 0, 12_345]);

describe('[AUD-08] what a field goes into', () => {
  for (const field of [...TEXT_FIELDS, ...NUMBER_FIELDS])
    it(`[AUD-08] ${field}: every result a change of it changes is named, and each named one can change`, () => {
      const found = new Set(tried(field).flatMap((value) => changed(field, value)));
      expect([...found].toSorted()).toEqual([...(USED_IN[field] ?? [])].toSorted());
    });
});
