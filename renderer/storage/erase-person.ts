/**
 * Erases a person from everything on this laptop that may change (ledger PRV-04): every saved state of every plan, the
 * edits between them, their labels, and what imports left out. Signed versions cannot be changed; they go when their
 * retention ends. One transaction: a crash leaves all of her or none of her.
 */
import type { CodedError, Result } from '../../domain/result.ts';
import { codedError, ok, refuse } from '../../domain/result.ts';
import type { Plan } from '../../domain/plan/plan.ts';
import type { Person } from '../../domain/privacy/person.ts';
import { erasedDiff, erasedPlan, heldInPlan, scrubbedText } from '../../domain/privacy/person.ts';
import type { Database } from './database.ts';
import {
  parseCheckpointRow,
  parseColumnRow,
  parseDiffRow,
  parseJournalRow,
  parseSnapshotRow,
} from './row-parsers.ts';
import type { CheckpointRow, ColumnRow, DiffRow, JournalRow, SnapshotRow } from './rows.ts';
import { fromRows, toRows } from './snapshots.ts';
import { storageError } from './storage-error.ts';

export interface Erased {
  /** Values replaced in the newest state of each plan. */
  readonly values: number;
  readonly plans: number;
}

interface Rewritten {
  readonly checkpoints: CheckpointRow[];
  readonly snapshots: SnapshotRow[];
  readonly columns: ColumnRow[];
  readonly diffs: DiffRow[];
  readonly journal: JournalRow[];
  readonly settings: unknown[];
  readonly privacy: unknown[];
  readonly writebacks: unknown[];
  readonly quarantined: number[];
}

/** Codes: ERASURE_UNREADABLE_ROW, ERASURE_STALE (then nothing was changed) and those of storage. */
export async function erasePerson(
  db: Database,
  person: Person,
  pseudonym: string,
): Promise<Result<Erased, CodedError>> {
  try {
    const before = JSON.stringify(await db.plans.toArray());
    const found: Rewritten = {
      checkpoints: [],
      snapshots: [],
      columns: [],
      diffs: [],
      journal: [],
      settings: [],
      privacy: [],
      writebacks: [],
      quarantined: [],
    };
    const newest = new Map<string, { seq: number; values: number }>();
    for (const row of await db.checkpoints.toArray()) {
      const plan = await planOf(db, row);
      if (plan === null) return refuse(unreadable('A saved state of a plan'));
      const { checkpoint, values } = await eraseCheckpoint(plan, person, pseudonym, found);
      const known = newest.get(checkpoint.planId);
      if (known === undefined || known.seq <= checkpoint.seq)
        newest.set(checkpoint.planId, { seq: checkpoint.seq, values });
    }
    for (const row of await db.diffs.toArray()) {
      const parsed = parseDiffRow(row);
      if (!parsed.ok) return refuse(unreadable('An edit'));
      found.diffs.push({ ...parsed.value, diff: erasedDiff(parsed.value.diff, person, pseudonym) });
    }
    for (const row of await db.journal.toArray()) {
      const parsed = parseJournalRow(row);
      if (!parsed.ok) return refuse(unreadable('An edit'));
      found.journal.push({ ...parsed.value, label: scrubbedText(parsed.value.label, person, pseudonym) });
    }
    await leftovers(db, person, pseudonym, found);
    if (!(await replace(db, found, before))) return refuse(changedMeanwhile());
    const held = [...newest.values()].filter((one) => one.values > 0);
    return ok({ values: held.reduce((sum, one) => sum + one.values, 0), plans: held.length });
  } catch (cause) {
    return refuse(storageError(cause, 'writing'));
  }
}

const unreadable = (what: string): CodedError =>
  codedError(
    'ERASURE_UNREADABLE_ROW',
    `${what} cannot be read, so it cannot be shown to be free of her. Nothing was changed.`,
  );

const changedMeanwhile = (): CodedError =>
  codedError(
    'ERASURE_STALE',
    'A plan was edited meanwhile. Nothing was changed; close other windows and try again.',
  );

