/**
 * Who is most likely to feel disadvantaged, and by what (ledger FAI-05): a sum of six shortfalls, each between 0 (no
 * reason) and 1, each by a stated weight. The sources give no formula; this one can be said aloud and checked by hand.
 */
import { fixed, percent } from '../measures/wording.ts';
import type { FairnessContext, TerritoryFairness } from './fairness-context.ts';
import { repWords } from './evidence.ts';

export const GRIEVANCES = [
  ['potential', 0.35, 'Potential below what it ought to hold, seniority taken into account'],
  ['potentialLost', 0.2, 'Potential lost since the cycle began'],
  ['salesLost', 0.15, 'Sales that went to others since the cycle began'],
  ['quota', 0.1, 'Quota a unit of potential above the plan’s'],
  ['work', 0.1, 'Work above the capacity that leaves room'],
  ['travel', 0.1, 'Travel above the mean rep’s'],
] as const;
export type GrievanceKey = (typeof GRIEVANCES)[number][0];

export interface Grievance {
  readonly territory: TerritoryFairness;
  /** 0..1, Σ weight × shortfall. */
  readonly total: number;
  /** In the order of GRIEVANCES; they sum to `total`. */
  readonly parts: readonly {
    readonly key: GrievanceKey;
    readonly shortfall: number;
    readonly part: number;
  }[];
  /** The largest part in words; '' where there is none. */
  readonly concern: string;
}

const clamp = (value: number): number => (value > 0 ? Math.min(1, value) : 0);

/** Most reason first; equal ones in the plan's order. */
export function grievances(context: FairnessContext): readonly Grievance[] {
  const reps = context.territories.length;
  const meanTravel = context.territories.reduce((sum, { travel }) => sum + travel, 0) / Math.max(1, reps);
  return context.territories
    .map((territory): Grievance => {
      const found = shortfalls(context, territory, meanTravel);
      const parts = GRIEVANCES.map(([key, weight]) => ({
        key,
        shortfall: found[key],
        part: weight * found[key],
      }));
      const worst = parts.reduce((most, each) => (each.part > most.part ? each : most), {
        key: 'potential',
        part: 0,
      });
      return {
        territory,
        total: parts.reduce((sum, { part }) => sum + part, 0),
        parts,
        concern: worst.part === 0 ? '' : concernOf(context, territory, worst.key as GrievanceKey, meanTravel),
      };
    })
    .toSorted((a, b) => b.total - a.total || a.territory.index - b.territory.index);
}

function shortfalls(
  { plan, quotas }: FairnessContext,
  one: TerritoryFairness,
  meanTravel: number,
): Readonly<Record<GrievanceKey, number>> {
  const high = plan.policy.targets.utilisationHigh;
  const all = quotas?.lines.reduce((sum, { potential }) => sum + potential, 0) ?? 0;
  const fair = quotas === null || all === 0 ? 0 : (quotas.total * one.potential) / all;
  return {
    potential: one.expected > 0 ? clamp(1 - one.share / one.expected) : 0,
    potentialLost: clamp(one.potentialLost),
    salesLost: clamp(one.salesLost),
    quota: fair > 0 && one.quota !== null ? clamp(one.quota.amount / fair - 1) : 0,
    work: one.utilisation === null ? 0 : clamp(one.utilisation / high - 1),
    travel: meanTravel > 0 ? clamp(one.travel / meanTravel - 1) : 0,
  };
}

function concernOf(
  { plan, quotas }: FairnessContext,
  one: TerritoryFairness,
  key: GrievanceKey,
  meanTravel: number,
): string {
  switch (key) {
    case 'potential':
      return `holds ${percent(one.share)} of the potential; ${percent(one.expected)} would be even for ${plan.territories[one.index]?.repIds.length === 0 ? 'the post' : 'somebody of that seniority'}`;
    case 'potentialLost':
      return `has ${percent(one.potentialLost)} less potential than when the cycle began`;
    case 'salesLost':
      return `hands on ${percent(one.salesLost)} of the sales it began the cycle with`;
    case 'quota': {
      const all = quotas?.lines.reduce((sum, { potential }) => sum + potential, 0) ?? 0;
      const fair = quotas === null || all === 0 ? 1 : (quotas.total * one.potential) / all;
      return `carries a quota ${percent((one.quota?.amount ?? 0) / fair - 1)} above what its potential gives`;
    }
    case 'work':
      return `uses ${percent(one.utilisation ?? 0)} of its capacity; ${percent(plan.policy.targets.utilisationHigh, 0)} leaves room`;
    case 'travel':
      return `travels an estimated ${fixed(one.travel, 1)} hours a week; the mean is ${fixed(meanTravel, 1)}`;
  }
}

/** "Abigail Thornton (New England)". */
export const whoIs = ({ plan }: FairnessContext, { index }: TerritoryFairness): string => {
  const name = plan.territories[index]?.name ?? '';
  const reps = plan.territories[index]?.repIds.length ?? 0;
  return reps === 0 ? `Whoever takes ${name} (vacant)` : `${repWords(plan, index)} (${name})`;
};
