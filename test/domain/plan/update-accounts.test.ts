import { describe, expect, it } from 'vitest';
import type { PlanId } from '../../../domain/brand.ts';
import { applyCommand } from '../../../domain/commands/apply-command.ts';
import { accountTableFrom } from '../../../domain/plan/account-table.ts';
import { ACTIVE, STANDINGS } from '../../../domain/plan/plan.ts';
import { compareAccounts, withNewAccounts } from '../../../domain/plan/update-accounts.ts';
import { CONTEXT, planOf, territory } from '../support.ts';

const old = accountTableFrom(
  4,
  { accountId: ['a', 'b', 'c', 'd'], name: ['Mercy', 'Grace', 'Hope', 'Faith'] },
  { potential: [1, 2, 3, 4] },
);
const next = accountTableFrom(
  4,
  {
    accountId: ['d', 'c', 'a', 'e'],
    name: ['Faith', 'Hope of Pueblo', 'Mercy', 'Joy'],
    territoryName: [null, null, null, 'Territory 1'],
  },
  { potential: [4, 3, 1, 9] },
);
const plan = planOf({
  accounts: old,
  territories: [territory(0), territory(1)],
  assignment: Int32Array.of(0, 1, 1, 0),
});

describe('accounts of a newer file', () => {
  it('[ING-21] are new, changed, the same or gone by account ID, whatever their order', () => {
    const { before, added, changed, same, gone } = compareAccounts(old, next);
    expect([...before]).toEqual([3, 2, 0, -1]);
    expect([...added]).toEqual([3]);
    expect(changed).toEqual([{ row: 1, fields: ['name'] }]);
    expect(same).toBe(2);
    expect([...gone]).toEqual([1]);
  });

  it('take only the first row of a repeated ID for the known account', () => {
    const twice = accountTableFrom(
      2,
      { accountId: ['a', 'a'], name: ['Mercy', 'Mercy'] },
      { potential: [1, 1] },
    );
    expect([...compareAccounts(old, twice).before]).toEqual([0, -1]);
  });
});

describe('a plan with them', () => {
  const init = { planId: 'plan-2' as PlanId, name: 'Updated' };

  it('keeps territory, baseline and lock of known accounts, and puts new ones where the file says', () => {
    const locked = applyCommand(plan, { type: 'setLocks', rows: Int32Array.of(2), locked: true }, CONTEXT);
    if (!locked.ok) throw new Error('not locked');
    const updated = withNewAccounts(locked.value.plan, next, init);
    expect([...updated.assignment]).toEqual([0, 1, 0, 1]);
    expect([...updated.baseline]).toEqual([0, 1, 0, 1]);
    expect([...updated.locked]).toEqual([0, 1, 0, 0]);
    expect(updated.planId).toBe('plan-2');
    expect(updated.territories).toBe(plan.territories);
    expect(updated.policy).toBe(plan.policy);
  });

  it('keeps merges whose survivor is still there, and frees rows whose survivor is gone', () => {
    const merge = (from: typeof plan, into: number, row: number): typeof plan => {
      const done = applyCommand(
        from,
        { type: 'mergeAccounts', into, rows: Int32Array.of(row), survivors: {} },
        CONTEXT,
      );
      if (!done.ok) throw new Error(done.errors[0]?.message);
      return done.value.plan;
    };
    const merged = merge(merge(plan, 3, 0), 1, 2);
    const updated = withNewAccounts(merged, next, init);
    expect([...updated.mergedInto]).toEqual([-1, -1, 0, -1]);
    expect([...updated.standing]).toEqual([ACTIVE, ACTIVE, STANDINGS.indexOf('merged'), ACTIVE]);
  });
});
