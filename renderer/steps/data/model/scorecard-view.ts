import type { Kpi } from '../../../../domain/intake/scorecard.ts';
import type { StatusKind } from '../../../ui/Status.tsx';

const PERCENT = new Intl.NumberFormat('en-US', { style: 'percent', maximumFractionDigits: 1 });

/** A share near, but not at, 0 or 1 is never rounded to it: 3 of 100,000 is not "0%". */
export function percentWords(value: number): string {
  if (value > 0 && value < 0.001) return '<0.1%';
  if (value < 1 && value > 0.999) return '>99.9%';
  return PERCENT.format(value);
}

export function kpiWords(kpi: Kpi): {
  readonly value: string;
  readonly target: string;
  readonly status: StatusKind;
} {
  const bound = kpi.better === 'higher' ? 'at least' : 'at most';
  if (kpi.value === null) return { value: '–', target: 'Not measured', status: 'none' };
  return {
    value: percentWords(kpi.value),
    target: `Target ${bound} ${PERCENT.format(kpi.target)}`,
    status: kpi.pass === true ? 'good' : 'warn',
  };
}
