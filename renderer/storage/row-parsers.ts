/** What is read from IndexedDB is anybody's until it has passed here. */
import { z } from 'zod';
import type { Result } from '../../domain/result.ts';
import { codedError, ok, refuse } from '../../domain/result.ts';
import { diffSchema } from './parse-diff.ts';
import { recordSchemas } from './parse-plan-records.ts';
import type { CheckpointRow, ColumnRow, DiffRow, JournalRow, PlanRow, SnapshotRow } from './rows.ts';

const text = z.string().min(1);
/** One look at each text: a pool may hold 100,000 of them. */
const texts = z.custom<string[]>(
  (value) => Array.isArray(value) && value.every((each) => typeof each === 'string'),
  { error: 'a pool holds something that is not text' },
);
const count = z.number().int().nonnegative();

const planRow = z.looseObject({
  planId: text,
  name: z.string(),
  accounts: count,
  territories: count,
  createdAt: text,
  updatedAt: text,
  head: count,
  deletedAt: text.nullable(),
  origin: z.enum(['import', 'sample', 'copy']),
});

const editKind = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('command'), command: text }),
  z.object({ kind: z.literal('undo'), of: count }),
  z.object({ kind: z.literal('redo'), of: count }),
]);

const journalRow = z.looseObject({
  planId: text,
  seq: count.min(1),
  edit: editKind,
  label: z.string(),
  actor: text,
  at: text,
  rows: count,
  run: z.json().optional(),
});

const diffRow = z.object({ planId: text, seq: count.min(1), diff: diffSchema });

const columnRow = z.discriminatedUnion('kind', [
  z.object({ hash: text, kind: z.literal('number'), values: z.instanceof(Float64Array) }),
  z
    .object({
      hash: text,
      kind: z.literal('text'),
      pool: texts,
      codes: z.instanceof(Int32Array),
    })
    .refine((row) => row.codes.every((code) => code >= -1 && code < row.pool.length), {
      error: 'a code points outside its pool',
    }),
]);

const snapshotRow = z.object({
  snapshotId: text,
  rowCount: count,
  columns: z.record(z.string(), text),
});

const bodySchema = z
  .looseObject({
    planId: text,
    tenant: text,
    assignment: z.instanceof(Int32Array),
    baseline: z.instanceof(Int32Array),
    locked: z.instanceof(Uint8Array),
    reason: z.instanceof(Uint8Array),
    source: z.instanceof(Uint8Array),
    standing: z.instanceof(Uint8Array),
    mergedInto: z.instanceof(Int32Array),
    ...recordSchemas,
  })
  .refine(
    (body) =>
      [body.baseline, body.locked, body.reason, body.source, body.standing, body.mergedInto].every(
        (column) => column.length === body.assignment.length,
      ),
    { error: 'columns differ in length' },
  )
  .refine((body) => body.assignment.every((index) => index >= -1 && index < body.territories.length), {
    error: 'an account is in a territory that does not exist',
  });

const checkpointRow = z.object({ planId: text, seq: count, snapshotId: text, body: bodySchema });

function parser<Row>(schema: z.ZodType): (row: unknown) => Result<Row> {
  return (row) => {
    const parsed = schema.safeParse(row);
    if (parsed.success) return ok(parsed.data as Row);
    const issue = parsed.error.issues[0];
    const where = issue === undefined || issue.path.length === 0 ? '' : ` (${issue.path.join('.')})`;
    return refuse(codedError('ROW_UNREADABLE', `${issue?.message ?? 'unreadable'}${where}`));
  };
}

export const parsePlanRow = parser<PlanRow>(planRow);
export const parseJournalRow = parser<JournalRow>(journalRow);
export const parseDiffRow = parser<DiffRow>(diffRow);
export const parseColumnRow = parser<ColumnRow>(columnRow);
export const parseSnapshotRow = parser<SnapshotRow>(snapshotRow);
export const parseCheckpointRow = parser<CheckpointRow>(checkpointRow);
