import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { TerritoryId, VersionId } from '../../../domain/brand.ts';
import type { Json } from '../../../domain/bundle/canonical-json.ts';
import { canonicalJson } from '../../../domain/bundle/canonical-json.ts';
import type { Command } from '../../../domain/commands/apply-command.ts';
import { applyCommand } from '../../../domain/commands/apply-command.ts';
import { accountKeys, placeAt, sideOf } from '../../../domain/merge/account-keys.ts';
import type { MergeConflict, Resolution } from '../../../domain/merge/conflict.ts';
import type { Merge } from '../../../domain/merge/merge-plans.ts';
import { mergePlans, settledMerge } from '../../../domain/merge/merge-plans.ts';
import { accountTableFrom, cellAt, NUMBER_FIELDS, TEXT_FIELDS } from '../../../domain/plan/account-table.ts';
import { applyDiff, invertDiff } from '../../../domain/plan/diff.ts';
import { fitsDiff } from '../../../domain/plan/fits-diff.ts';
import type { Plan } from '../../../domain/plan/plan.ts';
import {
  applied,
  arbitraryCommand,
  arbitraryPlan,
  CONTEXT,
  planOf,
  spelledOut,
  territory,
} from '../support.ts';

const [A, B] = ['a'.repeat(64), 'b'.repeat(64)] as [VersionId, VersionId];

function merged(
  base: Plan,
  ours: Plan,
  theirs: Plan,
  take: (c: MergeConflict) => Resolution | null = () => null,
): Merge {
  const first = mergePlans({ base, ours, theirs, parents: [A, B] });
  if (!first.ok) throw new Error(first.errors[0]?.message);
  const chosen = new Map<string, Resolution>();
  for (const conflict of first.value.conflicts) {
    const taken = take(conflict);
    if (taken !== null) chosen.set(conflict.id, taken);
  }
  const second = mergePlans({ base, ours, theirs, parents: [A, B] }, chosen);
  if (!second.ok) throw new Error(second.errors[0]?.message);
  return second.value;
}

/** Commands somebody tries one after the other; those refused change nothing. */
const tried = (plan: Plan, commands: readonly Command[]): Plan =>
  commands.reduce((now, command) => {
    const result = applyCommand(now, command, CONTEXT);
    return result.ok ? result.value.plan : now;
  }, plan);

/** Drops the last row, or lists the accounts in another order: what a newer file of accounts may do. */
function reordered(plan: Plan, turn: number, drop: boolean): Plan {
  const count = plan.accounts.rowCount - (drop && plan.accounts.rowCount > 1 ? 1 : 0);
  const order = Array.from({ length: count }, (_, i) => (i + turn) % count);
  const ids = order.map((row) => cellAt(plan.accounts, 'accountId', row));
  // Of equal ids the first must stay the first, or it would be another account.
  if (new Set(ids).size !== ids.length || plan.mergedInto.some((into) => into >= 0)) return plan;
  const text = Object.fromEntries(
    TEXT_FIELDS.map((f) => [f, order.map((row) => cellAt(plan.accounts, f, row) as string | null)]),
  );
  const number = Object.fromEntries(
    NUMBER_FIELDS.map((f) => [f, order.map((row) => plan.accounts.number[f][row] ?? NaN)]),
  );
  const pick = <T extends Int32Array | Uint8Array>(column: T): T =>
    column.map((_, i) => column[order[i] ?? 0] ?? 0).slice(0, count) as T;
  const { assignment, baseline, locked, reason, source, standing, mergedInto } = plan;
  return {
    ...plan,
    accounts: accountTableFrom(count, text, number),
    assignment: pick(assignment),
    baseline: pick(baseline),
    locked: pick(locked),
    reason: pick(reason),
    source: pick(source),
    standing: pick(standing),
    mergedInto: pick(mergedInto),
  };
}

