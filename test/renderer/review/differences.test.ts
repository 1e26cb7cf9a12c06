import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TerritoryId } from '../../../domain/brand.ts';
import { minorUnits } from '../../../domain/brand.ts';
import { textAt } from '../../../domain/plan/account-table.ts';
import type { Plan } from '../../../domain/plan/plan.ts';
import { UNASSIGNED } from '../../../domain/plan/plan.ts';
import { changeOrder } from '../../../renderer/review/change-order.ts';
import { policyChanges } from '../../../domain/governance/policy-changes.ts';
import { cycleStart, differencesOf } from '../../../renderer/review/differences.ts';
import { movesOf } from '../../../renderer/review/moves.ts';
import { arbitraryPlan } from '../../domain/support.ts';
import { smallPlan } from '../../storage/support.ts';

const plan = smallPlan(6);
const targeted = (base: Plan, target: number): Plan => ({
  ...base,
  quota: { ...base.quota, target: minorUnits(target) },
});
const assigned = (base: Plan, assignment: readonly number[]): Plan => ({
  ...base,
  assignment: Int32Array.from(assignment),
});

describe('movesOf', () => {
  it('[DIS-01] counts the accounts that left a territory, not those that had none', () => {
    const baseline = Int32Array.from([0, 0, UNASSIGNED, 1, 1, 1]);
    const moved = { ...assigned(plan, [1, 0, 1, UNASSIGNED, 0, 1]), baseline };
    expect([...movesOf(moved)]).toEqual([0, 3, 4]);
  });

  it('leaves out accounts that take no part in planning', () => {
    const standing = Uint8Array.from([2, 0, 0, 0, 0, 0]);
    expect([...movesOf({ ...assigned(plan, [1, 1, 0, 1, 0, 1]), standing })]).toEqual([]);
  });
});

describe('differencesOf', () => {
  it('[AUD-02] a version does not differ from itself', () => {
    fc.assert(
      fc.property(arbitraryPlan(), (any) => {
        const same = differencesOf(any, any);
        expect(same.moved).toHaveLength(0);
        expect(same.assigned).toBe(0);
        expect(same.policy).toEqual([]);
        expect([same.accountsAdded, same.accountsGone]).toEqual([0, 0]);
        for (const change of same.territories) {
          expect(change.quota).toBe(change.quotaBefore);
          expect(change.accounts).toBe(change.accountsBefore);
        }
      }),
    );
  });

  it('[AUD-02] in every territory accounts before + in - out make the accounts after', () => {
    const one = fc.constantFrom(UNASSIGNED, 0, 1);
    const alignment = fc.array(one, { minLength: 6, maxLength: 6 });
    fc.assert(
      fc.property(alignment, alignment, (from, to) => {
        const { territories } = differencesOf(assigned(plan, from), assigned(plan, to));
        expect(territories).toHaveLength(2);
        for (const { accountsBefore, gained, lost, accounts } of territories)
          expect(accountsBefore + gained - lost).toBe(accounts);
      }),
    );
  });

  it('[AUD-02] matches accounts by id, whatever their row, and counts new and gone ones', () => {
    const more = smallPlan(8);
    const grown = differencesOf(plan, more);
    expect([grown.accountsAdded, grown.accountsGone, grown.moved.length, grown.assigned]).toEqual([
      2, 0, 0, 0,
    ]);
    const shrunk = differencesOf(more, plan);
    expect([shrunk.accountsAdded, shrunk.accountsGone, shrunk.moved.length]).toEqual([0, 2, 0]);
    expect(textAt(more.accounts, 'accountId', 7)).toBe('A7');
  });

  it('[AUD-02] names a territory that is gone as where its accounts came from', () => {
    const merged: Plan = {
      ...plan,
      territories: plan.territories.slice(0, 1),
      assignment: new Int32Array(6),
    };
    const { plan: shown, moved, territories } = differencesOf(plan, merged);
    expect([...moved].map((row) => shown.territories[shown.baseline[row] ?? -1]?.name)).toEqual([
      'South',
      'South',
      'South',
    ]);
    expect(territories.map(({ accounts, lost }) => [accounts, lost])).toEqual([
      [6, 0],
      [0, 3],
    ]);
  });

  it('[QUO-05] quota changes of the territories sum to the change of what is given out', () => {
    const { territories, target, targetBefore } = differencesOf(
      targeted(plan, 100_000_00),
      targeted(assigned(plan, [0, 0, 0, 0, 0, 1]), 120_000_00),
    );
    const sum = (values: readonly (number | null)[]) => values.reduce<number>((all, v) => all + (v ?? 0), 0);
    expect(sum(territories.map(({ quotaBefore }) => quotaBefore))).toBe(105_000_00);
    expect(sum(territories.map(({ quota }) => quota))).toBe(126_000_00);
    expect([targetBefore, target]).toEqual([100_000_00, 120_000_00]);
  });

  it('[QUO-05] against the start of the cycle, the same target is split over the alignment it began with', () => {
    const now = targeted(assigned(plan, [0, 0, 0, 0, 0, 0]), 100_000_00);
    const { territories, moved } = differencesOf(cycleStart(now), now);
    expect([...moved]).toEqual([1, 3, 5]);
    const total = territories.reduce((all, { quotaBefore }) => all + (quotaBefore ?? 0), 0);
    expect(total).toBe(105_000_00);
    expect(territories.map(({ quota }) => quota)).toContain(0);
  });
});

describe('what changed in the policy', () => {
  it('[AUD-04] is said in words, the policy and its version first', () => {
    const changed = { ...plan.policy, version: 3, targets: { ...plan.policy.targets, gini: 0.3 } };
    const { name, version } = plan.policy;
    expect(differencesOf(plan, { ...plan, policy: changed }).policy).toEqual([
      { what: 'Policy', before: `${name}, version ${version}`, after: `${name}, version 3` },
      ...policyChanges(plan.policy, changed),
    ]);
    expect(policyChanges(plan.policy, changed)).toHaveLength(1);
  });
});

describe('changeOrder', () => {
  const territoryId = 't' as TerritoryId;
  const change = (territory: number, quotaBefore: number | null, quota: number | null, gained = 0) => ({
    territory,
    territoryId,
    accountsBefore: 0,
    accounts: gained,
    gained,
    lost: 0,
    quotaBefore,
    quota,
  });
  const differences = {
    ...differencesOf(plan, plan),
    territories: [change(0, 10, 12), change(1, 10, 2), change(2, 5, 5, 3)],
  };

  it('[QUO-05] puts whose quota moves most first, up or down', () => {
    expect(changeOrder(differences, null)).toEqual([1, 0, 2]);
  });

  it('sorts by a column both ways', () => {
    expect(changeOrder(differences, { column: 'change', descending: false })).toEqual([1, 2, 0]);
    expect(changeOrder(differences, { column: 'change', descending: true })).toEqual([0, 2, 1]);
    expect(changeOrder(differences, { column: 'gained', descending: true })[0]).toBe(2);
  });
});
