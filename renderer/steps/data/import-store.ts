/** The import under way: files being read, and where the person is in it. Nothing here outlives the window. */
import { counted } from '../../ui/format.ts';
import { proxy } from 'comlink';
import { create } from 'zustand';
import type { IsoDate, PlanId } from '../../../domain/brand.ts';
import type { UpdateAccounts } from '../../../domain/commands/update-accounts.ts';
import type { ColumnMapping, Family } from '../../../domain/intake/mapping.ts';
import { sourceFaults } from '../../../domain/privacy/consent.ts';
import type { LeftOutFields } from '../../../domain/privacy/field-purposes.ts';
import { admitted, leftOutBy } from '../../../domain/privacy/field-purposes.ts';
import type { CodedError, Result } from '../../../domain/result.ts';
import { codedError, ok } from '../../../domain/result.ts';
import type {
  CheckJob,
  CheckProgress,
  CheckReport,
  MappedFile,
  NewPlanSpec,
  PlanMade,
} from '../../intake/check-api.ts';
import { checkSetting } from './check-setting.ts';
import { ask, cancelReading, closeTable, openTable, proposeMapping } from '../../intake/intake-client.ts';
import type { FileId, IntakeSource, ReadingChoices } from '../../intake/intake-api.ts';
import { postRefusal, say } from '../../session/notices.ts';
import { actor, database, now, session } from '../../session/session.ts';
import { PrivacyStore } from '../../storage/privacy-store.ts';
import { forgetMapping, recallMapping, rememberMapping } from '../../storage/mapping-memory.ts';
import type { FileState, ImportFile } from './model/import-file.ts';
import type { ReadyFile } from './model/import-file.ts';
import { pasteName, readyFiles } from './model/import-file.ts';
import { startingMapping } from './model/mapping-view.ts';

export const IMPORT_STAGES = ['files', 'columns', 'check', 'create'] as const;
export type ImportStage = (typeof IMPORT_STAGES)[number];

/** What is assumed where a file does not say. */
interface Assumptions {
  readonly currency: string;
  readonly country: string;
}

interface ImportState {
  /** The person is bringing data in; otherwise the step shows the data of the plan. */
  readonly open: boolean;
  readonly files: readonly ImportFile[];
  readonly stage: ImportStage;
  readonly assumed: Assumptions;
  readonly check: CheckState;
}

type CheckState =
  | { readonly kind: 'none' }
  | { readonly kind: 'checking'; readonly progress: CheckProgress }
  | { readonly kind: 'checked'; readonly report: CheckReport }
  | { readonly kind: 'failed'; readonly errors: readonly CodedError[] }
  | { readonly kind: 'cancelled' };

const NOT_CHECKED: CheckState = { kind: 'none' };

export const useImport = create<ImportState>(() => ({
  open: false,
  files: [],
  stage: 'files',
  assumed: { currency: 'USD', country: 'US' },
  check: NOT_CHECKED,
}));

let lastId = 0;

/** Starts reading; several files are read one after the other by the worker. */
export function bringFiles(files: Iterable<File>): void {
  for (const file of files) bring(file.name, file.size, { kind: 'file', file });
}

/** The accounts and reps that ship with the app, as a person would bring her own. */
export async function bringSample(): Promise<void> {
  for (const name of ['accounts.csv', 'reps.csv']) {
    const answer = await fetch(new URL(`assets/sample/${name}`, document.baseURI));
    if (answer.ok) bringFiles([new File([await answer.blob()], `sample-${name}`)]);
    else
      postRefusal('The sample was not read', [
        codedError('SAMPLE_MISSING', `${name} is not in this installation. Install Bailiwick again.`),
      ]);
  }
}

export function bringPaste(text: string): void {
  bring(pasteName(text), text.length, { kind: 'pasted', text });
}

function bring(name: string, bytes: number, source: IntakeSource): void {
  const file: ImportFile = { id: `file-${++lastId}`, name, bytes, source, choices: {}, state: BEGUN };
  useImport.setState((state) => ({
    open: true,
    files: [...state.files, file],
    stage: 'files',
    check: NOT_CHECKED,
  }));
  void read(file);
}

