/** What an import left out and assumed, kept with the plan it made, so that nothing of a file is ever simply gone. */
import { z } from 'zod';
import { FAMILIES } from '../../domain/intake/mapping.ts';
import type { PlanId } from '../../domain/brand.ts';
import type { Database } from './database.ts';

const rejectedRow = z.object({
  row: z.number(),
  line: z.number(),
  code: z.string(),
  reason: z.string(),
  text: z.string(),
});

const fileRecord = z.object({
  name: z.string(),
  family: z.enum(FAMILIES),
  rowsInFile: z.number().int(),
  rejected: z.array(rejectedRow),
  /** The rows left out as a file of their own; null where there are none. */
  rest: z.instanceof(Uint8Array).nullable(),
  unmapped: z.array(z.string()),
});

const importRecord = z.object({
  importedAt: z.string(),
  files: z.array(fileRecord),
  /** Cells without a value, by field, and what the ones said that said something. */
  missing: z.record(z.string(), z.number()),
  sentinels: z.record(z.string(), z.record(z.string(), z.number())),
  score: z.number(),
});

/** Once a plan had one import; since it can be updated from a file, it has as many as went into it, newest first. */
const records = z.union([z.array(importRecord), importRecord.transform((record) => [record])]);

const row = z.object({ key: z.string(), value: records });

export type ImportedFile = z.infer<typeof fileRecord>;
export type ImportRecord = z.infer<typeof importRecord>;

const keyOf = (planId: PlanId): string => `import:${planId}`;

/** What went into a plan, newest first; empty for a plan that was not made from a file here. */
export async function recallImports(db: Database, planId: PlanId): Promise<readonly ImportRecord[]> {
  const parsed = row.safeParse(await db.settings.get(keyOf(planId)));
  return parsed.success ? parsed.data.value : [];
}

export async function keepImport(db: Database, planId: PlanId, record: ImportRecord): Promise<void> {
  await db.transaction('rw', db.settings, async () => {
    const earlier = await recallImports(db, planId);
    await db.settings.put({ key: keyOf(planId), value: [record, ...earlier] });
  });
}
