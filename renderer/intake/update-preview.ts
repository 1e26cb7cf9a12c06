/** What a newer file would change in a plan, before anything is changed. */
import { unsaidFields } from '../../domain/commands/update-accounts.ts';
import type { AccountTable } from '../../domain/plan/account-table.ts';
import { textAt } from '../../domain/plan/account-table.ts';
import type { Plan } from '../../domain/plan/plan.ts';
import { compareAccounts } from '../../domain/plan/update-accounts.ts';
import type { PlanUpdate, UpdateList, UpdatePreview } from './check-api.ts';
import { accountName } from './findings-index.ts';

/** Accounts shown of each list. */
const LISTED = 200;

export function updatePreview(plan: Plan, { accounts, potentialUnit }: PlanUpdate['command']): UpdatePreview {
  const without = unsaidFields(plan, potentialUnit);
  const { added, changed, same, gone, held, back } = compareAccounts(plan, accounts, without);
  const list = (
    table: AccountTable,
    rows: readonly { readonly row: number; readonly what: string }[],
  ): UpdateList => ({
    total: rows.length,
    first: rows.slice(0, LISTED).map(({ row, what }) => ({
      id: textAt(table, 'accountId', row) ?? '',
      name: accountName(table, row),
      what,
    })),
  });
  const plain = (rows: readonly number[]) => rows.map((row) => ({ row, what: '' }));
  return {
    added: list(accounts, plain(added)),
    changed: list(
      accounts,
      changed.map(({ from, fields }) => ({ row: from, what: fields.join(', ') })),
    ),
    gone: list(plan.accounts, plain(gone)),
    held: held.length,
    back: list(plan.accounts, plain(back)),
    same,
  };
}
