/** How many reps a plan needs, from what is in it, with the sums shown (ledger CAP-01, CAP-02, CAP-11; sizing of DSN). */
import type { TierLoad } from '../domain/capacity/tier-loads.ts';
import { tierLoads } from '../domain/capacity/tier-loads.ts';
import { usualCapacity } from '../domain/capacity/usual-capacity.ts';
import { factsOf } from '../domain/measures/facts.ts';
import type { Plan } from '../domain/plan/plan.ts';
import type { Capacity } from '../domain/plan/territory.ts';
import { codedError, ok, refuse } from '../domain/result.ts';
import type { Result } from '../domain/result.ts';
import { repsForBand, repsForWorkload } from './sizing.ts';
import type { BandSizing } from './sizing.ts';

export interface SizingAsked {
  /** What one rep can do; null: the middle of what the plan's territories can. Hours are a year. */
  readonly capacity: Capacity | null;
  /** Potential one rep can work, in stored units of `Plan.potentialUnit`; null leaves it out. */
  readonly potentialPerRep: number | null;
}

export interface PlanSizing {
  readonly reps: number;
  readonly capacity: Capacity;
  /** In the unit of the capacity. */
  readonly load: number;
  readonly band: { readonly low: number; readonly high: number };
  /** Fewest and most reps whose mean utilisation lies in the policy's band. */
  readonly byBand: BandSizing;
  /** Load ÷ capacity, rounded up: everybody full. */
  readonly byWorkload: number;
  readonly tiers: readonly TierLoad[];
  /** null where no potential per rep was given. */
  readonly byPotential: { readonly potential: number; readonly perRep: number; readonly reps: number } | null;
  /** Territories of the plan today. */
  readonly present: number;
  /** Mean utilisation with `reps`. */
  readonly utilisation: number;
}

/** Codes: NO_CAPACITY, BAD_SIZING. The larger of what workload and what potential ask for; between the band's ends, the fewest. */
export function sizePlan(plan: Plan, asked: SizingAsked): Result<PlanSizing> {
  const capacity = asked.capacity ?? usualCapacity(plan);
  if (capacity === null)
    return refuse(
      codedError('NO_CAPACITY', 'No territory of the plan has a capacity. Say what one rep can do.'),
    );
  if (asked.potentialPerRep !== null && !(asked.potentialPerRep > 0))
    return refuse(codedError('BAD_SIZING', 'The potential one rep can work must be positive.'));
  const { targets } = plan.policy;
  const band = { low: targets.utilisationLow, high: targets.utilisationHigh };
  const tiers = tierLoads(plan);
  const load = tiers.reduce((sum, t) => sum + (capacity.unit === 'hours' ? t.hours : t.accounts), 0);
  const byBand = repsForBand(load, capacity.value, band);
  if (!byBand.ok) return byBand;
  const one = { accounts: load, callsPerAccount: 1, hoursPerCall: 1 };
  const byWorkload = repsForWorkload([one], capacity.value);
  if (!byWorkload.ok) return byWorkload;
  const byPotential = potentialSizing(plan, asked.potentialPerRep);
  // No whole number may lie in a narrow band: then the first that nobody is over it with.
  const reps = Math.max(1, byBand.value.fewest, byPotential?.reps ?? 0);
  return ok({
    reps,
    capacity,
    load,
    band,
    byBand: byBand.value,
    byWorkload: byWorkload.value,
    tiers,
    byPotential,
    present: plan.territories.filter(({ retired }) => !retired).length,
    utilisation: load / (reps * capacity.value),
  });
}

function potentialSizing(plan: Plan, perRep: number | null): PlanSizing['byPotential'] {
  if (perRep === null) return null;
  const potential = factsOf(plan).potential.reduce((sum, value) => sum + value, 0);
  return { potential, perRep, reps: Math.ceil(potential / perRep - 1e-9) };
}
