import { expect, it } from 'vitest';
import { applyCommand } from '../../../domain/commands/apply-command.ts';
import { accountTableFrom, textAt } from '../../../domain/plan/account-table.ts';
import { ownerMapping, rowsOwnedBy } from '../../../renderer/steps/data/model/owner-mapping.ts';
import { CONTEXT, planOf } from '../../domain/support.ts';

it('[ING-01] an unknown owner is mapped to a rep on every account that names them, and on no other', () => {
  const plan = planOf({
    accounts: accountTableFrom(4, { ownerName: ['Bo', 'Ann', 'Bo', null] }, {}),
    territories: [],
  });
  const rows = rowsOwnedBy(plan, 'Bo');
  expect([...rows]).toEqual([0, 2]);
  const [command] = ownerMapping(rows, 'Bo', 'Bo Raymond');
  if (command === undefined) throw new Error('no command');
  const done = applyCommand(plan, command, CONTEXT);
  if (!done.ok) throw new Error(done.errors[0]?.message);
  const owners = [0, 1, 2, 3].map((row) => textAt(done.value.plan.accounts, 'ownerName', row));
  expect(owners).toEqual(['Bo Raymond', 'Ann', 'Bo Raymond', null]);
});
