/**
 * Per-territory sums, built in one pass and then moved along with each diff: cost follows what moved. Every sum is
 * of whole numbers (money in minor units, the rest in fixed point), so adding and taking away a million times
 * leaves no rounding behind and an updated sum equals a rebuilt one to the last bit.
 */
import type { Diff } from '../plan/diff.ts';
import { touchedRows } from '../plan/diff.ts';
import type { Plan } from '../plan/plan.ts';
import { reasonIndex } from '../plan/reason-codes.ts';
import type { AccountFacts } from './facts.ts';
import { factsOf } from './facts.ts';
import type { TravelModel } from './travel-model.ts';
import { oneWayMinutes, sameTravelModel, travelModelOf } from './travel-model.ts';

/** What one unit of the stored whole number is worth. */
const SCALE = {
  count: 1,
  /** Minor units of the potential unit. */
  potential: 1,
  /** Score points. */
  score: 1e9,
  /** Hours a year of visits. */
  workloadHours: 3_600_000,
  /** Hours a year on the road, from the base and back, tours shared. */
  travelHours: 3_600_000,
  /** Accounts reached within their tier's time, or in a territory that has no base to judge from. */
  withinSla: 1,
  /** Accounts whose travel cannot be estimated: no coordinates, or a territory without a base. */
  untimed: 1,
  /** Minor units of the plan's currency. */
  sales: 1,
  currentArr: 1,
  mustCover: 1,
  /** Accounts (and their sales and travel) by the territory they began the cycle in. */
  baselineCount: 1,
  baselineSales: 1,
  baselineTravelHours: 3_600_000,
  /** Came from another territory of the baseline. */
  movedIn: 1,
  movedInSales: 1,
  movedInPotential: 1,
  /** By the territory they left. */
  movedOut: 1,
  movedOutSales: 1,
  movedOutPotential: 1,
  relationshipsLost: 1,
  tenureMonthsLost: 1,
  strategicMoved: 1,
  strategicExcepted: 1,
} as const;

export type SumKey = keyof typeof SCALE;
export const SUM_KEYS = Object.keys(SCALE) as readonly SumKey[];
const WIDTH = SUM_KEYS.length;
const AT = Object.fromEntries(SUM_KEYS.map((key, i) => [key, i])) as Readonly<Record<SumKey, number>>;
const EXCEPTION = reasonIndex('EXCEPTION');

export interface Accumulators {
  readonly facts: AccountFacts;
  readonly travel: TravelModel;
  readonly territoryCount: number;
  /** Row 0 is "unassigned", row t + 1 is territory t; WIDTH sums a row, in the order of SUM_KEYS. */
  readonly sums: Float64Array;
  /** Accounts, by id, that stand in more than one territory. */
  readonly overlapping: number;
}

/** A territory's sum (UNASSIGNED asks for what has none), in the unit the key names. */
export const sumOf = (acc: Accumulators, key: SumKey, territory: number): number =>
  (acc.sums[(territory + 1) * WIDTH + AT[key]] ?? 0) / SCALE[key];

/** The sum over all territories and what is unassigned. */
export function totalOf(acc: Accumulators, key: SumKey): number {
  let total = 0;
  for (let row = AT[key]; row < acc.sums.length; row += WIDTH) total += acc.sums[row] ?? 0;
  return total / SCALE[key];
}

type Alignment = Pick<Plan, 'assignment' | 'baseline' | 'reason'>;

export function accumulate(plan: Plan, facts: AccountFacts = factsOf(plan)): Accumulators {
  const travel = travelModelOf(plan, facts);
  const sums = new Float64Array((plan.territories.length + 1) * WIDTH);
  for (let row = 0; row < facts.rowCount; row++) addRow(sums, facts, travel, plan, row, 1);
  return {
    facts,
    travel,
    territoryCount: plan.territories.length,
    sums,
    overlapping: overlapping(facts, plan.assignment),
  };
}

/** The accumulators of `after = applyDiff(before, diff)`, given those of `before`. Rebuilds only where facts changed. */
export function updateAccumulators(acc: Accumulators, before: Plan, after: Plan, diff: Diff): Accumulators {
  const facts = factsOf(after);
  const travel = travelModelOf(after, facts);
  if (facts !== acc.facts || !sameTravelModel(acc.travel, travel)) return accumulate(after, facts);
  const sums = new Float64Array((after.territories.length + 1) * WIDTH);
  sums.set(acc.sums.subarray(0, sums.length));
  for (const row of alignedRows(diff)) {
    addRow(sums, facts, travel, before, row, -1);
    addRow(sums, facts, travel, after, row, 1);
  }
  return {
    facts,
    travel,
    territoryCount: after.territories.length,
    sums,
    overlapping: overlapping(facts, after.assignment),
  };
}

