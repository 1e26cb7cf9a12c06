import { describe, expect, it } from 'vitest';
import type { MinorUnits, RepId, TerritoryId } from '../../../domain/brand.ts';
import type { Command } from '../../../domain/commands/apply-command.ts';
import { applyCommand } from '../../../domain/commands/apply-command.ts';
import { DEFAULT_POLICY } from '../../../domain/governance/policy.ts';
import { accountTableFrom, textAt } from '../../../domain/plan/account-table.ts';
import { applyDiff, invertDiff } from '../../../domain/plan/diff.ts';
import type { Plan } from '../../../domain/plan/plan.ts';
import { UNASSIGNED } from '../../../domain/plan/plan.ts';
import { reasonCode } from '../../../domain/plan/reason-codes.ts';
import { CONTEXT, applied, planOf, refusals, rep, spelledOut, territory } from '../support.ts';

const rows = (...list: number[]): Int32Array => Int32Array.from(list);

/** Six accounts: 0–2 in North, 3–4 in South, 5 nowhere; 4 is strategic. */
const base = (): Plan =>
  planOf({
    accounts: accountTableFrom(
      6,
      {
        name: ['Ash', 'Birch', 'Cedar', 'Elm', 'Fir', 'Oak'],
        tier: [null, null, null, null, 'strategic', null],
      },
      { potential: [10, 20, 30, 40, 50, 60] },
    ),
    territories: [
      territory(0, { name: 'North', repIds: ['rep-0' as RepId] }),
      territory(1, { name: 'South' }),
    ],
    reps: [rep(0), rep(1)],
    assignment: Int32Array.of(0, 0, 0, 1, 1, UNASSIGNED),
  });

const move = (
  list: Int32Array,
  to: number,
  reason: 'MANUAL_EDIT' | 'EXCEPTION' = 'MANUAL_EDIT',
): Command => ({
  type: 'assignAccounts',
  rows: list,
  territory: to,
  reason,
  source: 'manual',
});

const labelOf = (plan: Plan, command: Command): string => {
  const result = applyCommand(plan, command, CONTEXT);
  return result.ok ? result.value.label : result.errors.map((e) => e.code).join();
};

describe('[DSN-14] moving accounts', () => {
  it('gives them the territory, the reason and the source, and says so in words', () => {
    const plan = applied(base(), move(rows(0, 5), 1));
    expect(Array.from(plan.assignment)).toEqual([1, 0, 0, 1, 1, 1]);
    expect(reasonCode(plan.reason[5] ?? 0)).toBe('MANUAL_EDIT');
    expect(reasonCode(plan.reason[1] ?? 0)).toBe('IMPORTED');
    expect(labelOf(base(), move(rows(0, 5), 1))).toBe('Move 2 accounts to South');
    expect(labelOf(base(), move(rows(0), UNASSIGNED))).toBe('Unassign 1 account');
  });

  it('[DSN-09] is refused for locked accounts and territories, closed accounts and territories that are not there', () => {
    const locked = applied(base(), { type: 'setLocks', rows: rows(0), locked: true });
    expect(refusals(locked, move(rows(0, 1), 1))).toEqual(['LOCKED_ACCOUNT']);
    const shut = applied(base(), { type: 'lockTerritory', territory: 1, locked: true });
    expect(refusals(shut, move(rows(0), 1))).toEqual(['LOCKED_TERRITORY']);
    expect(refusals(shut, move(rows(3), 0))).toEqual(['LOCKED_TERRITORY']);
    const closed = applied(base(), {
      type: 'setStanding',
      rows: rows(0),
      standing: 'closed',
      reason: 'gone',
    });
    expect(refusals(closed, move(rows(0), 1))).toEqual(['ACCOUNT_NOT_ACTIVE']);
    expect(refusals(base(), move(rows(0), 7))).toEqual(['UNKNOWN_TERRITORY']);
    expect(refusals(base(), move(rows(-1, 99), 0))).toEqual(['UNKNOWN_ACCOUNT']);
  });

  it('names the first account in the way, and how many there are', () => {
    const locked = applied(base(), { type: 'setLocks', rows: rows(0, 1), locked: true });
    const result = applyCommand(locked, move(rows(0, 1), 1), CONTEXT);
    expect(result.ok ? '' : result.errors[0]?.message).toBe(
      '2 accounts (first: Ash) are locked. Unlock them, or leave them out of the move.',
    );
  });

  it('is allowed where nothing moves, even for what is locked', () => {
    const locked = applied(base(), { type: 'setLocks', rows: rows(0), locked: true });
    expect(refusals(locked, move(rows(0), 0))).toEqual([]);
  });

  it('[DIS-04] keeps a strategic account in its baseline territory unless by exception, and lets it come home', () => {
    expect(refusals(base(), move(rows(4), 0))).toEqual(['STRATEGIC_FROZEN']);
    expect(refusals(base(), move(rows(4), UNASSIGNED))).toEqual(['STRATEGIC_FROZEN']);
    const away = applied(base(), move(rows(4), 0, 'EXCEPTION'));
    expect(away.assignment[4]).toBe(0);
    expect(refusals(away, move(rows(4), 1))).toEqual([]);
    const thawed: Plan = {
      ...base(),
      policy: { ...DEFAULT_POLICY, disruption: { ...DEFAULT_POLICY.disruption, freezeStrategic: false } },
    };
    expect(refusals(thawed, move(rows(4), 0))).toEqual([]);
  });

  it('takes a territory and a reason for each account from a design or a paste', () => {
    const many: Command = {
      type: 'assignMany',
      rows: rows(0, 5),
      territories: rows(1, 0),
      reasons: Uint8Array.of(5, 8),
      source: 'solver',
      label: 'Design: hybrid, seed 7',
    };
    const plan = applied(base(), many);
    expect([plan.assignment[0], plan.assignment[5]]).toEqual([1, 0]);
    expect([reasonCode(plan.reason[0] ?? 0), reasonCode(plan.reason[5] ?? 0)]).toEqual([
      'TRAVEL_BEST',
      'BALANCE_MOVE',
    ]);
    expect(refusals(base(), { ...many, territories: rows(1) })).toEqual(['LENGTHS_DIFFER']);
    expect(refusals(base(), { ...many, rows: rows(0, 4), source: 'manual' })).toEqual(['STRATEGIC_FROZEN']);
  });
});

