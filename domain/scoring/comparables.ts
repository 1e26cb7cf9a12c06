/**
 * What an account might bring, from customers like it (ledger SCO-05): the middle of what they pay today, with the
 * range the middle half of them lies in. Likeness is the same industry and tier, else the industry, else the tier, else
 * any customer: the first group with enough of them.
 */
import type { AccountFacts } from '../measures/facts.ts';
import type { Plan } from '../plan/plan.ts';
import { FEWEST_CUSTOMERS } from './fit.ts';

export interface Comparables {
  /** "of the same industry and tier". */
  readonly likeness: string;
  readonly count: number;
  /** Minor units of the plan's currency: lower quartile, median and upper quartile by nearest rank. */
  readonly low: number;
  readonly middle: number;
  readonly high: number;
  /** Two of them, by size, to name. */
  readonly examples: readonly number[];
}

interface Member {
  readonly row: number;
  readonly pays: number;
}

const LIKENESS = ['of the same industry and tier', 'of the same industry', 'of the same tier', 'of any kind'];

/** null where too few customers with revenue are known. */
export function comparablesTest(
  plan: Pick<Plan, 'accounts'>,
  facts: AccountFacts,
): (row: number) => Comparables | null {
  const { codes } = plan.accounts.text.industry;
  const keysOf = (row: number): readonly string[] => {
    const industry = codes[row] ?? -1;
    const tier = facts.tier[row] ?? 0;
    return [industry < 0 ? '' : `${industry} ${tier}`, industry < 0 ? '' : `i${industry}`, `t${tier}`, 'all'];
  };
  const groups = new Map<string, Member[]>();
  for (let row = 0; row < facts.rowCount; row++) {
    const pays = (facts.currentArr[row] ?? 0) || (facts.sales[row] ?? 0);
    if (facts.active[row] !== 1 || pays <= 0) continue;
    for (const key of keysOf(row)) {
      if (key === '') continue;
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [{ row, pays }]);
      else group.push({ row, pays });
    }
  }
  const known = new Map<string, Comparables>();
  return (row) => {
    const keys = keysOf(row);
    const at = keys.findIndex((key) => (groups.get(key)?.length ?? 0) >= FEWEST_CUSTOMERS);
    const key = keys[at];
    if (key === undefined) return null;
    const found = known.get(key) ?? describe(groups.get(key) ?? [], LIKENESS[at] ?? '');
    known.set(key, found);
    return found;
  };
}

function describe(members: readonly Member[], likeness: string): Comparables {
  const sorted = members.toSorted((a, b) => a.pays - b.pays || a.row - b.row);
  const rank = (share: number): number =>
    sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)]?.pays ?? 0;
  return {
    likeness,
    count: sorted.length,
    low: rank(0.25),
    middle: rank(0.5),
    high: rank(0.75),
    examples: sorted
      .slice(-2)
      .toReversed()
      .map(({ row }) => row),
  };
}
