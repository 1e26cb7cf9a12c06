/** Figures as a person reads them. Not Intl: its output changes with the ICU data of the machine. */
export function grouped(whole: number): string {
  const digits = String(Math.abs(whole)).replaceAll(/\B(?=(\d{3})+$)/g, ',');
  return whole < 0 ? `\u2212${digits}` : digits;
}

/** Minor units as major ones; decimals only where there are any. */
export function amountText(minor: number, perMajor: number): string {
  if (!Number.isSafeInteger(minor)) return '\u2013';
  const size = Math.abs(minor);
  const rest = size % perMajor;
  const sign = minor < 0 ? '\u2212' : '';
  const whole = sign + grouped((size - rest) / perMajor);
  if (rest === 0) return whole;
  return `${whole}.${String(rest).padStart(String(perMajor).length - 1, '0')}`;
}

export const percent = (share: number, digits = 1): string => `${(share * 100).toFixed(digits)}\u00a0%`;

/** At most four significant decimals, none where the number is whole. */
export function figure(value: number): string {
  if (Number.isInteger(value)) return Number.isSafeInteger(value) ? grouped(value) : String(value);
  const [whole = '0', decimals = ''] = Math.abs(value)
    .toFixed(Math.abs(value) < 1 ? 4 : 2)
    .split('.');
  const sign = value < 0 ? '\u2212' : '';
  const kept = decimals.replace(/0+$/, '');
  return sign + grouped(Number(whole)) + (kept === '' ? '' : `.${kept}`);
}
