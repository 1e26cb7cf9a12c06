/** A dry run to the files that are handed over; none while anything refuses it. */
import type { Sha256Hex } from '../../domain/brand.ts';
import type { AuditEvent } from '../../domain/governance/audit.ts';
import { chainAudit } from '../../domain/governance/audit.ts';
import type { CodedError, Result } from '../../domain/result.ts';
import { ok, refuse } from '../../domain/result.ts';
import type { ApprovedVersion } from '../../domain/writeback/approved-version.ts';
import { preparedEvent } from '../../domain/writeback/audit-events.ts';
import type { DryRun, WritebackBatch } from '../../domain/writeback/batch.ts';
import { batchText } from '../../domain/writeback/batch.ts';
import type { Inverse, Made } from '../../domain/writeback/inverse.ts';
import { inverseOf } from '../../domain/writeback/inverse.ts';
import { utf8 } from '../bundle/bytes.ts';
import { sha256Of, sha256OfText } from '../bundle/digest.ts';
import { handoverCsv, handoverHtml, handovers } from './handover.ts';
import type { JobFile } from './job-files.ts';
import { jobFiles } from './job-files.ts';
import { batchReadme } from './batch-readme.ts';
import { conflictsCsv, previewCsv } from './preview-tables.ts';

export type Files = ReadonlyMap<string, Uint8Array<ArrayBuffer>>;

export interface PreparedFiles {
  readonly files: Files;
  readonly jobs: readonly JobFile[];
  readonly inverse: readonly JobFile[];
  /** What the audit trail says of it, with the digest of every file. */
  readonly event: AuditEvent;
}

/** Codes: GateCode, FIELD_LOCKED. The same inputs give the same bytes. */
export function batchFiles(run: DryRun, version: ApprovedVersion): Result<PreparedFiles, CodedError> {
  if (run.refusals.length > 0) return refuse(...run.refusals);
  const { batch } = run;
  const jobs = jobFiles(batch.target, batch.items, 'apply', batch.batchId);
  if (!jobs.ok) return jobs;
  const back = inverseFiles(batch);
  if (!back.ok) return back;
  const moved = handovers(version, batch.effectiveFrom);
  const { currency, name } = version.plan;
  const about = { plan: name, versionId: batch.versionId, effectiveFrom: batch.effectiveFrom, currency };
  const files = new Map<string, Uint8Array<ArrayBuffer>>([
    ['batch.json', utf8(batchText(batch))],
    ['preview.csv', previewCsv(run)],
    ['conflicts.csv', conflictsCsv(run)],
    ['handover.csv', handoverCsv(moved, currency)],
    ['handover.html', handoverHtml(moved, about)],
    ...jobs.value.map((file) => [file.name, file.bytes] as const),
    ...back.value.files.map((file) => [file.name, file.bytes] as const),
    ['README.md', utf8(batchReadme(run, jobs.value, back.value.files, back.value.inverse.waiting))],
  ]);
  const event = preparedEvent(batch, digests(files));
  files.set('audit.jsonl', utf8(`${chainAudit([event], sha256OfText).lines.join('\n')}\n`));
  return ok({ files, jobs: jobs.value, inverse: back.value.files, event });
}

/** What takes the batch back, whole once results say what was made. Code: FIELD_LOCKED. */
export function inverseFiles(
  batch: WritebackBatch,
  made?: ReadonlyMap<number, Made>,
): Result<{ readonly files: readonly JobFile[]; readonly inverse: Inverse }, CodedError> {
  // Once there are results, only what was made is taken back.
  const kept = made === undefined ? null : [...made].toSorted(([a], [b]) => a - b);
  const applied = kept === null ? batch.items : batch.items.filter((_, i) => made?.has(i) === true);
  const known = new Map((kept ?? []).map(([, one], i) => [i, one]));
  const inverse = inverseOf(batch.target, applied, known);
  const files = jobFiles(batch.target, inverse.items, 'inverse', batch.batchId);
  return files.ok ? ok({ files: files.value, inverse }) : files;
}

export const digests = (files: Files): Readonly<Record<string, Sha256Hex>> =>
  Object.fromEntries([...files].map(([name, bytes]) => [name, sha256Of(bytes)]));
