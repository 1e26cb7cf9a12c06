/**
 * Which of several proposals to take, and what each of the others would trade for what (ledger SCN-03). The rule is
 * short enough to be said aloud: most targets met, then fewest accounts moved (SCN-04), then least travel.
 */

/** What one proposal comes to. */
export interface OptionFigures {
  readonly label: string;
  /** Labels of the plan measures whose target it meets, and of those it misses. */
  readonly met: readonly string[];
  readonly missed: readonly string[];
  /** Accounts that leave the territory they are in: the amount of change is the complexity of the option (SCN-04). */
  readonly moves: number;
  /** The same over all accounts that have a territory, 0..1. */
  readonly movedShare: number;
  /** Hours a year. */
  readonly travel: number;
}

export interface Recommendation {
  /** Index into the options. */
  readonly best: number;
  readonly because: string;
  /** One sentence an option, in their order; empty for the best. */
  readonly tradeOffs: readonly string[];
}

/** null for no options. */
export function recommend(options: readonly OptionFigures[]): Recommendation | null {
  const order = options.map((_, i) => i).sort((a, b) => compare(at(options, a), at(options, b)) || a - b);
  const best = order[0];
  const winner = best === undefined ? undefined : options[best];
  if (best === undefined || winner === undefined) return null;
  return {
    best,
    because: because(winner, options),
    tradeOffs: options.map((option, i) => (i === best ? '' : tradeOff(option, winner))),
  };
}

const at = (options: readonly OptionFigures[], i: number): OptionFigures => options[i] as OptionFigures;

const compare = (a: OptionFigures, b: OptionFigures): number =>
  b.met.length - a.met.length || a.moves - b.moves || a.travel - b.travel;

function because(winner: OptionFigures, options: readonly OptionFigures[]): string {
  const judged = winner.met.length + winner.missed.length;
  const meets = `It meets ${winner.met.length} of ${judged} targets`;
  const others = options.filter((option) => option !== winner);
  if (others.length === 0) return `${meets}.`;
  if (others.every(({ met }) => met.length < winner.met.length)) return `${meets}, more than the others.`;
  const equals = others.filter(({ met }) => met.length === winner.met.length);
  const fewer = equals.every(({ moves }) => moves > winner.moves);
  const shorter = equals.every(({ travel }) => travel > winner.travel);
  if (fewer) return `${meets}, as no other does with so few moves.`;
  return shorter ? `${meets}, as no other does with so little travel.` : `${meets}; no other does better.`;
}

/** What is gained with the runner-up, and what is lost. */
function tradeOff(option: OptionFigures, winner: OptionFigures): string {
  const gains = [
    ...gained(winner.moves - option.moves, 'fewer moves'),
    ...gained(winner.travel - option.travel, 'h less travel a year'),
    ...named('meets', option.met, winner.met),
  ];
  const losses = [
    ...gained(option.moves - winner.moves, 'more moves'),
    ...gained(option.travel - winner.travel, 'h more travel a year'),
    ...named('misses', option.missed, winner.missed),
  ];
  if (gains.length === 0 && losses.length === 0) return 'Comes to the same.';
  const sentence = [gains.join(', '), losses.join(', ')].filter((part) => part !== '').join('; but ');
  return `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.`;
}

const gained = (amount: number, words: string): readonly string[] =>
  Math.round(amount) > 0 ? [`${Math.round(amount).toLocaleString('en-US')} ${words}`] : [];

function named(verb: string, own: readonly string[], others: readonly string[]): readonly string[] {
  const only = own.filter((label) => !others.includes(label));
  return only.length === 0 ? [] : [`${verb} ${inWords(only.map((label) => label.toLowerCase()))}`];
}

/** "a, b and c". */
const inWords = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
