/** Write-back as the bundle worker does it: verifying, comparing and packing 100,000 accounts off the page. */
import type { ActorId, IsoDate, IsoTime } from '../../../../domain/brand.ts';
import type { AuditEvent } from '../../../../domain/governance/audit.ts';
import type { VerifiedAt } from '../../../../domain/bundle/verification.ts';
import type { Keyring } from '../../../../domain/governance/keyring.ts';
import type { Result } from '../../../../domain/result.ts';
import { ok } from '../../../../domain/result.ts';
import { reconciledEvent } from '../../../../domain/writeback/audit-events.ts';
import type { DryRun, WritebackBatch } from '../../../../domain/writeback/batch.ts';
import { dryRun } from '../../../../domain/writeback/batch.ts';
import type { PastBatch } from '../../../../domain/writeback/gate.ts';
import type { TargetOptions } from '../../../../domain/writeback/options.ts';
import type { Reconciliation } from '../../../../domain/writeback/reconcile.ts';
import { reconcile, reconcileByExport } from '../../../../domain/writeback/reconcile.ts';
import type { Environment, Target } from '../../../../domain/writeback/target.ts';
import { sha256Of, sha256OfText } from '../../../../formats/bundle/digest.ts';
import { readApproved } from '../../../../formats/bundle/read-bundle.ts';
import { readZip } from '../../../../formats/bundle/read-zip.ts';
import { writeZip } from '../../../../formats/bundle/write-zip.ts';
import { batchFiles, inverseFiles } from '../../../../formats/writeback/batch-folder.ts';
import { outcomesCsv } from '../../../../formats/writeback/outcomes.ts';
import type { NamedBytes } from '../../../../formats/writeback/read-exports.ts';
import { readExports } from '../../../../formats/writeback/read-exports.ts';
import { readResults } from '../../../../formats/writeback/read-results.ts';

export interface WritebackRequest {
  /** The bundle of the release it would replace; null where there is none. */
  readonly before: Uint8Array | null;
  readonly target: Target;
  readonly environment: Environment;
  /** null: the first day of the cycle. */
  readonly effectiveFrom: IsoDate | null;
  readonly reason: string;
  readonly options: TargetOptions;
  readonly exports: readonly NamedBytes[];
  readonly current: readonly NamedBytes[];
  readonly preparedAt: IsoTime;
  readonly preparedBy: ActorId;
  readonly history: readonly PastBatch[];
}

export interface PreparedWriteback {
  readonly run: DryRun;
  readonly held: readonly { readonly object: string; readonly records: number }[];
  /** null while something refuses it. */
  readonly ready: {
    readonly zip: Uint8Array<ArrayBuffer>;
    readonly files: readonly { readonly name: string; readonly rows: number }[];
    readonly event: AuditEvent;
  } | null;
}

export async function prepareWriteback(
  bundle: Uint8Array,
  keyring: Keyring,
  at: VerifiedAt,
  request: WritebackRequest,
): Promise<Result<PreparedWriteback>> {
  const version = await readApproved(bundle, keyring, readZip, at);
  if (!version.ok) return version;
  const { target, exports, current: second, effectiveFrom, before: _before, ...rest } = request;
  const snapshot = await readExports(target, exports);
  if (!snapshot.ok) return snapshot;
  const current = second.length === 0 ? ok(null) : await readExports(target, second);
  if (!current.ok) return current;
  const inputs = {
    ...rest,
    version: version.value,
    snapshot: snapshot.value,
    current: current.value,
    effectiveFrom: effectiveFrom ?? version.value.plan.cycle.from,
  };
  const run = dryRun(inputs, sha256OfText);
  if (!run.ok) return run;
  const held = [...snapshot.value.records].map(([object, records]) => ({ object, records: records.length }));
  if (run.value.refusals.length > 0) return ok({ run: run.value, held, ready: null });
  const made = batchFiles(run.value, version.value);
  if (!made.ok) return made;
  const files = made.value.jobs.map(({ name, rows }) => ({ name, rows }));
  return ok({
    run: run.value,
    held,
    ready: { zip: writeZip(made.value.files), files, event: made.value.event },
  });
}

export interface ReconcileRequest {
  readonly by: 'results' | 'export';
  readonly files: readonly NamedBytes[];
  readonly at: IsoTime;
  readonly actor: ActorId;
}

export interface ReconciledWriteback {
  readonly found: Reconciliation;
  readonly event: AuditEvent;
  /** outcomes.csv and, under take-back/, what undoes what was made. */
  readonly zip: Uint8Array<ArrayBuffer>;
}

export async function reconcileWriteback(
  batch: WritebackBatch,
  { by, files, at, actor }: ReconcileRequest,
): Promise<Result<ReconciledWriteback>> {
  const found = await outcomeOf(batch, by, files);
  if (!found.ok) return found;
  const back = inverseFiles(batch, found.value.made);
  if (!back.ok) return back;
  const zip = new Map<string, Uint8Array>([
    ['outcomes.csv', outcomesCsv(batch, found.value)],
    ...back.value.files.map((file) => [file.name.replace(/^inverse/, 'take-back'), file.bytes] as const),
  ]);
  const digests = Object.fromEntries(files.map((file) => [file.name, sha256Of(file.bytes)]));
  const event = reconciledEvent(batch, found.value, { at, actor }, digests);
  return ok({ found: found.value, event, zip: writeZip(zip) });
}

async function outcomeOf(
  batch: WritebackBatch,
  by: ReconcileRequest['by'],
  files: readonly NamedBytes[],
): Promise<Result<Reconciliation>> {
  if (by === 'export') {
    const now = await readExports(batch.target, files);
    return now.ok ? ok(reconcileByExport(batch, now.value)) : now;
  }
  const rows = await readResults(batch, files);
  return rows.ok ? ok(reconcile(batch, rows.value)) : rows;
}
