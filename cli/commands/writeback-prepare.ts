import { join } from 'node:path';
import type { ActorId, IsoDate } from '../../domain/brand.ts';
import type { CodedError, Result } from '../../domain/result.ts';
import { codedError, ok, refuse } from '../../domain/result.ts';
import type { DryRun } from '../../domain/writeback/batch.ts';
import { dryRun, itemCounts } from '../../domain/writeback/batch.ts';
import type { PastBatch } from '../../domain/writeback/gate.ts';
import type { TargetOptions } from '../../domain/writeback/options.ts';
import type { QuotaPeriod } from '../../domain/writeback/quota-periods.ts';
import { QUOTA_PERIODS } from '../../domain/writeback/quota-periods.ts';
import type { Environment, Target } from '../../domain/writeback/target.ts';
import { ENVIRONMENTS, TARGET_NAMES, TARGETS } from '../../domain/writeback/target.ts';
import { sha256OfText } from '../../formats/bundle/digest.ts';
import { readApproved } from '../../formats/bundle/read-bundle.ts';
import { batchFiles } from '../../formats/writeback/batch-folder.ts';
import { readExports } from '../../formats/writeback/read-exports.ts';
import { readZip } from '../../workstation/read-zip.ts';
import type { ExitCode } from '../command.ts';
import { parseCommandLine, printJson, refuseInput, timeOption } from '../command.ts';
import type { Io } from '../io.ts';
import { keyringAt } from '../keyring-at.ts';
import { verifiedAt } from '../verified-at.ts';
import { filesAt, pastBatchAt } from './writeback-files.ts';

const OPTIONS = {
  target: { type: 'string' },
  snapshot: { type: 'string', multiple: true },
  current: { type: 'string', multiple: true },
  history: { type: 'string', multiple: true },
  out: { type: 'string' },
  environment: { type: 'string' },
  effective: { type: 'string' },
  reason: { type: 'string' },
  'quota-period': { type: 'string' },
  model: { type: 'string' },
  'territory-type': { type: 'string' },
  'forecasting-type': { type: 'string' },
  metric: { type: 'string' },
  'goal-name': { type: 'string' },
  keyring: { type: 'string' },
  previous: { type: 'string' },
  at: { type: 'string' },
  'dry-run': { type: 'boolean' },
  json: { type: 'boolean' },
} as const;

export async function prepare(argv: readonly string[], io: Io, usage: string): Promise<ExitCode> {
  const json = argv.includes('--json');
  const line = parseCommandLine(argv, OPTIONS, { min: 1, max: 1, what: 'one BUNDLE' });
  if (!line.ok) return refuseInput(io, line.errors, json, usage);
  const { values, positionals } = line.value;
  const choices = choicesOf(values);
  if (!choices.ok) return refuseInput(io, choices.errors, json, usage);
  const { target, environment, quotaPeriod, out } = choices.value;
  const at = timeOption('at', values.at, io.now());
  if (!at.ok) return refuseInput(io, at.errors, json, usage);
  const bytes = await io.readFile(positionals[0] ?? '');
  if (!bytes.ok) return refuseInput(io, bytes.errors, json);
  const believed = await keyringAt(io, values.keyring, undefined);
  if (!believed.ok) return refuseInput(io, believed.errors, json);
  const day = at.value.slice(0, 10) as IsoDate;
  const judged = await verifiedAt(io, believed.value, day, values.previous);
  if (!judged.ok) return refuseInput(io, judged.errors, json);
  const version = await readApproved(bytes.value, believed.value.keyring, readZip, judged.value);
  if (!version.ok) return negative(io, version.errors, json);
  const snapshot = await exportsAt(io, target, values.snapshot ?? []);
  if (!snapshot.ok) return refuseInput(io, snapshot.errors, json);
  const current = values.current === undefined ? ok(null) : await exportsAt(io, target, values.current);
  if (!current.ok) return refuseInput(io, current.errors, json);
  const history: PastBatch[] = [];
  for (const folder of values.history ?? []) {
    const past = await pastBatchAt(io, folder);
    if (!past.ok) return refuseInput(io, past.errors, json);
    history.push(past.value);
  }
  const effective = timeOption('effective', values.effective ?? version.value.plan.cycle.from, io.now());
  if (!effective.ok) return refuseInput(io, effective.errors, json, usage);
  const options: TargetOptions = {
    quotaPeriod,
    model: values.model,
    territoryType: values['territory-type'],
    forecastingType: values['forecasting-type'],
    metric: values.metric,
    goalName: values['goal-name'],
  };
  const run = dryRun(
    {
      version: version.value,
      snapshot: snapshot.value,
      current: current.value,
      options,
      environment,
      effectiveFrom: effective.value.slice(0, 10) as IsoDate,
      preparedAt: at.value,
      preparedBy: 'command-line' as ActorId,
      reason: values.reason ?? '',
      history,
    },
    sha256OfText,
  );
  if (!run.ok) return refuseInput(io, run.errors, json);
  if (run.value.refusals.length > 0 || values['dry-run'] === true) return report(io, run.value, [], json);
  const prepared = batchFiles(run.value, version.value);
  if (!prepared.ok) return negative(io, prepared.errors, json);
  const files: string[] = [];
  for (const [name, content] of prepared.value.files) {
    const written = await io.writeFile(join(out, name), content);
    if (!written.ok) return refuseInput(io, written.errors, json);
    files.push(join(out, name));
  }
  return report(io, run.value, files, json);
}

