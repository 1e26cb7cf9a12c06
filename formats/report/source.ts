/** What every part of a report is made from, and how it writes amounts. */
import type { PlanDocument } from '../../domain/bundle/plan-document.ts';
import type { PlanTotals } from '../../domain/bundle/totals.ts';
import { minorPerMajor } from '../../domain/intake/potential-unit.ts';
import type { Plan } from '../../domain/plan/plan.ts';
import { amountText, percent } from './figures.ts';

export interface ReportSource {
  readonly plan: Plan;
  readonly document: PlanDocument;
  readonly totals: PlanTotals;
}

export const money = (plan: Plan, minor: number): string => amountText(minor, minorPerMajor(plan.currency));

export const potential = (plan: Plan, minor: number): string =>
  amountText(minor, plan.potentialUnit.minorPerMajor);

export const portion = (part: number, whole: number): string =>
  whole === 0 ? '\u2013' : percent(part / whole);