const three = arbitraryPlan(12).chain((base) => {
  const commands = fc.array(arbitraryCommand(base), { maxLength: 10 });
  return fc.tuple(commands, commands, fc.nat({ max: 5 }), fc.boolean()).map(([mine, yours, turn, drop]) => ({
    base,
    ours: tried(base, mine),
    theirs: reordered(tried(base, yours), turn, drop),
  }));
});

/** Everything a plan says, each under a name of its own and without positions. */
function facets(plan: Plan): ReadonlyMap<string, string> {
  const side = sideOf(plan);
  const found = new Map<string, string>();
  const put = (name: string, value: unknown): void => void found.set(name, canonicalJson(value as Json));
  side.keys.forEach((key, row) => {
    put(`account:${key}:place`, placeAt(side, row));
    put(`account:${key}:baseline`, plan.territories[plan.baseline[row] ?? -1]?.territoryId ?? null);
    put(`account:${key}:locked`, plan.locked[row]);
    for (const field of [...TEXT_FIELDS, ...NUMBER_FIELDS])
      put(`account:${key}:${field}`, cellAt(plan.accounts, field, row));
  });
  for (const record of plan.territories)
    for (const [field, value] of Object.entries(record))
      put(`territory:${record.territoryId}:${field}`, value);
  for (const key of ['name', 'cycle', 'policy', 'lockedAll'] as const) put(`plan:${key}`, plan[key]);
  for (const key of ['target', 'overAssignment', 'roundTo'] as const)
    put(`plan:quota.${key}`, plan.quota[key]);
  return found;
}

/** The naive model: what a facet must be, or null where it is a conflict. An account that is gone counts as closed. */
function expected(name: string, [b, o, t]: readonly (string | undefined)[]): string | undefined | null {
  const gone =
    name.endsWith(':place') && b !== undefined
      ? canonicalJson({ territory: null, standing: 'closed', mergedInto: null })
      : b;
  const [mine, yours] = [o ?? gone, t ?? gone];
  if (mine === undefined || yours === undefined || mine === yours) return mine ?? yours;
  if (b === undefined) return null;
  if (mine === b) return yours;
  return yours === b ? mine : null;
}

const bySide = (merge: Merge, swapped: boolean): unknown =>
  merge.conflicts.map((c) =>
    swapped ? { ...c, ours: c.theirs, theirs: c.ours, subject: 0 } : { ...c, subject: 0 },
  );

const swap = (taken: Resolution): Resolution =>
  taken === 'ours' ? 'theirs' : taken === 'theirs' ? 'ours' : taken;

test('every change of either side is in the merge or is a conflict with its three values', () => {
  fc.assert(
    fc.property(three, ({ base, ours, theirs }) => {
      const merge = merged(base, ours, theirs);
      const [b, o, t, m] = [base, ours, theirs, merge.plan].map(facets) as [
        Map<string, string>,
        Map<string, string>,
        Map<string, string>,
        Map<string, string>,
      ];
      const conflicts = new Map(merge.conflicts.map((c) => [c.id, c]));
      for (const name of new Set([...o.keys(), ...t.keys()])) {
        const want = expected(name, [b.get(name), o.get(name), t.get(name)]);
        const conflict = conflicts.get(name);
        if (want === null) {
          expect(conflict, name).toBeDefined();
          expect(canonicalJson(conflict?.ours ?? null)).toBe(
            o.get(name) ?? canonicalJson(conflict?.ours ?? null),
          );
          expect(canonicalJson(conflict?.theirs ?? null)).toBe(
            t.get(name) ?? canonicalJson(conflict?.theirs ?? null),
          );
        } else if (conflict === undefined) expect(m.get(name), name).toBe(want);
        else expect(conflict.cause, name).not.toBe('both-changed');
      }
    }),
    { numRuns: 300 },
  );
});

