import type { NumberField } from '../../plan/account-table.ts';
import { numberAt } from '../../plan/account-table.ts';
import type { Finding } from '../finding.ts';
import { fieldTitle } from '../fields.ts';
import type { Rule, RuleContext } from './rule.ts';
import { clearFix, findingOf, nameOf } from './rule.ts';

const FIELDS: readonly NumberField[] = [
  'potential',
  'employees',
  'revenue',
  'historicalRevenue',
  'currentArr',
];
/** Sizes of accounts spread over orders of magnitude, so the fence is set on logarithms, far outside (Tukey: 3 is "far out"). */
const FENCE = 6;
const ENOUGH = 20;

/** A size that stands apart from all others by orders of magnitude: a slipped decimal point or cents taken for dollars. */
export const absurdSize: Rule = {
  id: 'absurd-size',
  title: 'Size out of all proportion',
  severity: 'warning',
  check(context) {
    return FIELDS.flatMap((field) => absurdIn(context, field));
  },
};

function absurdIn(context: RuleContext, field: NumberField): Finding[] {
  const column = context.accounts.number[field];
  const logs = Float64Array.from(
    [...context.rows].map((row) => column[row] ?? NaN).filter((value) => value > 0),
    Math.log10,
  ).sort();
  if (logs.length < ENOUGH) return [];
  const quartile = (q: number): number => logs[Math.floor((logs.length - 1) * q)] ?? 0;
  const spread = Math.max(quartile(0.75) - quartile(0.25), 0.1);
  const fence = 10 ** (quartile(0.75) + FENCE * spread);
  const median = 10 ** quartile(0.5);
  return [...context.rows]
    .filter((row) => numberAt(context.accounts, field, row) > fence)
    .map((row) => {
      const value = numberAt(context.accounts, field, row);
      const times = Math.round(value / median).toLocaleString('en-US');
      return findingOf(absurdSize, context, {
        rows: [row],
        field,
        value,
        message: `${fieldTitle(field)} of ${nameOf(context, row)} is ${times} times the middle one; no other comes near. A separator or a unit may have slipped. Check it: one such account bends every balance.`,
        fix: clearFix(field, row, 'The size was out of all proportion'),
      });
    });
}
