/**
 * How far an answer can be leaned on (ledger EXP-06): how exactly its accounts are placed, how much of what a score
 * weighs is in the data, and how many things its figures rest on. The weakest decides.
 */
import { factsOf } from '../measures/facts.ts';
import { counted, percent } from '../measures/wording.ts';
import type { Plan } from '../plan/plan.ts';
import { SCORE_INPUTS } from '../scoring/score.ts';
import type { Confidence, ConfidenceLevel } from './answer.ts';
import { CONFIDENCE_LEVELS } from './answer.ts';
import { doubtfulRows } from '../advice/doubtful.ts';

/** Fewer of anything than this say little about the next one; 30 is the usual rule of thumb. */
const ENOUGH = 30;
const SOME = 10;
/** Below half of what is weighed, an order is mostly assumption. */
const HALF = 0.5;

export interface Sample {
  readonly count: number;
  /** "account", "accounts". */
  readonly words: readonly [one: string, many: string];
}

/** `rows` are the accounts the answer is about; `named` those it names one by one. */
export function confidenceOf(
  plan: Plan,
  rows: readonly number[],
  named: Iterable<number>,
  sample: Sample,
): Confidence {
  const pieces = [locationPiece(plan, rows), dataPiece(plan, rows), samplePiece(sample)];
  const worst = Math.min(...pieces.map(({ level }) => CONFIDENCE_LEVELS.indexOf(level)));
  const shown = new Set(named);
  return {
    level: CONFIDENCE_LEVELS[worst] ?? 'low',
    pieces,
    doubtful: doubtfulRows(plan).filter((row) => shown.has(row)),
  };
}

const levelOf = (share: number, high: number, medium: number): ConfidenceLevel =>
  share >= high ? 'high' : share >= medium ? 'medium' : 'low';

function locationPiece(plan: Plan, rows: readonly number[]): Confidence['pieces'][number] {
  const { located } = factsOf(plan);
  const { pool, codes } = plan.accounts.text.geoPrecision;
  let [near, placed] = [0, 0];
  for (const row of rows) {
    if (located[row] !== 1) continue;
    placed++;
    const precision = pool[codes[row] ?? -1] ?? 'street';
    if (precision === 'street' || precision === 'postal') near++;
  }
  const all = rows.length;
  const share = all === 0 ? 0 : near / all;
  return {
    name: 'Location',
    level: levelOf(share, plan.policy.dataQuality.completeness, HALF),
    text:
      all === 0
        ? 'There are no accounts.'
        : `${percent(share, 0)} of accounts are placed by their own coordinates or postal code${placed > near ? `, ${percent((placed - near) / all, 0)} by city or state` : ''}${placed < all ? `, ${percent(1 - placed / all, 0)} not at all` : ''}.`,
  };
}

/** Share of the score's weight that stands on data and not on neutral values. */
export function weighedOnData(plan: Plan, rows: readonly number[]): number {
  const { imputed } = factsOf(plan);
  const { weights } = plan.policy.score;
  const total = SCORE_INPUTS.reduce((sum, input) => sum + Math.abs(weights[input]), 0);
  if (rows.length === 0 || total === 0) return 0;
  const missing = SCORE_INPUTS.map(
    (_, bit) => rows.reduce((sum, row) => sum + (((imputed[row] ?? 0) >> bit) & 1), 0) / rows.length,
  );
  const lost = SCORE_INPUTS.reduce(
    (sum, input, bit) => sum + Math.abs(weights[input]) * (missing[bit] ?? 0),
    0,
  );
  return 1 - lost / total;
}

function dataPiece(plan: Plan, rows: readonly number[]): Confidence['pieces'][number] {
  const share = weighedOnData(plan, rows);
  return {
    name: 'Data',
    level: levelOf(share, plan.policy.dataQuality.completeness, HALF),
    text: `${percent(share, 0)} of what the score weighs is in the data; a neutral value stands in for the rest.`,
  };
}

function samplePiece({ count, words }: Sample): Confidence['pieces'][number] {
  const level: ConfidenceLevel = count >= ENOUGH ? 'high' : count >= SOME ? 'medium' : 'low';
  return {
    name: 'Sample',
    level,
    text: `Rests on ${counted(count, ...words)}${level === 'high' ? '' : `; fewer than ${level === 'low' ? SOME : ENOUGH} are few to conclude from`}.`,
  };
}
