const COMBINING = /\p{M}+/gu;
const NOT_ALPHANUMERIC = /[^\p{L}\p{N}]+/gu;
const PLAIN_ASCII = /^[\u0020-\u007e]*$/;
/** Written short, as postal addresses do. */
const SHORT: readonly (readonly [string, RegExp, string])[] = [
  ['saint', /\bsaint\b/g, 'st'],
  ['sainte', /\bsainte\b/g, 'ste'],
  ['mount', /\bmount\b/g, 'mt'],
  ['fort', /\bfort\b/g, 'ft'],
];

/** A name as people compare names: no case, no accents, no punctuation, one space between words, Saint as St. */
export function foldName(name: string): string {
  const plain = PLAIN_ASCII.test(name)
    ? name
        .toLowerCase()
        .replaceAll("'", '')
        .replace(/[^a-z0-9]+/g, ' ')
        .trim()
    : foldAccents(name);
  let folded = plain;
  for (const [word, pattern, short] of SHORT) {
    if (folded.includes(word)) folded = folded.replace(pattern, short);
  }
  return folded;
}

const foldAccents = (name: string): string =>
  name
    .normalize('NFKD')
    .replace(COMBINING, '')
    .replaceAll('ß', 'ss')
    .toLowerCase()
    .replace(/['’]/g, '')
    .replace(NOT_ALPHANUMERIC, ' ')
    .trim();
