/**
 * Accounts that decide much and rest on weak data (ledger EXP-06): a person should look before a result is believed.
 * They are those of the two highest tiers, or to be covered whatever happens, that are placed by city or state alone,
 * or lack an input of the score that most others have.
 */
import type { AccountFacts } from '../measures/facts.ts';
import { factsOf } from '../measures/facts.ts';
import type { AccountTable } from '../plan/account-table.ts';
import type { Plan } from '../plan/plan.ts';
import { SCORE_INPUTS } from '../scoring/score.ts';

/** Tiers from the top whose accounts decide much. */
const HIGH_TIERS = 2;
/** Travel cost is missing where the place is, which is said as that. */
const TRAVEL_COST = 1 << SCORE_INPUTS.indexOf('travelCost');

const memory = new WeakMap<AccountFacts, Int32Array>();

/** Ascending. */
export function doubtfulRows(
  plan: Pick<Plan, 'accounts' | 'standing' | 'policy' | 'territories'>,
): Int32Array {
  const facts = factsOf(plan);
  const known = memory.get(facts);
  if (known !== undefined) return known;
  const found = find(plan.accounts, facts);
  memory.set(facts, found);
  return found;
}

function find(accounts: AccountTable, facts: AccountFacts): Int32Array {
  const { pool, codes } = accounts.text.geoPrecision;
  const vague = pool.map((precision) => precision === 'city' || precision === 'state');
  const usual = SCORE_INPUTS.reduce(
    (bits, input, bit) => (facts.imputedCount[input] * 2 < facts.activeCount ? bits | (1 << bit) : bits),
    0,
  );
  const asked = usual & ~TRAVEL_COST;
  const rows: number[] = [];
  for (let row = 0; row < facts.rowCount; row++) {
    if (facts.active[row] !== 1) continue;
    if ((facts.tier[row] ?? 0) >= HIGH_TIERS && facts.mustCover[row] !== 1 && facts.strategic[row] !== 1)
      continue;
    if (vague[codes[row] ?? -1] === true || ((facts.imputed[row] ?? 0) & asked) !== 0) rows.push(row);
  }
  return Int32Array.from(rows);
}

/** Why an account is among them, in words. */
export function doubtOf(plan: Plan, row: number): string {
  const { pool, codes } = plan.accounts.text.geoPrecision;
  const precision = pool[codes[row] ?? -1] ?? 'street';
  return precision === 'city' || precision === 'state'
    ? `placed by its ${precision} alone`
    : 'lacks figures most other accounts have';
}
