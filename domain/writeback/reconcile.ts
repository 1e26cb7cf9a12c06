/**
 * What became of each item, from the target's result files or from a fresh export. Every item gets an outcome, every
 * result row belongs to an item or is a stranger that somebody has to look at.
 */
import type { Item } from './change.ts';
import { itemKey, keyOf } from './change.ts';
import type { WritebackBatch } from './batch.ts';
import type { Made } from './inverse.ts';
import { writtenFields } from './jobs.ts';
import type { ObjectSpec } from './objects.ts';
import { objectSpec } from './objects.ts';
import type { Fields, Snapshot, TargetRecord } from './snapshot.ts';
import { recordsOf } from './snapshot.ts';
import type { Operation } from './target.ts';

export interface ResultRow {
  readonly object: string;
  readonly operation: Operation;
  readonly status: 'applied' | 'failed' | 'unprocessed';
  /** The target's id of the record, where the row says it. */
  readonly id: string | null;
  readonly etag: string | null;
  /** The columns that were sent. */
  readonly fields: Fields;
  readonly error: string;
}

export type Outcome = 'applied' | 'failed' | 'unprocessed' | 'no-result';

export interface ItemOutcome {
  readonly outcome: Outcome;
  readonly error: string;
}

export interface Reconciliation {
  /** One an item of the batch, in its order. */
  readonly outcomes: readonly ItemOutcome[];
  readonly counts: Readonly<Record<Outcome, number>>;
  readonly made: ReadonlyMap<number, Made>;
  /** Changes of which one part was made and another not: an account in two territories, or in none. */
  readonly halfDone: readonly { readonly group: string; readonly subject: string }[];
  /** Result rows that are of no item of this batch. */
  readonly strangers: readonly ResultRow[];
  /** Every item was applied. */
  readonly complete: boolean;
}

export function reconcile(batch: WritebackBatch, rows: readonly ResultRow[]): Reconciliation {
  const index = new Map<string, number>();
  batch.items.forEach((item, i) => {
    for (const key of namesOf(batch, item)) index.set(key, i);
  });
  const outcomes: ItemOutcome[] = batch.items.map(() => ({ outcome: 'no-result', error: '' }));
  const made = new Map<number, Made>();
  const strangers: ResultRow[] = [];
  for (const row of rows) {
    const at = rowNames(batch, row)
      .map((key) => index.get(key))
      .find((found) => found !== undefined);
    if (at === undefined) {
      strangers.push(row);
      continue;
    }
    // A retry that succeeded counts, whatever an earlier run said.
    if (outcomes[at]?.outcome === 'applied') continue;
    outcomes[at] = { outcome: row.status, error: row.error };
    if (row.status === 'applied') made.set(at, { id: row.id, etag: row.etag });
  }
  return summed(batch, outcomes, made, strangers);
}

/** By looking again: a fresh export shows what is there now. */
export function reconcileByExport(batch: WritebackBatch, now: Snapshot): Reconciliation {
  const made = new Map<number, Made>();
  const held = new Map<string, ReturnType<typeof lookup>>();
  const outcomes = batch.items.map((item, i): ItemOutcome => {
    const spec = objectSpec(batch.target, item.object);
    if (spec === null || !now.records.has(item.object)) return { outcome: 'no-result', error: '' };
    const found = held.get(item.object) ?? lookup(spec, now);
    held.set(item.object, found);
    const record = item.id === null ? found.byKey.get(itemKey(spec, item)) : found.byId.get(item.id);
    const outcome = outcomeNow(item, record);
    if (outcome.outcome === 'applied') made.set(i, { id: record?.id ?? null, etag: record?.etag ?? null });
    return outcome;
  });
  return summed(batch, outcomes, made, []);
}

const lookup = (spec: ObjectSpec, now: Snapshot) => {
  const records = recordsOf(now, spec.object);
  return {
    byId: new Map(records.map((record) => [record.id, record])),
    byKey: new Map(records.map((record) => [keyOf(spec, record.fields), record])),
  };
};

function outcomeNow(item: Item, record: TargetRecord | undefined): ItemOutcome {
  const holds = (values: Fields): boolean =>
    Object.entries(values).every(([field, value]) => (record?.fields[field] ?? value) === value);
  if (item.operation === 'delete') {
    return record === undefined ? done : { outcome: 'unprocessed', error: 'It is still there.' };
  }
  if (record === undefined) return { outcome: 'unprocessed', error: 'It is not there.' };
  if (holds(writtenFields(item))) return done;
  const before = item.before ?? {};
  const untouched = Object.keys(writtenFields(item)).every((field) => record.fields[field] === before[field]);
  return untouched
    ? { outcome: 'unprocessed', error: 'It is as it was.' }
    : { outcome: 'failed', error: 'It holds another value than was sent.' };
}

const done: ItemOutcome = { outcome: 'applied', error: '' };

function summed(
  batch: WritebackBatch,
  outcomes: readonly ItemOutcome[],
  made: ReadonlyMap<number, Made>,
  strangers: readonly ResultRow[],
): Reconciliation {
  const counts: Record<Outcome, number> = { applied: 0, failed: 0, unprocessed: 0, 'no-result': 0 };
  const groups = new Map<string, { subject: string; applied: number; all: number }>();
  outcomes.forEach(({ outcome }, i) => {
    counts[outcome]++;
    const item = batch.items[i];
    if (item === undefined) return;
    const group = groups.get(item.group) ?? { subject: item.subject, applied: 0, all: 0 };
    groups.set(item.group, group);
    group.all++;
    if (outcome === 'applied') group.applied++;
  });
  const halfDone = [...groups]
    .filter(([, { applied, all }]) => applied > 0 && applied < all)
    .map(([group, { subject }]) => ({ group, subject }));
  return { outcomes, counts, made, halfDone, strangers, complete: counts.applied === batch.items.length };
}

/** Under what names a result may speak of an item: by its id where it has one, by its key where it is new. */
function namesOf(batch: WritebackBatch, item: Item): readonly string[] {
  const spec = objectSpec(batch.target, item.object);
  const head = `${item.object} ${item.operation}`;
  if (item.id !== null) return [`${head} id ${item.id}`];
  return spec === null ? [] : [`${head} key ${itemKey(spec, item)}`];
}

function rowNames(batch: WritebackBatch, row: ResultRow): readonly string[] {
  const spec = objectSpec(batch.target, row.object);
  if (spec === null) return [];
  const head = `${row.object} ${row.operation}`;
  const id = row.fields[spec.id] ?? row.id;
  return row.operation === 'insert' ? [`${head} key ${keyOf(spec, row.fields)}`] : [`${head} id ${id ?? ''}`];
}
