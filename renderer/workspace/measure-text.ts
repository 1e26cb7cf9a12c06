/** Measures as people read them, each in its own unit. */
import type { Measured } from '../../domain/measures/measure-plan.ts';
import type { MeasureUnit } from '../../domain/measures/measure.ts';
import { NONE, count, decimal, percent } from '../ui/format.ts';

const three = new Intl.NumberFormat(undefined, { minimumFractionDigits: 3, maximumFractionDigits: 3 });
const two = new Intl.NumberFormat(undefined, { minimumFractionDigits: 2, maximumFractionDigits: 2 });

/** A measure's value in its own unit. */
export function measureText(value: number | null, unit: MeasureUnit): string {
  if (value === null) return NONE;
  switch (unit) {
    case 'share':
      return percent(value);
    case 'ratio':
      return `${two.format(value)}×`;
    case 'index':
      return three.format(value);
    case 'hours per week':
      return `${decimal(value)} h/wk`;
    case 'accounts':
    case 'territories':
    case 'quarters':
      return count(value);
  }
}

const SIGNS = { higher: '≥', lower: '≤', band: 'from' } as const;

export const targetText = ({ measure, result }: Measured): string =>
  result.target === null ? '' : `${SIGNS[measure.better]} ${measureText(result.target, measure.unit)}`;
