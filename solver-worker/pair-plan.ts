/** A plan's reps and territories as a pairing problem, and its answer as a command (ledger DSN-15). */
import type { PairReps } from '../domain/commands/pair-reps.ts';
import { distanceKm } from '../domain/geo/haversine.ts';
import { factsOf } from '../domain/measures/facts.ts';
import { textAt } from '../domain/plan/account-table.ts';
import type { Plan } from '../domain/plan/plan.ts';
import type { Rep } from '../domain/plan/rep.ts';
import type { Place } from '../domain/plan/territory.ts';
import { skillTest } from '../domain/scoring/skill-match.ts';
import { bestPairing, DEFAULT_PAIRING, rankPairings } from './pairing.ts';
import type { Pairing, PairingInput, PairingWeights } from './pairing.ts';

export interface PlanPairing {
  /** Plan territory indices and reps that `Pairing` counts through: those with at most one rep, none of them locked. */
  readonly territories: readonly number[];
  readonly reps: readonly Rep[];
  readonly weights: PairingWeights;
  /** The best set of pairings, best first. */
  readonly best: readonly Pairing[];
  /** Every pairing, best first. */
  readonly ranked: readonly Pairing[];
  /** Pairing score of each territory's rep today, by position in `territories`; NaN where it has none. */
  readonly present: readonly number[];
  /** Sum over all pairings of `best`, and of the plan today. */
  readonly total: number;
  readonly totalPresent: number;
  /** false: no account asks for any skill of any rep, so skills cannot tell them apart and weigh nothing. */
  readonly skillsKnown: boolean;
}

export function pairPlan(plan: Plan): PlanPairing {
  const territories = plan.territories.flatMap((t, index) =>
    t.retired || t.locked || t.repIds.length > 1 ? [] : [index],
  );
  const busy = new Set(
    plan.territories.flatMap((t, index) => (t.retired || territories.includes(index) ? [] : t.repIds)),
  );
  const reps = plan.reps.filter(({ repId }) => !busy.has(repId));
  const input = inputOf(plan, territories, reps);
  const skillsKnown = input.skills.some((share) => share > 0);
  const rest = DEFAULT_PAIRING.relationships + DEFAULT_PAIRING.nearness;
  const weights = skillsKnown
    ? DEFAULT_PAIRING
    : {
        skills: 0,
        relationships: DEFAULT_PAIRING.relationships / rest,
        nearness: DEFAULT_PAIRING.nearness / rest,
      };
  const ranked = rankPairings(input, weights);
  const best = bestPairing(input, weights);
  const score = new Map(ranked.map((p) => [p.rep * territories.length + p.territory, p.score]));
  const present = territories.map((index, t) => {
    const rep = reps.findIndex(({ repId }) => repId === plan.territories[index]?.repIds[0]);
    return rep < 0 ? NaN : (score.get(rep * territories.length + t) ?? NaN);
  });
  const total = best.reduce((sum, p) => sum + p.score, 0);
  const totalPresent = present.reduce((sum, value) => sum + (Number.isNaN(value) ? 0 : value), 0);
  return { territories, reps, weights, best, ranked, present, total, totalPresent, skillsKnown };
}

/** Only what changes: territories whose best rep is another than today's; null when nothing would. */
export function commandFromPairing(plan: Plan, pairing: PlanPairing): PairReps | null {
  const pairs = pairing.best.flatMap(({ rep, territory }) => {
    const index = pairing.territories[territory] ?? -1;
    const repId = pairing.reps[rep]?.repId;
    const now = plan.territories[index]?.repIds ?? [];
    return repId === undefined || now.includes(repId) ? [] : [{ territory: index, repId }];
  });
  return pairs.length === 0 ? null : { type: 'pairReps', pairs };
}

function inputOf(plan: Plan, territories: readonly number[], reps: readonly Rep[]): PairingInput {
  const size = reps.length * territories.length;
  const input = {
    skills: new Float64Array(size),
    relationships: new Float64Array(size),
    nearness: new Float64Array(size),
    reps: reps.length,
    territories: territories.length,
  };
  const asks = new Float64Array(size);
  const works = new Float64Array(size);
  const potential = new Float64Array(territories.length);
  const sales = new Float64Array(territories.length);
  const facts = factsOf(plan);
  const local = new Map(territories.map((index, t) => [index, t]));
  const skilled = skillTest(plan, reps);
  for (let row = 0; row < facts.rowCount; row++) {
    const t = local.get(plan.assignment[row] ?? -1);
    if (t === undefined || facts.active[row] !== 1) continue;
    const worth = facts.potential[row] ?? 0;
    // A relationship without figures still is one.
    const sold = (facts.sales[row] ?? 0) > 0 ? (facts.sales[row] ?? 0) : 1;
    potential[t] = (potential[t] ?? 0) + worth;
    sales[t] = (sales[t] ?? 0) + sold;
    reps.forEach((rep, r) => {
      const at = r * territories.length + t;
      if (skilled(r, row)) asks[at] = (asks[at] ?? 0) + worth;
      if (worked(plan, rep, row)) works[at] = (works[at] ?? 0) + sold;
    });
  }
  const centres = territories.map((index) => centreOf(plan, index));
  const far = farthest(reps, centres);
  reps.forEach((rep, r) =>
    territories.forEach((_, t) => {
      const at = r * territories.length + t;
      input.skills[at] = share(asks[at] ?? 0, potential[t] ?? 0);
      input.relationships[at] = share(works[at] ?? 0, sales[t] ?? 0);
      const km = kmBetween(rep.base, centres[t] ?? null);
      input.nearness[at] = Number.isNaN(km) || far === 0 ? 0 : 1 - km / far;
    }),
  );
  return input;
}

const share = (part: number, whole: number): number => (whole > 0 ? part / whole : 0);

/** He owns it in the account list, or held its territory when the cycle began. */
function worked(plan: Plan, rep: Rep, row: number): boolean {
  const owner = textAt(plan.accounts, 'ownerName', row);
  if (owner !== null) return owner.trim().toLowerCase() === rep.name.trim().toLowerCase();
  return plan.territories[plan.baseline[row] ?? -1]?.repIds.includes(rep.repId) === true;
}

/** Middle of a territory's accounts, weighted by workload; its base where it holds none. */
function centreOf(plan: Plan, territory: number): Place | null {
  const facts = factsOf(plan);
  const { lat, lon } = plan.accounts.number;
  let [sum, y, x] = [0, 0, 0];
  plan.assignment.forEach((at, row) => {
    if (at !== territory || facts.active[row] !== 1 || facts.located[row] !== 1) return;
    const weight = (facts.workloadHours[row] ?? 0) + 1e-9;
    sum += weight;
    y += weight * (lat[row] ?? 0);
    x += weight * (lon[row] ?? 0);
  });
  return sum > 0 ? { lat: y / sum, lon: x / sum } : (plan.territories[territory]?.base ?? null);
}

const kmBetween = (a: Place | null, b: Place | null): number =>
  a === null || b === null ? NaN : distanceKm(a, b);

const farthest = (reps: readonly Rep[], centres: readonly (Place | null)[]): number =>
  reps.reduce(
    (most, { base }) => centres.reduce((km, centre) => Math.max(km, kmBetween(base, centre) || 0), most),
    0,
  );
