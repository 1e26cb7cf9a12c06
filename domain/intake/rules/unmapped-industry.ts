import { foldName } from '../../geo/fold-name.ts';
import { textAt } from '../../plan/account-table.ts';
import { jaroWinkler } from '../similarity.ts';
import type { Rule } from './rule.ts';
import { findingOf } from './rule.ts';

const RARE = 0.2;
const LIKE = 0.92;

/** An industry spelt almost like a much more frequent one (`technolgy`): reports would show both. */
export const unmappedIndustry: Rule = {
  id: 'unmapped-industry',
  title: 'Industry spelt two ways',
  severity: 'warning',
  check(context) {
    const rowsOf = new Map<string, number[]>();
    for (const row of context.rows) {
      const industry = textAt(context.accounts, 'industry', row);
      if (industry === null) continue;
      const rows = rowsOf.get(industry);
      if (rows === undefined) rowsOf.set(industry, [row]);
      else rows.push(row);
    }
    if (rowsOf.size > 500) return [];
    const names = [...rowsOf].map(([name, rows]) => ({ name, rows, folded: foldName(name) }));
    return names.flatMap((rare) => {
      const usual = names.find(
        (other) =>
          other !== rare &&
          isSpelling(rare.folded, other.folded) &&
          (rare.rows.length < other.rows.length * RARE ||
            (rare.folded === other.folded && rare.rows.length < other.rows.length)),
      );
      if (usual === undefined) return [];
      return [
        findingOf(this, context, {
          rows: rare.rows,
          field: 'industry',
          value: rare.name,
          message: `"${rare.name}" (${rare.rows.length}) is spelt almost like "${usual.name}" (${usual.rows.length}). Reports would show two industries. Use one spelling.`,
          fix: {
            label: `Write it "${usual.name}"`,
            commands: [
              {
                type: 'editCells',
                field: 'industry',
                rows: Int32Array.from(rare.rows),
                values: rare.rows.map(() => usual.name),
                reason: `"${rare.name}" is "${usual.name}"`,
              },
            ],
          },
        }),
      ];
    });
  },
};

const isSpelling = (a: string, b: string): boolean =>
  a === b ||
  (a.length >= 5 && !/\d/.test(a + b) && Math.abs(a.length - b.length) <= 2 && jaroWinkler(a, b) >= LIKE);