describe('[IDR-04] merging duplicates', () => {
  const merge: Command = {
    type: 'mergeAccounts',
    into: 5,
    rows: rows(0, 3),
    survivors: { name: 'Oak & Ash', potential: 99, tier: null },
  };

  it('keeps the survivor with the chosen values and the territory of the first merged account', () => {
    const plan = applied(base(), merge);
    expect(textAt(plan.accounts, 'name', 5)).toBe('Oak & Ash');
    expect(plan.accounts.number.potential[5]).toBe(99);
    expect(Array.from(plan.assignment)).toEqual([UNASSIGNED, 0, 0, UNASSIGNED, 1, 0]);
    expect(Array.from(plan.mergedInto)).toEqual([5, -1, -1, 5, -1, -1]);
    expect(reasonCode(plan.reason[5] ?? 0)).toBe('IMPORTED');
    expect(labelOf(base(), merge)).toBe('Merge 2 accounts into Oak');
  });

  it('is taken back exactly by undoing it', () => {
    const result = applyCommand(base(), merge, CONTEXT);
    if (!result.ok) throw new Error('the merge must be accepted');
    expect(spelledOut(applyDiff(result.value.plan, invertDiff(result.value.diff)))).toEqual(
      spelledOut(base()),
    );
  });

  it('is split again later into the territory that works the survivor', () => {
    const moved = applied(applied(base(), merge), move(rows(5), 1));
    const split = applied(moved, { type: 'unmergeAccounts', rows: rows(3) });
    expect([split.standing[3], split.mergedInto[3], split.assignment[3]]).toEqual([0, -1, 1]);
    expect(split.standing[0]).not.toBe(0);
    expect(refusals(split, { type: 'unmergeAccounts', rows: rows(3) })).toEqual(['NOT_MERGED']);
  });

  it('is refused with itself, with accounts that are not active, and with locked ones', () => {
    expect(refusals(base(), { ...merge, rows: rows(5) })).toEqual(['MERGE_SELF']);
    expect(refusals(base(), { ...merge, rows: rows() })).toEqual(['MERGE_SELF']);
    expect(refusals(applied(base(), merge), merge)).toEqual(['ACCOUNT_NOT_ACTIVE']);
    const locked = applied(base(), { type: 'setLocks', rows: rows(3), locked: true });
    expect(refusals(locked, merge)).toEqual(['LOCKED_ACCOUNT']);
  });
});