test('who merges makes no difference: the same plan by id, the same conflicts, whatever is decided', () => {
  fc.assert(
    fc.property(
      three,
      fc.infiniteStream(
        fc.constantFrom<Resolution>('base', 'ours', 'theirs', { territory: 't-0' as TerritoryId }),
      ),
      ({ base, ours, theirs }, choices) => {
        const taken = new Map<string, Resolution>();
        const take = (c: MergeConflict): Resolution => {
          const known = taken.get(c.id) ?? (choices.next().value as Resolution);
          taken.set(c.id, typeof known === 'object' && c.field !== 'place' ? 'base' : known);
          return taken.get(c.id) ?? 'base';
        };
        const one = merged(base, ours, theirs, take);
        const other = merged(base, theirs, ours, (c) => swap(take(c)));
        expect(facets(one.plan)).toEqual(facets(other.plan));
        expect(bySide(one, false)).toEqual(bySide(other, true));
        expect(one.plan.parents).toEqual(other.plan.parents);
      },
    ),
    { numRuns: 200 },
  );
});

test('merging with the ancestor, and with itself, changes nothing but the parents', () => {
  fc.assert(
    fc.property(three, ({ base, ours }) => {
      for (const [o, t] of [
        [ours, base],
        [ours, ours],
      ] as const) {
        const merge = merged(base, o, t);
        expect(merge.conflicts).toEqual([]);
        expect(spelledOut({ ...merge.plan, parents: ours.parents })).toEqual(spelledOut(ours));
      }
    }),
    { numRuns: 100 },
  );
});

test('the merge is one step on our version, and undone it is our version again', () => {
  fc.assert(
    fc.property(three, ({ base, ours, theirs }) => {
      const { diff, plan } = merged(base, ours, theirs);
      expect(spelledOut(applyDiff(ours, diff))).toEqual(spelledOut(plan));
      expect(spelledOut(applyDiff(plan, invertDiff(diff)))).toEqual(spelledOut(ours));
    }),
    { numRuns: 100 },
  );
});

test('accounts are merged into accounts that are in planning, or somebody is asked', () => {
  fc.assert(
    fc.property(three, ({ base, ours, theirs }) => {
      const { plan, conflicts } = merged(base, ours, theirs);
      const asked = new Set(conflicts.map((c) => c.id));
      // One side may have merged an account and then taken the other out of planning itself.
      const inOneSide = (key: string): boolean =>
        [ours, theirs].some((side) => {
          const into = side.mergedInto[accountKeys(side).indexOf(key)] ?? -1;
          return into >= 0 && side.standing[into] !== 0;
        });
      accountKeys(plan).forEach((key, row) => {
        const into = plan.mergedInto[row] ?? -1;
        if (into >= 0 && !asked.has(`account:${key}:place`) && !inOneSide(key))
          expect(plan.standing[into]).toBe(0);
        expect(plan.assignment[row]).toBeLessThan(plan.territories.length);
      });
    }),
    { numRuns: 200 },
  );
});

const small = (): Plan =>
  planOf({
    accounts: accountTableFrom(3, { accountId: ['A', 'B', 'C'], name: ['Ada', 'Bo', 'Cy'] }, {}),
    territories: [territory(0), territory(1), territory(2)],
    assignment: Int32Array.from([0, 0, 0]),
  });

const move = (row: number, to: number): Command => ({
  type: 'assignAccounts',
  rows: Int32Array.of(row),
  territory: to,
  reason: 'MANUAL_EDIT',
  source: 'manual',
});

test('two people who moved different accounts both keep their moves; the same account twice is a conflict', () => {
  const base = small();
  const ours = applied(applied(base, move(0, 1)), move(2, 1));
  const theirs = applied(applied(base, move(1, 2)), move(2, 2));
  const { plan, conflicts } = merged(base, ours, theirs);
  expect([...plan.assignment]).toEqual([1, 2, 0]);
  expect(conflicts.map((c) => [c.id, c.cause])).toEqual([['account:0=C:place', 'both-changed']]);
  expect(conflicts[0]?.subject).toMatchObject({ accountId: 'C', name: 'Cy' });
  expect([...merged(base, ours, theirs, () => 'theirs').plan.assignment]).toEqual([1, 2, 2]);
  expect([...merged(base, ours, theirs, () => ({ territory: null })).plan.assignment]).toEqual([1, 2, -1]);
  expect(plan.parents).toEqual([A, B]);
});

