/** What the measures ask of territories: which count, what each holds, and what each ought to hold. */
import type { Plan } from '../plan/plan.ts';
import type { SumKey } from './accumulators.ts';
import { sumOf } from './accumulators.ts';
import type { MeasureContext } from './measure.ts';

/** Indices of the territories in use. */
export const liveTerritories = (plan: Pick<Plan, 'territories'>): readonly number[] =>
  plan.territories.flatMap((territory, index) => (territory.retired ? [] : [index]));

/** One value a live territory. */
export const liveSums = (context: MeasureContext, key: SumKey): readonly number[] =>
  liveTerritories(context.plan).map((index) => sumOf(context.accumulators, key, index));

/** Spreads values of live territories over all indices, null for retired ones. */
export function perTerritory(
  context: MeasureContext,
  values: readonly (number | null)[],
): readonly (number | null)[] {
  const all: (number | null)[] = context.plan.territories.map(() => null);
  liveTerritories(context.plan).forEach((index, i) => (all[index] = values[i] ?? null));
  return all;
}

/**
 * The share each live territory should hold (FAI-02): its target share where one is set; the rest is split by the
 * seniority of the reps, a vacancy counting as one rep of middle seniority. Sums to 1.
 */
export function expectedShares(plan: Pick<Plan, 'territories' | 'reps' | 'policy'>): readonly number[] {
  const factorOf = new Map(plan.reps.map((rep) => [rep.repId, plan.policy.seniorityFactor[rep.seniority]]));
  const live = plan.territories.filter((territory) => !territory.retired);
  const strength = live.map((territory) =>
    territory.repIds.length === 0
      ? plan.policy.seniorityFactor.mid
      : territory.repIds.reduce(
          (total, id) => total + (factorOf.get(id) ?? plan.policy.seniorityFactor.mid),
          0,
        ),
  );
  const stated = live.reduce((total, territory) => total + (territory.targetShare ?? 0), 0);
  const open = live.reduce((total, t, i) => total + (t.targetShare === null ? (strength[i] ?? 0) : 0), 0);
  const rest = Math.max(0, 1 - stated);
  const shares = live.map(
    (territory, i) => territory.targetShare ?? (open === 0 ? 0 : (rest * (strength[i] ?? 0)) / open),
  );
  const total = shares.reduce((all, part) => all + part, 0);
  return shares.map((part) => (total === 0 ? 1 / live.length : part / total));
}

/** Each live territory's value as if all ought to hold the same. */
export function adjustedValues(context: MeasureContext, values: readonly number[]): readonly number[] {
  const expected = expectedShares(context.plan);
  return values.map((value, i) => {
    const parity = (expected[i] ?? 0) * values.length;
    return parity === 0 ? value : value / parity;
  });
}

/** The share each live territory aims at: its target share where one is set, the rest equally. Sums to 1. */
export function targetShares(plan: Pick<Plan, 'territories'>): readonly number[] {
  const stated = plan.territories.filter((t) => !t.retired).map((territory) => territory.targetShare);
  const given = stated.reduce<number>((sum, share) => sum + (share ?? 0), 0);
  const open = stated.filter((share) => share === null).length;
  const rest = open === 0 ? 0 : Math.max(0, 1 - given) / open;
  const shares = stated.map((share) => share ?? rest);
  const total = shares.reduce((sum, share) => sum + share, 0);
  return shares.map((share) => (total === 0 ? 1 / shares.length : share / total));
}

/**
 * What is judged, and what the optimizer aims at: values against the target shares, which are raw values while
 * nobody set any. Seniority alone is reported beside them (FAI-02) and never decides on its own.
 */
export function judgedValues(context: MeasureContext, values: readonly number[]): readonly number[] {
  const targets = targetShares(context.plan);
  return values.map((value, i) => {
    const parity = (targets[i] ?? 0) * values.length;
    return parity === 0 ? value : value / parity;
  });
}
