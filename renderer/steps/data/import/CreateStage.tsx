import { counted } from '../../../ui/format.ts';
import { useState } from 'react';
import type { CycleId, IsoDate } from '../../../../domain/brand.ts';
import type { UpdateAccounts } from '../../../../domain/commands/update-accounts.ts';
import type { Plan } from '../../../../domain/plan/plan.ts';
import { LOCAL_TENANT } from '../../../../domain/plan/plan.ts';
import type { CheckReport } from '../../../intake/check-api.ts';
import { actor, newPlanId, now, undo, useSession } from '../../../session/session.ts';
import { post, postRefusal } from '../../../session/notices.ts';
import { Button } from '../../../ui/Button.tsx';
import type { Choice } from '../../../ui/Field.tsx';
import { Field, NumberInput, Select } from '../../../ui/Field.tsx';
import { Status } from '../../../ui/Status.tsx';
import { createPlan, goToStage, updatePlan, useImport } from '../import-store.ts';
import { readyFiles } from '../model/import-file.ts';
import type { TerritorySource } from '../model/plan-shape.ts';
import { planNameFrom, shapeOf, territoryChoices } from '../model/plan-shape.ts';
import { UpdatePreviewPanel } from './UpdatePreviewPanel.tsx';
import { usePreview } from './use-preview.ts';

/** Says what will be made and makes it. */
export function CreateStage() {
  const check = useImport((state) => state.check);
  return check.kind === 'checked' ? <Create report={check.report} /> : null;
}

const UNDO = { label: 'Undo', run: () => void undo() };

const GONE_CHOICES: readonly Choice<UpdateAccounts['gone']>[] = [
  {
    id: 'close',
    label: 'Take them out of planning',
    detail: 'They stay in the plan as closed and come back when a file has them again.',
  },
  { id: 'keep', label: 'Leave them in planning', detail: 'The file is only part of the accounts.' },
];

type Target = 'new' | 'update';

function Create({ report }: { readonly report: CheckReport }) {
  const files = readyFiles(useImport((state) => state.files));
  const current = useSession((state) => state.open?.plan ?? null);
  const [target, setTarget] = useState<Target>('new');
  const [name, setName] = useState(() => planNameFrom(files));
  const [year, setYear] = useState(() => String(new Date().getFullYear() + 1));
  const sources = territoryChoices(report);
  const [source, setSource] = useState<TerritorySource>(sources[0]?.id ?? 'free');
  const [free, setFree] = useState(10);
  const [busy, setBusy] = useState(false);
  const updating = target === 'update' && current !== null;
  const [gone, setGone] = useState<UpdateAccounts['gone']>('close');
  const { preview, errors } = usePreview(updating ? current : null);
  const blocked = busy || (updating && preview === null);

  const update = async (plan: Plan): Promise<void> => {
    const done = await updatePlan(plan.planId, gone);
    if (done.ok) post({ kind: 'done', title: `${plan.name} is up to date`, action: UNDO });
    else {
      postRefusal('The plan was not updated', done.errors);
      setBusy(false);
    }
  };

  const create = async (): Promise<void> => {
    setBusy(true);
    if (updating) return update(current);
    const made = await createPlan({
      planId: newPlanId(),
      tenant: current?.tenant ?? LOCAL_TENANT,
      name: name.trim() || 'New plan',
      cycle: cycleOf(year),
      importedAt: now(),
      by: actor(),
      freeTerritories: source === 'free' ? free : null,
    });
    if (made.ok)
      post({
        kind: 'done',
        title: `${counted(made.value.accounts, 'account')} in ${counted(made.value.territories, 'territory', 'territories')}`,
        detail: 'Mend what is wrong here, then go to Score.',
      });
    else {
      postRefusal('The plan was not created', made.errors);
      setBusy(false);
    }
  };

  return (
    <div className="create-stage">
      <div className="create-body">
        {updating ? null : <Made report={report} source={source} free={free} />}
        <section className="data-card create-form" aria-label="The plan">
          <header>
            <h2>The plan</h2>
          </header>
          {current === null ? null : (
            <Select
              label="These accounts go into"
              value={target}
              onChange={setTarget}
              choices={[
                { id: 'new', label: 'A new plan' },
                {
                  id: 'update',
                  label: `${current.name}, with these accounts`,
                  detail:
                    'Accounts with the same ID keep territory, lock and history. Undo takes the accounts back; a roster or territories brought with them are undone each on their own.',
                },
              ]}
            />
          )}
          {updating ? (
            <Select
              label="Accounts that are gone from the file"
              value={gone}
              onChange={setGone}
              choices={GONE_CHOICES}
            />
          ) : (
            <>
              <Field label="Name" value={name} onChange={setName} />
              <Field label="Planning year" value={year} onChange={setYear} />
              <Select label="Territories" value={source} onChange={setSource} choices={sources} />
              {source === 'free' ? (
                <NumberInput
                  label="How many territories"
                  value={free}
                  minValue={1}
                  maxValue={500}
                  onChange={(value) => setFree(Number.isFinite(value) ? value : 10)}
                  hint="Their centres are found when you build them in Design."
                />
              ) : null}
            </>
          )}
        </section>
        {updating ? <UpdatePreviewPanel plan={current} preview={preview} errors={errors} /> : null}
      </div>
      <footer className="import-foot is-wide">
        <Button onPress={() => goToStage('check')}>Back</Button>
        <p className="muted" role="status">
          {busy
            ? `${updating ? 'Updating' : 'Making'} the plan …`
            : 'The plan is stored on this laptop. Your files are not changed.'}
        </p>
        <Button kind="primary" isDisabled={blocked} onPress={() => void create()}>
          {updating ? 'Update the plan' : 'Create plan'}
        </Button>
      </footer>
    </div>
  );
}

function Made(props: {
  readonly report: CheckReport;
  readonly source: TerritorySource;
  readonly free: number;
}) {
  return (
    <section className="data-card" aria-label="What will be made">
      <header>
        <h2>What will be made</h2>
      </header>
      <ul className="create-list">
        {shapeOf(props.report, props.source, props.free).map(({ kind, words }) => (
          <li key={words}>
            <Status kind={kind}>{words}</Status>
          </li>
        ))}
      </ul>
    </section>
  );
}

function cycleOf(year: string) {
  const found = /^\d{4}$/.test(year.trim()) ? year.trim() : String(new Date().getFullYear() + 1);
  return {
    cycleId: `fy-${found}` as CycleId,
    name: `FY${found.slice(2)}`,
    from: `${found}-01-01` as IsoDate,
    to: `${found}-12-31` as IsoDate,
  };
}