test('a move the other side forbade, by a lock or by retiring the territory, is asked about', () => {
  const base = small();
  const locked = applied(base, { type: 'setLocks', rows: Int32Array.of(0), locked: true });
  const retired = applied(base, { type: 'retireTerritory', territory: 1, to: 2, reason: 'MANUAL_EDIT' });
  const closed = applied(base, { type: 'lockTerritory', territory: 1, locked: true });
  const moved = applied(base, move(0, 1));
  const causes = (theirs: Plan): readonly string[] =>
    merged(base, moved, theirs).conflicts.map((c) => c.cause);
  expect([locked, retired, closed].map(causes)).toEqual([['locked'], ['retired'], ['locked']]);
});

test('an account merged into one that is then closed is a question only where two people did it', () => {
  const base = small();
  const gone: Command = {
    type: 'setStanding',
    rows: Int32Array.of(1),
    standing: 'closed',
    reason: 'left town',
  };
  const folded = applied(base, { type: 'mergeAccounts', into: 1, rows: Int32Array.of(0), survivors: {} });
  const both = applied(folded, gone);
  expect(merged(base, both, base).conflicts).toEqual([]);
  expect(merged(base, base, both).conflicts).toEqual([]);
  const causes = merged(base, folded, applied(base, gone)).conflicts.map((c) => c.cause);
  expect(causes).toEqual(['merged-away']);
});

test('a merge is taken up as one command, when every conflict is settled and nothing has changed since', () => {
  const base = small();
  const [ours, theirs] = [applied(base, move(2, 1)), applied(base, move(2, 2))];
  const sides = { base, ours, theirs, parents: [A, B] } as const;
  const open = settledMerge(sides, new Map());
  expect(open.ok ? null : open.errors[0]?.code).toBe('MERGE_OPEN');
  const settled = settledMerge(sides, new Map([['account:0=C:place', 'theirs' as const]]));
  if (!settled.ok) throw new Error('not settled');
  const command = { type: 'takeMerge', parents: [A, B], diff: settled.value } as const;
  const taken = applied(ours, command);
  expect([...taken.assignment]).toEqual([0, 0, 2]);
  expect(taken.parents).toEqual([A, B]);
  const stale = applyCommand(applied(ours, move(2, 0)), command, CONTEXT);
  expect(stale.ok ? null : stale.errors[0]?.code).toBe('MERGE_STALE');
});

test('a diff fits the plan it was made on, whatever came of it, and no plan it has been applied to', () => {
  fc.assert(
    fc.property(
      arbitraryPlan(12).chain((plan) =>
        fc.tuple(fc.constant(plan), fc.array(arbitraryCommand(plan), { maxLength: 6 })),
      ),
      ([plan, commands]) => {
        const theirs = tried(plan, commands);
        const { diff, plan: now } = merged(plan, plan, theirs);
        expect(fitsDiff(plan, diff)).toBe(true);
        if (diff.length > 0) expect(fitsDiff(now, diff)).toBe(false);
      },
    ),
  );
});

test('how far a merge has come is told, from none of the accounts on', () => {
  const said: [number, number][] = [];
  const base = small();
  mergePlans({ base, ours: base, theirs: base, parents: [A, B] }, new Map(), (...at) => said.push(at));
  expect(said[0]).toEqual([0, base.accounts.rowCount]);
});

test('versions of two workspaces, or in two currencies, are not merged', () => {
  const base = small();
  const codes = (changes: Partial<Plan>): readonly string[] => {
    const result = mergePlans({ base, ours: base, theirs: { ...base, ...changes }, parents: [A, B] });
    return result.ok ? [] : result.errors.map((e) => e.code);
  };
  expect(codes({ tenant: 'another' as Plan['tenant'] })).toEqual(['MERGE_OTHER_TENANT']);
  expect(codes({ currency: 'EUR' })).toEqual(['MERGE_OTHER_UNIT']);
});
