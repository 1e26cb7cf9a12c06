/**
 * Account by account: what the target holds now, what the plan began from, what was approved. Written is only what is
 * where the plan believed it to be, or nowhere; what is as approved already needs nothing; everything else is somebody's
 * later work and stays (ledger SYN-01, SYN-03).
 */
import { textAt } from '../plan/account-table.ts';
import type { Plan } from '../plan/plan.ts';
import { ACTIVE, UNASSIGNED } from '../plan/plan.ts';
import type { Changes, Conflict, ConflictCode, Item } from './change.ts';
import { accountGroup } from './change.ts';

/** A territory in the target's own terms: its id, its owner's id. */
export type Place =
  | { readonly kind: 'value'; readonly value: string }
  /** It will be there after this batch. */
  | { readonly kind: 'waiting'; readonly message: string }
  | { readonly kind: 'conflict'; readonly code: ConflictCode; readonly message: string };

export type Current =
  | { readonly kind: 'value'; readonly value: string | null }
  | { readonly kind: 'conflict'; readonly code: ConflictCode; readonly message: string };

export interface AccountLink {
  readonly object: string;
  /** The account's id as the target spells it. */
  readonly accountId: (id: string) => string;
  readonly placeOf: (territory: number) => Place;
  readonly current: (accountId: string) => Current;
  /** The change from `current` to `wanted`, or why it cannot be made. */
  readonly change: (
    accountId: string,
    group: string,
    subject: string,
    wanted: string | null,
  ) => readonly Item[] | { readonly code: ConflictCode; readonly message: string };
  /** A value as a person knows it. */
  readonly shown: (value: string) => string;
}

export function alignmentChanges(plan: Plan, link: AccountLink): Changes {
  const repeated = repeatedIds(plan, link);
  const items: Item[] = [];
  const conflicts: Conflict[] = [];
  const waiting: { group: string; subject: string; message: string }[] = [];
  const moves: Record<string, Changes['moves'][string]> = {};
  let same = 0;
  let inScope = 0;
  for (let row = 0; row < plan.accounts.rowCount; row++) {
    if (plan.standing[row] !== ACTIVE) continue;
    const line = lineOf(plan, row, link, repeated);
    if (line.inTarget) inScope++;
    if (line.kind === 'same') same++;
    else if (line.kind === 'items') {
      items.push(...line.items);
      moves[line.group] = { from: line.from, to: line.to };
    } else if (line.kind === 'waiting') waiting.push(line.waiting);
    else conflicts.push(line.conflict);
  }
  return { items, conflicts, waiting, same, inScope, notes: [], moves };
}

type Line = { readonly inTarget: boolean } & (
  | { readonly kind: 'same' }
  | {
      readonly kind: 'items';
      readonly items: readonly Item[];
      readonly group: string;
      readonly from: string | null;
      readonly to: string | null;
    }
  | { readonly kind: 'waiting'; readonly waiting: Changes['waiting'][number] }
  | { readonly kind: 'conflict'; readonly conflict: Conflict }
);

function lineOf(plan: Plan, row: number, link: AccountLink, repeated: ReadonlySet<string>): Line {
  const raw = textAt(plan.accounts, 'accountId', row);
  const subject = textAt(plan.accounts, 'name', row) ?? raw ?? `row ${row + 1}`;
  const id = link.accountId(raw ?? '');
  const group = accountGroup(raw ?? `row ${row + 1}`);
  const no = (code: ConflictCode, message: string, inTarget = false, more: Partial<Conflict> = {}): Line => ({
    kind: 'conflict',
    inTarget,
    conflict: {
      code,
      object: link.object,
      group,
      subject,
      message,
      current: null,
      expected: null,
      wanted: null,
      ...more,
    },
  });
  if (raw === null) return no('ACCOUNT_WITHOUT_ID', `${subject} has no account id in the plan.`);
  if (repeated.has(id))
    return no('ACCOUNT_DUPLICATED', `The plan holds account ${raw} more than once. Merge the rows.`);
  const current = link.current(id);
  if (current.kind === 'conflict') return no(current.code, current.message);
  const to = placed(plan.assignment[row], link);
  if (to.kind === 'conflict') return no(to.code, `${subject}: ${to.message}`, true);
  if (to.kind === 'waiting')
    return { kind: 'waiting', inTarget: true, waiting: { group, subject, message: to.message } };
  if (current.value === to.value) return { kind: 'same', inTarget: true };
  const from = placed(plan.baseline[row], link);
  const expected = from.kind === 'value' ? from.value : null;
  const values = {
    current: shownOr(link, current.value),
    expected: shownOr(link, expected),
    wanted: shownOr(link, to.value),
  };
  if (current.value !== null && current.value !== expected) {
    const message = `${subject} is in ${values.current ?? 'no territory'}; the plan began from ${values.expected ?? 'no territory'}. Somebody changed it since. Take the change over into a new version, or undo it there.`;
    return no('CHANGED_IN_TARGET', message, true, values);
  }
  const change = link.change(id, group, subject, to.value);
  if ('code' in change) return no(change.code, change.message, true, values);
  return { kind: 'items', inTarget: true, items: change, group, from: values.current, to: values.wanted };
}

const shownOr = (link: AccountLink, value: string | null): string | null =>
  value === null ? null : link.shown(value);

type Placed = Exclude<Place, { kind: 'value' }> | { readonly kind: 'value'; readonly value: string | null };

const placed = (territory: number | undefined, link: AccountLink): Placed =>
  territory === undefined || territory === UNASSIGNED
    ? { kind: 'value', value: null }
    : link.placeOf(territory);

function repeatedIds(plan: Plan, link: AccountLink): ReadonlySet<string> {
  const seen = new Set<string>();
  const repeated = new Set<string>();
  for (let row = 0; row < plan.accounts.rowCount; row++) {
    const raw = textAt(plan.accounts, 'accountId', row);
    if (raw === null || plan.standing[row] !== ACTIVE) continue;
    const id = link.accountId(raw);
    if (seen.has(id)) repeated.add(id);
    seen.add(id);
  }
  return repeated;
}
