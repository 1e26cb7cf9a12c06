/** What exports write for "we do not know": it becomes missing, and is counted. */
const WORDS: ReadonlySet<string> = new Set([
  'not available',
  'not applicable',
  'not known',
  'not provided',
  'unavailable',
  'unknown',
  'undefined',
  'unspecified',
  'n/a',
  'n.a.',
  'na',
  '#n/a',
  '#value!',
  '#ref!',
  '#div/0!',
  '#name?',
  '#null!',
  '#num!',
  'nan',
  'null',
  'nil',
  'none',
  '(none)',
  '(null)',
  '(blank)',
  'tbd',
  'tba',
  '-',
  '--',
  '---',
  '–',
  '—',
  '?',
  '.',
]);

/** Codes that are also sentinels: Namibia is NA, and so is Naples among the Italian provinces. */
const NOT_FOR_CODES: ReadonlySet<string> = new Set(['na']);

/** `codes`: the column holds codes of which NA is one, as a country column always does. */
export function isTextSentinel(text: string, field: string, codes = field === 'country'): boolean {
  const word = text.trim().toLowerCase();
  if (codes && NOT_FOR_CODES.has(word)) return false;
  return WORDS.has(word);
}

/** -999, -9999, 999999999 …: nines that stand for nothing. -99 is a longitude too. */
const NINES = /^-9{3,}(?:[.,]0+)?$|^9{7,}$/;
const MINUS_99 = /^-99(?:[.,]0+)?$/;
const MINUS_ONE = /^-1(?:[.,]0+)?$/;
/** Codes of agencies for "not stated" or "refused", when a column that cannot be negative repeats them. */
export const REPEATED_CODE = /^-[2-9](?:[.,]0+)?$/;

/** Whether a number's text stands for "missing"; -1 and -99 only where negative makes no sense. */
export function isNumberSentinel(text: string, neverNegative: boolean): boolean {
  return NINES.test(text) || (neverNegative && (MINUS_ONE.test(text) || MINUS_99.test(text)));
}
