/**
 * How well an account fits, 1 to 5 (ledger SCO-04). A stated strategic fit counts as it is. Else it is how much the
 * account is like those who already buy: the mean of up to three matches, each the share of customers among accounts
 * of its industry, size or technology, against the best such group. Nothing is said where there are too few customers.
 */
import type { AccountFacts } from '../measures/facts.ts';
import { fixed } from '../measures/wording.ts';
import type { Plan } from '../plan/plan.ts';

/** Fewer customers than this show nothing about the next one. */
export const FEWEST_CUSTOMERS = 5;
/** A group smaller than this says nothing by its share of customers. */
const FEWEST_IN_GROUP = 3;

export interface Fit {
  /** 1..5 */
  readonly fit: number;
  readonly stated: boolean;
  /** What it is made of, in words; "" where it was stated. */
  readonly made: string;
}

interface Dimension {
  readonly name: string;
  readonly groupOf: (row: number) => number;
  /** 0..1 by group; NaN where the group is too small. */
  readonly match: Float64Array;
}

const ACTIVE_CUSTOMER = 0;

export function fitTest(
  plan: Pick<Plan, 'accounts' | 'policy'>,
  facts: AccountFacts,
): (row: number) => Fit | null {
  const stated = plan.accounts.number.strategicFit;
  const { industry, techStack } = plan.accounts.text;
  const customers = facts.status.reduce(
    (sum, status, row) => sum + (facts.active[row] === 1 && status === ACTIVE_CUSTOMER ? 1 : 0),
    0,
  );
  const dimensions =
    customers < FEWEST_CUSTOMERS
      ? []
      : [
          dimension('industry', industry.pool.length, (row) => industry.codes[row] ?? -1, facts),
          dimension('size', plan.policy.tiers.length, (row) => facts.tier[row] ?? -1, facts),
          dimension('technology', techStack.pool.length, (row) => techStack.codes[row] ?? -1, facts),
        ];
  return (row) => {
    const own = stated[row] ?? NaN;
    if (own >= 0 && own <= 1) return { fit: 1 + 4 * own, stated: true, made: '' };
    const matches = dimensions.flatMap(({ name, groupOf, match }) => {
      const value = match[groupOf(row)] ?? NaN;
      return Number.isNaN(value) ? [] : [{ name, value }];
    });
    if (matches.length === 0) return null;
    const mean = matches.reduce((sum, { value }) => sum + value, 0) / matches.length;
    const made = matches.map(({ name, value }) => `${name} ${fixed(1 + 4 * value, 1)}`).join(', ');
    return { fit: 1 + 4 * mean, stated: false, made };
  };
}

function dimension(
  name: string,
  groups: number,
  groupOf: (row: number) => number,
  facts: AccountFacts,
): Dimension {
  const members = new Float64Array(groups);
  const customers = new Float64Array(groups);
  for (let row = 0; row < facts.rowCount; row++) {
    const group = groupOf(row);
    if (facts.active[row] !== 1 || group < 0) continue;
    members[group] = (members[group] ?? 0) + 1;
    if (facts.status[row] === ACTIVE_CUSTOMER) customers[group] = (customers[group] ?? 0) + 1;
  }
  const share = customers.map((count, group) =>
    (members[group] ?? 0) >= FEWEST_IN_GROUP ? count / (members[group] ?? 1) : NaN,
  );
  const best = share.reduce((most, value) => (value > most ? value : most), 0);
  return { name, groupOf, match: share.map((value) => (best === 0 ? NaN : value / best)) };
}
