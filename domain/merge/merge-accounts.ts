/** Three-way over accounts: place, baseline, lock and every cell, each decided for itself. */
import type { TerritoryId } from '../brand.ts';
import type { Json } from '../bundle/canonical-json.ts';
import type { AccountField, CellValue } from '../plan/account-table.ts';
import { cellAt, NUMBER_FIELDS, textAt, TEXT_FIELDS } from '../plan/account-table.ts';
import { UNASSIGNED } from '../plan/plan.ts';
import type { Territory } from '../plan/territory.ts';
import type { Side } from './account-keys.ts';
import { GONE, placeAt, placeOf, placeText } from './account-keys.ts';
import type { ConflictCause, ConflictSubject, MergeConflict, Place } from './conflict.ts';
import { decide } from './conflict.ts';
import type { Decisions } from './merge-records.ts';

export interface Sides {
  readonly base: Side;
  readonly ours: Side;
  readonly theirs: Side;
}

/** The row of one account in each version; undefined where it is not listed. */
interface Rows {
  readonly base: number | undefined;
  readonly ours: number | undefined;
  readonly theirs: number | undefined;
}

export interface MergedAccount {
  readonly key: string;
  readonly place: Place;
  readonly reason: number;
  readonly source: number;
  readonly baseline: TerritoryId | null;
  readonly locked: number;
  /** Only what differs from our version of the account; every cell where we have none. */
  readonly cells: ReadonlyMap<AccountField, CellValue>;
}

const UNPLACED: Place = { territory: null, standing: 'active', mergedInto: null };

/** The id is what accounts are matched by, so it never differs. */
const FIELDS: readonly AccountField[] = [...TEXT_FIELDS, ...NUMBER_FIELDS].filter((f) => f !== 'accountId');

const conflictId = (key: string, field: string): string => `account:${key}:${field}`;
export const placeConflictId = (key: string): string => conflictId(key, 'place');

/** Ours in our order, then those only they have, by key. */
export function keysInOrder({ ours, theirs }: Sides): readonly string[] {
  return [...ours.keys, ...theirs.keys.filter((key) => !ours.rowOf.has(key)).toSorted()];
}

export class AccountMerge {
  private readonly sides: Sides;
  private readonly territories: ReadonlyMap<string, Territory>;
  private readonly decisions: Decisions;
  private readonly newlyLocked: { readonly ours: ReadonlySet<string>; readonly theirs: ReadonlySet<string> };

  constructor(sides: Sides, territories: readonly Territory[], decisions: Decisions) {
    this.sides = sides;
    this.territories = new Map(territories.map((territory) => [territory.territoryId, territory]));
    this.decisions = decisions;
    this.newlyLocked = {
      ours: newlyLocked(sides.base, sides.ours),
      theirs: newlyLocked(sides.base, sides.theirs),
    };
  }

  merge(key: string): MergedAccount {
    const { base, ours, theirs } = this.sides;
    const rows = { base: base.rowOf.get(key), ours: ours.rowOf.get(key), theirs: theirs.rowOf.get(key) };
    const placed = this.place(key, rows);
    const number = (
      column: 'locked' | 'reason' | 'source',
      row: number | undefined,
      side: Side,
    ): number | undefined => (row === undefined ? undefined : side.plan[column][row]);
    const quiet = (column: 'reason' | 'source'): number =>
      quietly(
        number(column, rows.base, base),
        number(column, rows.ours, ours),
        number(column, rows.theirs, theirs),
      );
    const from = placed.from === 'ours' ? ([ours, rows.ours] as const) : ([theirs, rows.theirs] as const);
    const taken = (column: 'reason' | 'source'): number =>
      placed.from === 'neither' ? quiet(column) : (number(column, from[1], from[0]) ?? 0);
    return {
      key,
      place: placed.place,
      reason: taken('reason'),
      source: taken('source'),
      baseline: this.value(key, rows, 'baseline', baselineAt) as TerritoryId | null,
      locked: this.value(key, rows, 'locked', lockedAt) as number,
      cells: this.cells(key, rows),
    };
  }

  /** Why `place` cannot stand, though only one side asks for it; null when it can. */
  private forbids(
    place: Place,
    before: Place | undefined,
    key: string,
    other: 'ours' | 'theirs',
  ): ConflictCause | null {
    if (place.territory !== null && this.territories.get(place.territory)?.retired === true) return 'retired';
    if (place.territory === before?.territory) return null;
    const side = this.sides[other];
    const row = side.rowOf.get(key);
    const was = this.sides.base.rowOf.get(key);
    const lockedThere = row !== undefined && side.plan.locked[row] === 1;
    if (lockedThere && (was === undefined || this.sides.base.plan.locked[was] === 0)) return 'locked';
    const closed = this.newlyLocked[other];
    const touches = [place.territory, before?.territory ?? null];
    return touches.some((territory) => territory !== null && closed.has(territory)) ? 'locked' : null;
  }

