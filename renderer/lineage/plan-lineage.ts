/** Everything on this laptop about where the values of a plan came from, for the audit pack (ledger AUD-08). */
import type { IsoTime, PlanId } from '../../domain/brand.ts';
import { textAt } from '../../domain/plan/account-table.ts';
import type { SourceRecord } from '../../domain/lineage/source.ts';
import { standing } from '../../domain/lineage/trace.ts';
import type { LineageChange, PackedLineage } from '../../formats/audit-pack/lineage-tables.ts';
import type { Database } from '../storage/database.ts';
import { PlanStore } from '../storage/plan-store.ts';
import { parseDiffRow } from '../storage/row-parsers.ts';
import { recallSources } from '../storage/source-store.ts';
import { journalOf } from './account-lineage.ts';

const DEEPEST = 20;

/** Of the plan as it stood at a time, and of those it was made from; null where nothing is kept of it here. */
export async function planLineage(db: Database, planId: PlanId, at: IsoTime): Promise<PackedLineage | null> {
  const whole = await journalOf(db, planId, Infinity);
  const upTo = whole.reduce((last, entry) => (entry.at <= at ? Math.max(last, entry.seq) : last), 0);
  const store = await PlanStore.open(db, () => at);
  const loaded = store.ok ? await store.value.loadPlan(planId, upTo) : store;
  if (!loaded.ok) return null;
  const { accounts } = loaded.value.plan;
  const accountIds = Array.from(
    { length: accounts.rowCount },
    (_, row) => textAt(accounts, 'accountId', row) ?? '',
  );
  const records: SourceRecord[] = [];
  const changes: LineageChange[] = [];
  let [of, seq]: [PlanId | null, number] = [planId, upTo];
  for (let depth = 0; of !== null && depth < DEEPEST; depth++) {
    const sources = await recallSources(db, of);
    const until = seq;
    records.unshift(...sources.records.filter((record) => record.seq <= until));
    const brought = new Set(sources.records.map((record) => record.seq));
    changes.unshift(...(await changesUpTo(db, of, until, brought, accountIds)));
    [of, seq] = [sources.copyOf?.planId ?? null, sources.copyOf?.seq ?? 0];
  }
  return records.length === 0 && changes.length === 0 ? null : { accountIds, records, changes };
}

/** Changes of values; where accounts are is told by the moves inside each version. */
async function changesUpTo(
  db: Database,
  planId: PlanId,
  upTo: number,
  brought: ReadonlySet<number>,
  accountIds: readonly string[],
): Promise<readonly LineageChange[]> {
  const journal = await journalOf(db, planId, upTo);
  const stands = standing(journal);
  const changes: LineageChange[] = [];
  for (const { seq, at, actor, label, edit } of journal) {
    // What an import brought is told by its files and lines.
    if (edit.kind !== 'command' || brought.has(seq)) continue;
    const parsed = parseDiffRow(await db.diffs.get([planId, seq]));
    if (!parsed.ok) continue;
    for (const patch of parsed.value.diff) {
      if (patch.kind !== 'cells') continue;
      patch.rows.forEach((row, i) =>
        changes.push({
          edit: seq,
          at,
          by: actor,
          label,
          account: accountIds[row] ?? '',
          field: patch.field,
          before: patch.from[i] ?? null,
          after: patch.to[i] ?? null,
          stands: stands.has(seq),
        }),
      );
    }
  }
  return changes;
}
