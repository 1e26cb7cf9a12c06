import { useState } from 'react';
import { liveTerritories } from '../../../../domain/measures/territories.ts';
import type { CoverageModel, DesignChoices } from '../../../../solver-worker/page/contract.ts';
import { COVERAGE_MODELS } from '../../../../solver-worker/page/contract.ts';
import { usePlan } from '../../../session/session.ts';
import { Select } from '../../../ui/Field.tsx';
import { counted } from '../../../ui/format.ts';
import { setChoices } from '../../../workspace/build-run.ts';

const WORDS: Readonly<Record<CoverageModel, readonly [label: string, detail: string]>> = {
  geo: ['Geography', 'Takes what lies best'],
  named: ['By name', 'Keeps whom it has, takes nobody'],
  vertical: ['Its industry', 'Takes the industry it has most work in'],
  channel: ['Channel', 'A partner works it: keeps whom it has'],
  hunter: ['Hunter', 'Takes accounts nobody sells to yet'],
  farmer: ['Farmer', 'Takes customers'],
};

const CHOICES = COVERAGE_MODELS.map((id) => ({ id, label: WORDS[id][0], detail: WORDS[id][1] }));

/** How each territory is covered, for this build: one model a territory (ledger DSN-11). */
export function CoverageModels({ choices }: { readonly choices: DesignChoices }) {
  const plan = usePlan();
  const [open, setOpen] = useState(false);
  const { coverage } = choices;
  const set = (id: string, model: CoverageModel): void => {
    const { [id]: _before, ...others } = coverage;
    setChoices({ coverage: model === 'geo' ? others : { ...others, [id]: model } });
  };
  const special = Object.keys(coverage).length;
  return (
    <details className="build-weights" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        Coverage models
        {special === 0 ? '' : `: ${counted(special, 'territory', 'territories')} not by geography`}
      </summary>
      {open ? (
        <div className="coverage-models">
          {liveTerritories(plan).map((index) => {
            const territory = plan.territories[index];
            return territory === undefined || territory.locked ? null : (
              <CoverageLine
                key={territory.territoryId}
                name={territory.name}
                model={coverage[territory.territoryId] ?? 'geo'}
                onChange={(model) => set(territory.territoryId, model)}
              />
            );
          })}
        </div>
      ) : null}
    </details>
  );
}

function CoverageLine(props: {
  readonly name: string;
  readonly model: CoverageModel;
  readonly onChange: (model: CoverageModel) => void;
}) {
  return (
    <>
      <span aria-hidden="true" className="truncate">
        {props.name}
      </span>
      <Select
        hideLabel
        label={`${props.name} is covered`}
        value={props.model}
        onChange={props.onChange}
        choices={CHOICES}
      />
    </>
  );
}
