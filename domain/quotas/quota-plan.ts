/**
 * One top-down target split over territories by potential (QUO-01). What finance is promised: the lines always sum
 * to target × (1 + over-assignment), rounded once to whole units. So a line set by hand stays as it was set and the
 * other lines are split anew over what it leaves; only where nothing can give way (every line set by hand, or more
 * set by hand than there is) a difference remains, and it is shown, never hidden.
 */
import type { MinorUnits, TerritoryId } from '../brand.ts';
import { minorUnits } from '../brand.ts';
import type { Accumulators } from '../measures/accumulators.ts';
import { sumOf } from '../measures/accumulators.ts';
import { liveTerritories } from '../measures/territories.ts';
import type { Plan } from '../plan/plan.ts';
import { splitByLargestRemainder } from './largest-remainder.ts';
import type { QuotaOverride } from './quota-settings.ts';

export interface QuotaLine {
  /** Index into `plan.territories`. */
  readonly territory: number;
  readonly territoryId: TerritoryId;
  /** Minor units of the potential unit. */
  readonly potential: number;
  /** Share of the assigned potential, 0..1. */
  readonly potentialShare: number;
  /** What the split gives when nothing is set by hand. */
  readonly base: MinorUnits;
  /** The quota: the override, or the split of what the overrides leave. */
  readonly amount: MinorUnits;
  readonly override: QuotaOverride | null;
  /** Minor units of quota a shown unit of potential; null without potential. */
  readonly perPotential: number | null;
}

export interface QuotaPlan {
  readonly target: MinorUnits;
  /** target × (1 + over-assignment), rounded half up to whole multiples of `roundTo`. */
  readonly pool: MinorUnits;
  readonly lines: readonly QuotaLine[];
  readonly total: MinorUnits;
  /** pool - total: 0 unless overrides leave nothing that could give way. */
  readonly difference: MinorUnits;
  /** total ÷ target - 1; 0 with a target of 0. */
  readonly overAssignment: number;
  /** The split had no potential to go by, so it is even. */
  readonly even: boolean;
}

/** The quotas of a plan; null while no target is set or no territory is in use. */
export function quotaPlan(
  plan: Pick<Plan, 'territories' | 'quota' | 'potentialUnit'>,
  accumulators: Accumulators,
): QuotaPlan | null {
  const { target } = plan.quota;
  const live = liveTerritories(plan);
  if (target === null || live.length === 0) return null;
  const potentials = live.map((territory) => sumOf(accumulators, 'potential', territory));
  return splitQuota(plan, target, live, potentials);
}

function splitQuota(
  plan: Pick<Plan, 'territories' | 'quota' | 'potentialUnit'>,
  target: MinorUnits,
  live: readonly number[],
  potentials: readonly number[],
): QuotaPlan {
  const { overAssignment, roundTo, overrides } = plan.quota;
  const poolUnits = Math.round((target * (1 + overAssignment)) / roundTo);
  const pool = minorUnits(poolUnits * roundTo);
  const byId = new Map(overrides.map((override) => [override.territoryId, override]));
  const ids = live.map((index) => plan.territories[index]?.territoryId ?? ('' as TerritoryId));
  const fixed = ids.map((id) => byId.get(id) ?? null);
  const base = splitByLargestRemainder(poolUnits, potentials);
  const amounts = amountsAround(fixed, pool, roundTo, potentials);
  const all = potentials.reduce((sum, value) => sum + value, 0);
  const total = amounts.reduce((sum, amount) => sum + amount, 0);
  return {
    target,
    pool,
    lines: live.map((territory, i) => ({
      territory,
      territoryId: ids[i] ?? ('' as TerritoryId),
      potential: potentials[i] ?? 0,
      potentialShare: all === 0 ? 0 : (potentials[i] ?? 0) / all,
      base: minorUnits((base[i] ?? 0) * roundTo),
      amount: minorUnits(amounts[i] ?? 0),
      override: fixed[i] ?? null,
      perPotential: ratio(amounts[i] ?? 0, (potentials[i] ?? 0) / plan.potentialUnit.minorPerMajor),
    })),
    total: minorUnits(total),
    difference: minorUnits(pool - total),
    overAssignment: target === 0 ? 0 : total / target - 1,
    even: all === 0,
  };
}

/** Overrides as they are; the rest of the pool over the other lines, its odd minor units on the largest of them. */
function amountsAround(
  fixed: readonly (QuotaOverride | null)[],
  pool: number,
  roundTo: number,
  potentials: readonly number[],
): readonly number[] {
  const set = fixed.reduce((sum, override) => sum + (override?.amount ?? 0), 0);
  const rest = Math.max(0, pool - set);
  const open = potentials.flatMap((_, i) => (fixed[i] === null ? [i] : []));
  const weights = open.map((i) => potentials[i] ?? 0);
  const parts = splitByLargestRemainder(Math.floor(rest / roundTo), weights).map((units) => units * roundTo);
  const largest = weights.indexOf(Math.max(...weights));
  if (largest >= 0) parts[largest] = (parts[largest] ?? 0) + (rest % roundTo);
  const amounts = fixed.map((override) => override?.amount ?? 0) as number[];
  open.forEach((i, k) => (amounts[i] = parts[k] ?? 0));
  return amounts;
}

const ratio = (amount: number, by: number): number | null => (by === 0 ? null : amount / by);
