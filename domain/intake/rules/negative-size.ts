import type { NumberField } from '../../plan/account-table.ts';
import { cellAt, numberAt } from '../../plan/account-table.ts';
import { fieldTitle } from '../fields.ts';
import type { Rule } from './rule.ts';
import { clearFix, findingOf } from './rule.ts';

const NEVER_NEGATIVE: readonly NumberField[] = [
  'potential',
  'employees',
  'revenue',
  'visitsPerYear',
  'minutesPerVisit',
  'tenureMonths',
];

export const negativeSize: Rule = {
  id: 'negative-size',
  title: 'Negative size',
  severity: 'error',
  check(context) {
    return NEVER_NEGATIVE.flatMap((field) => {
      const wrong = [...context.rows].filter((row) => numberAt(context.accounts, field, row) < 0);
      return wrong.map((row) =>
        findingOf(this, context, {
          rows: [row],
          field,
          value: cellAt(context.accounts, field, row),
          message: `${fieldTitle(field)} is negative, which nothing can be; it would be subtracted from its territory. Correct it, or clear it.`,
          fix: clearFix(field, row, 'A size cannot be negative'),
        }),
      );
    });
  },
};
