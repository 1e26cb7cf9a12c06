/** A batch in the audit trail (ledger AUD-01, SYN-01): who prepared what, and what became of it. */
import type { ActorId, IsoTime, Sha256Hex } from '../brand.ts';
import type { AuditEvent } from '../governance/audit.ts';
import type { WritebackBatch } from './batch.ts';
import { itemCounts } from './batch.ts';
import type { Reconciliation } from './reconcile.ts';
import { TARGET_NAMES } from './target.ts';

/** `files`: sha256 of every file that left, by its name. */
export const preparedEvent = (
  batch: WritebackBatch,
  files: Readonly<Record<string, Sha256Hex>>,
): AuditEvent => ({
  at: batch.preparedAt,
  actor: batch.preparedBy,
  action: 'writeback.prepare',
  label: `Prepare ${batch.items.length} changes for ${TARGET_NAMES[batch.target]} (${batch.environment})`,
  object: `writeback:${batch.batchId}`,
  before: { snapshot: batch.snapshot },
  after: {
    version: batch.versionId,
    target: batch.target,
    environment: batch.environment,
    effectiveFrom: batch.effectiveFrom,
    items: itemCounts(batch.items),
    overruled: batch.overruled,
    reason: batch.reason,
    files,
  },
  policy: batch.policy,
});

/** `results`: sha256 of every file the outcome was read from, by its name. */
export const reconciledEvent = (
  batch: WritebackBatch,
  reconciliation: Reconciliation,
  by: { readonly at: IsoTime; readonly actor: ActorId },
  results: Readonly<Record<string, Sha256Hex>>,
): AuditEvent => ({
  ...by,
  action: 'writeback.reconcile',
  label: `Reconcile ${TARGET_NAMES[batch.target]} (${batch.environment}): ${reconciliation.counts.applied} of ${batch.items.length} applied`,
  object: `writeback:${batch.batchId}`,
  before: null,
  after: {
    counts: { ...reconciliation.counts },
    halfDone: reconciliation.halfDone.length,
    strangers: reconciliation.strangers.length,
    results,
  },
  policy: batch.policy,
});
