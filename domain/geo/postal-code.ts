/** Postal codes as the gazetteers key them: the US five digits, Canada's forward sortation area, Britain's outward half, the Dutch digits. */
const SHAPES: Readonly<Record<string, RegExp>> = {
  US: /^\d{5}(?:-?\d{4})?$/,
  CA: /^[A-Z]\d[A-Z](?:\d[A-Z]\d)?$/,
  GB: /^[A-Z]{1,2}\d[A-Z\d]?(?:\d[A-Z]{2})?$/,
  NL: /^\d{4}(?:[A-Z]{2})?$/,
  DE: /^\d{5}$/,
  ES: /^\d{5}$/,
  IT: /^\d{5}$/,
};
const BRITISH_INWARD = /\d[A-Z]{2}$/;

const compact = (code: string): string => code.toUpperCase().replace(/[\s.]/g, '');

/** Whether a code is written as that country writes them; true for countries whose shape is not known here. */
export function isPostalShape(country: string, code: string): boolean {
  const shape = SHAPES[country];
  return shape === undefined || shape.test(compact(code));
}

/** The key of a code in its country's gazetteer; null where it is not written as that country writes them. */
export function postalKey(country: string, code: string): string | null {
  const bare = compact(code);
  if (!isPostalShape(country, bare)) return null;
  if (country === 'US') return bare.slice(0, 5);
  if (country === 'CA') return bare.slice(0, 3);
  if (country === 'NL') return bare.slice(0, 4);
  return country === 'GB' && bare.length > 4 ? bare.replace(BRITISH_INWARD, '') : bare;
}

/** Countries whose codes are digits only, and how many: what a spreadsheet takes leading zeros from. */
export const DIGITS: Readonly<Record<string, number>> = { US: 5, DE: 5, ES: 5, IT: 5 };

/** States and territories whose ZIP codes begin with 0 (USPS Publication 65); PR and VI begin with 00. */
const ZERO_STATES: ReadonlySet<string> = new Set(['CT', 'MA', 'ME', 'NH', 'NJ', 'RI', 'VT', 'NY', 'AE']);
const DOUBLE_ZERO_STATES: ReadonlySet<string> = new Set(['PR', 'VI']);

/** Whether a ZIP that begins with 0 may lie in a state. */
export const zeroZipFits = (zip: string, state: string): boolean =>
  zip.startsWith('00')
    ? DOUBLE_ZERO_STATES.has(state) || (state === 'NY' && zip.startsWith('005'))
    : zip.startsWith('0') && ZERO_STATES.has(state) && (state !== 'NY' || zip.startsWith('06'));
