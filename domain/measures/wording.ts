/** How figures read in explanations: the same on every machine, so no locale is asked. */
import { minorPerMajor } from '../intake/potential-unit.ts';
import type { PotentialUnit } from '../plan/plan.ts';

/** 0.9801 → "98.0%". */
export const percent = (ratio: number, digits = 1): string => `${fixed(ratio * 100, digits)}%`;

/** 0.05 → "+5.0%". */
export const signedPercent = (ratio: number, digits = 1): string =>
  `${ratio >= 0 ? '+' : '−'}${percent(Math.abs(ratio), digits)}`;

/** Half away from zero, thousands apart by a comma. */
export function fixed(value: number, digits: number): string {
  const [whole = '', fraction] = Math.abs(roundTo(value, digits)).toFixed(digits).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  const sign = roundTo(value, digits) < 0 ? '−' : '';
  return fraction === undefined ? `${sign}${grouped}` : `${sign}${grouped}.${fraction}`;
}

/** Binary fractions fall just short of a half (0.285 × 100), so a hair is added before rounding. */
function roundTo(value: number, digits: number): number {
  const scale = 10 ** digits;
  return (Math.sign(value) * Math.round(Math.abs(value) * scale + 1e-9)) / scale;
}

export const counted = (count: number, one: string, many: string): string =>
  `${fixed(count, 0)} ${count === 1 ? one : many}`;

/** "1,234 USD" or "1,234 beds". */
export const potentialText = (unit: PotentialUnit, minor: number): string =>
  `${fixed(minor / unit.minorPerMajor, 0)} ${unit.name}`;

/** Whole major units of a currency (ISO 4217). */
export const moneyText = (currency: string, minor: number): string =>
  `${fixed(minor / minorPerMajor(currency), 0)} ${currency}`;

/** "Denver, Boise and 3 more". */
export function named(names: readonly string[], shown = 3): string {
  const head = names.slice(0, shown);
  const rest = names.length - head.length;
  if (rest > 0) return `${head.join(', ')} and ${rest} more`;
  const last = head.pop();
  return head.length === 0 ? (last ?? '') : `${head.join(', ')} and ${last ?? ''}`;
}

/** A measure's label without what qualifies it, for a narrow column or a sentence. */
export const shortLabel = (label: string): string => label.replace(/(?:,| \().*$/, '');
