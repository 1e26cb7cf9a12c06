import type { PlanId } from '../../domain/brand.ts';
import type { Result } from '../../domain/result.ts';
import { codedError, ok, refuse } from '../../domain/result.ts';
import { applyDiff } from '../../domain/plan/diff.ts';
import type { Plan } from '../../domain/plan/plan.ts';
import type { Database } from './database.ts';
import type { Quarantine, StorageFault } from './quarantine.ts';
import {
  parseCheckpointRow,
  parseColumnRow,
  parseDiffRow,
  parseJournalRow,
  parsePlanRow,
  parseSnapshotRow,
} from './row-parsers.ts';
import type { ColumnRow, JournalRow, SnapshotRow } from './rows.ts';
import { fromRows } from './snapshots.ts';
import type { StorageError } from './storage-error.ts';

export interface LoadedPlan {
  readonly plan: Plan;
  /** Number of the last edit. */
  readonly head: number;
  /** Every edit ever made, oldest first, without its diff. */
  readonly journal: readonly JournalRow[];
  /** Edits whose diff was set aside: the plan is without them, and they cannot be undone. */
  readonly lost: ReadonlySet<number>;
  /** Edits replayed since the checkpoint: how much a new checkpoint would save. */
  readonly replayed: number;
  readonly faults: readonly StorageFault[];
}

/**
 * The plan after its last edit, or after edit `upTo`, as it stood then: its newest readable checkpoint before that and
 * the edits since (ledger AUD-05).
 */
export async function loadPlan(
  db: Database,
  planId: PlanId,
  quarantine: Quarantine,
  upTo: number = Infinity,
): Promise<Result<LoadedPlan, StorageError>> {
  const row = await db.plans.get(planId);
  const listed = parsePlanRow(row);
  if (!listed.ok)
    return refuse(codedError('PLAN_NOT_FOUND', `There is no readable plan ${planId} on this laptop.`));
  const head = Math.min(listed.value.head, upTo);
  const start = await newestCheckpoint(db, planId, head, quarantine);
  if (start === null) return refuse(unreadable(listed.value.name, quarantine.faults));
  const journal = await readJournal(db, planId, quarantine);
  const lost = new Set<number>();
  let { plan } = start;
  for (let seq = start.seq + 1; seq <= head; seq++) {
    const key: [string, number] = [planId, seq];
    const found = await db.diffs.get(key);
    const label = journal.find((entry) => entry.seq === seq)?.label ?? 'unnamed';
    const diff = await quarantine.take('diffs', key, found, parseDiffRow(found), `Edit ${seq}, "${label}",`);
    if (diff === null) lost.add(seq);
    else plan = applyDiff(plan, diff.diff);
  }
  return ok({ plan, head, journal, lost, replayed: head - start.seq, faults: quarantine.faults });
}

async function readJournal(db: Database, planId: PlanId, quarantine: Quarantine): Promise<JournalRow[]> {
  const journal: JournalRow[] = [];
  const range = db.journal.where('[planId+seq]').between([planId, 0], [planId, Infinity]);
  const [rows, keys] = [await range.toArray(), await range.primaryKeys()];
  for (const [i, key] of keys.entries()) {
    const entry = await quarantine.take('journal', key, rows[i], parseJournalRow(rows[i]), `Edit ${key[1]}`);
    if (entry !== null) journal.push(entry);
  }
  return journal;
}

async function newestCheckpoint(
  db: Database,
  planId: PlanId,
  head: number,
  quarantine: Quarantine,
): Promise<{ plan: Plan; seq: number } | null> {
  const range = db.checkpoints.where('[planId+seq]').between([planId, 0], [planId, head], true, true);
  for (const key of (await range.primaryKeys()).toReversed()) {
    const row = await db.checkpoints.get(key);
    const what = `The saved state after edit ${key[1]}`;
    const checkpoint = await quarantine.take('checkpoints', key, row, parseCheckpointRow(row), what);
    if (checkpoint === null) continue;
    const accounts = await accountsOf(db, checkpoint.snapshotId, quarantine);
    if (accounts === null || accounts.rowCount !== checkpoint.body.assignment.length) continue;
    return { plan: { ...checkpoint.body, accounts }, seq: checkpoint.seq };
  }
  return null;
}

async function accountsOf(db: Database, snapshotId: string, quarantine: Quarantine) {
  const row = await db.snapshots.get(snapshotId);
  const what = 'The account table';
  const snapshot = await quarantine.take('snapshots', snapshotId, row, parseSnapshotRow(row), what);
  if (snapshot === null) return null;
  const built = fromRows(snapshot, await columnsOf(db, snapshot, quarantine));
  return 'table' in built ? built.table : null;
}

async function columnsOf(
  db: Database,
  snapshot: SnapshotRow,
  quarantine: Quarantine,
): Promise<ReadonlyMap<string, ColumnRow>> {
  const wanted = Object.entries(snapshot.columns);
  const rows = await db.columns.bulkGet(wanted.map(([, hash]) => hash));
  const columns = new Map<string, ColumnRow>();
  for (const [i, [field, hash]] of wanted.entries()) {
    const what = `The account column "${field}"`;
    const column = await quarantine.take('columns', hash, rows[i], parseColumnRow(rows[i]), what);
    if (column !== null) columns.set(hash, column);
  }
  return columns;
}

const unreadable = (name: string, faults: readonly StorageFault[]): StorageError =>
  codedError(
    'PLAN_UNREADABLE',
    `The plan "${name}" cannot be opened: ${faults[0]?.message ?? 'its saved state is missing.'} ` +
      'Nothing was deleted. Open a copy or a bundle of it, or import its accounts again.',
  );
