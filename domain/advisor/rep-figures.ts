/** The two figures of a rep's plan that everything else leans on: how much is penetrated, and what must be won. */
import { ACCOUNT_STATUSES } from '../scoring/status.ts';
import type { RepContext } from './rep-plan-parts.ts';

const CUSTOMER = ACCOUNT_STATUSES.indexOf('active customer');

export interface Penetration {
  /** 0..1, not above 1 unless more is sold than the potential says. */
  readonly share: number;
  /** "of the potential sold" or "of accounts customers". */
  readonly of: string;
  readonly byMoney: boolean;
}

/** Current ARR over potential where both are the same money (WSP-04), else customers over accounts; null where neither is known. */
export function penetrationOf({ plan, accumulators, figures, rows }: RepContext): Penetration | null {
  const { kind, name, minorPerMajor } = plan.potentialUnit;
  if (kind === 'money' && name === plan.currency && figures.potential > 0 && figures.currentArr > 0) {
    const arr = figures.currentArr / minorPerMajor;
    return { share: arr / (figures.potential / minorPerMajor), of: 'of the potential sold', byMoney: true };
  }
  const customers = rows.filter((row) => accumulators.facts.status[row] === CUSTOMER).length;
  if (customers === 0 || rows.length === 0) return null;
  return { share: customers / rows.length, of: 'of its accounts being customers', byMoney: false };
}

export interface QuotaSplit {
  /** Minor units; they sum to the quota. */
  readonly existing: number;
  readonly fresh: number;
  readonly freshShare: number;
  /** What customers pay today, before churn. */
  readonly base: number;
  /** What churn risk takes off. */
  readonly atRisk: number;
  /** Customers whose churn risk is not known: counted in full. */
  readonly unknownChurn: number;
}

/** QUO-06; null without a quota, or where nothing sold is on record. */
export function splitOf({ plan, accumulators, rows, quota }: RepContext): QuotaSplit | null {
  const { facts } = accumulators;
  const churn = plan.accounts.number.churnRisk;
  let [base, atRisk, unknownChurn] = [0, 0, 0];
  for (const row of rows) {
    const pays = (facts.currentArr[row] ?? 0) || (facts.sales[row] ?? 0);
    if (pays <= 0) continue;
    base += pays;
    const risk = churn[row] ?? NaN;
    if (risk >= 0 && risk <= 1) atRisk += pays * risk;
    else unknownChurn++;
  }
  if (quota === null || base === 0) return null;
  const existing = Math.min(quota.amount, Math.round(base - atRisk));
  const fresh = quota.amount - existing;
  const freshShare = quota.amount === 0 ? 0 : fresh / quota.amount;
  return { existing, fresh, freshShare, base, atRisk: Math.round(atRisk), unknownChurn };
}
