import { useState } from 'react';
import type { ReactNode } from 'react';
import type { PolicyChange } from '../../domain/governance/policy-changes.ts';
import { PolicyChanges } from '../governance/PolicyChanges.tsx';
import { count, counted, moneyNumber, NONE, signedMoneyNumber, signedTenths } from '../ui/format.ts';
import { Status } from '../ui/Status.tsx';
import type { Column, Sort } from '../ui/Table.tsx';
import { Table } from '../ui/Table.tsx';
import { TerritoryName } from '../workspace/TerritoryName.tsx';
import { useColours } from '../workspace/use-colours.ts';
import './changes-since.css';
import { changeOrder, quotaChange, quotaMoved } from './change-order.ts';
import type { Differences, TerritoryDifference } from './differences.ts';

/** What a plan is compared with: in words, and whether its quotas were really somebody's. */
export interface Basis {
  readonly words: ReactNode;
  /** After "since": "version 1a2b3c4d". */
  readonly short: string;
  readonly kind: 'version' | 'cycle-start';
  readonly differences: Differences;
}

/** What changed, from whom to whom and by how much, and against what: the question a controller asks first. */
export function ChangesSince(props: {
  readonly basis: Basis;
  /** The territory chosen, by its index in the plan of the differences. */
  readonly onTerritory?: (territory: number | null) => void;
}) {
  const { basis, onTerritory } = props;
  const { differences } = basis;
  const { plan, moved, assigned, accountsAdded, accountsGone } = differences;
  const quotasMoved = differences.territories.filter((change) => quotaMoved(change)).length;
  const facts = [
    counted(moved.length, 'account moves', 'accounts move'),
    assigned === 0 ? '' : `${counted(assigned, 'account gets', 'accounts get')} a first territory`,
    accountsAdded === 0 ? '' : `${counted(accountsAdded, 'account is', 'accounts are')} new`,
    accountsGone === 0 ? '' : `${counted(accountsGone, 'account is', 'accounts are')} gone`,
    differences.target === null && differences.targetBefore === null
      ? 'no target is set'
      : `${counted(quotasMoved, 'quota moves', 'quotas move')}`,
  ].filter(Boolean);
  return (
    <div className="changes-page">
      <div className="changes-head">
        <p>{basis.words}</p>
        <p>
          <strong>{facts.join(' · ')}</strong>
        </p>
        {basis.kind === 'version' ? (
          <TargetChange differences={differences} />
        ) : (
          <p className="muted">
            The start of a cycle has no quotas. “Before” is today’s target split over the territories it began
            with, so that a change is what the redesign and quotas set by hand do.
          </p>
        )}
        <PolicyDifferences changes={differences.policy} kind={basis.kind} />
      </div>
      <ChangeTable
        differences={differences}
        currency={plan.currency}
        onTerritory={(territory) => onTerritory?.(territory)}
      />
    </div>
  );
}

function TargetChange({ differences }: { readonly differences: Differences }) {
  const { target, targetBefore, plan } = differences;
  const words = (minor: number | null): string =>
    minor === null ? 'none' : `${moneyNumber(minor, plan.currency)} ${plan.currency}`;
  return (
    <p>
      {target === targetBefore
        ? `Team target unchanged: ${words(target)}`
        : `Team target: ${words(targetBefore)} → ${words(target)}`}
    </p>
  );
}

function PolicyDifferences(props: {
  readonly changes: readonly PolicyChange[];
  readonly kind: Basis['kind'];
}) {
  const { changes, kind } = props;
  if (kind === 'cycle-start') return null;
  if (changes.length === 0) return <Status kind="good">Same policy: weights, targets and limits</Status>;
  return (
    <details>
      <summary>
        <Status kind="warn">{counted(changes.length, 'policy value', 'policy values')} changed</Status>
      </summary>
      <PolicyChanges changes={changes} />
    </details>
  );
}

function ChangeTable({
  differences,
  currency,
  onTerritory,
}: {
  readonly differences: Differences;
  readonly currency: string;
  readonly onTerritory: (territory: number | null) => void;
}) {
  const { plan, territories } = differences;
  const colours = useColours(plan);
  const [sort, setSort] = useState<Sort | null>(null);
  const [chosen, setChosen] = useState<number | null>(null);
  const sum = (of: (change: TerritoryDifference) => number | null): number =>
    territories.reduce((all, change) => all + (of(change) ?? 0), 0);
  const [before, after] = [sum((change) => change.quotaBefore), sum((change) => change.quota)];
  const hasQuota = territories.some(({ quota, quotaBefore }) => quota !== null || quotaBefore !== null);
  const money = (minor: number): string => (hasQuota ? moneyNumber(minor, currency) : NONE);
  return (
    <Table
      label="What changed, by territory"
      columns={changeColumns(differences, colours, currency)}
      keys={changeOrder(differences, sort)}
      isSelected={(territory) => territory === chosen}
      onSelect={({ keys }) => {
        setChosen(keys.at(-1) ?? null);
        onTerritory(keys.at(-1) ?? null);
      }}
      sort={sort}
      onSort={setSort}
      empty="This plan has no territories."
      footer={[
        'Total',
        money(before),
        money(after),
        hasQuota ? signedMoneyNumber(after - before, currency) : NONE,
        before === 0 ? NONE : signedTenths(after / before - 1),
        count(sum((change) => change.accounts)),
        '',
        '',
      ]}
    />
  );
}

function changeColumns(
  { plan, territories }: Differences,
  colours: readonly string[],
  currency: string,
): readonly Column[] {
  const of = new Map(territories.map((change) => [change.territory, change]));
  const show = (format: (change: TerritoryDifference) => ReactNode) => (territory: number) => {
    const change = of.get(territory);
    return change === undefined ? NONE : format(change);
  };
  const number = { number: true, width: 76 } as const;
  const money = (minor: number | null): string => (minor === null ? NONE : moneyNumber(minor, currency));
  return [
    {
      id: 'territory',
      header: 'Territory',
      sticky: true,
      width: 150,
      grow: 1.4,
      cell: (t) => <TerritoryName colour={colours[t]} name={plan.territories[t]?.name ?? ''} />,
    },
    {
      ...number,
      id: 'quota-before',
      header: 'Quota before',
      unit: currency,
      width: 132,
      cell: show(({ quotaBefore }) => <span className="muted">{money(quotaBefore)}</span>),
    },
    {
      ...number,
      id: 'quota',
      header: 'Quota',
      unit: currency,
      width: 112,
      cell: show(({ quota }) => <strong>{money(quota)}</strong>),
    },
    {
      ...number,
      id: 'change',
      header: 'Change',
      unit: currency,
      width: 112,
      cell: show((change) => (quotaMoved(change) ? signedMoneyNumber(quotaChange(change), currency) : NONE)),
    },
    {
      ...number,
      id: 'percent',
      header: 'Change',
      unit: '%',
      width: 84,
      cell: show((change) =>
        quotaMoved(change) && (change.quotaBefore ?? 0) !== 0
          ? signedTenths(quotaChange(change) / (change.quotaBefore ?? 1))
          : NONE,
      ),
    },
    { ...number, id: 'accounts', header: 'Accounts', cell: show(({ accounts }) => count(accounts)) },
    {
      ...number,
      width: 60,
      id: 'gained',
      header: 'In',
      cell: show(({ gained }) => (gained === 0 ? NONE : count(gained))),
    },
    {
      ...number,
      width: 60,
      id: 'lost',
      header: 'Out',
      cell: show(({ lost }) => (lost === 0 ? NONE : count(lost))),
    },
  ];
}