describe('closing and restoring accounts', () => {
  it('takes the territory away, and gives none back', () => {
    const closed = applied(base(), {
      type: 'setStanding',
      rows: rows(0, 5),
      standing: 'excluded',
      reason: 'test',
    });
    expect([closed.assignment[0], reasonCode(closed.reason[0] ?? 99)]).toEqual([UNASSIGNED, 'NONE']);
    const back = applied(closed, { type: 'setStanding', rows: rows(0), standing: 'active', reason: '' });
    expect([back.standing[0], back.assignment[0], back.baseline[0]]).toEqual([0, UNASSIGNED, 0]);
  });

  it('is refused for locked accounts and for merged ones', () => {
    const locked = applied(base(), { type: 'setLocks', rows: rows(0), locked: true });
    const close = { type: 'setStanding', rows: rows(0), standing: 'closed', reason: '' } as const;
    expect(refusals(locked, close)).toEqual(['LOCKED_ACCOUNT']);
    const merged = applied(base(), { type: 'mergeAccounts', into: 1, rows: rows(0), survivors: {} });
    expect(refusals(merged, { ...close, standing: 'active' })).toEqual(['ACCOUNT_MERGED']);
  });
});

describe('editing cells', () => {
  it('sets and clears values, and leaves the reason in the history', () => {
    const edit: Command = {
      type: 'editCells',
      field: 'potential',
      rows: rows(0, 1),
      values: [7, null],
      reason: 'Zero',
    };
    const plan = applied(base(), edit);
    expect(plan.accounts.number.potential[0]).toBe(7);
    expect(plan.accounts.number.potential[1]).toBeNaN();
    expect(labelOf(base(), edit)).toBe('Edit potential of 2 accounts: Zero');
  });

  it('refuses text in numbers, numbers in text, infinite numbers and lists of different length', () => {
    const edit = (field: 'potential' | 'name', values: readonly (string | number | null)[]): Command => ({
      type: 'editCells',
      field,
      rows: rows(0),
      values,
      reason: '',
    });
    expect(refusals(base(), edit('potential', ['7']))).toEqual(['VALUE_KIND']);
    expect(refusals(base(), edit('potential', [NaN]))).toEqual(['VALUE_KIND']);
    expect(refusals(base(), edit('name', [7]))).toEqual(['VALUE_KIND']);
    expect(refusals(base(), edit('name', []))).toEqual(['LENGTHS_DIFFER']);
  });
});

describe('territories', () => {
  const add: Command = { type: 'addTerritory', territoryId: 'west' as TerritoryId, name: ' West ' };

  it('are added at the end, empty and unlocked', () => {
    const plan = applied(base(), add);
    expect(plan.territories[2]).toMatchObject({
      territoryId: 'west',
      name: 'West',
      locked: false,
      retired: false,
    });
    expect(refusals(plan, add)).toEqual(['NAME_TAKEN', 'ID_TAKEN']);
    expect(refusals(base(), { ...add, name: 'north' })).toEqual(['NAME_TAKEN']);
    expect(refusals(base(), { ...add, name: ' ' })).toEqual(['NAME_EMPTY']);
  });

  it('are renamed, also in case only, but not to a name in use', () => {
    expect(
      applied(base(), { type: 'renameTerritory', territory: 0, name: 'NORTH' }).territories[0]?.name,
    ).toBe('NORTH');
    expect(refusals(base(), { type: 'renameTerritory', territory: 0, name: 'south' })).toEqual([
      'NAME_TAKEN',
    ]);
  });

  it('take a base, a capacity, reps, a share and a note, each checked', () => {
    const update = (changes: Extract<Command, { type: 'updateTerritory' }>['changes']): Command => ({
      type: 'updateTerritory',
      territory: 0,
      changes,
    });
    const plan = applied(base(), update({ capacity: { value: 110, unit: 'accounts' }, note: 'n' }));
    expect(plan.territories[0]).toMatchObject({ capacity: { value: 110 }, note: 'n', name: 'North' });
    expect(refusals(base(), update({ base: { lat: 91, lon: 0 } }))).toEqual(['PLACE_INVALID']);
    expect(refusals(base(), update({ capacity: { value: 0, unit: 'hours' } }))).toEqual(['CAPACITY_INVALID']);
    expect(refusals(base(), update({ targetShare: 1.2 }))).toEqual(['SHARE_INVALID']);
    expect(refusals(base(), update({ repIds: ['stranger' as RepId] }))).toEqual(['UNKNOWN_REP']);
    expect(labelOf(base(), update({ base: null, repIds: [] }))).toBe('Set base, reps of North');
  });

  it('are retired with their accounts sent elsewhere, and their quota override gone', () => {
    const overridden = applied(base(), {
      type: 'overrideQuota',
      territory: 0,
      amount: 5 as MinorUnits,
      reason: 'x',
    });
    const retire: Command = { type: 'retireTerritory', territory: 0, to: 1, reason: 'MANUAL_EDIT' };
    const plan = applied(overridden, retire);
    expect(Array.from(plan.assignment)).toEqual([1, 1, 1, 1, 1, UNASSIGNED]);
    expect(plan.territories[0]?.retired).toBe(true);
    expect(plan.quota.overrides).toEqual([]);
    expect(refusals(plan, move(rows(0), 0))).toEqual(['UNKNOWN_TERRITORY']);
    expect(labelOf(base(), retire)).toBe('Retire North, move its 3 accounts to South');
    expect(applied(plan, { ...add, name: 'North' }).territories).toHaveLength(3);
  });

  it('are retired with their accounts left unassigned only when nothing locked or frozen is among them', () => {
    const retire = (index: number): Command => ({
      type: 'retireTerritory',
      territory: index,
      to: UNASSIGNED,
      reason: 'MANUAL_EDIT',
    });
    expect(Array.from(applied(base(), retire(0)).assignment).slice(0, 3)).toEqual([-1, -1, -1]);
    expect(refusals(base(), retire(1))).toEqual(['STRATEGIC_FROZEN']);
    const locked = applied(base(), { type: 'setLocks', rows: rows(1), locked: true });
    expect(refusals(locked, retire(0))).toEqual(['LOCKED_ACCOUNT']);
    expect(refusals(base(), { ...retire(0), to: 0 } as Command)).toEqual(['UNKNOWN_TERRITORY']);
  });
});

