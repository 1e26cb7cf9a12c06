/** Does the load fit the capacity, within ±10% either way (ledger CAP-05)? Of the whole plan; territories outside are named. */
import type { MeasureContext, MeasureStatus } from '../measures/measure.ts';
import { liveTerritories } from '../measures/territories.ts';
import { utilisation, utilisationOf } from '../measures/utilisation.ts';
import { counted, named, percent } from '../measures/wording.ts';
import { capacityRulesOf } from './rules.ts';

export interface FitGate {
  /** Load ÷ capacity; null where no territory has a capacity. */
  readonly value: number | null;
  readonly status: Extract<MeasureStatus, 'pass' | 'fail' | 'none'>;
  readonly explanation: string;
  /** Indices of territories that do not fit by themselves. */
  readonly outside: readonly number[];
}

export function fitGate(context: MeasureContext): FitGate {
  const { plan } = context;
  const band = capacityRulesOf(plan.policy).fitBand;
  const { value } = utilisation.compute(context);
  if (value === null)
    return { value, status: 'none', outside: [], explanation: 'No territory has a capacity yet.' };
  const outside = liveTerritories(plan).filter((t) => {
    const used = utilisationOf(context, t);
    return used !== null && !fits(used, band);
  });
  const passed = fits(value, band);
  const names = outside.map((t) => plan.territories[t]?.name ?? '');
  const alone =
    outside.length === 0
      ? 'Every territory fits by itself.'
      : `${counted(outside.length, 'territory does', 'territories do')} not by themselves: ${named(names)}.`;
  return {
    value,
    status: passed ? 'pass' : 'fail',
    outside,
    explanation: `The load is ${percent(value)} of capacity, ${passed ? 'within' : 'outside'} ±${percent(band, 0)}. ${alone}`,
  };
}

/** Within the band, ends included; a hair for what binary fractions lose. */
export const fits = (loadPerCapacity: number, band: number): boolean =>
  Math.abs(loadPerCapacity - 1) <= band + 1e-9;
