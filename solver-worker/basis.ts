/** What territories are cut by (ledger DSN-08): where accounts are, what they are, how large, or whose they are by name. */
import type { AccountFacts } from '../domain/measures/facts.ts';
import type { Plan } from '../domain/plan/plan.ts';
import type { Csr } from './contract.ts';
import { bestPairing } from './pairing.ts';

export const BASES = ['geographic', 'industry', 'size', 'named', 'named-geographic'] as const;
export type Basis = (typeof BASES)[number];

/** A part of the accounts with territories of its own. */
export interface Team {
  readonly name: string;
  /** Problem territories. */
  readonly territories: readonly number[];
}

export interface Teams {
  /** Index into `teams` of each problem account. */
  readonly teamOf: Int32Array;
  readonly teams: readonly Team[];
}

/**
 * Accounts that stay with their rep by name, 1 each: under `named` every relationship and every must-cover account, under
 * `named-geographic` strategic and must-cover accounts alone. The others go where it is best.
 */
export function namedAccounts(basis: Basis, facts: AccountFacts, rows: Int32Array): Uint8Array {
  return Uint8Array.from(rows, (row) => {
    const important = facts.strategic[row] === 1 || facts.mustCover[row] === 1;
    if (basis === 'named-geographic') return important ? 1 : 0;
    return basis === 'named' && (important || facts.relationship[row] === 1) ? 1 : 0;
  });
}

/**
 * Territories shared out over industries or sizes by workload (largest remainders, one at least); kinds too small for
 * half a territory go together. Each team gets the territories that already hold most of its kind. null for the others.
 */
export function teamsOf(
  basis: Basis,
  plan: Plan,
  facts: AccountFacts,
  rows: Int32Array,
  present: Int32Array,
  r: number,
): Teams | null {
  if ((basis !== 'industry' && basis !== 'size') || r < 2) return null;
  const { kindOf, names } = basis === 'industry' ? byIndustry(plan, rows) : bySize(plan, facts, rows);
  const weight = Float64Array.from(rows, (row) => (facts.workloadHours[row] ?? 0) + 1e-6);
  const merged = mergeSmall(kindOf, names, weight, r);
  if (merged.names.length < 2) return null;
  const counts = shareOut(merged.total, r);
  const slots = counts.flatMap((count, team) => Array.from({ length: count }, () => team));
  const territoryTeam = placeTeams(slots, merged.kindOf, weight, present, r);
  const teams = merged.names.map((name, team) => ({
    name,
    territories: Array.from(territoryTeam.keys()).filter((t) => territoryTeam[t] === team),
  }));
  return { teamOf: merged.kindOf, teams };
}

/** Territories of each account's team, those of `allowed` where rules say more. */
export function eligibilityOfTeams({ teamOf, teams }: Teams, allowed: Csr | null): Csr {
  const offsets = new Int32Array(teamOf.length + 1);
  const items: number[] = [];
  teamOf.forEach((team, i) => {
    const own = teams[team]?.territories ?? [];
    const may = allowed?.items.subarray(allowed.offsets[i], allowed.offsets[i + 1]);
    for (const t of own) if (may === undefined || may.includes(t)) items.push(t);
    offsets[i + 1] = items.length;
  });
  return { offsets, items: Int32Array.from(items) };
}

interface Kinds {
  readonly kindOf: Int32Array;
  readonly names: readonly string[];
}

function byIndustry(plan: Plan, rows: Int32Array): Kinds {
  const { pool, codes } = plan.accounts.text.industry;
  return named(Array.from(rows, (row) => pool[codes[row] ?? -1]?.trim() ?? ''));
}

/** By segment where most accounts state one, else by tier. */
function bySize(plan: Plan, facts: AccountFacts, rows: Int32Array): Kinds {
  const { pool, codes } = plan.accounts.text.segment;
  const stated = Array.from(rows, (row) => pool[codes[row] ?? -1]?.trim() ?? '');
  if (stated.filter((text) => text !== '').length * 2 > rows.length) return named(stated);
  return named(Array.from(rows, (row) => plan.policy.tiers[facts.tier[row] ?? -1]?.tier ?? ''));
}

function named(texts: readonly string[]): Kinds {
  const index = new Map<string, number>();
  const names: string[] = [];
  const kindOf = Int32Array.from(texts, (text) => {
    const key = text.toLowerCase();
    const known = index.get(key);
    if (known !== undefined) return known;
    index.set(key, names.length);
    names.push(text === '' ? 'Not stated' : text);
    return names.length - 1;
  });
  return { kindOf, names };
}

/** Kinds of at least half a territory's work, at most r − 1 of them, and the rest together; the largest first. */
function mergeSmall(kindOf: Int32Array, names: readonly string[], weight: Float64Array, r: number) {
  const total = new Float64Array(names.length);
  kindOf.forEach((kind, i) => (total[kind] = (total[kind] ?? 0) + (weight[i] ?? 0)));
  const all = total.reduce((a, b) => a + b, 0);
  const order = [...names.keys()].sort((a, b) => (total[b] ?? 0) - (total[a] ?? 0) || a - b);
  const own = order.filter((kind) => (total[kind] ?? 0) * 2 * r >= all).slice(0, r - 1);
  const rest = order.filter((kind) => !own.includes(kind));
  const place = new Int32Array(names.length).fill(own.length);
  own.forEach((kind, k) => (place[kind] = k));
  const kept = own.map((kind) => names[kind] ?? '');
  const [only] = rest;
  if (rest.length > 0)
    kept.push(rest.length === 1 && only !== undefined ? (names[only] ?? '') : 'All others');
  const sums = new Float64Array(kept.length);
  total.forEach((value, kind) => (sums[place[kind] ?? 0] = (sums[place[kind] ?? 0] ?? 0) + value));
  return { kindOf: kindOf.map((kind) => place[kind] ?? 0), names: kept, total: sums };
}

/** Whole territories in proportion to `total`, at least one each. */
function shareOut(total: Float64Array, r: number): number[] {
  const all = total.reduce((a, b) => a + b, 0);
  const counts = Array.from(total, () => 1);
  for (let left = r - counts.length; left > 0; left--) {
    let most = 0;
    counts.forEach((count, k) => {
      const short = ((total[k] ?? 0) / all) * r - count;
      if (short > ((total[most] ?? 0) / all) * r - (counts[most] ?? 0)) most = k;
    });
    counts[most] = (counts[most] ?? 0) + 1;
  }
  return counts;
}

/** Team of each territory: the pairing of territories and team slots that keeps most work where it is. */
function placeTeams(
  slots: readonly number[],
  kindOf: Int32Array,
  weight: Float64Array,
  present: Int32Array,
  r: number,
): number[] {
  const held = new Float64Array(r * slots.length);
  present.forEach((t, i) => {
    if (t < 0) return;
    slots.forEach((team, s) => {
      const at = t * slots.length + s;
      if (team === kindOf[i]) held[at] = (held[at] ?? 0) + (weight[i] ?? 0);
    });
  });
  const none = new Float64Array(r * slots.length);
  const pairs = bestPairing(
    { skills: held, relationships: none, nearness: none, reps: r, territories: slots.length },
    { skills: 1, relationships: 0, nearness: 0 },
  );
  const teamOf = new Array<number>(r).fill(0);
  for (const { rep, territory } of pairs) teamOf[rep] = slots[territory] ?? 0;
  return teamOf;
}
