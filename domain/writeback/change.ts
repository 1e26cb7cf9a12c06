/** What would be done to the target, and what would not, and why (ledger SYN-01). Findings are data. */
import type { Fields, TargetRecord } from './snapshot.ts';
import type { ObjectSpec } from './objects.ts';
import type { Operation } from './target.ts';

export interface Item {
  readonly object: string;
  readonly operation: Operation;
  /** Items of one group are one change: moving an account is an insert and a delete. */
  readonly group: string;
  /** The target's id; null for a record that is yet to be made. */
  readonly id: string | null;
  /** The record's state the change relies on, where the target has such a mark. */
  readonly etag: string | null;
  /** null for an insert. */
  readonly before: Fields | null;
  /** null for a delete. */
  readonly after: Fields | null;
  /** What it is about, for a person: an account's or a territory's name. */
  readonly subject: string;
}

export type ConflictCode =
  | 'CHANGED_IN_TARGET'
  | 'CHANGED_SINCE_SNAPSHOT'
  | 'ACCOUNT_MISSING'
  | 'ACCOUNT_DUPLICATED'
  | 'ACCOUNT_WITHOUT_ID'
  | 'RECORD_DUPLICATED'
  | 'MORE_THAN_ONE'
  | 'RULE_ASSIGNED'
  | 'USER_UNKNOWN'
  | 'USER_INACTIVE'
  | 'NO_REP'
  | 'MODEL_NOT_PLANNING'
  | 'TERRITORY_AMBIGUOUS'
  | 'FORMULA_TEXT';

/** A change that is not made. Nothing of its group reaches a file. */
export interface Conflict {
  readonly code: ConflictCode;
  readonly object: string;
  readonly group: string;
  readonly subject: string;
  readonly message: string;
  /** What the target holds, what the plan began from, what is approved: as far as they are known. */
  readonly current: string | null;
  readonly expected: string | null;
  readonly wanted: string | null;
}

export interface Changes {
  readonly items: readonly Item[];
  readonly conflicts: readonly Conflict[];
  /** Changes that need a record this batch only creates: prepared after the next export. */
  readonly waiting: readonly { readonly group: string; readonly subject: string; readonly message: string }[];
  /** Values that are as approved already. */
  readonly same: number;
  /** Accounts looked at: what the circuit breaker's share is of. */
  readonly inScope: number;
  /** What was left out as a whole, in words. */
  readonly notes: readonly string[];
  /** By group, where an account goes from and to, in names; null is no territory. */
  readonly moves: Readonly<Record<string, { readonly from: string | null; readonly to: string | null }>>;
}

export const NO_CHANGES: Changes = {
  items: [],
  conflicts: [],
  waiting: [],
  same: 0,
  inScope: 0,
  notes: [],
  moves: {},
};

/** The change of where one account is. */
export const accountGroup = (account: string): string => `${ACCOUNT} ${account}`;
export const isAccountGroup = (group: string): boolean => group.startsWith(`${ACCOUNT} `);
const ACCOUNT = 'account';

export const joined = (parts: readonly Changes[]): Changes => ({
  items: parts.flatMap((part) => part.items),
  conflicts: parts.flatMap((part) => part.conflicts),
  waiting: parts.flatMap((part) => part.waiting),
  same: parts.reduce((sum, part) => sum + part.same, 0),
  inScope: parts.reduce((sum, part) => sum + part.inScope, 0),
  notes: parts.flatMap((part) => part.notes),
  moves: Object.assign({}, ...parts.map((part) => part.moves)) as Changes['moves'],
});

/** What names a record of its object, from its fields. */
export const keyOf = (spec: ObjectSpec, fields: Fields): string =>
  spec.key.map((field) => fields[field] ?? '').join('\u{1f}');

export const itemKey = (spec: ObjectSpec, item: Pick<Item, 'before' | 'after'>): string =>
  keyOf(spec, item.after ?? item.before ?? {});

export const insertOf = (object: string, group: string, subject: string, after: Fields): Item => ({
  object,
  operation: 'insert',
  group,
  id: null,
  etag: null,
  before: null,
  after,
  subject,
});

export const deleteOf = (record: TargetRecord, group: string, subject: string): Item => ({
  object: record.object,
  operation: 'delete',
  group,
  id: record.id,
  etag: record.etag,
  before: record.fields,
  after: null,
  subject,
});

export const updateOf = (record: TargetRecord, group: string, subject: string, changed: Fields): Item => ({
  object: record.object,
  operation: 'update',
  group,
  id: record.id,
  etag: record.etag,
  before: record.fields,
  after: { ...record.fields, ...changed },
  subject,
});
