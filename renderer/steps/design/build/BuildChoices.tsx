import type { Approach } from '../../../../solver-worker/contract.ts';
import type { Basis, ConnectedBy } from '../../../../solver-worker/page/contract.ts';
import { weighsScore } from '../../../../solver-worker/page/contract.ts';
import { usePlan } from '../../../session/session.ts';
import { Button } from '../../../ui/Button.tsx';
import type { Choice } from '../../../ui/Field.tsx';
import { NumberInput, Select, Switch } from '../../../ui/Field.tsx';
import { build, resetChoices, setChoices, useBuild, useChoices } from '../../../workspace/build-run.ts';
import { BalanceWishes } from './BalanceWishes.tsx';
import { CoverageModels } from './CoverageModels.tsx';
import { MoveCap } from './MoveCap.tsx';
import { Weights } from './Weights.tsx';

const APPROACHES: readonly Choice<Approach>[] = [
  { id: 'hybrid', label: 'Hybrid', detail: 'Weighs score, travel and balance together' },
  { id: 'equal-opportunity', label: 'Equal opportunity', detail: 'Every territory the same score' },
  { id: 'capacity', label: 'Capacity', detail: 'Fills each rep to the same load' },
  { id: 'potential', label: 'Potential', detail: 'The most valuable accounts first' },
  { id: 'rules', label: 'Rules', detail: 'Nearest rep within the rules' },
  { id: 'min-cost-flow', label: 'Least cost', detail: 'Travel less score, capacities kept' },
];

const SENTENCES: Readonly<Record<Approach, string>> = {
  hybrid: 'Weighs the score won against travel, even loads and relationships kept; the one to begin with.',
  'equal-opportunity':
    'Gives every territory the same score in compact shapes around new centres; travel from today’s bases is not looked at.',
  capacity: 'Keeps everybody within capacity at the least travel; rich pockets may be under-served.',
  potential:
    'Takes the most valuable accounts first; loads may end uneven and small accounts may be left out.',
  rules:
    'Goes down the list by score and gives each account to the nearest rep with room that the rules allow.',
  'min-cost-flow':
    'Least travel less score over the whole plan, with each capacity in accounts as the only limit.',
};

const BASES: readonly Choice<Basis>[] = [
  { id: 'geographic', label: 'Where accounts are', detail: 'Geographic' },
  { id: 'industry', label: 'Their industry', detail: 'Specialists, by workload; each near its accounts' },
  { id: 'size', label: 'Their size', detail: 'A team for each segment, or tier where none is stated' },
  { id: 'named', label: 'Names', detail: 'Whoever is known to a rep stays with her' },
  {
    id: 'named-geographic',
    label: 'Names, then where they are',
    detail: 'Strategic and must-cover accounts stay',
  },
];

const PIECES: readonly Choice<'apart' | ConnectedBy>[] = [
  { id: 'apart', label: 'Wherever it is best', detail: 'Several pieces are allowed' },
  { id: 'accounts', label: 'In one piece', detail: 'Every account borders another of its territory' },
  { id: 'counties', label: 'In one piece, counties whole', detail: 'No county is divided' },
];

const EFFORTS = [
  { id: '60', label: 'Quick' },
  { id: '200', label: 'Normal' },
  { id: '1000', label: 'Thorough' },
] as const;

export function BuildChoices() {
  const plan = usePlan();
  const choices = useChoices();
  const changed = useBuild((run) => Object.keys(run.changed).length > 0);
  return (
    <div className="inspector">
      <Select
        label="Approach"
        value={choices.approach}
        onChange={(approach) => setChoices({ approach })}
        choices={APPROACHES}
      />
      <p className="field-hint">{SENTENCES[choices.approach]}</p>
      <Select
        label="Cut by"
        value={choices.basis}
        onChange={(basis) => setChoices({ basis })}
        choices={BASES}
      />
      <BalanceWishes choices={choices} />
      <CoverageModels choices={choices} />
      <Weights choices={choices} />
      {plan.baseline.some((territory) => territory >= 0) ? (
        <MoveCap choices={choices} policyShare={plan.policy.disruption.maxMovedShare} />
      ) : null}
      <Select
        label="Territories lie"
        value={choices.connectedBy ?? 'apart'}
        onChange={(id) => setChoices({ connectedBy: id === 'apart' ? null : id })}
        choices={PIECES}
      />
      <Switch isSelected={choices.warmStart} onChange={(warmStart) => setChoices({ warmStart })}>
        Start from the present plan
      </Switch>
      <Switch isSelected={choices.freeCentres} onChange={(freeCentres) => setChoices({ freeCentres })}>
        Place every centre anew
      </Switch>
      {weighsScore(choices.approach) ? (
        <Switch isSelected={!choices.assignAll} onChange={(leave) => setChoices({ assignAll: !leave })}>
          Accounts not worth their travel may stay unassigned
        </Switch>
      ) : null}
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
      <p className="field-hint">
        Locked accounts and territories stay. The same seed gives the same plan.{' '}
        {changed ? 'These choices stay with the plan.' : ''}
      </p>
      <div className="inspector-buttons">
        <Button kind="primary" onPress={() => void build(plan, 'one')}>
          Build
        </Button>
        <Button onPress={() => void build(plan, 'alternatives')}>Build alternatives</Button>
        {changed ? (
          <Button kind="quiet" onPress={resetChoices}>
            Back to the policy’s
          </Button>
        ) : null}
      </div>
    </div>
  );
}