  private place(key: string, rows: Rows): { place: Place; from: 'ours' | 'theirs' | 'neither' } {
    const { base, ours, theirs } = this.sides;
    const before = rows.base === undefined ? undefined : placeText(placeAt(base, rows.base));
    // An account one side no longer lists stays, closed; one it never had is the other side's alone.
    const absent = before === undefined ? undefined : placeText(GONE);
    const o = rows.ours === undefined ? absent : placeText(placeAt(ours, rows.ours));
    const t = rows.theirs === undefined ? absent : placeText(placeAt(theirs, rows.theirs));
    const [mine, yours] = [o ?? t ?? '', t ?? o ?? ''];
    const decided = o === undefined ? 'theirs' : t === undefined ? 'ours' : decide(before, mine, yours);
    const was = before === undefined ? undefined : placeOf(before);
    if (decided !== 'conflict') {
      const place = placeOf(decided === 'theirs' ? yours : mine);
      const cause =
        decided === 'same' ? null : this.forbids(place, was, key, decided === 'ours' ? 'theirs' : 'ours');
      if (cause === null) return { place, from: decided === 'same' ? 'neither' : decided };
      const stays = before ?? placeText(UNPLACED);
      return this.settle(key, cause, decided === 'ours' ? [before, mine, stays] : [before, stays, yours]);
    }
    return this.settle(key, 'both-changed', [before, mine, yours]);
  }

  private settle(
    key: string,
    cause: ConflictCause,
    [before, mine, yours]: readonly [string | undefined, string, string],
  ): { place: Place; from: 'ours' | 'theirs' | 'neither' } {
    const base = before === undefined ? null : placeOf(before);
    const [ours, theirs] = [placeOf(mine), placeOf(yours)];
    const json = (place: Place | null): Json => place as unknown as Json;
    const taken = this.decisions.ask({
      ...this.conflict(key, 'place', cause),
      base: json(base),
      ours: json(ours),
      theirs: json(theirs),
    });
    if (taken === 'ours') return { place: ours, from: 'ours' };
    if (taken === 'theirs') return { place: theirs, from: 'theirs' };
    if (typeof taken === 'object')
      return { place: { ...UNPLACED, territory: taken.territory }, from: 'neither' };
    return { place: base ?? UNPLACED, from: 'neither' };
  }

  /** A move into an account that the other side merged away or closed is a question, asked after all are placed. */
  mergedAway(account: MergedAccount): MergedAccount {
    const { key } = account;
    const { base, ours, theirs } = this.sides;
    const placed = (side: Side): string | undefined => {
      const row = side.rowOf.get(key);
      return row === undefined ? undefined : placeText(placeAt(side, row));
    };
    const before = placed(base);
    const settled = this.settle(key, 'merged-away', [
      before,
      placed(ours) ?? before ?? placeText(GONE),
      placed(theirs) ?? before ?? placeText(GONE),
    ]);
    return { ...account, place: settled.place };
  }

  private conflict(
    key: string,
    field: string,
    cause: ConflictCause,
  ): Pick<MergeConflict, 'id' | 'subject' | 'field' | 'cause'> {
    return { id: conflictId(key, field), subject: this.subject(key), field, cause };
  }

  private subject(key: string): ConflictSubject {
    const { base, ours, theirs } = this.sides;
    const names = [base, ours, theirs].map(({ plan, rowOf }) =>
      textAt(plan.accounts, 'name', rowOf.get(key) ?? -1),
    );
    const at = key.indexOf('=');
    const name = names[0] ?? [names[1], names[2]].filter((text) => text != null).toSorted()[0] ?? null;
    return { kind: 'account', key, accountId: at < 0 ? null : key.slice(at + 1), name };
  }

  private value(
    key: string,
    rows: Rows,
    field: string,
    read: (side: Side, row: number) => CellValue,
  ): CellValue {
    const { base, ours, theirs } = this.sides;
    const before = rows.base === undefined ? undefined : read(base, rows.base);
    // Where a side no longer lists the account, it has changed nothing about it.
    const o = rows.ours === undefined ? before : read(ours, rows.ours);
    const t = rows.theirs === undefined ? before : read(theirs, rows.theirs);
    if (o === undefined || t === undefined) return o ?? t ?? null;
    const decided = decide(before, o, t);
    if (decided !== 'conflict') return decided === 'theirs' ? t : o;
    const asked = { ...this.conflict(key, field, 'both-changed'), base: before ?? null, ours: o, theirs: t };
    const taken = this.decisions.ask(asked);
    if (taken === 'ours') return o;
    if (taken === 'theirs') return t;
    return before === undefined ? lesser(o, t) : before;
  }

  private cells(key: string, rows: Rows): ReadonlyMap<AccountField, CellValue> {
    const { ours } = this.sides;
    const cells = new Map<AccountField, CellValue>();
    for (const field of FIELDS) {
      const value = this.value(key, rows, field, (side, row) => cellAt(side.plan.accounts, field, row));
      if (rows.ours === undefined || cellAt(ours.plan.accounts, field, rows.ours) !== value)
        cells.set(field, value);
    }
    return cells;
  }
}

const newlyLocked = (base: Side, side: Side): ReadonlySet<string> => {
  const before = new Set(base.plan.territories.filter((t) => t.locked).map((t) => t.territoryId));
  return new Set(
    side.plan.territories.flatMap((t) => (t.locked && !before.has(t.territoryId) ? [t.territoryId] : [])),
  );
};

const baselineAt = ({ plan }: Side, row: number): CellValue =>
  plan.territories[plan.baseline[row] ?? UNASSIGNED]?.territoryId ?? null;

const lockedAt = ({ plan }: Side, row: number): CellValue => plan.locked[row] ?? 0;

/** Why an account is where it is, when it did not move: not worth a person's time, only the same from both sides. */
function quietly(base: number | undefined, ours: number | undefined, theirs: number | undefined): number {
  const [o, t] = [ours ?? theirs ?? 0, theirs ?? ours ?? 0];
  const decided = decide(base, o, t);
  if (decided === 'conflict') return Math.max(o, t);
  return decided === 'theirs' ? t : o;
}

const lesser = (a: CellValue, b: CellValue): CellValue => {
  if (a === null || b === null) return null;
  return a < b ? a : b;
};
