import { foldName } from '../../geo/fold-name.ts';
import { textAt } from '../../plan/account-table.ts';
import { tokenSimilarity } from '../similarity.ts';
import type { Rule, RuleContext } from './rule.ts';
import { editFix, findRows } from './rule.ts';

const LIKE = 0.9;

/** The owner is none of the reps known: gone, renamed or misspelt. */
export const unknownOwner: Rule = {
  id: 'unknown-owner',
  title: 'Owner not among the reps',
  severity: 'warning',
  check(context) {
    if (context.knownOwners.size === 0) return [];
    const known = new Map([...context.knownOwners].map((name) => [foldName(name), name]));
    const judged = new Map<string, string | null>();
    return findRows(this, context, 'ownerName', (row) => {
      const owner = textAt(context.accounts, 'ownerName', row);
      if (owner === null || known.has(foldName(owner))) return null;
      if (!judged.has(owner)) judged.set(owner, nearest(context, owner));
      const like = judged.get(owner) ?? null;
      return {
        message: `Owner "${owner}" is none of the reps${like === null ? ' (gone, or not in the roster)' : `; ${like} is spelt alike`}. Continuity cannot be measured for the account. Correct the name, or bring the rep.`,
        fix:
          like === null
            ? null
            : editFix(`Set owner to ${like}`, row, { ownerName: like }, `"${owner}" is ${like}`),
      };
    });
  },
};

function nearest(context: RuleContext, owner: string): string | null {
  let best: { name: string; score: number } | null = null;
  for (const name of context.knownOwners) {
    const score = tokenSimilarity(foldName(owner), foldName(name));
    if (score >= LIKE && score > (best?.score ?? 0)) best = { name, score };
  }
  return best?.name ?? null;
}