const BEGUN: FileState = { kind: 'reading', progress: { rows: 0, done: 0 }, milliseconds: 0 };

/** Reads a file again the way the person says: another sheet, delimiter or encoding. */
export function reread(id: FileId, choices: ReadingChoices): void {
  const file = useImport.getState().files.find((known) => known.id === id);
  if (file === undefined) return;
  const again: ImportFile = { ...file, choices: { ...file.choices, ...choices }, state: BEGUN };
  replace(again);
  void read(again);
}

async function read(file: ImportFile): Promise<void> {
  const startedAt = performance.now();
  const opened = await openTable(file.id, file.source, file.choices, (progress) =>
    settle(file, { kind: 'reading', progress, milliseconds: performance.now() - startedAt }),
  );
  if (opened.ok) {
    const table = opened.value;
    const known = await recallMapping(database(), table.mapping.fingerprint);
    const { mapping, rememberedAt } = startingMapping(table.mapping, known);
    settle(file, { kind: 'ready', table, mapping, rememberedAt });
    say(`${file.name}: ${counted(table.rowCount, 'row')} read`);
  } else if (opened.errors[0]?.code === 'CANCELLED') settle(file, { kind: 'cancelled' });
  else settle(file, { kind: 'failed', errors: opened.errors });
}

/** Sets the state of a file that is still being read in this way; a later reading or a removal wins. */
function settle(file: ImportFile, state: FileState): void {
  useImport.setState(({ files }) => ({
    files: files.map((known) =>
      known.id === file.id && known.choices === file.choices && known.state.kind === 'reading'
        ? { ...known, state }
        : known,
    ),
  }));
}

function replace(file: ImportFile): void {
  useImport.setState(({ files }) => ({ files: files.map((known) => (known.id === file.id ? file : known)) }));
}

/** The person says what a file is about; its columns are matched anew. */
export async function chooseFamily(id: FileId, family: Family): Promise<void> {
  const proposed = await proposeMapping(id, family, useImport.getState().assumed.currency);
  if (proposed.ok) setMapping(id, proposed.value);
  else postRefusal('The columns were not matched anew', proposed.errors);
}

export function setMapping(id: FileId, mapping: ColumnMapping): void {
  useImport.setState(({ files }) => ({
    check: NOT_CHECKED,
    files: files.map((file) =>
      file.id === id && file.state.kind === 'ready'
        ? { ...file, state: { ...file.state, mapping, rememberedAt: null } }
        : file,
    ),
  }));
}

export const cancelFile = (id: FileId): void => cancelReading(id);

export function removeFile(id: FileId): void {
  closeTable(id);
  useImport.setState(({ files }) => ({ files: files.filter((known) => known.id !== id) }));
}

export function leaveImport(): void {
  for (const file of useImport.getState().files) closeTable(file.id);
  useImport.setState({ open: false, files: [], stage: 'files', check: NOT_CHECKED });
}

export const openImport = (): void => useImport.setState({ open: true });

export const assume = (assumed: Partial<Assumptions>): void =>
  useImport.setState((state) => ({ check: NOT_CHECKED, assumed: { ...state.assumed, ...assumed } }));

export const goToStage = (stage: ImportStage): void => useImport.setState({ stage });

/** Index of the last stage that can be entered: without a table that was read there are no columns to match. */
export function reachable({ files, check }: Pick<ImportState, 'files' | 'check'>): number {
  const ready = files.some((file) => file.state.kind === 'ready');
  const reading = files.some((file) => file.state.kind === 'reading');
  if (!ready || reading) return 0;
  return check.kind === 'checked' ? 3 : check.kind === 'none' ? 1 : 2;
}

/** Forgets what was remembered of these headers and proposes anew. */
export async function matchAfresh(id: FileId): Promise<void> {
  const file = readyFiles(useImport.getState().files).find((known) => known.id === id);
  if (file === undefined) return;
  await forgetMapping(database(), file.state.mapping.fingerprint);
  await chooseFamily(id, file.state.mapping.family);
}

