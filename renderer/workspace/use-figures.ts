/** The figures of the open plan, derived from its sums when they change and never stored. */
import { useMemo } from 'react';
import type { AccountFacts } from '../../domain/measures/facts.ts';
import type { MeasureContext } from '../../domain/measures/measure.ts';
import type { Measured } from '../../domain/measures/measure-plan.ts';
import { measurePlan } from '../../domain/measures/measure-plan.ts';
import { liveTerritories, targetShares } from '../../domain/measures/territories.ts';
import type { TerritoryFigures } from '../../domain/measures/territory-figures.ts';
import { territoryFigures } from '../../domain/measures/territory-figures.ts';
import { UNASSIGNED } from '../../domain/plan/plan.ts';
import { useSession } from '../session/session.ts';

export function useMeasureContext(): MeasureContext {
  const open = useSession((state) => state.open);
  return useMemo(() => {
    if (open === null) throw new Error('figures are only shown while a plan is open');
    return { plan: open.plan, accumulators: open.accumulators };
  }, [open]);
}

export const useFacts = (): AccountFacts => useMeasureContext().accumulators.facts;

export function useMeasures(): readonly Measured[] {
  const context = useMeasureContext();
  return useMemo(() => measurePlan(context), [context]);
}

export interface TerritoryRow {
  readonly index: number;
  readonly figures: TerritoryFigures;
  /** Share of potential the territory should hold, 0..1. */
  readonly expectedShare: number;
}

export interface TerritoryRows {
  /** Territories in use, in the plan's order. */
  readonly live: readonly TerritoryRow[];
  readonly byIndex: ReadonlyMap<number, TerritoryRow>;
  readonly unassigned: TerritoryFigures;
}

function territoryRows(context: MeasureContext): TerritoryRows {
  const expected = targetShares(context.plan);
  const live = liveTerritories(context.plan).map((index, i) => ({
    index,
    figures: territoryFigures(context, index),
    expectedShare: expected[i] ?? 0,
  }));
  return {
    live,
    byIndex: new Map(live.map((row) => [row.index, row])),
    unassigned: territoryFigures(context, UNASSIGNED),
  };
}

export function useTerritoryRows(): TerritoryRows {
  const context = useMeasureContext();
  return useMemo(() => territoryRows(context), [context]);
}

/** How far a territory's potential lies from what it should hold: 0.12 is 12% above. Null without anything to hold. */
export const deviation = (row: TerritoryRow): number | null =>
  row.expectedShare === 0 ? null : row.figures.potentialShare / row.expectedShare - 1;
