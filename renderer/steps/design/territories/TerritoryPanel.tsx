import { Plus } from 'lucide-react';
import { useState } from 'react';
import type { TerritoryId } from '../../../../domain/brand.ts';
import type { Plan } from '../../../../domain/plan/plan.ts';
import { commit, usePlan } from '../../../session/session.ts';
import { IconButton } from '../../../ui/Button.tsx';
import { SearchField } from '../../../ui/Field.tsx';
import { Panel } from '../../../ui/Panel.tsx';
import { inspectTerritory } from '../../../workspace/selection.ts';
import { TerritoryTable } from './TerritoryTable.tsx';

function freeName(plan: Plan): string {
  const taken = new Set(plan.territories.map((territory) => territory.name));
  for (let number = plan.territories.length + 1; ; number++)
    if (!taken.has(`Territory ${number}`)) return `Territory ${number}`;
}

async function add(plan: Plan): Promise<void> {
  const done = await commit({
    type: 'addTerritory',
    territoryId: `territory-${crypto.randomUUID()}` as TerritoryId,
    name: freeName(plan),
  });
  if (done.ok) inspectTerritory(done.value.plan.territories.length - 1);
}

export function TerritoryPanel() {
  const plan = usePlan();
  const [search, setSearch] = useState('');
  return (
    <Panel
      title="Territories"
      bare
      tools={
        <>
          {plan.territories.length > 8 ? (
            <SearchField
              label="Filter territories"
              placeholder="Filter"
              value={search}
              onChange={setSearch}
            />
          ) : null}
          <IconButton label="Add a territory" icon={<Plus />} onPress={() => void add(plan)} />
        </>
      }
    >
      <TerritoryTable search={search} />
    </Panel>
  );
}