describe('the whole plan', () => {
  it('when locked refuses everything but unlocking', () => {
    const locked = applied(base(), { type: 'lockPlan', locked: true });
    expect(refusals(locked, move(rows(0), 1))).toEqual(['PLAN_LOCKED']);
    expect(refusals(locked, { type: 'renamePlan', name: 'New' })).toEqual(['PLAN_LOCKED']);
    expect(applied(locked, { type: 'lockPlan', locked: false }).lockedAll).toBe(false);
  });

  it('takes a name, but not an empty one', () => {
    expect(applied(base(), { type: 'renamePlan', name: ' FY27 ' }).name).toBe('FY27');
    expect(refusals(base(), { type: 'renamePlan', name: ' ' })).toEqual(['NAME_EMPTY']);
  });

  it('takes its alignment as the baseline, after which nothing has moved', () => {
    const plan = applied(applied(base(), move(rows(0), 1)), { type: 'rebaseline' });
    expect(plan.baseline).toEqual(plan.assignment);
  });

  it('takes a roster, and reps who left it leave their territories', () => {
    const plan = applied(base(), { type: 'setReps', reps: [rep(1)] });
    expect(plan.territories[0]?.repIds).toEqual([]);
    expect(refusals(base(), { type: 'setReps', reps: [rep(1), rep(1)] })).toEqual(['ID_TAKEN']);
  });

  it('[AUD-04] gives a changed policy the next version, and refuses one that makes no sense', () => {
    const policy = { ...DEFAULT_POLICY, version: 40 };
    expect(applied(base(), { type: 'setPolicy', policy }).policy.version).toBe(base().policy.version + 1);
    const weights = { ...policy.score.weights, potential: -1 };
    const broken = { ...policy, tiers: policy.tiers.toReversed(), score: { ...policy.score, weights } };
    expect(refusals(base(), { type: 'setPolicy', policy: broken })).toEqual(Array(4).fill('POLICY_INVALID'));
  });

  it('refuses a command it does not know, as a newer version may have written', () => {
    const unknown = { type: 'teleport' } as unknown as Command;
    expect(refusals(base(), unknown)).toEqual(['UNKNOWN_COMMAND']);
  });
});

describe('[QUO-03] quota commands', () => {
  it('set target, over-assignment and rounding, each checked', () => {
    const plan = applied(base(), { type: 'setQuotaTarget', target: 100_00 as MinorUnits, roundTo: 1 });
    expect(plan.quota).toMatchObject({ target: 100_00, overAssignment: 0.05, roundTo: 1 });
    const bad = { type: 'setQuotaTarget', target: -1 as MinorUnits, overAssignment: 9, roundTo: 0 } as const;
    expect(refusals(base(), bad)).toEqual(['AMOUNT_INVALID', 'SHARE_INVALID', 'AMOUNT_INVALID']);
  });

  it('override a territory with a reason, replace the override, and clear it', () => {
    const override = (amount: number, reason: string): Command => ({
      type: 'overrideQuota',
      territory: 1,
      amount: amount as MinorUnits,
      reason,
    });
    const plan = applied(applied(base(), override(5, 'Ramp')), override(7, ' New hire '));
    expect(plan.quota.overrides).toEqual([{ territoryId: 't-1', amount: 7, reason: 'New hire' }]);
    expect(refusals(base(), override(7, ' '))).toEqual(['REASON_REQUIRED']);
    expect(refusals(base(), override(0.5, 'x'))).toEqual(['AMOUNT_INVALID']);
    expect(applied(plan, { type: 'clearQuotaOverride', territory: 1 }).quota.overrides).toEqual([]);
  });
});
