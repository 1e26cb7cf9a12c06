import { describe, expect, it } from 'vitest';
import { applyCommand } from '../../../domain/commands/apply-command.ts';
import { accountTableFrom, cellAt } from '../../../domain/plan/account-table.ts';
import { applyDiff, invertDiff } from '../../../domain/plan/diff.ts';
import { STANDINGS } from '../../../domain/plan/plan.ts';
import { CONTEXT, planOf, territory } from '../support.ts';

const plan = planOf({
  accounts: accountTableFrom(
    4,
    { accountId: ['a', 'b', 'c', 'd'], postalCode: ['1234', '2345', '34567', null] },
    { lat: [0, 1, 2, 3] },
  ),
  territories: [territory(0)],
  assignment: Int32Array.of(0, 0, 0, -1),
});

const fixes = {
  type: 'applyFixes',
  label: 'Mend four things',
  commands: [
    {
      type: 'editCells',
      field: 'postalCode',
      rows: Int32Array.of(0, 1),
      values: ['01234', '02345'],
      reason: 'Lost zeros',
    },
    { type: 'editCells', field: 'lat', rows: Int32Array.of(0), values: [null], reason: 'Zero is missing' },
    { type: 'setStanding', rows: Int32Array.of(2), standing: 'closed', reason: 'Closed site' },
    { type: 'mergeAccounts', into: 0, rows: Int32Array.of(1), survivors: { postalCode: '02345' } },
  ],
} as const;

describe('applying data-quality fixes', () => {
  it('[ING-23] makes one edit of them all, in order', () => {
    const applied = applyCommand(plan, fixes, CONTEXT);
    expect(applied.ok).toBe(true);
    if (!applied.ok) return;
    const { plan: after, label } = applied.value;
    expect(label).toBe('Mend four things');
    expect(cellAt(after.accounts, 'postalCode', 0)).toBe('02345');
    expect(cellAt(after.accounts, 'lat', 0)).toBeNull();
    expect(after.standing[2]).toBe(STANDINGS.indexOf('closed'));
    expect(after.mergedInto[1]).toBe(0);
    expect([...after.assignment]).toEqual([0, -1, -1, -1]);
  });

  it('is taken back whole by its inverted diff', () => {
    const applied = applyCommand(plan, fixes, CONTEXT);
    if (!applied.ok) throw new Error('not applied');
    const back = applyDiff(applied.value.plan, invertDiff(applied.value.diff));
    expect(
      back.accounts.text.postalCode.codes.map((_, row) =>
        cellAt(back.accounts, 'postalCode', row) === cellAt(plan.accounts, 'postalCode', row) ? 1 : 0,
      ),
    ).toEqual(Int32Array.of(1, 1, 1, 1));
    expect(back.standing).toEqual(plan.standing);
    expect(back.mergedInto).toEqual(plan.mergedInto);
    expect(back.assignment).toEqual(plan.assignment);
  });

  it('changes nothing when one of them is refused', () => {
    const twice = { ...fixes, commands: [fixes.commands[3], fixes.commands[3]] };
    const applied = applyCommand(plan, twice, CONTEXT);
    expect(applied.ok ? null : applied.errors[0]?.code).toBe('ACCOUNT_NOT_ACTIVE');
  });
});
