/** What a move would do, before anybody makes it: the consequence strip. No plan is made; cost follows the rows. */
import type { AssignmentErrorCode } from '../commands/assignment-errors.ts';
import { assignmentMessage, moveError } from '../commands/assignment-errors.ts';
import type { Plan } from '../plan/plan.ts';
import type { ReasonCode } from '../plan/reason-codes.ts';
import { reasonIndex } from '../plan/reason-codes.ts';
import type { Accumulators } from './accumulators.ts';
import { accumulateMove } from './accumulators.ts';
import type { MeasureStatus } from './measure.ts';
import type { Measured } from './measure-plan.ts';
import { measurePlan } from './measure-plan.ts';
import type { TerritoryFigures } from './territory-figures.ts';
import { territoryFigures } from './territory-figures.ts';

export interface BeforeAfter<T> {
  readonly before: T;
  readonly after: T;
}

/** Rows a rule keeps from moving; leave them out, or do what the message says. */
export interface BlockedRows {
  readonly code: AssignmentErrorCode;
  readonly message: string;
  readonly rows: Int32Array;
}

export interface MovePreview {
  /** Rows that can and would move; the figures below are of these. */
  readonly rows: Int32Array;
  readonly blocked: readonly BlockedRows[];
  /** The target and every territory that loses accounts, UNASSIGNED among them. */
  readonly territories: readonly BeforeAfter<TerritoryFigures>[];
  readonly measures: readonly BeforeAfter<Measured>[];
  /** Measures that the move makes worse in status: the rules it would break. */
  readonly worsened: readonly Measured[];
  readonly accumulators: Accumulators;
}

export function previewMove(
  plan: Plan,
  accumulators: Accumulators,
  rows: Int32Array,
  territory: number,
  reason: ReasonCode = 'MANUAL_EDIT',
): MovePreview {
  const { movable, blocked } = sortOut(plan, rows, territory, reason);
  const after = accumulateMove(accumulators, plan, movable, territory, reasonIndex(reason));
  const then = { plan, accumulators: after };
  const now = { plan, accumulators };
  const touched = new Set([territory, ...Array.from(movable, (row) => plan.assignment[row] ?? -1)]);
  const measuredNow = measurePlan(now);
  const measures = measurePlan(then).map((measured, i) => ({
    before: measuredNow[i] ?? measured,
    after: measured,
  }));
  return {
    rows: movable,
    blocked,
    territories: [...touched].map((index) => ({
      before: territoryFigures(now, index),
      after: territoryFigures(then, index),
    })),
    measures,
    worsened: measures.flatMap((m) =>
      worse(m.before.result.status, m.after.result.status) ? [m.after] : [],
    ),
    accumulators: after,
  };
}

const RANK: Readonly<Record<MeasureStatus, number>> = { none: 0, pass: 0, warn: 1, fail: 2 };
const worse = (before: MeasureStatus, after: MeasureStatus): boolean => RANK[after] > RANK[before];

function sortOut(
  plan: Plan,
  rows: Int32Array,
  territory: number,
  reason: ReasonCode,
): { readonly movable: Int32Array; readonly blocked: readonly BlockedRows[] } {
  const stopped = new Map<AssignmentErrorCode, { first: string; rows: number[] }>();
  const movable = new Set<number>();
  for (const row of rows) {
    const error = plan.lockedAll
      ? ({ code: 'PLAN_LOCKED', subject: '' } as const)
      : moveError(plan, row, territory, reason !== 'EXCEPTION');
    if (error === null) {
      if (plan.assignment[row] !== territory) movable.add(row);
      continue;
    }
    const group = stopped.get(error.code);
    if (group === undefined) stopped.set(error.code, { first: error.subject, rows: [row] });
    else group.rows.push(row);
  }
  return {
    movable: Int32Array.from(movable),
    blocked: [...stopped].map(([code, group]) => ({
      code,
      message: assignmentMessage(code, group.first, group.rows.length),
      rows: Int32Array.from(group.rows),
    })),
  };
}
