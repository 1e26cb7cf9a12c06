import { isOnEarth } from '../geo/haversine.ts';
import type { Policy } from '../governance/policy.ts';
import type { AccountTable, TextColumn } from '../plan/account-table.ts';
import { ACTIVE } from '../plan/plan.ts';
import { saysStrategic } from '../plan/strategic.ts';
import type { Place } from '../plan/territory.ts';
import { normaliser, percentileOf, sortedKnown } from '../scoring/normalise.ts';
import type { ScoreInput, ScoreInputs } from '../scoring/score.ts';
import { SCORE_INPUTS, signedWeight } from '../scoring/score.ts';
import { accountStatus, stageKind, statedStatus } from '../scoring/status.ts';
import { tierByPercentile, tierNamed } from '../scoring/tier.ts';
import type { AccountFacts } from './facts.ts';
import { nearestBaseMinutes } from './nearest-base.ts';

export function computeFacts(
  accounts: AccountTable,
  policy: Policy,
  standing: Uint8Array,
  bases: readonly Place[],
): AccountFacts {
  const { rowCount } = accounts;
  const { lat, lon } = accounts.number;
  const active = standing.map((value) => (value === ACTIVE ? 1 : 0));
  const located = active.map((_, row) => (isOnEarth(lat[row] ?? NaN, lon[row] ?? NaN) ? 1 : 0));
  const nearestMinutes = nearestBaseMinutes(lat, lon, bases, policy.travel.bands);
  const { known, ...sizes } = sizesOf(accounts, active);
  const potentialPercentile = percentilesOf(known, active);
  const potentialInput =
    policy.score.normalisation === 'percentile'
      ? potentialPercentile
      : known.map(normaliser(policy.score.normalisation, sortedKnown(known, active)));
  const { inputs, imputed } = scoreInputs(accounts, policy, potentialInput, nearestMinutes);
  const score = scores(policy, inputs, rowCount);
  const scorePercentile = once(() => percentilesOf(score, active));
  return {
    rowCount,
    active,
    activeCount: countOf(active),
    located,
    nearestMinutes,
    ...sizes,
    potentialPercentile,
    inputs,
    imputed,
    score,
    get scorePercentile() {
      return scorePercentile();
    },
    ...tierFacts(accounts, policy, active, potentialPercentile),
    status: statuses(accounts),
    sameAccount: sameAccountRows(accounts.text.accountId, active),
    means: meansOf(inputs, active),
    imputedCount: imputedCounts(imputed, active),
    unlocatedCount: active.reduce((sum, on, row) => sum + (on === 1 && located[row] === 0 ? 1 : 0), 0),
  };
}

/** Only the inspector and the score step ask for it, so an edit does not wait for it. */
function once<T>(compute: () => T): () => T {
  let known: { readonly value: T } | null = null;
  return () => (known ??= { value: compute() }).value;
}

function percentilesOf(values: Float64Array, include: Uint8Array): Float64Array {
  const sorted = sortedKnown(values, include);
  return values.map((value) => percentileOf(sorted, value));
}

const countOf = (flags: Uint8Array): number => flags.reduce((sum, flag) => sum + flag, 0);

function sizesOf(accounts: AccountTable, active: Uint8Array) {
  const { number } = accounts;
  const whole = (column: Float64Array): Float64Array =>
    column.map((value, row) => (active[row] === 1 && value > 0 ? Math.round(value) : 0));
  const known = number.potential.map((value, row) =>
    active[row] === 1 && value >= 0 ? Math.round(value) : NaN,
  );
  const currentArr = whole(number.currentArr);
  const sales = whole(number.historicalRevenue).map((value, row) => value || (currentArr[row] ?? 0));
  const tenureMonths = number.tenureMonths.map((value, row) => (active[row] === 1 && value > 0 ? value : 0));
  const relationship = active.map((on, row) =>
    on === 1 && (number.customer[row] === 1 || (sales[row] ?? 0) > 0 || (tenureMonths[row] ?? 0) > 0) ? 1 : 0,
  );
  return { known, potential: whole(number.potential), sales, currentArr, tenureMonths, relationship };
}

/** What is missing or out of range takes the policy's neutral value, and is flagged (ING-19). */
function scoreInputs(
  accounts: AccountTable,
  policy: Policy,
  potential: Float64Array,
  nearestMinutes: Float64Array,
): { inputs: Record<ScoreInput, Float64Array>; imputed: Uint8Array } {
  const furthest = policy.score.travelCostMaxMinutes;
  const inputs: Record<ScoreInput, Float64Array> = {
    potential: potential.slice(),
    propensity: accounts.number.propensity.slice(),
    strategicFit: accounts.number.strategicFit.slice(),
    churnRisk: accounts.number.churnRisk.slice(),
    travelCost: nearestMinutes.map((value) => Math.min(1, value / furthest)),
  };
  const imputed = new Uint8Array(accounts.rowCount);
  SCORE_INPUTS.forEach((input, bit) => {
    const column = inputs[input];
    const neutral = policy.score.neutral[input];
    for (let row = 0; row < column.length; row++) {
      const value = column[row] ?? NaN;
      if (value >= 0 && value <= 1) continue;
      column[row] = neutral;
      imputed[row] = (imputed[row] ?? 0) | (1 << bit);
    }
  });
  return { inputs, imputed };
}