async function eraseCheckpoint(
  { plan, row }: { plan: Plan; row: CheckpointRow },
  person: Person,
  pseudonym: string,
  found: Rewritten,
): Promise<{ checkpoint: CheckpointRow; values: number }> {
  const values = heldInPlan(plan, person).length;
  const { accounts, ...body } = erasedPlan(plan, person, pseudonym);
  const { snapshot, columns } = await toRows(accounts);
  const checkpoint = { ...row, snapshotId: snapshot.snapshotId, body };
  found.checkpoints.push(checkpoint);
  found.snapshots.push(snapshot);
  found.columns.push(...columns);
  return { checkpoint, values };
}

async function planOf(db: Database, row: unknown): Promise<{ plan: Plan; row: CheckpointRow } | null> {
  const checkpoint = parseCheckpointRow(row);
  if (!checkpoint.ok) return null;
  const snapshot = parseSnapshotRow(await db.snapshots.get(checkpoint.value.snapshotId));
  if (!snapshot.ok) return null;
  const columns = new Map<string, ColumnRow>();
  for (const hash of Object.values(snapshot.value.columns)) {
    const column = parseColumnRow(await db.columns.get(hash));
    if (!column.ok) return null;
    columns.set(hash, column.value);
  }
  const built = fromRows(snapshot.value, columns);
  return 'table' in built
    ? { plan: { ...checkpoint.value.body, accounts: built.table }, row: checkpoint.value }
    : null;
}

/** What imports left out, privacy records, batches: text is scrubbed, bytes and unreadable rows that hold her go. */
async function leftovers(db: Database, person: Person, pseudonym: string, found: Rewritten): Promise<void> {
  for (const name of ['settings', 'privacy', 'writebacks'] as const) {
    for (const row of await db[name].toArray()) {
      const scrubbed = scrubValue(row, person, pseudonym);
      if (scrubbed !== row) found[name].push(scrubbed);
    }
  }
  for (const key of await db.quarantine.toCollection().primaryKeys()) {
    const row = await db.quarantine.get(key);
    if (scrubValue(row, person, pseudonym) !== row) found.quarantined.push(key);
  }
}

/** The very value where nothing of it names her. */
export function scrubValue(value: unknown, person: Person, pseudonym: string): unknown {
  if (typeof value === 'string') return scrubbedText(value, person, pseudonym);
  if (value instanceof Uint8Array) {
    const text = new TextDecoder().decode(value);
    return scrubbedText(text, person, pseudonym) === text ? value : null;
  }
  if (value === null || typeof value !== 'object' || ArrayBuffer.isView(value)) return value;
  const entries = Object.entries(value).map(
    ([key, member]) => [key, member, scrubValue(member, person, pseudonym)] as const,
  );
  if (entries.every(([, before, after]) => before === after)) return value;
  return Array.isArray(value)
    ? entries.map(([, , after]) => after)
    : Object.fromEntries(entries.map(([key, , after]) => [key, after]));
}

/** Everything rewritten at once, unless a plan changed since it was read; what nothing refers to any more is gone. */
function replace(db: Database, found: Rewritten, before: string): Promise<boolean> {
  const tables = [
    db.plans,
    db.checkpoints,
    db.snapshots,
    db.columns,
    db.diffs,
    db.journal,
    db.settings,
    db.privacy,
    db.writebacks,
    db.quarantine,
  ];
  return db.transaction('rw', tables, async () => {
    if (JSON.stringify(await db.plans.toArray()) !== before) return false;
    await db.columns.bulkPut(found.columns);
    await db.snapshots.bulkPut(found.snapshots);
    await db.checkpoints.bulkPut(found.checkpoints);
    await db.diffs.bulkPut(found.diffs);
    await db.journal.bulkPut(found.journal);
    await db.settings.bulkPut(found.settings);
    await db.privacy.bulkPut(found.privacy);
    await db.writebacks.bulkPut(found.writebacks);
    await db.quarantine.bulkDelete(found.quarantined);
    const snapshots = new Set(found.snapshots.map((one) => one.snapshotId));
    const columns = new Set(found.columns.map((one) => one.hash));
    await db.snapshots.bulkDelete(
      (await db.snapshots.toCollection().primaryKeys()).filter((key) => !snapshots.has(key)),
    );
    await db.columns.bulkDelete(
      (await db.columns.toCollection().primaryKeys()).filter((key) => !columns.has(key)),
    );
    return true;
  });
}
