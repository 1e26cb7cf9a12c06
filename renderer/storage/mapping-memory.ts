/** Column mappings a person confirmed, by the headers they were made for: the next file of the same source needs no matching. */
import { FAMILIES } from '../../domain/intake/mapping.ts';
import { z } from 'zod';
import type { IsoTime } from '../../domain/brand.ts';
import { fieldSpec } from '../../domain/intake/fields.ts';
import type { ColumnMapping } from '../../domain/intake/mapping.ts';
import type { Database } from './database.ts';
import type { MappingRow } from './rows.ts';

const reading = z.object({
  decimal: z.enum(['.', ',']).exactOptional(),
  dateOrder: z.enum(['mdy', 'dmy', 'ymd']).exactOptional(),
});

const column = z.object({
  column: z.number().int().nonnegative(),
  header: z.string(),
  field: z.string().nullable(),
  confidence: z.number().min(0).max(1),
  why: z.string(),
  alternatives: z.array(z.object({ field: z.string(), confidence: z.number() })),
  reading,
});

const mapping = z
  .object({
    family: z.enum(FAMILIES),
    fingerprint: z.string(),
    columns: z.array(column),
    potentialUnit: z
      .object({
        kind: z.enum(['money', 'count']),
        name: z.string().min(1),
        minorPerMajor: z.number().int().positive(),
      })
      .nullable(),
  })
  .refine(({ columns }) => columns.every((choice, i) => choice.column === i), {
    error: 'columns out of order',
  })
  .refine(
    ({ family, columns }) =>
      columns.every(({ field }) => field === null || fieldSpec(family, field) !== null),
    { error: 'a field that this version does not know' },
  );

const row = z.object({ sourceKey: z.string(), mapping, savedAt: z.string() });

export interface RememberedMapping {
  readonly mapping: ColumnMapping;
  readonly savedAt: string;
}

/** The mapping last confirmed for these headers, or null; one that cannot be read is as if there were none. */
export async function recallMapping(db: Database, fingerprint: string): Promise<RememberedMapping | null> {
  const parsed = row.safeParse(await db.mappings.get(fingerprint));
  if (!parsed.success || parsed.data.mapping.fingerprint !== fingerprint) return null;
  return { mapping: parsed.data.mapping, savedAt: parsed.data.savedAt };
}

export async function rememberMapping(db: Database, confirmed: ColumnMapping, at: IsoTime): Promise<void> {
  const kept: MappingRow = { sourceKey: confirmed.fingerprint, mapping: confirmed, savedAt: at };
  await db.mappings.put(kept);
}

export async function forgetMapping(db: Database, fingerprint: string): Promise<void> {
  await db.mappings.delete(fingerprint);
}