function scores(policy: Policy, inputs: Record<ScoreInput, Float64Array>, rowCount: number): Float64Array {
  const score = new Float64Array(rowCount);
  for (const input of SCORE_INPUTS) {
    const weight = signedWeight(policy.score.weights, input);
    const column = inputs[input];
    for (let row = 0; row < rowCount; row++) score[row] = (score[row] ?? 0) + weight * (column[row] ?? 0);
  }
  return score;
}

function tierFacts(accounts: AccountTable, policy: Policy, active: Uint8Array, percentile: Float64Array) {
  const { rowCount, number, text } = accounts;
  const named = text.tier.pool.map((name) => tierNamed(policy.tiers, name));
  const strategicName = text.tier.pool.map(saysStrategic);
  const tier = new Uint8Array(rowCount);
  const tierStated = new Uint8Array(rowCount);
  const mustCover = new Uint8Array(rowCount);
  const strategic = new Uint8Array(rowCount);
  const visitsPerYear = new Float64Array(rowCount);
  const workloadHours = new Float64Array(rowCount);
  const slaMinutes = new Float64Array(rowCount);
  for (let row = 0; row < rowCount; row++) {
    const code = text.tier.codes[row] ?? -1;
    const stated = named[code] ?? -1;
    const index = stated === -1 ? tierByPercentile(policy.tiers, percentile[row] ?? NaN) : stated;
    const rule = policy.tiers[index];
    tier[row] = index;
    tierStated[row] = stated === -1 ? 0 : 1;
    slaMinutes[row] = rule?.slaMinutes ?? Infinity;
    if (active[row] !== 1) continue;
    mustCover[row] = rule?.mustCover === true ? 1 : 0;
    strategic[row] = number.strategic[row] === 1 || strategicName[code] === true ? 1 : 0;
    const visits = ownOr(number.visitsPerYear[row], rule?.visitsPerYear);
    visitsPerYear[row] = visits;
    workloadHours[row] = (visits * ownOr(number.minutesPerVisit[row], rule?.minutesPerVisit)) / 60;
  }
  return { tier, tierStated, mustCover, strategic, visitsPerYear, workloadHours, slaMinutes };
}

/** The account's own figure when it is one, else the tier's. */
const ownOr = (own: number | undefined, fallback: number | undefined): number =>
  own !== undefined && own >= 0 ? own : (fallback ?? 0);

/** Words are read once for each different text, not once for each row. */
function statuses({ rowCount, number, text }: AccountTable): Uint8Array {
  const stated = text.status.pool.map(statedStatus);
  const stages = text.opportunityStage.pool.map(stageKind);
  const status = new Uint8Array(rowCount);
  for (let row = 0; row < rowCount; row++) {
    status[row] = accountStatus({
      stated: stated[text.status.codes[row] ?? -1] ?? -1,
      stage: stages[text.opportunityStage.codes[row] ?? -1] ?? null,
      customer: number.customer[row] ?? NaN,
      currentArr: number.currentArr[row] ?? NaN,
    });
  }
  return status;
}

function sameAccountRows(ids: TextColumn, active: Uint8Array): readonly Int32Array[] {
  const seen = new Int32Array(ids.pool.length);
  ids.codes.forEach((code, row) => {
    if (code >= 0 && active[row] === 1) seen[code] = (seen[code] ?? 0) + 1;
  });
  const groups = new Map<number, number[]>();
  ids.codes.forEach((code, row) => {
    if (active[row] !== 1 || (seen[code] ?? 0) < 2) return;
    const group = groups.get(code);
    if (group === undefined) groups.set(code, [row]);
    else group.push(row);
  });
  return [...groups.values()].map((rows) => Int32Array.from(rows));
}

function meansOf(inputs: Record<ScoreInput, Float64Array>, active: Uint8Array): ScoreInputs {
  const total = countOf(active);
  const means = { potential: 0, propensity: 0, strategicFit: 0, churnRisk: 0, travelCost: 0 };
  if (total === 0) return means;
  for (const input of SCORE_INPUTS) {
    means[input] =
      inputs[input].reduce((sum, value, row) => sum + (active[row] === 1 ? value : 0), 0) / total;
  }
  return means;
}

function imputedCounts(imputed: Uint8Array, active: Uint8Array): Record<ScoreInput, number> {
  const counts = { potential: 0, propensity: 0, strategicFit: 0, churnRisk: 0, travelCost: 0 };
  imputed.forEach((bits, row) => {
    if (bits === 0 || active[row] !== 1) return;
    SCORE_INPUTS.forEach((input, bit) => {
      if ((bits & (1 << bit)) !== 0) counts[input]++;
    });
  });
  return counts;
}
