import { Lock } from 'lucide-react';
import type { AccountFacts } from '../../../../domain/measures/facts.ts';
import { textAt } from '../../../../domain/plan/account-table.ts';
import { overlayIndex, RESERVED } from '../../../../domain/plan/overlay.ts';
import type { Plan } from '../../../../domain/plan/plan.ts';
import type { Column } from '../../../ui/Table.tsx';
import { NONE, decimal, potentialNumber } from '../../../ui/format.ts';
import { TerritoryName } from '../../../workspace/TerritoryName.tsx';
import type { AccountColumn } from '../../../workspace/account-sort.ts';

interface AccountTableColumn extends Column {
  readonly id: AccountColumn;
}

const score = new Intl.NumberFormat(undefined, { minimumFractionDigits: 2, maximumFractionDigits: 2 });

/** Only where the plan has overlays. */
function overlayColumns(plan: Plan): readonly AccountTableColumn[] {
  const index = overlayIndex(plan);
  if (index === null) return [];
  const names = (row: number): string =>
    (index.get(row) ?? []).map((overlay) => plan.overlays[overlay]?.name ?? '').join(', ');
  return [{ id: 'overlay', header: 'Overlay', width: 110, grow: 1, cell: names }];
}

export function accountColumns(
  plan: Plan,
  facts: AccountFacts,
  colours: readonly string[],
): readonly AccountTableColumn[] {
  const { accounts } = plan;
  const text = (field: 'name' | 'accountId' | 'city' | 'state') => (row: number) =>
    textAt(accounts, field, row) ?? NONE;
  return [
    { id: 'name', header: 'Account', width: 190, grow: 2, sticky: true, cell: text('name') },
    {
      id: 'territory',
      header: 'Territory',
      width: 140,
      grow: 1,
      cell: (row) => {
        const index = plan.assignment[row] ?? -1;
        const none = plan.standing[row] === RESERVED ? 'Reserved' : 'Unassigned';
        return <TerritoryName colour={colours[index]} name={plan.territories[index]?.name ?? none} />;
      },
    },
    {
      id: 'tier',
      header: 'Tier',
      width: 92,
      cell: (row) => plan.policy.tiers[facts.tier[row] ?? 0]?.tier ?? NONE,
    },
    {
      id: 'potential',
      header: 'Potential',
      unit: plan.potentialUnit.name,
      width: 110,
      number: true,
      cell: (row) =>
        Number.isNaN(accounts.number.potential[row])
          ? 'missing'
          : potentialNumber(facts.potential[row] ?? 0, plan.potentialUnit),
    },
    {
      id: 'score',
      header: 'Score',
      width: 64,
      number: true,
      cell: (row) => score.format(facts.score[row] ?? 0),
    },
    {
      id: 'workload',
      header: 'Visits',
      unit: 'h/yr',
      width: 76,
      number: true,
      cell: (row) => decimal(facts.workloadHours[row]),
    },
    { id: 'city', header: 'City', width: 110, grow: 1, cell: text('city') },
    { id: 'state', header: 'State', width: 56, cell: text('state') },
    { id: 'id', header: 'Id', width: 90, cell: text('accountId') },
    ...overlayColumns(plan),
    {
      id: 'locked',
      header: 'Lock',
      width: 52,
      cell: (row) =>
        plan.locked[row] === 1 ? <Lock className="cell-icon" role="img" aria-label="locked" /> : null,
    },
  ];
}
