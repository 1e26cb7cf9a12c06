/** The composite account score (SCO-01) and its additive explanation (EXP-02). */
import type { ScoreWeights } from '../governance/policy.ts';

/** The order contributions and the imputation bits are in. */
export const SCORE_INPUTS = [
  'potential',
  'propensity',
  'strategicFit',
  'churnRisk',
  'travelCost',
] as const satisfies readonly (keyof ScoreWeights)[];
export type ScoreInput = (typeof SCORE_INPUTS)[number];

/** All inputs 0..1. */
export type ScoreInputs = Readonly<Record<ScoreInput, number>>;

const SIGN: Readonly<Record<ScoreInput, 1 | -1>> = {
  potential: 1,
  propensity: 1,
  strategicFit: 1,
  churnRisk: -1,
  travelCost: -1,
};

/** The weight as it enters the sum: churn risk and travel cost are subtracted. */
export const signedWeight = (weights: ScoreWeights, input: ScoreInput): number =>
  SIGN[input] * weights[input];

/** Σ signed weight × input; -0.20..0.90 with the default weights. */
export function compositeScore(weights: ScoreWeights, inputs: ScoreInputs): number {
  return SCORE_INPUTS.reduce((sum, input) => sum + signedWeight(weights, input) * inputs[input], 0);
}

export interface Contribution {
  readonly input: ScoreInput;
  readonly value: number;
  readonly mean: number;
  /** Signed weight × (value - mean): the exact Shapley value of a linear score. */
  readonly contribution: number;
}

export interface ScoreExplanation {
  /** The score of an account that is average in everything. */
  readonly base: number;
  readonly contributions: readonly Contribution[];
  /** base + Σ contributions, in this order of addition. */
  readonly score: number;
}

export function explainScore(
  weights: ScoreWeights,
  inputs: ScoreInputs,
  means: ScoreInputs,
): ScoreExplanation {
  const base = compositeScore(weights, means);
  const contributions = SCORE_INPUTS.map((input) => ({
    input,
    value: inputs[input],
    mean: means[input],
    contribution: signedWeight(weights, input) * (inputs[input] - means[input]),
  }));
  return { base, contributions, score: contributions.reduce((sum, c) => sum + c.contribution, base) };
}
