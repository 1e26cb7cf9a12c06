/**
 * Capacity of a scenario month by month against what the plan asks for, in work and in quota (ledger CAP-06, QUO-10).
 * Capacity and productivity are stated for the policy's selling time and go up and down with the scenario's. Accounts
 * are carried all year; hours and money are a twelfth of the year's.
 */
import type { IsoMonth, MinorUnits } from '../brand.ts';
import { minorUnits } from '../brand.ts';
import type { Plan } from '../plan/plan.ts';
import type { Capacity } from '../plan/territory.ts';
import { splitByLargestRemainder } from '../quotas/largest-remainder.ts';
import type { CodedError, Result } from '../result.ts';
import { codedError, ok, refuse } from '../result.ts';
import { demandOf, grown } from './demand.ts';
import type { HeadcountScenario } from './headcount.ts';
import { monthAfter } from './month.ts';
import type { PeopleAsked, PeopleOfMonth } from './people-by-month.ts';
import { peopleByMonth } from './people-by-month.ts';
import { rosterOf } from './roster.ts';
import { capacityRulesOf } from './rules.ts';
import { usualCapacity } from './usual-capacity.ts';

export interface CapacityMonth extends PeopleOfMonth {
  readonly month: IsoMonth;
  /** In the unit of `CapacityPlan.perRep`. */
  readonly capacity: number;
  readonly demand: number;
  /** Ramped reps the demand needs at the scenario's selling time. */
  readonly needed: number;
  /** What those on board bring in; null without productivity. */
  readonly quota: MinorUnits | null;
  /** Of the plan's target; null without one. */
  readonly target: MinorUnits | null;
}

export interface CapacityPlan {
  readonly months: readonly CapacityMonth[];
  /** Reps on the first day. */
  readonly opening: number;
  /** What a ramped rep carries, after selling time; hours are a year. */
  readonly perRep: Capacity;
  readonly people: PeopleAsked;
  /** Of all months. */
  readonly quota: MinorUnits | null;
  readonly target: MinorUnits | null;
}

export type CapacityPlanInput = Pick<
  Plan,
  'accounts' | 'standing' | 'policy' | 'territories' | 'reps' | 'quota'
>;

/** Codes: NO_CAPACITY (neither the scenario nor a territory says what a rep can do), NO_SELLING_TIME. */
export function capacityByMonth(
  plan: CapacityPlanInput,
  scenario: HeadcountScenario,
): Result<CapacityPlan, CodedError<'NO_CAPACITY' | 'NO_SELLING_TIME'>> {
  const stated = scenario.capacity ?? usualCapacity(plan);
  if (stated === null)
    return refuse(
      codedError('NO_CAPACITY', 'No territory of the plan has a capacity. Say what one rep can do.'),
    );
  const selling = scenario.sellingTime / capacityRulesOf(plan.policy).sellingTime;
  if (!(selling > 0) || !Number.isFinite(selling))
    return refuse(
      codedError('NO_SELLING_TIME', 'Nobody sells without time for it. Set selling time above 0%.'),
    );
  const perRep = { value: stated.value * selling, unit: stated.unit };
  const people = peopleAsked(plan, scenario);
  const targets = targetByMonth(plan.quota.target, scenario.hires.length);
  const yearly = demandOf(plan, perRep.unit);
  const part = perRep.unit === 'hours' ? 12 : 1;
  const months = peopleByMonth(people).map((person, i): CapacityMonth => {
    const demand = grown(yearly, scenario.demandGrowth, i) / part;
    return {
      ...person,
      month: monthAfter(scenario.from, i),
      capacity: (person.ramped * perRep.value) / part,
      demand,
      needed: (demand * part) / perRep.value,
      quota:
        scenario.productivity === null
          ? null
          : minorUnits((person.ramped * selling * scenario.productivity) / 12),
      target: targets?.[i] ?? null,
    };
  });
  return ok({
    months,
    opening: people.opening.reduce((sum, { heads }) => sum + heads, 0),
    perRep,
    people,
    quota: sumOfMoney(months.map(({ quota }) => quota)),
    target: sumOfMoney(months.map(({ target }) => target)),
  });
}

/** A stated opening is taken as long ramped; what the roster knows to come is then not counted twice. */
function peopleAsked(plan: CapacityPlanInput, scenario: HeadcountScenario): PeopleAsked {
  const { openingReps, attrition, backfillMonths, ramp } = scenario;
  const roster = rosterOf(plan, scenario.from, scenario.hires.length);
  const known = openingReps === null;
  const plus = (own: readonly number[], others: readonly number[]): readonly number[] =>
    known ? own.map((value, i) => value + (others[i] ?? 0)) : own;
  return {
    opening: known ? roster.opening : [{ started: -Infinity, heads: openingReps }],
    hires: plus(scenario.hires, roster.hires),
    leavers: plus(scenario.leavers, roster.leavers),
    attrition,
    backfillMonths,
    ramp,
  };
}

/** The year's target in twelve whole parts that sum to it, and so on for each further year. */
function targetByMonth(target: MinorUnits | null, months: number): readonly MinorUnits[] | null {
  if (target === null) return null;
  const year = splitByLargestRemainder(
    target,
    Array.from({ length: 12 }, () => 1),
  );
  return Array.from({ length: months }, (_, i) => minorUnits(year[i % 12] ?? 0));
}

function sumOfMoney(amounts: readonly (MinorUnits | null)[]): MinorUnits | null {
  let sum = 0;
  for (const amount of amounts) {
    if (amount === null) return null;
    sum += amount;
  }
  return minorUnits(sum);
}
