import { ListFilter } from 'lucide-react';
import { useMemo } from 'react';
import { liveTerritories } from '../../../../domain/measures/territories.ts';
import { UNASSIGNED } from '../../../../domain/plan/plan.ts';
import { usePlan } from '../../../session/session.ts';
import { Button } from '../../../ui/Button.tsx';
import type { Choice } from '../../../ui/Field.tsx';
import { NumberInput, SearchField, Select } from '../../../ui/Field.tsx';
import { counted } from '../../../ui/format.ts';
import type { AccountFilter } from '../../../workspace/account-filter.ts';
import { isFiltering, shownRows } from '../../../workspace/account-filter.ts';
import { clearFilter, setFilter, useFilter, useVisible } from '../../../workspace/filter-store.ts';
import { selectRows } from '../../../workspace/selection.ts';
import { useFacts } from '../../../workspace/use-figures.ts';
import './filter-bar.css';

const ALL = 'all';
const ONLY = [
  { id: 'all', label: 'All accounts' },
  { id: 'locked', label: 'Locked' },
  { id: 'moved', label: 'Moved this cycle' },
] as const satisfies readonly Choice<AccountFilter['only']>[];

const numberOf = (id: string): number | null => (id === ALL ? null : Number(id));

export function FilterBar() {
  const plan = usePlan();
  const filter = useFilter();
  const states = useMemo(() => stateChoices(plan.accounts.text.state.pool), [plan.accounts.text.state]);
  const territories: readonly Choice<string>[] = [
    { id: ALL, label: 'All territories' },
    { id: String(UNASSIGNED), label: 'Unassigned' },
    ...liveTerritories(plan).map((index) => ({
      id: String(index),
      label: plan.territories[index]?.name ?? '',
    })),
  ];
  const tiers: readonly Choice<string>[] = [
    { id: ALL, label: 'All tiers' },
    ...plan.policy.tiers.map((rule, index) => ({ id: String(index), label: rule.tier })),
  ];
  const only: readonly Choice<AccountFilter['only']>[] = [
    ...ONLY,
    ...plan.overlays.map(({ overlayId, name }) => ({ id: `overlay:${overlayId}` as const, label: name })),
  ];
  return (
    <div className="filter-bar" role="search" aria-label="Filter accounts">
      <SearchField
        label="Find accounts by name, id or city"
        placeholder="Name, id or city"
        value={filter.text}
        onChange={(text) => setFilter({ text })}
      />
      <Select
        label="Territory"
        hideLabel
        value={filter.territory === null ? ALL : String(filter.territory)}
        onChange={(id) => setFilter({ territory: numberOf(id) })}
        choices={territories}
      />
      <Select
        label="Tier"
        hideLabel
        value={filter.tier === null ? ALL : String(filter.tier)}
        onChange={(id) => setFilter({ tier: numberOf(id) })}
        choices={tiers}
      />
      <Select
        label="State"
        hideLabel
        value={filter.state ?? ALL}
        onChange={(id) => setFilter({ state: id === ALL ? null : id })}
        choices={states}
      />
      <NumberInput
        label={`Least potential, ${plan.potentialUnit.name}`}
        hideLabel
        placeholder={`Min ${plan.potentialUnit.name}`}
        value={filter.potentialFrom ?? NaN}
        onChange={(value) => setFilter({ potentialFrom: Number.isNaN(value) ? null : value })}
      />
      <NumberInput
        label={`Greatest potential, ${plan.potentialUnit.name}`}
        hideLabel
        placeholder={`Max ${plan.potentialUnit.name}`}
        value={filter.potentialTo ?? NaN}
        onChange={(value) => setFilter({ potentialTo: Number.isNaN(value) ? null : value })}
      />
      <Select
        label="Which accounts"
        hideLabel
        value={filter.only}
        onChange={(id) => setFilter({ only: id })}
        choices={only}
      />
    </div>
  );
}

const stateChoices = (pool: readonly string[]): readonly Choice<string>[] => [
  { id: ALL, label: 'All states' },
  ...pool.toSorted((a, b) => a.localeCompare(b)).map((state) => ({ id: state, label: state })),
];

/** How many accounts the filter leaves, and what can be done with all of them. */
export function FilterResult() {
  const facts = useFacts();
  const filtering = isFiltering(useFilter());
  const visible = useVisible();
  const shown = visible === null ? facts.activeCount : visible.reduce((sum, on) => sum + on, 0);
  return (
    <>
      <span className="muted" role="status">
        {counted(shown, 'account', 'accounts')}
      </span>
      {filtering ? (
        <Button kind="quiet" onPress={clearFilter}>
          Clear filter
        </Button>
      ) : null}
      <Button
        kind="quiet"
        icon={<ListFilter />}
        onPress={() => selectRows(shownRows(facts, visible, null))}
        isDisabled={shown === 0}
      >
        Select all
      </Button>
    </>
  );
}
