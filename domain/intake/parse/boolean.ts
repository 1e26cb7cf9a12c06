const TRUE: ReadonlySet<string> = new Set([
  'true',
  'yes',
  'y',
  '1',
  'x',
  't',
  'ja',
  'j',
  'sì',
  'si',
  'oui',
  'o',
  'wahr',
]);
const FALSE: ReadonlySet<string> = new Set(['false', 'no', 'n', '0', 'f', 'nein', 'non', 'falsch', 'nee']);

/** 1, 0, or null where the text says neither. */
export function readBoolean(text: string): 0 | 1 | null {
  const word = text.trim().toLowerCase();
  return TRUE.has(word) ? 1 : FALSE.has(word) ? 0 : null;
}
