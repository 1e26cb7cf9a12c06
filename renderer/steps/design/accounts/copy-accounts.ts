import type { AccountFacts } from '../../../../domain/measures/facts.ts';
import { textAt } from '../../../../domain/plan/account-table.ts';
import type { Plan } from '../../../../domain/plan/plan.ts';
import { guardText } from '../../../../formats/tabular/formula-guard.ts';

const HEADER = ['account_id', 'name', 'city', 'state', 'potential', 'tier', 'territory'];

/** Rows as tab-separated text with a header, for a spreadsheet. Text that a spreadsheet would run is made text. */
export function copiedAccounts(plan: Plan, facts: AccountFacts, rows: ArrayLike<number>): string {
  const lines = Array.from(rows, (row) =>
    [
      textAt(plan.accounts, 'accountId', row) ?? '',
      textAt(plan.accounts, 'name', row) ?? '',
      textAt(plan.accounts, 'city', row) ?? '',
      textAt(plan.accounts, 'state', row) ?? '',
      String((facts.potential[row] ?? 0) / plan.potentialUnit.minorPerMajor),
      plan.policy.tiers[facts.tier[row] ?? 0]?.tier ?? '',
      plan.territories[plan.assignment[row] ?? -1]?.name ?? '',
    ]
      .map((cell) => guardText(cell.replace(/[\t\r\n]+/g, ' ')))
      .join('\t'),
  );
  return [HEADER.join('\t'), ...lines].join('\n');
}
