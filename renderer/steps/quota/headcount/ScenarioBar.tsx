import { useState } from 'react';
import { LONGEST_SCENARIO } from '../../../../domain/capacity/headcount.ts';
import type { HeadcountScenario } from '../../../../domain/capacity/headcount.ts';
import { commit, usePlan } from '../../../session/session.ts';
import { Button } from '../../../ui/Button.tsx';
import { Field, NumberInput, Select } from '../../../ui/Field.tsx';
import { changeScenario, chooseScenario, newHeadcountId } from './scenario.ts';

/** Which scenario, its name and length, another one like it, and away with it. */
export function ScenarioBar(props: { readonly scenario: HeadcountScenario; readonly kept: boolean }) {
  const { scenario, kept } = props;
  const { headcount } = usePlan();
  const copy = async (): Promise<void> => {
    const headcountId = newHeadcountId();
    if (!kept && !(await changeScenario(scenario, {}))) return;
    if (await changeScenario(scenario, { headcountId, name: freeName(scenario.name, headcount) }))
      chooseScenario(headcountId);
  };
  return (
    <div className="headcount-fields">
      {headcount.length > 1 ? (
        <Select
          label="Scenario"
          value={scenario.headcountId}
          choices={headcount.map(({ headcountId, name }) => ({ id: headcountId, label: name }))}
          onChange={chooseScenario}
          hint={
            headcount[0] === undefined || headcount[0] === scenario
              ? 'The plan counts on this one'
              : `The plan counts on ${headcount[0].name}`
          }
        />
      ) : null}
      <NameField key={`${scenario.headcountId} ${scenario.name}`} scenario={scenario} />
      <Horizon scenario={scenario} />
      <div className="quota-buttons">
        <Button onPress={() => void copy()}>Another like it</Button>
        {kept ? (
          <Button
            kind="quiet"
            onPress={() => void commit({ type: 'removeHeadcount', headcountId: scenario.headcountId })}
          >
            Remove
          </Button>
        ) : null}
      </div>
    </div>
  );
}

/** "Base 2", or the first number that is free. */
function freeName(name: string, others: readonly HeadcountScenario[]): string {
  const taken = new Set(others.map((other) => other.name.trim().toLowerCase()));
  const stem = name.replace(/ \d+$/, '');
  for (let n = 2; ; n++) if (!taken.has(`${stem} ${n}`.toLowerCase())) return `${stem} ${n}`;
}

function NameField({ scenario }: { readonly scenario: HeadcountScenario }) {
  const [name, setName] = useState(scenario.name);
  const finish = (): void => {
    if (name.trim() === '') setName(scenario.name);
    else if (name !== scenario.name)
      void changeScenario(scenario, { name: name.trim() }).then((done) => {
        if (!done) setName(scenario.name);
      });
  };
  return (
    <div
      onBlur={finish}
      onKeyDown={(event) => {
        if (event.key === 'Enter') finish();
        if (event.key === 'Escape') setName(scenario.name);
      }}
    >
      <Field label="Scenario name" value={name} onChange={setName} />
    </div>
  );
}

/** Months that fall away take what was planned in them with them; undo brings it back. */
function Horizon({ scenario }: { readonly scenario: HeadcountScenario }) {
  const resized = (values: readonly number[], months: number): readonly number[] =>
    Array.from({ length: months }, (_, i) => values[i] ?? 0);
  return (
    <NumberInput
      label="Looks ahead, months"
      value={scenario.hires.length}
      minValue={1}
      maxValue={LONGEST_SCENARIO}
      onChange={(value) => {
        if (Number.isNaN(value)) return;
        const months = Math.round(value);
        void changeScenario(scenario, {
          hires: resized(scenario.hires, months),
          leavers: resized(scenario.leavers, months),
        });
      }}
    />
  );
}
