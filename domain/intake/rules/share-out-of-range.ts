import type { NumberField } from '../../plan/account-table.ts';
import { numberAt } from '../../plan/account-table.ts';
import { fieldTitle } from '../fields.ts';
import type { Rule } from './rule.ts';
import { clearFix, findingOf } from './rule.ts';

const SHARES: readonly NumberField[] = ['propensity', 'strategicFit', 'churnRisk'];

export const shareOutOfRange: Rule = {
  id: 'share-out-of-range',
  title: 'Share outside 0 … 1',
  severity: 'error',
  check(context) {
    return SHARES.flatMap((field) =>
      [...context.rows]
        .filter(
          (row) => numberAt(context.accounts, field, row) < 0 || numberAt(context.accounts, field, row) > 1,
        )
        .map((row) =>
          findingOf(this, context, {
            rows: [row],
            field,
            value: numberAt(context.accounts, field, row),
            message: `${fieldTitle(field)} must lie between 0 and 1 (or 0 % and 100 %); the score would be out of range too. Correct it, or clear it.`,
            fix: clearFix(field, row, 'A share lies between 0 and 1'),
          }),
        ),
    );
  },
};
