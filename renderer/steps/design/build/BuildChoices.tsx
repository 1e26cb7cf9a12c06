import type { Approach } from '../../../../solver-worker/contract.ts';
import type { BalanceName, DesignChoices } from '../../../../solver-worker/page/contract.ts';
import { usePlan } from '../../../session/session.ts';
import { Button } from '../../../ui/Button.tsx';
import type { Choice } from '../../../ui/Field.tsx';
import { NumberInput, Select, Switch } from '../../../ui/Field.tsx';
import { roundPercent } from '../../../ui/format.ts';
import { build, setChoices, useBuild } from '../../../workspace/build-run.ts';

const APPROACHES: readonly Choice<Approach>[] = [
  { id: 'hybrid', label: 'Hybrid', detail: 'Weighs score, travel and balance together' },
  { id: 'equal-opportunity', label: 'Equal opportunity', detail: 'Every territory the same potential' },
  { id: 'capacity', label: 'Capacity', detail: 'Fills each rep to the same load' },
  { id: 'potential', label: 'Potential', detail: 'The most valuable accounts first' },
  { id: 'rules', label: 'Rules', detail: 'Nearest rep within the rules' },
  { id: 'min-cost-flow', label: 'Least cost', detail: 'Travel less score, capacities kept' },
];

const SENTENCES: Readonly<Record<Approach, string>> = {
  hybrid: 'Weighs the score won against travel, even loads and relationships kept; the one to begin with.',
  'equal-opportunity':
    'Gives every territory the same score in compact shapes; travel time is not looked at.',
  capacity: 'Keeps everybody within capacity at the least travel; rich pockets may be under-served.',
  potential:
    'Takes the most valuable accounts first; loads may end uneven and small accounts may be left out.',
  rules:
    'Goes down the list by score and gives each account to the nearest rep with room that the rules allow.',
  'min-cost-flow':
    'Least travel less score over the whole plan, with each capacity in accounts as the only limit.',
};

const EFFORTS = [
  { id: '60', label: 'Quick' },
  { id: '200', label: 'Normal' },
  { id: '1000', label: 'Thorough' },
] as const;

const PERCENT: Intl.NumberFormatOptions = { style: 'percent', maximumFractionDigits: 1 };

const toleranceOf = (choices: DesignChoices, name: BalanceName): number =>
  choices.balance.find((wish) => wish.name === name)?.tolerance ?? NaN;

function setTolerance(choices: DesignChoices, name: BalanceName, tolerance: number): void {
  const others = choices.balance.filter((wish) => wish.name !== name);
  setChoices({ balance: Number.isNaN(tolerance) ? others : [...others, { name, tolerance, weight: 1 }] });
}

export function BuildChoices() {
  const plan = usePlan();
  const choices = useBuild((run) => run.choices);
  return (
    <div className="inspector">
      <Select
        label="Approach"
        value={choices.approach}
        onChange={(approach) => setChoices({ approach })}
        choices={APPROACHES}
      />
      <p className="field-hint">{SENTENCES[choices.approach]}</p>
      <div className="build-pair">
        <NumberInput
          label="Potential within"
          value={toleranceOf(choices, 'potential')}
          minValue={0.005}
          maxValue={1}
          step={0.005}
          formatOptions={PERCENT}
          onChange={(value) => setTolerance(choices, 'potential', value)}
        />
        <NumberInput
          label="Workload within"
          value={toleranceOf(choices, 'workload')}
          minValue={0.005}
          maxValue={1}
          step={0.005}
          formatOptions={PERCENT}
          onChange={(value) => setTolerance(choices, 'workload', value)}
        />
      </div>
      <p className="field-hint">How far a territory may lie from what it should hold. Empty: not balanced.</p>
      <NumberInput
        label="A relationship is worth, travel hours a year"
        value={choices.continuityHours}
        minValue={0}
        onChange={(value) => setChoices({ continuityHours: Number.isNaN(value) ? 0 : value })}
      />
      {plan.baseline.some((territory) => territory >= 0) ? (
        <Switch isSelected={choices.churnCap} onChange={(churnCap) => setChoices({ churnCap })}>
          Move at most {roundPercent(plan.policy.disruption.maxMovedShare)} of accounts and of sales
        </Switch>
      ) : null}
      <Switch isSelected={choices.warmStart} onChange={(warmStart) => setChoices({ warmStart })}>
        Start from the present plan
      </Switch>
      <Switch isSelected={choices.freeCentres} onChange={(freeCentres) => setChoices({ freeCentres })}>
        Place every centre anew
      </Switch>
      <Switch isSelected={!choices.assignAll} onChange={(leave) => setChoices({ assignAll: !leave })}>
        Low-value accounts may stay unassigned
      </Switch>
      <div className="build-pair">
        <Select
          label="Effort"
          value={EFFORTS.find((effort) => effort.id === String(choices.iterations))?.id ?? '200'}
          onChange={(id) => setChoices({ iterations: Number(id) })}
          choices={EFFORTS}
        />
        <NumberInput
          label="Seed"
          value={choices.seed}
          minValue={1}
          step={1}
          onChange={(value) => setChoices({ seed: Number.isNaN(value) ? 1 : value })}
        />
      </div>
      <p className="field-hint">Locked accounts and territories stay. The same seed gives the same plan.</p>
      <div className="inspector-buttons">
        <Button kind="primary" onPress={() => void build(plan, 'one')}>
          Build
        </Button>
        <Button onPress={() => void build(plan, 'alternatives')}>Build alternatives</Button>
      </div>
    </div>
  );
}
