import { useState } from 'react';
import type { RepId } from '../../../../domain/brand.ts';
import type { Territory } from '../../../../domain/plan/territory.ts';
import { commit, usePlan } from '../../../session/session.ts';
import { Button } from '../../../ui/Button.tsx';
import { Field, NumberInput, Select } from '../../../ui/Field.tsx';

const VACANT = 'vacant';

/** What a territory is given. Each field is a command of its own when it is left, so each can be undone. */
export function TerritoryForm({
  index,
  territory,
}: {
  readonly index: number;
  readonly territory: Territory;
}) {
  const plan = usePlan();
  const [name, setName] = useState(territory.name);
  const { capacity, targetShare } = territory;
  const update = (changes: Partial<Pick<Territory, 'repIds' | 'capacity' | 'targetShare' | 'base'>>) =>
    void commit({ type: 'updateTerritory', territory: index, changes });
  const rename = (): void => {
    if (name.trim() === territory.name) return;
    void commit({ type: 'renameTerritory', territory: index, name }).then((done) => {
      if (!done.ok) setName(territory.name);
    });
  };
  return (
    <section>
      <h3>Settings</h3>
      <form
        className="territory-form"
        onSubmit={(event) => {
          event.preventDefault();
          rename();
        }}
        onBlur={rename}
      >
        <Field label="Name" value={name} onChange={setName} />
      </form>
      <Select
        label="Rep"
        value={territory.repIds[0] ?? VACANT}
        onChange={(id) => {
          const rep = plan.reps.find((each) => each.repId === id);
          update({
            repIds: id === VACANT ? [] : [id as RepId],
            ...(rep?.base == null ? {} : { base: rep.base }),
          });
        }}
        choices={[
          { id: VACANT, label: 'Vacant' },
          ...plan.reps.map((rep) => ({ id: String(rep.repId), label: rep.name, detail: rep.city ?? '' })),
        ]}
      />
      <NumberInput
        label="Capacity, hours of visits a year"
        value={capacity?.unit === 'hours' ? capacity.value : NaN}
        minValue={1}
        onChange={(value) => update({ capacity: Number.isNaN(value) ? null : { value, unit: 'hours' } })}
      />
      <NumberInput
        label="Share of the potential it should hold"
        value={targetShare ?? NaN}
        minValue={0}
        maxValue={1}
        formatOptions={{ style: 'percent', maximumFractionDigits: 1 }}
        hint="Empty: an equal share, weighed by the rep's seniority."
        onChange={(value) => update({ targetShare: Number.isNaN(value) ? null : value })}
      />
      <Retire index={index} />
    </section>
  );
}

function Retire({ index }: { readonly index: number }) {
  const retire = (): void =>
    void commit({ type: 'retireTerritory', territory: index, to: -1, reason: 'MANUAL_EDIT' });
  return (
    <Button kind="danger" onPress={retire}>
      Retire this territory
    </Button>
  );
}
