/** Whether a diff worked out elsewhere is of this very plan: everything it changes is as it was when it was made. */
import type { Json } from '../bundle/canonical-json.ts';
import { canonicalJson } from '../bundle/canonical-json.ts';
import { cellAt } from './account-table.ts';
import type { Diff, Patch } from './diff.ts';
import { applyDiff } from './diff.ts';
import type { Plan } from './plan.ts';

export function fitsDiff(plan: Plan, diff: Diff): boolean {
  let now = plan;
  for (const patch of diff) {
    if (!fits(now, patch)) return false;
    // Rows that come are changed by the patches after it; all others touch what is there.
    if (patch.kind === 'rows') now = applyDiff(now, [patch]);
  }
  return true;
}

function fits(plan: Plan, patch: Patch): boolean {
  switch (patch.kind) {
    case 'column':
      return patch.rows.every((row, i) => plan[patch.column][row] === patch.from[i]);
    case 'cells':
      return patch.rows.every((row, i) => cellAt(plan.accounts, patch.field, row) === patch.from[i]);
    case 'rows':
      return plan.accounts.rowCount === patch.from;
    case 'record':
      return sameJson(plan[patch.key], patch.from);
  }
}

const sameJson = (a: unknown, b: unknown): boolean => canonicalJson(a as Json) === canonicalJson(b as Json);
