import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RepId } from '../../../domain/brand.ts';
import { applyCommand } from '../../../domain/commands/apply-command.ts';
import type { UpdateAccounts } from '../../../domain/commands/update-accounts.ts';
import type { AccountTable } from '../../../domain/plan/account-table.ts';
import { accountTableFrom, cellAt, textAt } from '../../../domain/plan/account-table.ts';
import { applyDiff, invertDiff } from '../../../domain/plan/diff.ts';
import type { Plan } from '../../../domain/plan/plan.ts';
import { ACTIVE, STANDINGS } from '../../../domain/plan/plan.ts';
import type { Rep } from '../../../domain/plan/rep.ts';
import { repNamed } from '../../../domain/plan/rep.ts';
import { withRoster } from '../../../domain/plan/with-roster.ts';
import { compareAccounts } from '../../../domain/plan/update-accounts.ts';
import { accumulate, updateAccumulators } from '../../../domain/measures/accumulators.ts';
import { CONTEXT, planOf, spelledOut, territory } from '../support.ts';

const CLOSED = STANDINGS.indexOf('closed');
const old = accountTableFrom(
  4,
  { accountId: ['a', 'b', 'c', 'd'], name: ['Mercy', 'Grace', 'Hope', 'Faith'], phone: ['1', '2', '3', '4'] },
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

const commandOf = (accounts: AccountTable, more: Partial<UpdateAccounts> = {}): UpdateAccounts => ({
  type: 'updateAccounts',
  accounts,
  potentialUnit: plan.potentialUnit,
  currency: plan.currency,
  source: 'newer.csv',
  gone: 'close',
  ...more,
});

function updated(from: Plan, command: UpdateAccounts) {
  const done = applyCommand(from, command, CONTEXT);
  if (!done.ok) throw new Error(done.errors[0]?.message);
  return done.value;
}

describe('accounts of a newer file', () => {
  it('[ING-21] are new, changed, the same or gone by account ID, whatever their order', () => {
    const { added, changed, same, gone } = compareAccounts(plan, next);
    expect(added).toEqual([3]);
    expect(changed).toEqual([{ row: 2, from: 1, fields: ['name'] }]);
    expect(same).toBe(2);
    expect(gone).toEqual([1]);
  });

  it('are known without the zeros a spreadsheet dropped, where one account alone bears the number', () => {
    const numbered = planOf({
      accounts: accountTableFrom(3, { accountId: ['0012', '7', '007'] }, {}),
      territories: [territory(0)],
    });
    const short = accountTableFrom(3, { accountId: ['12', '7', '0007'] }, {});
    const { added, changed, same } = compareAccounts(numbered, short);
    expect({ added, changed, same }).toEqual({ added: [2], changed: [], same: 2 });
  });

  it('take only the first row of a repeated ID for the known account', () => {
    const twice = accountTableFrom(
      2,
      { accountId: ['a', 'a'], name: ['Mercy', 'Mercy'] },
      { potential: [1, 1] },
    );
    expect(compareAccounts(plan, twice).added).toEqual([1]);
  });
});

describe('[ING-21] [LIF-01] a plan updated in place', () => {
  it('keeps the row, territory and baseline of known accounts, puts new ones where the file says, closes gone ones', () => {
    const after = updated(plan, commandOf(next)).plan;
    expect([...after.assignment]).toEqual([0, -1, 1, 0, 1]);
    expect([...after.baseline]).toEqual([0, 1, 1, 0, 1]);
    expect([...after.standing]).toEqual([ACTIVE, CLOSED, ACTIVE, ACTIVE, ACTIVE]);
    expect(textAt(after.accounts, 'name', 2)).toBe('Hope of Pueblo');
    expect(cellAt(after.accounts, 'potential', 4)).toBe(9);
    expect(after.planId).toBe(plan.planId);
  });

  it('keeps what the file does not say', () => {
    const after = updated(plan, commandOf(next)).plan;
    expect(textAt(after.accounts, 'phone', 0)).toBe('1');
    const without = updated(plan, commandOf(next, { potentialUnit: null })).plan;
    expect(cellAt(without.accounts, 'potential', 4)).toBeNull();
  });

  it('leaves gone accounts in planning where the person says so, or a lock holds them', () => {
    expect([...updated(plan, commandOf(next, { gone: 'keep' })).plan.standing]).not.toContain(CLOSED);
    const locked = applyCommand(plan, { type: 'setLocks', rows: Int32Array.of(1), locked: true }, CONTEXT);
    if (!locked.ok) throw new Error('not locked');
    const after = updated(locked.value.plan, commandOf(next)).plan;
    expect([after.standing[1], after.assignment[1]]).toEqual([ACTIVE, 1]);
  });

  it('takes an account back that a later file has again, unless the file calls it closed', () => {
    const without = updated(plan, commandOf(next)).plan;
    expect(updated(without, commandOf(old)).plan.standing[1]).toBe(ACTIVE);
    const shut = accountTableFrom(1, { accountId: ['b'], siteStatus: ['CLOSED'] }, {});
    expect(updated(without, commandOf(shut, { gone: 'keep' })).plan.standing[1]).toBe(CLOSED);
  });

  it('refuses money or sizes of another unit', () => {
    const refused = applyCommand(
      plan,
      commandOf(accountTableFrom(1, { accountId: ['a'] }, { revenue: [5] }), {
        currency: 'EUR',
        potentialUnit: { kind: 'count', name: 'seats', minorPerMajor: 1 },
      }),
      CONTEXT,
    );
    expect(refused.ok ? [] : refused.errors.map(({ code }) => code)).toEqual([
      'UNIT_DIFFERS',
      'CURRENCY_DIFFERS',
    ]);
  });

  it('moves the sums along exactly as if they were added up anew', () => {
    const { plan: after, diff } = updated(plan, commandOf(next));
    const moved = updateAccumulators(accumulate(plan), plan, after, diff);
    expect([...moved.sums]).toEqual([...accumulate(after).sums]);
  });

  it('[AUD-02] is taken back to the last cell by the inverted diff, whatever the files', () => {
    const id = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g');
    const row = fc.record({ id, name: fc.constantFrom(null, 'Joy', 'Hope', 'Mercy'), size: fc.nat(9) });
    const file = fc.array(row, { maxLength: 7 });
    fc.assert(
      fc.property(file, file, fc.constantFrom('close' as const, 'keep' as const), (first, second, gone) => {
        let at = plan;
        for (const rows of [first, second]) {
          const table = accountTableFrom(
            rows.length,
            { accountId: rows.map((r) => r.id), name: rows.map((r) => r.name) },
            { potential: rows.map((r) => r.size) },
          );
          const { plan: after, diff } = updated(at, commandOf(table, { gone }));
          expect(spelledOut(applyDiff(after, invertDiff(diff)))).toEqual(spelledOut(at));
          at = after;
        }
      }),
    );
  });
});

describe('withRoster', () => {
  const rep = (repId: string, name: string, email: string | null = null): Rep => ({
    ...repNamed(repId as RepId, name),
    email,
  });

  it('[IDR-06] knows reps by ID, then by name, keeps who is not in the file and adds who is new', () => {
    const newer = [rep('1', 'Ann Lee-Ray', 'ann@x'), rep('9', 'bo ray', 'bo@x'), rep('7', 'New Rep')];
    const found = withRoster([rep('1', 'Ann Lee'), rep('2', 'Bo Ray'), rep('3', 'Cy Fox')], newer);
    expect(found.map(({ repId, name, email }) => [repId, name, email])).toEqual([
      ['1', 'Ann Lee-Ray', 'ann@x'],
      ['2', 'bo ray', 'bo@x'],
      ['3', 'Cy Fox', null],
      ['7', 'New Rep', null],
    ]);
  });
});