/** Remembers the mappings as confirmed, then runs the checks in the worker. */
export async function checkImport(): Promise<void> {
  const state = useImport.getState();
  const files = readyFiles(state.files);
  const withdrawn = await groundFaults(files.map(({ name }) => name));
  if (withdrawn.length > 0) return postRefusal('A file may not be brought in', withdrawn);
  const leftOut = await fieldsLeftOut();
  if (!leftOut.ok) return postRefusal('The privacy settings cannot be read', leftOut.errors);
  const accounts = mappedFile(files, 'accounts', leftOut.value);
  if (accounts === null) return;
  useImport.setState({
    stage: 'check',
    check: { kind: 'checking', progress: { words: 'Starting', done: 0 } },
  });
  for (const file of files) await rememberMapping(database(), file.state.mapping, now());
  const job: CheckJob = {
    ...checkSetting(),
    ...state.assumed,
    accounts,
    reps: mappedFile(files, 'reps', leftOut.value),
    bookings: mappedFile(files, 'bookings', leftOut.value),
    territories: mappedFile(files, 'territories', leftOut.value),
  };
  const onProgress = proxy((progress: CheckProgress): void => {
    if (useImport.getState().check.kind === 'checking')
      useImport.setState({ check: { kind: 'checking', progress } });
  });
  const report = await ask((api) => api.check(job, onProgress));
  if (useImport.getState().check.kind !== 'checking') return;
  if (report.ok) {
    useImport.setState({ check: { kind: 'checked', report: report.value } });
    say(`Checked: data quality ${Math.round(report.value.scorecard.score)} of 100`);
  } else if (report.errors[0]?.code === 'CANCELLED') useImport.setState({ check: { kind: 'cancelled' } });
  else useImport.setState({ check: { kind: 'failed', errors: report.errors } });
}

/** Minimisation (ledger PRV-02): what the organisation does not store never reaches the worker that stores. */
async function fieldsLeftOut(): Promise<Result<LeftOutFields>> {
  const listed = await new PrivacyStore(database()).list();
  return listed.ok ? ok(leftOutBy(listed.value.records)) : listed;
}

/** A source whose ground was withdrawn or has ended is brought in no more (ledger PRV-01). */
async function groundFaults(names: readonly string[]): Promise<readonly CodedError[]> {
  const listed = await new PrivacyStore(database()).list();
  if (!listed.ok) return listed.errors;
  const today = now().slice(0, 10) as IsoDate;
  return names.flatMap((name) => sourceFaults(listed.value.records, name, today));
}

function mappedFile(files: readonly ReadyFile[], family: Family, leftOut: LeftOutFields): MappedFile | null {
  const file = files.find((known) => known.state.mapping.family === family);
  return file === undefined
    ? null
    : { id: file.id, name: file.name, mapping: admitted(file.state.mapping, leftOut) };
}

export const cancelCheck = (): void => void ask(async (api) => ok(await api.cancelCheck()));

/** Makes the plan in the worker, opens it, and leaves the import. */
export async function createPlan(spec: NewPlanSpec): Promise<Result<PlanMade>> {
  const made = await ask((api) => api.create(spec));
  if (!made.ok) return made;
  const opened = await session().openPlan(made.value.planId);
  if (!opened.ok) return opened;
  leaveImport();
  return made;
}

/** Brings the checked files into the open plan as one edit that can be undone. Answers once it is on the disk. */
export async function updatePlan(planId: PlanId, gone: UpdateAccounts['gone']): Promise<Result<null>> {
  const update = await ask((api) => api.update());
  if (!update.ok) return update;
  const { command, reps, territories } = update.value;
  const brought = await session().commit({
    type: 'bringFiles',
    accounts: { ...command, gone },
    reps,
    territories,
  });
  if (!brought.ok) return brought;
  const { entry } = brought.value;
  const recorded = await ask((api) =>
    api.record(planId, { at: entry?.at ?? now(), by: actor(), seq: entry?.seq ?? null }),
  );
  if (!recorded.ok) return recorded;
  leaveImport();
  return ok(null);
}
