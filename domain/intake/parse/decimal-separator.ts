/**
 * Which character a column writes its decimals with. One cell cannot say (`1,234` is a thousand in Boston and one and
 * a bit in Berlin), the column mostly can; where it cannot either, that is reported, not hidden.
 */
export type DecimalSeparator = '.' | ',';

export interface DecimalDecision {
  readonly separator: DecimalSeparator;
  /** No value of the column settles it, and at least one reads differently either way. */
  readonly ambiguous: boolean;
  /** Values that say the opposite of the decision. */
  readonly against: number;
  /** One of the values that could be read both ways, or that speaks against. */
  readonly example: string | null;
}

/** Decides from distinct values. `fallback` is used when nothing speaks for either. */
export function decideDecimalSeparator(
  values: Iterable<string>,
  fallback: DecimalSeparator = '.',
): DecimalDecision {
  const votes = { '.': 0, ',': 0 };
  const examples: { '.': string | null; ',': string | null; open: string | null } = {
    '.': null,
    ',': null,
    open: null,
  };
  for (const value of values) {
    const vote = voteOf(value);
    if (vote === null) continue;
    if (vote !== 'open') votes[vote]++;
    examples[vote] ??= value;
  }
  const settled = votes['.'] !== votes[','];
  const separator = settled ? (votes['.'] > votes[','] ? '.' : ',') : fallback;
  const other = separator === '.' ? ',' : '.';
  const ambiguous = !settled && (examples.open !== null || votes[other] > 0);
  return {
    separator,
    ambiguous,
    against: votes[other],
    example: votes[other] > 0 ? examples[other] : examples.open,
  };
}

const LETTERS_ASIDE = /[^\d.,]/g;

/** What one value says: a decimal separator, nothing (null), or that it has one separator which could be either. */
function voteOf(value: string): DecimalSeparator | 'open' | null {
  if (!/[.,]/.test(value)) return null;
  const bare = value.replace(LETTERS_ASIDE, '');
  const dot = bare.lastIndexOf('.');
  const comma = bare.lastIndexOf(',');
  if (dot >= 0 && comma >= 0) return dot > comma ? '.' : ',';
  const mark = dot >= 0 ? '.' : ',';
  const parts = bare.split(mark);
  if (parts.length > 2) return mark === '.' ? ',' : '.';
  const [whole = '', fraction = ''] = parts;
  const couldGroup = fraction.length === 3 && whole.length >= 1 && whole.length <= 3 && !/^0+$/.test(whole);
  return couldGroup ? 'open' : mark;
}
