/** Which accounts a person wants to see. Pure over the plan's columns; 100,000 rows take a few milliseconds. */
import type { AccountFacts } from '../../domain/measures/facts.ts';
import { overlayIndex, RESERVED } from '../../domain/plan/overlay.ts';
import { UNASSIGNED } from '../../domain/plan/plan.ts';
import type { Plan } from '../../domain/plan/plan.ts';

export interface AccountFilter {
  /** Words that must all occur in name, id or city, whatever their case. */
  readonly text: string;
  /** Territory index, `UNASSIGNED`, or null for all. */
  readonly territory: number | null;
  /** Index into `policy.tiers`, or null for all. */
  readonly tier: number | null;
  readonly state: string | null;
  /** In shown units (not minor ones); null where there is no bound. */
  readonly potentialFrom: number | null;
  readonly potentialTo: number | null;
  /** `overlay:` and its id shows the accounts of an overlay, those a partner has reserved among them. */
  readonly only: 'all' | 'locked' | 'moved' | `overlay:${string}`;
}

export const NO_FILTER: AccountFilter = {
  text: '',
  territory: null,
  tier: null,
  state: null,
  potentialFrom: null,
  potentialTo: null,
  only: 'all',
};

export const isFiltering = (filter: AccountFilter): boolean =>
  (Object.keys(NO_FILTER) as (keyof AccountFilter)[]).some((key) =>
    key === 'text' ? filter.text.trim() !== '' : filter[key] !== NO_FILTER[key],
  );

/** 1 for each row that takes part in planning (or is in the overlay asked for) and passes; null when nothing is filtered. */
export function filterAccounts(plan: Plan, facts: AccountFacts, filter: AccountFilter): Uint8Array | null {
  if (!isFiltering(filter)) return null;
  const visible = coveredBy(plan, facts, filter.only);
  const keep = (test: (row: number) => boolean): void => {
    for (let row = 0; row < visible.length; row++) if (visible[row] === 1 && !test(row)) visible[row] = 0;
  };
  const { territory, tier, potentialFrom, potentialTo } = filter;
  if (territory !== null) keep((row) => plan.assignment[row] === territory);
  if (tier !== null) keep((row) => facts.tier[row] === tier);
  if (filter.state !== null) keepState(plan, filter.state, keep);
  const unit = plan.potentialUnit.minorPerMajor;
  if (potentialFrom !== null) keep((row) => (facts.potential[row] ?? 0) >= potentialFrom * unit);
  if (potentialTo !== null) keep((row) => (facts.potential[row] ?? 0) <= potentialTo * unit);
  if (filter.only === 'locked') keep((row) => isLocked(plan, row));
  if (filter.only === 'moved') keep((row) => plan.assignment[row] !== plan.baseline[row]);
  for (const word of filter.text.toLowerCase().split(/\s+/).filter(Boolean)) keepWord(plan, word, keep);
  return visible;
}

function coveredBy(plan: Plan, facts: AccountFacts, only: AccountFilter['only']): Uint8Array {
  if (!only.startsWith('overlay:')) return facts.active.slice();
  const covered = new Uint8Array(facts.active.length);
  for (const [row, overlays] of overlayIndex(plan) ?? []) {
    const shown = facts.active[row] === 1 || plan.standing[row] === RESERVED;
    if (shown && overlays.some((o) => `overlay:${plan.overlays[o]?.overlayId}` === only)) covered[row] = 1;
  }
  return covered;
}

const isLocked = (plan: Plan, row: number): boolean =>
  plan.locked[row] === 1 || plan.territories[plan.assignment[row] ?? UNASSIGNED]?.locked === true;

function keepState(plan: Plan, state: string, keep: (test: (row: number) => boolean) => void): void {
  const { pool, codes } = plan.accounts.text.state;
  const code = pool.indexOf(state);
  keep((row) => codes[row] === code);
}

/** Each distinct text is looked at once, however many rows share it. */
function keepWord(plan: Plan, word: string, keep: (test: (row: number) => boolean) => void): void {
  const columns = (['name', 'accountId', 'city'] as const).map((field) => {
    const { pool, codes } = plan.accounts.text[field];
    return { codes, hits: Uint8Array.from(pool, (text) => (text.toLowerCase().includes(word) ? 1 : 0)) };
  });
  keep((row) => columns.some(({ codes, hits }) => hits[codes[row] ?? -1] === 1));
}

/** The rows shown, in order. `compare` decides; equal rows keep the file's order. */
export function shownRows(
  facts: AccountFacts,
  visible: Uint8Array | null,
  compare: ((a: number, b: number) => number) | null,
): Int32Array {
  const shown = visible ?? facts.active;
  const rows = new Int32Array(shown.reduce((sum, on) => sum + on, 0));
  let at = 0;
  for (let row = 0; row < shown.length; row++) if (shown[row] === 1) rows[at++] = row;
  return compare === null ? rows : rows.sort((a, b) => compare(a, b) || a - b);
}
