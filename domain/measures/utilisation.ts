import { sumOf } from './accumulators.ts';
import type { Measure, MeasureContext } from './measure.ts';
import { NOTHING_TO_MEASURE } from './measure.ts';
import { liveTerritories, perTerritory } from './territories.ts';
import { counted, named, percent } from './wording.ts';

/** Capacity utilisation: assigned load ÷ capacity, in the unit the capacity names (accounts, or hours of visits). */
export const utilisation: Measure = {
  id: 'CAP-03',
  key: 'utilisation',
  label: 'Capacity utilisation',
  unit: 'share',
  better: 'band',
  compute: (context) => {
    const { plan } = context;
    const live = liveTerritories(plan);
    const used = live.map((t) => utilisationOf(context, t));
    const known = used.filter((value) => value !== null);
    if (known.length === 0) return { ...NOTHING_TO_MEASURE, explanation: 'No territory has a capacity yet.' };
    const { utilisationLow: low, utilisationHigh: high } = plan.policy.targets;
    const nameWhere = (test: (value: number) => boolean): readonly string[] =>
      live.flatMap((t, i) => {
        const value = used[i];
        return value !== null && value !== undefined && test(value) ? [plan.territories[t]?.name ?? ''] : [];
      });
    const over = nameWhere((value) => value > 1);
    const outside = nameWhere((value) => value < low || value > high);
    const value = overall(context, live);
    const among = `${counted(outside.length, 'territory lies', 'territories lie')} outside ${percent(low, 0)} to ${percent(high, 0)}`;
    return {
      value,
      target: low,
      status: over.length > 0 ? 'fail' : outside.length > 0 ? 'warn' : 'pass',
      explanation:
        outside.length === 0
          ? `${percent(value)} of capacity is used, and every territory lies between ${percent(low, 0)} and ${percent(high, 0)}.`
          : `${percent(value)} of capacity is used. ${among}: ${named(outside)}.${over.length === 0 ? '' : ` Over capacity: ${named(over)}.`}`,
      perTerritory: perTerritory(context, used),
    };
  },
};

/** Load ÷ capacity of one territory; null without a capacity. */
export function utilisationOf({ plan, accumulators }: MeasureContext, territory: number): number | null {
  const capacity = plan.territories[territory]?.capacity ?? null;
  if (capacity === null) return null;
  const load = sumOf(accumulators, capacity.unit === 'accounts' ? 'count' : 'workloadHours', territory);
  return load / capacity.value;
}

/** Total load ÷ total capacity of one unit; with both units in use, the mean territory. */
function overall(context: MeasureContext, live: readonly number[]): number {
  const rated = live.flatMap((t) => {
    const capacity = context.plan.territories[t]?.capacity;
    const used = utilisationOf(context, t);
    return capacity === null || capacity === undefined || used === null ? [] : [{ ...capacity, used }];
  });
  const oneUnit = rated.every((entry) => entry.unit === rated[0]?.unit);
  const weight = (entry: { value: number }): number => (oneUnit ? entry.value : 1);
  const total = rated.reduce((sum, entry) => sum + weight(entry), 0);
  return rated.reduce((sum, entry) => sum + entry.used * weight(entry), 0) / total;
}
