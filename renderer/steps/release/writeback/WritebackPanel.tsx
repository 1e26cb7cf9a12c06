import { ArrowLeft, FileDown } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { IsoDate } from '../../../../domain/brand.ts';
import type { CodedError } from '../../../../domain/result.ts';
import { objectsOf } from '../../../../domain/writeback/objects.ts';
import type { QuotaPeriod } from '../../../../domain/writeback/quota-periods.ts';
import type { Environment, Target } from '../../../../domain/writeback/target.ts';
import { TARGET_NAMES, TARGETS } from '../../../../domain/writeback/target.ts';
import { post } from '../../../session/notices.ts';
import type { StoredVersion } from '../../../storage/version-store.ts';
import { Button } from '../../../ui/Button.tsx';
import { ErrorNotice } from '../../../ui/ErrorNotice.tsx';
import { Field, Select } from '../../../ui/Field.tsx';
import { counted } from '../../../ui/format.ts';
import { BatchHistory } from './BatchHistory.tsx';
import { DryRunView } from './DryRunView.tsx';
import { FileDrop } from './FileDrop.tsx';
import type { PreparedWriteback } from './writeback-work.ts';
import './writeback.css';
import { loadWritebacks, namedBytes, preview, saveBatch } from './writebacks.ts';

interface Settings {
  readonly target: Target;
  readonly environment: Environment;
  readonly quotaPeriod: QuotaPeriod;
  readonly effective: string;
  readonly reason: string;
}

const PERIODS = [
  { id: 'month', label: 'Months' },
  { id: 'quarter', label: 'Quarters' },
  { id: 'cycle', label: 'The whole cycle' },
] as const;

/** An approved version to a CRM: exports in, dry run, files out; later the results in again. */
export function WritebackPanel(props: {
  readonly version: StoredVersion;
  readonly cycleFrom: IsoDate;
  readonly onBack: () => void;
}) {
  const { version, cycleFrom } = props;
  const [settings, setSettings] = useState<Settings>({
    target: 'salesforce',
    environment: 'sandbox',
    quotaPeriod: 'quarter',
    effective: cycleFrom,
    reason: '',
  });
  const [files, setFiles] = useState<readonly File[]>([]);
  const [prepared, setPrepared] = useState<PreparedWriteback | null>(null);
  const [errors, setErrors] = useState<readonly CodedError[]>([]);
  const [busy, setBusy] = useState(false);
  useEffect(() => void loadWritebacks(), []);

  const change = (changes: Partial<Settings>): void => {
    setSettings((known) => ({ ...known, ...changes }));
    setPrepared(null);
    setErrors([]);
    if (changes.target !== undefined) setFiles([]);
  };
  const add = (more: readonly File[]): void => {
    const names = new Set(more.map((file) => file.name));
    setFiles((known) => [...known.filter((file) => !names.has(file.name)), ...more]);
    setPrepared(null);
    setErrors([]);
  };
  const look = async (): Promise<void> => {
    setBusy(true);
    const { target, environment, quotaPeriod, effective, reason } = settings;
    const done = await preview(version, {
      target,
      environment,
      effectiveFrom: /^\d{4}-\d{2}-\d{2}$/.test(effective) ? (effective as IsoDate) : null,
      reason,
      options: { quotaPeriod },
      exports: await namedBytes(files),
      current: [],
    });
    setBusy(false);
    setErrors(done.ok ? [] : done.errors);
    setPrepared(done.ok ? done.value : null);
  };
  const saveFiles = async (): Promise<void> => {
    if (prepared === null) return;
    const done = await saveBatch(prepared);
    if (!done.ok) return setErrors(done.errors);
    post({
      kind: 'done',
      title: 'Files saved',
      detail: 'README.md in the zip says in which order they are loaded.',
    });
  };

  return (
    <section className="writeback" aria-label="Write back">
      <header className="writeback-head">
        <Button kind="quiet" icon={<ArrowLeft aria-hidden="true" />} onPress={props.onBack}>
          Back to the plan
        </Button>
        <h2>Write back to {TARGET_NAMES[settings.target]}</h2>
        <code>{version.versionId.slice(0, 8)}</code>
      </header>
      <div className="writeback-body">
        <SettingsForm settings={settings} change={change} />
        <section>
          <h3>What {TARGET_NAMES[settings.target]} holds now</h3>
          <Exports target={settings.target} files={files} prepared={prepared} onFiles={add} />
        </section>
        {errors.length === 0 ? null : (
          <ErrorNotice title="Nothing was prepared" errors={errors.slice(0, 4)} />
        )}
        <div className="writeback-actions">
          <Button
            kind={prepared === null ? 'primary' : 'normal'}
            isDisabled={busy || files.length === 0}
            onPress={() => void look()}
          >
            {busy ? 'Comparing …' : prepared === null ? 'Show what would change' : 'Compare again'}
          </Button>
          {prepared?.ready == null ? null : (
            <Button kind="primary" icon={<FileDown aria-hidden="true" />} onPress={() => void saveFiles()}>
              Save the files for the {settings.environment}
            </Button>
          )}
        </div>
        {prepared === null ? null : (
          <DryRunView
            prepared={prepared}
            reason={settings.reason}
            onReason={(reason) => setSettings((known) => ({ ...known, reason }))}
          />
        )}
        <BatchHistory version={version} />
      </div>
    </section>
  );
}

function SettingsForm({
  settings,
  change,
}: {
  readonly settings: Settings;
  readonly change: (changes: Partial<Settings>) => void;
}) {
  return (
    <div className="writeback-settings">
      <Select
        label="Target"
        value={settings.target}
        onChange={(target) => change({ target })}
        choices={TARGETS.map((id) => ({ id, label: TARGET_NAMES[id] }))}
      />
      <Select
        label="Environment"
        value={settings.environment}
        onChange={(environment) => change({ environment })}
        choices={[
          { id: 'sandbox', label: 'Sandbox', detail: 'Try it here first' },
          { id: 'production', label: 'Production', detail: 'After a complete sandbox run' },
        ]}
      />
      <Field
        label="Effective from"
        value={settings.effective}
        onChange={(effective) => change({ effective })}
        placeholder="2026-01-31"
      />
      <Select
        label="Quotas by"
        value={settings.quotaPeriod}
        onChange={(quotaPeriod) => change({ quotaPeriod })}
        choices={PERIODS}
      />
    </div>
  );
}

function Exports(props: {
  readonly target: Target;
  readonly files: readonly File[];
  readonly prepared: PreparedWriteback | null;
  readonly onFiles: (files: readonly File[]) => void;
}) {
  const held = new Map(props.prepared?.held.map((one) => [one.object, one.records]));
  return (
    <div className="writeback-exports">
      <FileDrop
        label="Add its exports"
        hint="CSV, Excel or the API’s JSON. Drop them all here; each is known by its columns."
        onFiles={props.onFiles}
      />
      <ul className="export-list">
        {objectsOf(props.target).map((spec) => (
          <li key={spec.object}>
            <span>{spec.object}</span>
            <span className="muted">
              {held.has(spec.object)
                ? counted(held.get(spec.object) ?? 0, 'record', 'records')
                : spec.needed
                  ? 'needed'
                  : 'if you use it'}
            </span>
          </li>
        ))}
      </ul>
      {props.files.length === 0 ? null : (
        <p className="muted">Added: {props.files.map((file) => file.name).join(', ')}</p>
      )}
    </div>
  );
}