interface Choices {
  readonly target: Target;
  readonly environment: Environment;
  readonly quotaPeriod: QuotaPeriod;
  readonly out: string;
}

function choicesOf(values: {
  readonly target?: string;
  readonly environment?: string;
  readonly 'quota-period'?: string;
  readonly out?: string;
  readonly snapshot?: readonly string[];
  readonly 'dry-run'?: boolean;
}): Result<Choices, CodedError> {
  const target = oneOf('target', values.target, TARGETS);
  if (!target.ok) return target;
  const environment = oneOf('environment', values.environment ?? 'sandbox', ENVIRONMENTS);
  if (!environment.ok) return environment;
  const quotaPeriod = oneOf('quota-period', values['quota-period'] ?? 'quarter', QUOTA_PERIODS);
  if (!quotaPeriod.ok) return quotaPeriod;
  if (values.snapshot === undefined)
    return refuse(codedError('USAGE', 'Give the exports of the target: --snapshot FILE.'));
  if (values.out === undefined && values['dry-run'] !== true)
    return refuse(codedError('USAGE', 'Say where to: --out FOLDER.'));
  return ok({
    target: target.value,
    environment: environment.value,
    quotaPeriod: quotaPeriod.value,
    out: values.out ?? '',
  });
}

function oneOf<T extends string>(
  name: string,
  value: string | undefined,
  allowed: readonly T[],
): Result<T, CodedError> {
  const found = allowed.find((candidate) => candidate === value);
  if (found !== undefined) return ok(found);
  return refuse(codedError('USAGE', `--${name} must be one of ${allowed.join(', ')}, not "${value ?? ''}".`));
}

async function exportsAt(io: Io, target: Target, paths: readonly string[]) {
  const files = await filesAt(io, paths);
  return files.ok ? readExports(target, files.value) : files;
}

function negative(io: Io, errors: readonly CodedError[], json: boolean): ExitCode {
  refuseInput(io, errors, json);
  return 1;
}

function report(io: Io, run: DryRun, files: readonly string[], json: boolean): ExitCode {
  const { batch, changes, breaker, refusals } = run;
  if (json) {
    printJson(io, {
      ok: refusals.length === 0,
      batchId: batch.batchId,
      versionId: batch.versionId,
      target: batch.target,
      environment: batch.environment,
      effectiveFrom: batch.effectiveFrom,
      changes: itemCounts(batch.items),
      same: changes.same,
      conflicts: changes.conflicts,
      waiting: changes.waiting,
      notes: changes.notes,
      breaker,
      refusals,
      files,
    });
  } else io.out(words(run, files));
  return refusals.length === 0 ? 0 : 1;
}

const SHOWN = 20;

function words({ batch, changes, breaker, refusals }: DryRun, files: readonly string[]): string {
  const counts = Object.entries(itemCounts(batch.items)).map(([job, count]) => `  ${count} ${job}`);
  const conflicts = changes.conflicts.slice(0, SHOWN).map((one) => `  ${one.code}  ${one.message}`);
  const rest = changes.conflicts.length - conflicts.length;
  return [
    `${TARGET_NAMES[batch.target]}, ${batch.environment}: batch ${batch.batchId.slice(0, 12)} of version ${batch.versionId.slice(0, 8)}, effective ${batch.effectiveFrom}`,
    `${batch.items.length} changes, ${changes.same} as approved already, ${changes.conflicts.length} conflicts, ${changes.waiting.length} waiting; ${breaker.changed} of ${breaker.inScope} accounts replaced`,
    ...counts,
    ...conflicts,
    ...(rest > 0 ? [`  and ${rest} more in conflicts.csv`] : []),
    ...changes.notes.map((note) => `  ${note}`),
    ...refusals.map((refusal) => `Refused: ${refusal.message} [${refusal.code}]`),
    ...(files.length === 0
      ? ['No file was written.']
      : [`${files.length} files; begin with ${files.find((name) => name.endsWith('README.md'))}`]),
  ].join('\n');
}
