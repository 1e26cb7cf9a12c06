/**
 * Jaro-Winkler similarity (Jaro 1989; Winkler 1990: prefix of up to four characters, scale 0.1), 0..1.
 * Works on UTF-16 units, which is enough for folded names.
 */
export function jaroWinkler(a: string, b: string): number {
  if (a === b) return 1;
  const jaro = jaroSimilarity(a, b);
  let prefix = 0;
  while (prefix < 4 && prefix < a.length && a[prefix] === b[prefix]) prefix++;
  return jaro + prefix * 0.1 * (1 - jaro);
}

function jaroSimilarity(a: string, b: string): number {
  if (a.length === 0 || b.length === 0) return 0;
  const reach = Math.max(0, Math.floor(Math.max(a.length, b.length) / 2) - 1);
  const taken = new Uint8Array(b.length);
  const matched: number[] = [];
  for (let i = 0; i < a.length; i++) {
    const end = Math.min(b.length, i + reach + 1);
    for (let j = Math.max(0, i - reach); j < end; j++) {
      if (taken[j] === 1 || a.charCodeAt(i) !== b.charCodeAt(j)) continue;
      taken[j] = 1;
      matched.push(i);
      break;
    }
  }
  if (matched.length === 0) return 0;
  let swapped = 0;
  let next = 0;
  for (const i of matched) {
    while (taken[next] === 0) next++;
    if (a.charCodeAt(i) !== b.charCodeAt(next)) swapped++;
    next++;
  }
  const m = matched.length;
  return (m / a.length + m / b.length + (m - swapped / 2) / m) / 3;
}

/**
 * Similarity of two names word by word (Monge-Elkan over Jaro-Winkler, taken both ways so that it is symmetric and
 * extra words count): order of words does not matter. Two words are compared only when they begin alike and are
 * alike enough to be one word; numbers are the same or not: suite 12 is not suite 13.
 */
export function tokenSimilarity(a: string, b: string): number {
  return a === b ? (a === '' ? 0 : 1) : wordListSimilarity(wordsOf(a), wordsOf(b));
}

export interface Words {
  readonly words: readonly string[];
  readonly letters: number;
}

/** The words of a folded name, cut once for many comparisons. */
export function wordsOf(name: string): Words {
  const words = name.split(' ').filter((word) => word !== '');
  return { words, letters: words.reduce((sum, word) => sum + word.length, 0) };
}

export function wordListSimilarity(a: Words, b: Words): number {
  if (a.letters === 0 || b.letters === 0) return 0;
  return (covered(a, b) + covered(b, a)) / 2;
}

/** Share of the letters of `a` that find a like word in `b`. */
function covered(a: Words, b: Words): number {
  let found = 0;
  for (const word of a.words) {
    let best = 0;
    for (const other of b.words) {
      if (best === 1) break;
      if (word === other) best = 1;
      else if (word.charCodeAt(0) === other.charCodeAt(0)) best = Math.max(best, wordSimilarity(word, other));
    }
    found += best * word.length;
  }
  return found / a.letters;
}

const LETTER_A = 97;

function wordSimilarity(a: string, b: string): number {
  if (a.charCodeAt(0) < LETTER_A || Math.abs(a.length - b.length) > 4) return 0;
  const similarity = jaroWinkler(a, b);
  return similarity < 0.8 ? 0 : similarity;
}
