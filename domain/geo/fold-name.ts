const COMBINING = /\p{M}+/gu;
const NOT_ALPHANUMERIC = /[^\p{L}\p{N}]+/gu;

/**
 * A name as people compare names: no case, no accents, no punctuation, one space between words. `Saint`, `Mount` and
 * `Fort` are written short, as postal addresses do.
 */
export function foldName(name: string): string {
  const plain = name.normalize('NFKD').replace(COMBINING, '').replaceAll('ß', 'ss').toLowerCase();
  return plain
    .replace(/['’]/g, '')
    .replace(NOT_ALPHANUMERIC, ' ')
    .trim()
    .replace(/\bsaint\b/g, 'st')
    .replace(/\bsainte\b/g, 'ste')
    .replace(/\bmount\b/g, 'mt')
    .replace(/\bfort\b/g, 'ft');
}
