import { textAt } from '../../plan/account-table.ts';
import { foldedAt } from '../text-columns.ts';
import type { Rule } from './rule.ts';
import { findingOf } from './rule.ts';

/** "West Coast" and "WEST COAST " would become two territories. */
export const territorySpelling: Rule = {
  id: 'territory-spelling',
  title: 'Territory spelt two ways',
  severity: 'warning',
  check(context) {
    const spellings = new Map<string, Map<string, number[]>>();
    for (const row of context.rows) {
      const name = textAt(context.accounts, 'territoryName', row);
      if (name === null) continue;
      const folded = foldedAt(context.accounts.text.territoryName, row) ?? '';
      const group = spellings.get(folded) ?? new Map<string, number[]>();
      spellings.set(folded, group);
      const rows = group.get(name);
      if (rows === undefined) group.set(name, [row]);
      else rows.push(row);
    }
    return [...spellings.values()].flatMap((group) => {
      if (group.size < 2) return [];
      const [usual, ...others] = [...group].sort(
        (a, b) => b[1].length - a[1].length || (a[0] < b[0] ? -1 : 1),
      );
      return others.map(([name, rows]) =>
        findingOf(this, context, {
          rows,
          field: 'territoryName',
          value: name,
          message: `Territory "${name}" and "${usual?.[0] ?? ''}" differ only in how they are written and would become two. Use one spelling.`,
          fix: {
            label: `Write it "${usual?.[0] ?? ''}"`,
            commands: [
              {
                type: 'editCells',
                field: 'territoryName',
                rows: Int32Array.from(rows),
                values: rows.map(() => usual?.[0] ?? name),
                reason: 'One territory was written two ways',
              },
            ],
          },
        }),
      );
    });
  },
};
