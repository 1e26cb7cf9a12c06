/** Items in the order they are applied, one object and one operation a job. The field lock is kept here (SYN-03). */
import type { CodedError, Result } from '../result.ts';
import { codedError, ok, refuse } from '../result.ts';
import type { Item } from './change.ts';
import { objectSpec, objectsOf } from './objects.ts';
import type { Fields } from './snapshot.ts';
import type { Operation, Target } from './target.ts';

export interface Job {
  readonly object: string;
  readonly operation: Operation;
  readonly items: readonly Item[];
}

export type Direction = 'apply' | 'inverse';

/** Inverse jobs go through the objects backwards: territories are taken away last. Code: FIELD_LOCKED. */
export function jobsOf(
  target: Target,
  items: readonly Item[],
  direction: Direction,
): Result<readonly Job[], CodedError<'FIELD_LOCKED'>> {
  const locked = items.flatMap((item) => lockedFields(target, item));
  const [first] = locked;
  if (first !== undefined) {
    return refuse(
      codedError('FIELD_LOCKED', `Bailiwick does not write ${first}. Nothing was prepared.`, {
        field: first,
      }),
    );
  }
  const specs = direction === 'apply' ? objectsOf(target) : objectsOf(target).toReversed();
  const jobs = specs.flatMap(({ object, operations }) =>
    operations.map((operation) => ({
      object,
      operation,
      items: items.filter((item) => item.object === object && item.operation === operation),
    })),
  );
  return ok(jobs.filter((job) => job.items.length > 0));
}

/** What an item sets: all of an insert, what differs of an update, nothing of a delete. */
export function writtenFields(item: Item): Fields {
  const { before, after } = item;
  if (after === null) return {};
  if (before === null || item.operation === 'insert') return after;
  return Object.fromEntries(Object.entries(after).filter(([field, value]) => before[field] !== value));
}

function lockedFields(target: Target, item: Item): readonly string[] {
  const spec = objectSpec(target, item.object);
  if (spec === null || !spec.operations.includes(item.operation))
    return [`${item.object} (${item.operation})`];
  return Object.keys(writtenFields(item))
    .filter((field) => !spec.writable.includes(field))
    .map((field) => `${item.object}.${field}`);
}
