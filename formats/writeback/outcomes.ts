/** What became of a batch, for the next command and for a spreadsheet. */
import { canonicalJson } from '../../domain/bundle/canonical-json.ts';
import type { WritebackBatch } from '../../domain/writeback/batch.ts';
import type { Reconciliation } from '../../domain/writeback/reconcile.ts';
import { writeCsv } from '../tabular/write-csv.ts';

export const reconciliationJson = (batch: WritebackBatch, found: Reconciliation): string =>
  canonicalJson({
    batchId: batch.batchId,
    complete: found.complete,
    counts: { ...found.counts },
    halfDone: found.halfDone.map(({ group, subject }) => ({ group, subject })),
    strangers: found.strangers.length,
  });

export function outcomesCsv(batch: WritebackBatch, found: Reconciliation): Uint8Array<ArrayBuffer> {
  const half = new Set(found.halfDone.map(({ group }) => group));
  const rows = batch.items.map((item, i) => [
    item.group,
    item.subject,
    item.object,
    item.operation,
    found.made.get(i)?.id ?? item.id,
    found.outcomes[i]?.outcome ?? 'no-result',
    half.has(item.group),
    found.outcomes[i]?.error ?? '',
  ]);
  return writeCsv(['change', 'subject', 'object', 'operation', 'id', 'outcome', 'half_done', 'error'], rows);
}
