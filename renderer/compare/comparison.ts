/** Two plans beside each other: what differs, measured, and marked on both maps. */
import { accumulate } from '../../domain/measures/accumulators.ts';
import type { Measure, MeasureContext, MeasureResult, MeasureStatus } from '../../domain/measures/measure.ts';
import { measureContext, measurePlan } from '../../domain/measures/measure-plan.ts';
import { textAt } from '../../domain/plan/account-table.ts';
import type { Plan } from '../../domain/plan/plan.ts';
import type { QuotaPlan } from '../../domain/quotas/quota-plan.ts';
import { quotaPlan } from '../../domain/quotas/quota-plan.ts';
import type { Differences } from '../review/differences.ts';
import { differencesOf } from '../review/differences.ts';

export interface MeasurePair {
  readonly measure: Measure;
  readonly before: MeasureResult;
  readonly after: MeasureResult;
  /** After less before; null where one of them has no value. */
  readonly change: number | null;
  /** Whether the change is for the better; null where nothing changed or a band has no direction. */
  readonly better: boolean | null;
}

export interface Comparison {
  readonly before: Plan;
  readonly after: Plan;
  readonly differences: Differences;
  readonly context: MeasureContext;
  readonly quotas: QuotaPlan | null;
  readonly measures: readonly MeasurePair[];
}

export function comparisonOf(before: Plan, after: Plan): Comparison {
  const context = measureContext(after);
  return {
    before,
    after,
    differences: differencesOf(before, after),
    context,
    quotas: quotaPlan(after, context.accumulators),
    measures: measurePairs({ plan: before, accumulators: accumulate(before) }, context),
  };
}

/** Each plan is judged by its own policy, as it would be where it is reviewed alone. */
export function measurePairs(before: MeasureContext, after: MeasureContext): readonly MeasurePair[] {
  const was = measurePlan(before);
  return measurePlan(after).map(({ measure, result }, i) => {
    const old = was[i]?.result ?? result;
    const change = changeOf(old.value, result.value);
    return { measure, before: old, after: result, change, better: isBetter(measure, old, result, change) };
  });
}

function changeOf(before: number | null, after: number | null): number | null {
  if (before === null || after === null) return null;
  const change = before === after ? 0 : after - before;
  return Number.isFinite(change) ? change : null;
}

const RANK: Readonly<Record<MeasureStatus, number>> = { none: 0, fail: 1, warn: 2, pass: 3 };

/** A band has no direction: what lies better in it is what is judged better. */
function isBetter(
  { better }: Measure,
  before: MeasureResult,
  after: MeasureResult,
  change: number | null,
): boolean | null {
  if (change === null || change === 0) return null;
  if (better !== 'band') return better === 'higher' ? change > 0 : change < 0;
  const step = RANK[after.status] - RANK[before.status];
  return step === 0 ? null : step > 0;
}

/** The earlier plan's territories in the colours the later plan gives them: the same territory, the same colour. */
export function coloursBefore(
  before: Plan,
  { plan }: Differences,
  colours: readonly string[],
): readonly string[] {
  const colourOf = new Map(plan.territories.map(({ territoryId }, i) => [territoryId, colours[i] ?? '']));
  return before.territories.map(({ territoryId }) => colourOf.get(territoryId) ?? '');
}

/** A plan's territory by what it is called in the other; -1 where it has none such. */
export const sameTerritory = (from: Plan, index: number, to: Plan): number =>
  to.territories.findIndex(({ territoryId }) => territoryId === from.territories[index]?.territoryId);

/** Rows of another plan that are the same accounts; files repeat ids, and then all of them are. */
export function sameAccounts(from: Plan, rows: ArrayLike<number>, to: Plan): Int32Array {
  const ids = new Set(Array.from(rows, (row) => textAt(from.accounts, 'accountId', row)));
  return Int32Array.from({ length: to.accounts.rowCount }, (_, row) => row).filter((row) =>
    ids.has(textAt(to.accounts, 'accountId', row)),
  );
}

/** One entry a row, 1 for those named. */
export function maskOf(rows: Int32Array, rowCount: number): Uint8Array {
  const mask = new Uint8Array(rowCount);
  for (const row of rows) mask[row] = 1;
  return mask;
}
