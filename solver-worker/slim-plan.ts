import type { TextField } from '../domain/plan/account-table.ts';
import type { Plan } from '../domain/plan/plan.ts';

/** Text that no rule, score or measure of the optimizer reads, and most of a plan's bytes. */
const UNREAD: readonly TextField[] = [
  'name',
  'street',
  'city',
  'phone',
  'website',
  'ownerName',
  'territoryName',
  'siteStatus',
  'currency',
  'geoPrecision',
  'geoSource',
];

/** The plan without what the optimizer never looks at, for the way to its thread; both share every column kept. */
export function slimPlan(plan: Plan): Plan {
  const none = { pool: [], codes: new Int32Array(plan.accounts.rowCount).fill(-1) };
  const text = { ...plan.accounts.text };
  for (const field of UNREAD) text[field] = none;
  return { ...plan, accounts: { ...plan.accounts, text } };
}
