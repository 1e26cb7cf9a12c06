/** Follows the values of one account of the open plan back to the files they came from (ledger AUD-08). */
import type { PlanId } from '../../domain/brand.ts';
import type { SourceRecord } from '../../domain/lineage/source.ts';
import type { Trace, TracedField } from '../../domain/lineage/trace.ts';
import { standing, traceAccount } from '../../domain/lineage/trace.ts';
import type { Database } from '../storage/database.ts';
import { parseJournalRow } from '../storage/row-parsers.ts';
import type { JournalRow } from '../storage/rows.ts';
import { changesOfRow, recallSources } from '../storage/source-store.ts';

export interface AccountLineage {
  readonly traces: readonly Trace[];
  /** Nothing is kept of where this plan's values came from: it is older than that, or came from elsewhere. */
  readonly unknown: boolean;
}

/** A plan made from one that was made from one … ends somewhere. */
const DEEPEST = 20;

export async function accountLineage(
  db: Database,
  planId: PlanId,
  journal: readonly JournalRow[],
  row: number,
  fields: readonly TracedField[],
): Promise<AccountLineage> {
  let [at, edits]: [PlanId | null, readonly JournalRow[]] = [planId, journal];
  let traces: readonly Trace[] = fields.map((field) => ({ field, source: null, changes: [] }));
  let known = 0;
  for (let depth = 0; at !== null && depth < DEEPEST; depth++) {
    const { records, copyOf } = await recallSources(db, at);
    known += records.length;
    const here = await tracesIn(db, at, edits, row, fields, records);
    traces = traces.map((trace, i): Trace => {
      const earlier = here[i];
      return trace.source !== null || earlier === undefined
        ? trace
        : { ...trace, source: earlier.source, changes: [...earlier.changes, ...trace.changes] };
    });
    at = copyOf?.planId ?? null;
    edits = copyOf === null ? [] : await journalOf(db, copyOf.planId, copyOf.seq);
  }
  return { traces, unknown: known === 0 };
}

const tracesIn = async (
  db: Database,
  planId: PlanId,
  journal: readonly JournalRow[],
  row: number,
  fields: readonly TracedField[],
  records: readonly SourceRecord[],
): Promise<readonly Trace[]> =>
  traceAccount(row, fields, await changesOfRow(db, planId, journal, row), standing(journal), records);

/** The edits of a plan up to one of them. */
export async function journalOf(db: Database, planId: PlanId, upTo: number): Promise<readonly JournalRow[]> {
  const rows = await db.journal
    .where('[planId+seq]')
    .between([planId, 0], [planId, upTo], true, true)
    .toArray();
  return rows.flatMap((row) => {
    const entry = parseJournalRow(row);
    return entry.ok ? [entry.value] : [];
  });
}
