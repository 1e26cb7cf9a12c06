import { z } from 'zod';
import { NUMBER_FIELDS, TEXT_FIELDS } from '../../domain/plan/account-table.ts';
import type { Diff } from '../../domain/plan/diff.ts';
import { recordSchemas } from './parse-plan-records.ts';

const rows = z
  .instanceof(Int32Array)
  .refine((list) => list.every((row, i) => row >= 0 && (i === 0 || row > (list[i - 1] ?? -1))), {
    error: 'account rows do not ascend',
  });

const column = z
  .object({
    kind: z.literal('column'),
    column: z.enum(['assignment', 'baseline', 'locked', 'reason', 'source', 'standing', 'mergedInto']),
    rows,
    from: z.instanceof(Int32Array),
    to: z.instanceof(Int32Array),
  })
  .refine((patch) => patch.from.length === patch.rows.length && patch.to.length === patch.rows.length, {
    error: 'a column patch has more rows than values',
  });

const cell = z.union([z.string(), z.number(), z.null()]);

const cells = z
  .object({
    kind: z.literal('cells'),
    field: z.enum([...TEXT_FIELDS, ...NUMBER_FIELDS]),
    rows,
    from: z.array(cell),
    to: z.array(cell),
  })
  .refine((patch) => patch.from.length === patch.rows.length && patch.to.length === patch.rows.length, {
    error: 'a cells patch has more rows than values',
  });

const count = z.number().int().min(0);
const rowCount = z.object({ kind: z.literal('rows'), from: count, to: count });

const records = Object.entries(recordSchemas).map(([key, value]) =>
  z.object({ kind: z.literal('record'), key: z.literal(key), from: value, to: value }),
);

export const diffSchema: z.ZodType<Diff> = z.array(
  z.union([column, cells, rowCount, ...records]),
) as unknown as z.ZodType<Diff>;
