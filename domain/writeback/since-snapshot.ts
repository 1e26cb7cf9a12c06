/**
 * Apply only where current equals snapshot: a second export, taken just before, must hold the very records the changes
 * were worked out from. Where one item of a group is out of date, the whole group stays away.
 */
import type { Changes, Conflict, Item } from './change.ts';
import { itemKey, keyOf } from './change.ts';
import { objectSpec } from './objects.ts';
import type { Snapshot, TargetRecord } from './snapshot.ts';
import type { Target } from './target.ts';

export function withoutStale(changes: Changes, snapshot: Snapshot, current: Snapshot): Changes {
  const then = indexed(snapshot);
  const now = indexed(current);
  const stale = new Map<string, Conflict>();
  for (const item of changes.items) {
    const message = stale.has(item.group) ? null : staleness(item, snapshot.target, then, now);
    if (message === null) continue;
    stale.set(item.group, {
      code: 'CHANGED_SINCE_SNAPSHOT',
      object: item.object,
      group: item.group,
      subject: item.subject,
      message,
      current: null,
      expected: null,
      wanted: null,
    });
  }
  return {
    ...changes,
    items: changes.items.filter((item) => !stale.has(item.group)),
    conflicts: [...changes.conflicts, ...stale.values()],
  };
}

interface Index {
  readonly byId: ReadonlyMap<string, TargetRecord>;
  readonly byKey: ReadonlyMap<string, TargetRecord>;
  /** How many associations each account has. */
  readonly byAccount: ReadonlyMap<string, number>;
}

function indexed(snapshot: Snapshot): ReadonlyMap<string, Index> {
  const index = new Map<string, Index>();
  for (const [object, records] of snapshot.records) {
    const spec = objectSpec(snapshot.target, object);
    if (spec === null) continue;
    index.set(object, {
      byId: new Map(records.map((record) => [record.id, record])),
      byKey: new Map(records.map((record) => [keyOf(spec, record.fields), record])),
      byAccount: countedAccounts(records),
    });
  }
  return index;
}

function countedAccounts(records: readonly TargetRecord[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { fields } of records) {
    const account = fields['ObjectId'];
    if (account !== undefined) counts.set(account, (counts.get(account) ?? 0) + 1);
  }
  return counts;
}

function staleness(
  item: Item,
  target: Target,
  then: ReadonlyMap<string, Index>,
  now: ReadonlyMap<string, Index>,
): string | null {
  const spec = objectSpec(target, item.object);
  const index = now.get(item.object);
  if (spec === null || index === undefined) {
    return `${item.subject}: the second export holds no ${item.object}. Export it again.`;
  }
  if (linksOf(then.get(item.object), item) !== linksOf(index, item)) {
    return `${item.subject}: its territories changed since the snapshot. Take a new snapshot.`;
  }
  if (item.id === null) {
    return index.byKey.has(itemKey(spec, item))
      ? `${item.subject}: somebody made this ${item.object} since the snapshot.`
      : null;
  }
  const record = index.byId.get(item.id);
  if (record === undefined) return `${item.subject}: this ${item.object} is gone since the snapshot.`;
  const same = Object.entries(item.before ?? {}).every(([field, value]) => record.fields[field] === value);
  if (same && record.etag === item.etag) return null;
  return `${item.subject}: this ${item.object} changed since the snapshot. Take a new snapshot.`;
}

/** Whether an association appeared or went beside the one that changes: the account is not where the snapshot had it. */
const linksOf = (index: Index | undefined, item: Item): number =>
  index?.byAccount.get((item.before ?? item.after)?.['ObjectId'] ?? '') ?? 0;
