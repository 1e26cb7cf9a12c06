/** The order of the account table. Texts are ranked once a column, so that 100,000 rows sort without comparing words. */
import type { AccountFacts } from '../../domain/measures/facts.ts';
import type { TextColumn } from '../../domain/plan/account-table.ts';
import { overlayIndex } from '../../domain/plan/overlay.ts';
import type { Plan } from '../../domain/plan/plan.ts';

export type AccountColumn =
  | 'name'
  | 'id'
  | 'city'
  | 'state'
  | 'tier'
  | 'potential'
  | 'score'
  | 'territory'
  | 'workload'
  | 'overlay'
  | 'locked';

const ranks = new WeakMap<TextColumn, Int32Array>();
const collator = new Intl.Collator(undefined, { numeric: true });

/** Rank of each code of a text column in this locale's order; a missing text comes last. */
function ranksOf(column: TextColumn): Int32Array {
  const known = ranks.get(column);
  if (known !== undefined) return known;
  const order = Int32Array.from(column.pool, (_, code) => code).sort((a, b) =>
    collator.compare(column.pool[a] ?? '', column.pool[b] ?? ''),
  );
  const rank = new Int32Array(column.pool.length);
  order.forEach((code, at) => (rank[code] = at));
  ranks.set(column, rank);
  return rank;
}

const byText = (column: TextColumn): ((row: number) => number) => {
  const rank = ranksOf(column);
  return (row) => rank[column.codes[row] ?? -1] ?? Infinity;
};

function valueOf(plan: Plan, facts: AccountFacts, column: AccountColumn): (row: number) => number {
  const { text } = plan.accounts;
  switch (column) {
    case 'name':
      return byText(text.name);
    case 'id':
      return byText(text.accountId);
    case 'city':
      return byText(text.city);
    case 'state':
      return byText(text.state);
    case 'tier':
      return (row) => facts.tier[row] ?? 0;
    case 'potential':
      return (row) => facts.potential[row] ?? 0;
    case 'score':
      return (row) => facts.score[row] ?? 0;
    case 'workload':
      return (row) => facts.workloadHours[row] ?? 0;
    case 'territory':
      return (row) => plan.assignment[row] ?? -1;
    case 'overlay': {
      const index = overlayIndex(plan);
      return (row) => index?.get(row)?.[0] ?? Infinity;
    }
    case 'locked':
      return (row) => plan.locked[row] ?? 0;
  }
}

export function accountOrder(
  plan: Plan,
  facts: AccountFacts,
  column: AccountColumn,
  descending: boolean,
): (a: number, b: number) => number {
  const value = valueOf(plan, facts, column);
  const sign = descending ? -1 : 1;
  return (a, b) => {
    const [left, right] = [value(a), value(b)];
    return left < right ? -sign : left > right ? sign : 0;
  };
}
