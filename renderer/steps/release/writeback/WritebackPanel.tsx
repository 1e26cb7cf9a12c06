import { ArrowLeft, FileDown } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { IsoDate } from '../../../../domain/brand.ts';
import type { CodedError } from '../../../../domain/result.ts';
import { objectsOf } from '../../../../domain/writeback/objects.ts';
import type { Target } from '../../../../domain/writeback/target.ts';
import { TARGET_NAMES } from '../../../../domain/writeback/target.ts';
import { post } from '../../../session/notices.ts';
import type { StoredVersion } from '../../../storage/version-store.ts';
import { Button } from '../../../ui/Button.tsx';
import { ErrorNotice } from '../../../ui/ErrorNotice.tsx';
import { counted } from '../../../ui/format.ts';
import { BatchHistory } from './BatchHistory.tsx';
import { DryRunView } from './DryRunView.tsx';
import { FileDrop } from './FileDrop.tsx';
import type { Settings } from './WritebackSettings.tsx';
import { WritebackSettings } from './WritebackSettings.tsx';
import type { NamedBytes } from '../../../../formats/writeback/read-exports.ts';
import type { PreparedWriteback } from './writeback-work.ts';
import './writeback.css';
import { loadWritebacks, namedBytes, preview, saveBatch } from './writebacks.ts';

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
    model: '',
    forecastingType: '',
    metric: '',
  });
  const [files, setFiles] = useState<readonly NamedBytes[]>([]);
  const [current, setCurrent] = useState<readonly NamedBytes[]>([]);
  const [prepared, setPrepared] = useState<PreparedWriteback | null>(null);
  const [errors, setErrors] = useState<readonly CodedError[]>([]);
  const [busy, setBusy] = useState<'reading' | 'comparing' | null>(null);
  /** Counts what was asked: an answer to an older question is not shown. */
  const asked = useRef(0);
  useEffect(() => void loadWritebacks(), []);

  const change = (changes: Partial<Settings>): void => {
    asked.current++;
    setBusy(null);
    setSettings((known) => ({ ...known, ...changes }));
    setPrepared(null);
    setErrors([]);
    if (changes.target === undefined) return;
    setFiles([]);
    setCurrent([]);
  };
  /** Read at once: a file that is exported again under its name can no longer be read by the old handle. */
  const read = async (
    chosen: readonly File[],
    take: (files: readonly NamedBytes[]) => void,
  ): Promise<void> => {
    const turn = ++asked.current;
    setBusy('reading');
    setPrepared(null);
    const files = await namedBytes(chosen);
    if (turn === asked.current) setBusy(null);
    setErrors(files.ok ? [] : files.errors);
    if (files.ok) take(files.value);
  };
  const add = (more: readonly NamedBytes[]): void => {
    const names = new Set(more.map((file) => file.name));
    setFiles((known) => [...known.filter((file) => !names.has(file.name)), ...more]);
  };
  const look = async (): Promise<void> => {
    const turn = ++asked.current;
    setBusy('comparing');
    const { target, environment, quotaPeriod, effective, reason } = settings;
    const given = (text: string): string | undefined => (text.trim() === '' ? undefined : text.trim());
    const done = await preview(version, {
      target,
      environment,
      effectiveFrom: /^\d{4}-\d{2}-\d{2}$/.test(effective) ? (effective as IsoDate) : null,
      reason,
      options: {
        quotaPeriod,
        model: given(settings.model),
        forecastingType: given(settings.forecastingType),
        metric: given(settings.metric),
      },
      exports: files,
      current,
    });
    if (turn !== asked.current) return;
    setBusy(null);
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
        <WritebackSettings settings={settings} change={change} />
        <section>
          <h3>What {TARGET_NAMES[settings.target]} holds now</h3>
          <Exports
            target={settings.target}
            files={files}
            prepared={prepared}
            onFiles={(chosen) => void read(chosen, add)}
          />
        </section>
        {errors.length === 0 ? null : (
          <ErrorNotice title="Nothing was prepared" errors={errors.slice(0, 4)} />
        )}
        <div className="writeback-actions">
          <Button
            kind={prepared === null ? 'primary' : 'normal'}
            isDisabled={busy !== null || files.length === 0}
            onPress={() => void look()}
          >
            {busy === 'reading'
              ? 'Reading …'
              : busy === 'comparing'
                ? 'Comparing …'
                : prepared === null
                  ? 'Show what would change'
                  : 'Compare again'}
          </Button>
          {prepared?.ready == null ? null : (
            <Button kind="primary" icon={<FileDown aria-hidden="true" />} onPress={() => void saveFiles()}>
              Save the files for the {settings.environment}
            </Button>
          )}
        </div>
        {prepared === null ? null : (
          <section>
            <h3>Just before loading</h3>
            <FileDrop
              label="Add fresh exports"
              hint={
                current.length === 0
                  ? 'Taken anew: whatever changed there since the first ones is left out. Then compare again.'
                  : `Added: ${current.map((file) => file.name).join(', ')}. Compare again.`
              }
              onFiles={(chosen) => void read(chosen, setCurrent)}
            />
          </section>
        )}
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

function Exports(props: {
  readonly target: Target;
  readonly files: readonly NamedBytes[];
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
