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
 * extra words count): order of words does not matter. Words are compared only when alike enough to be the same word.
 */
export function tokenSimilarity(a: string, b: string): number {
  if (a === b) return a === '' ? 0 : 1;
  const left = a.split(' ').filter((word) => word !== '');
  const right = b.split(' ').filter((word) => word !== '');
  if (left.length === 0 || right.length === 0) return 0;
  return (covered(left, right) + covered(right, left)) / 2;
}

/** Share of the letters of `words` that find a like word among `others`. */
function covered(words: readonly string[], others: readonly string[]): number {
  let letters = 0;
  let found = 0;
  for (const word of words) {
    letters += word.length;
    let best = 0;
    for (const other of others) best = Math.max(best, wordSimilarity(word, other));
    found += best * word.length;
  }
  return found / letters;
}

/** Numbers are the same or not: suite 12 is not suite 13. */
function wordSimilarity(a: string, b: string): number {
  if (a === b) return 1;
  if (/\d/.test(a) || /\d/.test(b)) return 0;
  const similarity = jaroWinkler(a, b);
  return similarity < 0.8 ? 0 : similarity;
}
