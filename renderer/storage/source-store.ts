/**
 * Where the values of a plan came from, kept beside it (ledger AUD-08). Plans of before this was kept have none, and say
 * so; a plan made from another names it, so that its values are followed into that one.
 */
import { z } from 'zod';
import type { IsoDate, PlanId } from '../../domain/brand.ts';
import { FAMILIES } from '../../domain/intake/mapping.ts';
import type { SourceRecord } from '../../domain/lineage/source.ts';
import type { Followed } from '../../domain/lineage/trace.ts';
import { changesIn } from '../../domain/lineage/trace.ts';
import type { Database } from './database.ts';
import { parseDiffRow } from './row-parsers.ts';
import type { JournalRow } from './rows.ts';

const rows = z.instanceof(Int32Array);

const sourceFile = z.object({
  name: z.string(),
  family: z.enum(FAMILIES),
  sheet: z.string().nullable(),
  sha256: z.string().nullable(),
  columns: z.array(z.object({ field: z.string(), column: z.number().int(), header: z.string() })),
});

const sourceRecord = z.object({
  at: z.string(),
  by: z.string(),
  seq: z.number().int().nonnegative(),
  files: z.array(sourceFile),
  runs: rows,
  written: z.record(z.string(), z.object({ rows, codes: rows, pool: z.array(z.string()) })),
  bookings: z.object({ rows, lines: rows }).nullable(),
  territoryLines: z.record(z.string(), z.number()),
});

const sources = z.object({
  records: z.array(sourceRecord),
  /** The plan it was made from, as that stood after edit `seq`. */
  copyOf: z.object({ planId: z.string(), seq: z.number().int().nonnegative() }).nullable(),
});

const row = z.object({ key: z.string(), value: sources });

export interface Sources {
  readonly records: readonly SourceRecord[];
  readonly copyOf: { readonly planId: PlanId; readonly seq: number } | null;
}

export const NO_SOURCES: Sources = { records: [], copyOf: null };

export const sourceKey = (planId: string): string => `sources:${planId}`;

/** What cannot be read is as if it were not there: the values themselves stay as they are. */
export async function recallSources(db: Database, planId: PlanId): Promise<Sources> {
  const parsed = row.safeParse(await db.settings.get(sourceKey(planId)));
  return parsed.success ? (parsed.data.value as unknown as Sources) : NO_SOURCES;
}

export const keepSource = (db: Database, planId: PlanId, record: SourceRecord): Promise<void> =>
  change(db, planId, (known) => ({ ...known, records: [...known.records, record] }));

/** Says which plan a new one was made from. */
export const keepCopyOf = (db: Database, planId: PlanId, of: PlanId, seq: number): Promise<void> =>
  change(db, planId, (known) => ({ ...known, copyOf: { planId: of, seq } }));

/** What stood in the files of a day goes with the rest of them; which file and line stays. */
export const forgetWritten = (db: Database, planId: PlanId, day: IsoDate): Promise<void> =>
  change(db, planId, (known) => ({
    ...known,
    records: known.records.map((record) =>
      record.at.slice(0, 10) === day ? { ...record, written: {} } : record,
    ),
  }));

function change(db: Database, planId: PlanId, to: (known: Sources) => Sources): Promise<void> {
  return db.transaction('rw', db.settings, async () => {
    const known = await recallSources(db, planId);
    const value = to(known);
    if (value.records.length === 0 && value.copyOf === null) return;
    await db.settings.put({ key: sourceKey(planId), value });
  });
}

/** Every change of one account, oldest first. An edit that cannot be read is passed over: opening said so. */
export async function changesOfRow(
  db: Database,
  planId: PlanId,
  journal: readonly JournalRow[],
  at: number,
): Promise<readonly Followed[]> {
  const heads = new Map(journal.filter((entry) => entry.rows > 0).map((entry) => [entry.seq, entry]));
  const found: Followed[] = [];
  const seqs = [...heads.keys()].toSorted((a, b) => a - b);
  for (let from = 0; from < seqs.length; from += READ_AT_ONCE) {
    const keys = seqs.slice(from, from + READ_AT_ONCE).map((seq): [PlanId, number] => [planId, seq]);
    for (const diffRow of await db.diffs.bulkGet(keys)) {
      const parsed = parseDiffRow(diffRow);
      if (!parsed.ok) continue;
      const head = heads.get(parsed.value.seq);
      if (head !== undefined)
        for (const one of changesIn(parsed.value.diff, at)) found.push({ head, ...one });
    }
  }
  return found;
}

/** A build of 100,000 accounts is a large diff: few are in memory at a time. */
const READ_AT_ONCE = 20;
