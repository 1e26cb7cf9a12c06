import { useMemo, useState } from 'react';
import type { TerritoryId } from '../../../domain/brand.ts';
import type { Plan } from '../../../domain/plan/plan.ts';
import { Button } from '../../ui/Button.tsx';
import { SearchField, Switch } from '../../ui/Field.tsx';

interface Branch {
  readonly manager: string;
  readonly ids: readonly TerritoryId[];
}

/** Territories by whoever manages the people in them: the branch of a plan one manager answers for. */
export function branchesOf({ territories, reps }: Plan): readonly Branch[] {
  const managerOf = new Map(reps.map((rep) => [rep.repId, rep.managerName]));
  const branches = new Map<string, TerritoryId[]>();
  for (const { territoryId, repIds, retired } of territories) {
    if (retired) continue;
    const managers = new Set(repIds.flatMap((id) => managerOf.get(id) ?? []));
    for (const manager of managers) branches.set(manager, [...(branches.get(manager) ?? []), territoryId]);
  }
  return [...branches].map(([manager, ids]) => ({ manager, ids }));
}

/** Some territories of the open plan: one by one, by their names, or a manager's branch at once. */
export function TerritoryPicker(props: {
  readonly plan: Plan;
  readonly chosen: readonly TerritoryId[];
  readonly onChange: (chosen: readonly TerritoryId[]) => void;
}) {
  const { plan, chosen, onChange } = props;
  const [words, setWords] = useState('');
  const branches = useMemo(() => branchesOf(plan), [plan]);
  const shown = plan.territories.filter(
    ({ name, retired }) => !retired && name.toLowerCase().includes(words.trim().toLowerCase()),
  );
  const add = (ids: readonly TerritoryId[]): void => onChange([...new Set([...chosen, ...ids])]);
  return (
    <div className="territory-picker">
      <SearchField label="Find a territory" value={words} onChange={setWords} />
      <ul>
        {shown.map(({ territoryId, name }) => (
          <li key={territoryId}>
            <Switch
              isSelected={chosen.includes(territoryId)}
              onChange={(on) =>
                on ? add([territoryId]) : onChange(chosen.filter((id) => id !== territoryId))
              }
            >
              {name}
            </Switch>
          </li>
        ))}
      </ul>
      <div className="access-buttons">
        <Button kind="quiet" onPress={() => add(shown.map(({ territoryId }) => territoryId))}>
          Add all {shown.length} shown
        </Button>
        {branches.map(({ manager, ids }) => (
          <Button key={manager} kind="quiet" onPress={() => add(ids)}>
            {manager}’s {ids.length}
          </Button>
        ))}
        {chosen.length === 0 ? null : (
          <Button kind="quiet" onPress={() => onChange([])}>
            None
          </Button>
        )}
      </div>
    </div>
  );
}
