/** What a proposal says of even territories: what its approach holds, and how far the rest came out. */
import type { SolverAnswer } from '../../solver-worker/contract.ts';
import type { PlanProblem } from '../../solver-worker/page/contract.ts';
import { heldMeasures } from '../../solver-worker/page/contract.ts';
import { counted, percent, roundPercent } from '../ui/format.ts';
import { balanceWord } from './binding-words.ts';

interface Answered {
  readonly asked: Pick<PlanProblem, 'problem' | 'settings'>;
  readonly answer: Pick<SolverAnswer, 'bands'>;
}

const list = new Intl.ListFormat('en', { type: 'conjunction' });

/** Measures whose bands the approach of a run holds; the others only come out as they do. */
export function heldIn({ asked }: Pick<Answered, 'asked'>): ReadonlySet<string> {
  const { measures } = asked.problem;
  const weighed = measures.filter(({ weight }) => weight > 0);
  const held = heldMeasures(
    asked.settings.approach,
    measures.map(({ name }) => name),
  );
  return new Set(held.filter((name) => weighed.some((measure) => measure.name === name)));
}

export interface BandVerdict {
  readonly kind: 'good' | 'warn';
  readonly text: string;
}

/** What the person asked for: an alternative is built for bands of its own, and judged by these. */
export const wishFor = ({ asked }: Pick<Answered, 'asked'>, name: string): number =>
  asked.problem.measures.find((measure) => measure.name === name)?.tolerance ?? Infinity;

/** A hair is given, as the engine gives it: sums of many figures end a little off. */
const isWithin = (load: number, target: number, tolerance: number): boolean =>
  Math.abs(load - target) <= target * tolerance + 1e-9 * Math.max(1, target * (1 + tolerance));

/** Measures of which a territory lies farther from its share than was asked. */
export function missedIn(proposal: Answered): ReadonlySet<string> {
  const held = heldIn(proposal);
  return new Set(
    proposal.answer.bands
      .filter(
        ({ measure, load, target }) =>
          held.has(measure) && !isWithin(load, target, wishFor(proposal, measure)),
      )
      .map(({ measure }) => measure),
  );
}

/** "3 workload bands are not reached: Chesapeake lies 5.6% above its share." */
export function missedText(proposal: Answered, name: string): string {
  const { answer, asked } = proposal;
  const missed = answer.bands.filter(
    ({ measure, load, target }) => measure === name && !isWithin(load, target, wishFor(proposal, name)),
  );
  const off = ({ load, target }: { readonly load: number; readonly target: number }): number =>
    target > 0 ? load / target - 1 : 0;
  const worst = missed.reduce<(typeof missed)[number] | typeof NO_BAND>(
    (a, b) => (Math.abs(off(b)) > Math.abs(off(a)) ? b : a),
    missed[0] ?? NO_BAND,
  );
  const where = asked.problem.territoryNames[worst.territory] ?? 'one';
  const side = off(worst) < 0 ? 'below' : 'above';
  return `${counted(missed.length, `${balanceWord(name)} band is`, `${balanceWord(name)} bands are`)} not reached: ${where} lies ${percent(Math.abs(off(worst)))} ${side} its share.`;
}

const NO_BAND = { territory: -1, load: 0, target: 0 };

/** Whether the bands that count are met; null where the approach holds none. */
export function bandVerdict(proposal: Answered): BandVerdict | null {
  const held = heldIn(proposal);
  const bands = proposal.answer.bands.filter(({ measure }) => held.has(measure));
  if (bands.length === 0) return null;
  const missed = bands.filter(
    ({ measure, load, target }) => !isWithin(load, target, wishFor(proposal, measure)),
  ).length;
  const what = asText(proposal, held);
  return missed === 0
    ? { kind: 'good', text: `All bands met: every territory’s ${what}` }
    : { kind: 'warn', text: `${missed} of ${counted(bands.length, 'band', 'bands')} not met: ${what}` };
}

/** "potential and workload within ±5%", or each with its own band. */
function asText(proposal: Answered, held: ReadonlySet<string>): string {
  const parts = [...held].map((name) => {
    return { word: balanceWord(name), tolerance: wishFor(proposal, name) };
  });
  const [first] = parts;
  if (parts.every(({ tolerance }) => Math.abs(tolerance - (first?.tolerance ?? 0)) < 1e-9))
    return `${list.format(parts.map(({ word }) => word))} within ±${percent(first?.tolerance)}`;
  return list.format(parts.map(({ word, tolerance }) => `${word} within ±${percent(tolerance)}`));
}

/** How far from its share the farthest territory lies in what the approach does not hold; null where it holds all. */
export function notHeldText(proposal: Answered): string | null {
  const held = heldIn(proposal);
  const farthest = new Map<string, number>();
  for (const { measure, load, target } of proposal.answer.bands) {
    if (held.has(measure) || !(target > 0)) continue;
    const off = load / target - 1;
    if (Math.abs(off) >= Math.abs(farthest.get(measure) ?? 0)) farthest.set(measure, off);
  }
  if (farthest.size === 0) return null;
  const parts = [...farthest].map(
    ([name, off]) =>
      `${balanceWord(name)} (up to ${roundPercent(Math.abs(off))} ${off < 0 ? 'below' : 'above'} its share)`,
  );
  return `This approach does not even out ${list.format(parts)}`;
}
