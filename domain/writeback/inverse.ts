/** What takes a batch back: each item reversed, as far as it is known what was made (ledger SYN-01, rollback). */
import type { Item } from './change.ts';
import { objectSpec } from './objects.ts';
import type { Fields } from './snapshot.ts';
import type { Target } from './target.ts';

export interface Made {
  /** The target's id of what an insert made. */
  readonly id: string | null;
  /** The record's state after an update, where the target has such a mark. */
  readonly etag: string | null;
}

export interface Inverse {
  readonly items: readonly Item[];
  /** Items whose reverse needs an id or a state only the results tell. */
  readonly waiting: number;
}

/** `made`: what results say of each item, by its place; empty before there are any. */
export function inverseOf(
  target: Target,
  items: readonly Item[],
  made: ReadonlyMap<number, Made> = new Map(),
): Inverse {
  const reversed = items.map((item, i) => reverse(target, item, made.get(i) ?? null));
  return {
    items: reversed.filter((item) => item !== null).toReversed(),
    waiting: reversed.filter((item) => item === null).length,
  };
}

function reverse(target: Target, item: Item, made: Made | null): Item | null {
  switch (item.operation) {
    case 'insert':
      if (made?.id == null) return null;
      return { ...item, operation: 'delete', id: made.id, etag: made.etag, before: item.after, after: null };
    case 'delete':
      return {
        ...item,
        operation: 'insert',
        id: null,
        etag: null,
        before: null,
        after: writable(target, item),
      };
    case 'update':
      if (item.etag !== null && made?.etag == null) return null;
      return { ...item, etag: made?.etag ?? null, before: item.after, after: item.before };
  }
}

/** Of a deleted record, what may be written again; the target gives it a new id. */
function writable(target: Target, item: Item): Fields {
  const allowed = objectSpec(target, item.object)?.writable ?? [];
  return Object.fromEntries(
    Object.entries(item.before ?? {}).filter(([field, value]) => allowed.includes(field) && value !== ''),
  );
}
