/** The dry run as tables for a spreadsheet: what changes, and what does not and why. Texts are guarded. */
import type { DryRun } from '../../domain/writeback/batch.ts';
import { writtenFields } from '../../domain/writeback/jobs.ts';
import type { Item } from '../../domain/writeback/change.ts';
import { writeCsv } from '../tabular/write-csv.ts';

export function previewCsv({ changes }: DryRun): Uint8Array<ArrayBuffer> {
  const headers = ['change', 'subject', 'object', 'operation', 'id', 'field', 'before', 'after'];
  return writeCsv(headers, changes.items.flatMap(itemRows));
}

function itemRows(item: Item): readonly (readonly (string | null)[])[] {
  const head = [item.group, item.subject, item.object, item.operation, item.id];
  const fields = Object.keys(item.operation === 'delete' ? (item.before ?? {}) : writtenFields(item));
  return fields.map((field) => [...head, field, item.before?.[field] ?? null, item.after?.[field] ?? null]);
}

export function conflictsCsv({ changes }: DryRun): Uint8Array<ArrayBuffer> {
  const headers = [
    'code',
    'subject',
    'object',
    'change',
    'in_target',
    'plan_began_from',
    'approved',
    'message',
  ];
  const conflicts = changes.conflicts.map((one) => [
    one.code,
    one.subject,
    one.object,
    one.group,
    one.current,
    one.expected,
    one.wanted,
    one.message,
  ]);
  const waiting = changes.waiting.map((one) => [
    'WAITING',
    one.subject,
    null,
    one.group,
    null,
    null,
    null,
    one.message,
  ]);
  return writeCsv(headers, [...conflicts, ...waiting]);
}
