/** What the figures and the quota of a territory come from: files, edits of its accounts' values, edits of quotas (AUD-08). */
import type { PlanId } from '../../domain/brand.ts';
import type { SourceRecord } from '../../domain/lineage/source.ts';
import { placeOf } from '../../domain/lineage/source.ts';
import { standing } from '../../domain/lineage/trace.ts';
import type { Diff } from '../../domain/plan/diff.ts';
import type { Plan } from '../../domain/plan/plan.ts';
import { ACTIVE } from '../../domain/plan/plan.ts';
import type { Database } from '../storage/database.ts';
import { parseDiffRow } from '../storage/row-parsers.ts';
import type { JournalRow } from '../storage/rows.ts';
import { recallSources } from '../storage/source-store.ts';
import { journalOf } from './account-lineage.ts';

export interface TerritoryEdit extends Pick<JournalRow, 'label' | 'actor' | 'at'> {
  readonly key: string;
  /** Values of its accounts that it changed. */
  readonly values: number;
}

export interface TerritoryLineage {
  readonly files: readonly {
    readonly record: SourceRecord;
    readonly accounts: number;
    readonly line: number | null;
  }[];
  readonly edits: readonly TerritoryEdit[];
  readonly quota: readonly TerritoryEdit[];
}

const DEEPEST = 20;

export async function territoryLineage(
  db: Database,
  plan: Plan,
  journal: readonly JournalRow[],
  territory: number,
): Promise<TerritoryLineage> {
  const left = new Set<number>();
  plan.assignment.forEach((at, row) => {
    if (at === territory && plan.standing[row] === ACTIVE) left.add(row);
  });
  const rows = new Set(left);
  const files: TerritoryLineage['files'][number][] = [];
  const [edits, quota]: [TerritoryEdit[], TerritoryEdit[]] = [[], []];
  let [at, entries]: [PlanId | null, readonly JournalRow[]] = [plan.planId, journal];
  for (let depth = 0; at !== null && depth < DEEPEST; depth++) {
    const { records, copyOf } = await recallSources(db, at);
    const stands = standing(entries);
    for (const record of records.toReversed()) {
      if (record.seq !== 0 && !stands.has(record.seq)) continue;
      const found = [...left].filter((row) => placeOf(record, row) !== null);
      for (const row of found) left.delete(row);
      const line = record.territoryLines[plan.territories[territory]?.name ?? ''] ?? null;
      if (found.length > 0 || line !== null) files.push({ record, accounts: found.length, line });
    }
    const brought = new Set(records.map(({ seq }) => seq));
    for (const entry of entries.toReversed()) {
      if (!stands.has(entry.seq) || entry.edit.kind !== 'command' || brought.has(entry.seq)) continue;
      const parsed = parseDiffRow(await db.diffs.get([at, entry.seq]));
      if (!parsed.ok) continue;
      const { label, actor, at: when } = entry;
      const edit = {
        key: `${at} ${entry.seq}`,
        label,
        actor,
        at: when,
        values: valuesIn(parsed.value.diff, rows),
      };
      if (edit.values > 0) edits.push(edit);
      if (parsed.value.diff.some((patch) => patch.kind === 'record' && patch.key === 'quota'))
        quota.push(edit);
    }
    at = copyOf?.planId ?? null;
    entries = copyOf === null ? [] : await journalOf(db, copyOf.planId, copyOf.seq);
  }
  return { files, edits, quota };
}

const valuesIn = (diff: Diff, rows: ReadonlySet<number>): number =>
  diff.reduce(
    (sum, patch) =>
      patch.kind === 'cells' ? sum + patch.rows.reduce((n, row) => n + (rows.has(row) ? 1 : 0), 0) : sum,
    0,
  );