/** Rows whose sums a diff can have changed. */
const alignedRows = (diff: Diff): Int32Array =>
  touchedRows(
    diff.filter(
      (patch) =>
        patch.kind === 'column' &&
        (patch.column === 'assignment' || patch.column === 'baseline' || patch.column === 'reason'),
    ),
  );

/** The sums as they would be if `rows` stood in `territory`; the plan is not changed. */
export function accumulateMove(
  acc: Accumulators,
  plan: Plan,
  rows: Int32Array,
  territory: number,
  reason: number,
): Accumulators {
  const sums = acc.sums.slice();
  const moved = new Set(rows);
  const target: Alignment = {
    assignment: new Int32Array(1).fill(territory),
    baseline: new Int32Array(1),
    reason: Uint8Array.of(reason),
  };
  for (const row of moved) {
    addRow(sums, acc.facts, acc.travel, plan, row, -1);
    target.baseline[0] = plan.baseline[row] ?? -1;
    addRow(sums, acc.facts, acc.travel, target, row, 1, 0);
  }
  const overlap =
    acc.facts.sameAccount.length === 0
      ? 0
      : countOverlap(acc.facts, (row) => (moved.has(row) ? territory : (plan.assignment[row] ?? -1)));
  return { ...acc, sums, overlapping: overlap };
}

/**
 * Adds (sign 1) or takes away (sign -1) all that one account contributes. Long because it is the one hot kernel: a
 * function a sum would read every column twenty times.
 */
function addRow(
  sums: Float64Array,
  facts: AccountFacts,
  travel: TravelModel,
  alignment: Alignment,
  row: number,
  sign: 1 | -1,
  at: number = row,
): void {
  if (facts.active[row] !== 1) return;
  const home = alignment.assignment[at] ?? -1;
  const baseline = alignment.baseline[at] ?? -1;
  const slot = (home + 1) * WIDTH;
  const add = (offset: number, key: SumKey, value: number): void => {
    const i = offset + AT[key];
    sums[i] = (sums[i] ?? 0) + sign * value;
  };
  const potential = facts.potential[row] ?? 0;
  const sales = facts.sales[row] ?? 0;
  add(slot, 'count', 1);
  add(slot, 'potential', potential);
  add(slot, 'score', Math.round((facts.score[row] ?? 0) * SCALE.score));
  add(slot, 'workloadHours', Math.round((facts.workloadHours[row] ?? 0) * SCALE.workloadHours));
  add(slot, 'sales', sales);
  add(slot, 'currentArr', facts.currentArr[row] ?? 0);
  add(slot, 'mustCover', facts.mustCover[row] ?? 0);
  const minutes = oneWayMinutes(travel, row, home);
  if (home >= 0) {
    const timed = !Number.isNaN(minutes);
    if (timed) add(slot, 'travelHours', yearlyTravel(travel, facts, row, minutes));
    else add(slot, 'untimed', 1);
    const judged = timed ? minutes <= (facts.slaMinutes[row] ?? 0) : travel.hasBase[home] !== 1;
    if (judged) add(slot, 'withinSla', 1);
  }
  if (baseline < 0) return;
  const origin = (baseline + 1) * WIDTH;
  const before = baseline === home ? minutes : oneWayMinutes(travel, row, baseline);
  add(origin, 'baselineCount', 1);
  add(origin, 'baselineSales', sales);
  if (!Number.isNaN(before)) add(origin, 'baselineTravelHours', yearlyTravel(travel, facts, row, before));
  if (home === baseline) return;
  add(origin, 'movedOut', 1);
  add(origin, 'movedOutSales', sales);
  add(origin, 'movedOutPotential', potential);
  add(origin, 'relationshipsLost', facts.relationship[row] ?? 0);
  add(origin, 'tenureMonthsLost', Math.round(facts.tenureMonths[row] ?? 0));
  if (facts.strategic[row] === 1) {
    add(origin, 'strategicMoved', 1);
    if (alignment.reason[at] === EXCEPTION) add(origin, 'strategicExcepted', 1);
  }
  if (home < 0) return;
  add(slot, 'movedIn', 1);
  add(slot, 'movedInSales', sales);
  add(slot, 'movedInPotential', potential);
}

/** Fixed point of hours a year: a visit costs there and back, shared by the visits of one tour. */
const yearlyTravel = (travel: TravelModel, facts: AccountFacts, row: number, oneWay: number): number =>
  Math.round(
    (((facts.visitsPerYear[row] ?? 0) * 2 * oneWay) / travel.visitsPerTour / 60) * SCALE.travelHours,
  );

const overlapping = (facts: AccountFacts, assignment: Int32Array): number =>
  countOverlap(facts, (row) => assignment[row] ?? -1);

function countOverlap(facts: AccountFacts, territoryOf: (row: number) => number): number {
  return facts.sameAccount.filter((rows) => {
    const territories = new Set<number>();
    for (const row of rows) if (territoryOf(row) >= 0) territories.add(territoryOf(row));
    return territories.size > 1;
  }).length;
}
