import { log } from './exact-math.ts';

/**
 * −ln u at the middle of each of 4096 steps: times the temperature, what a rise is measured against in annealing
 * (Kirkpatrick, Gelatt and Vecchi 1983), without a logarithm a proposal.
 */
export const THRESHOLDS = Float64Array.from({ length: 4096 }, (_, k) => -log((k + 0.5) / 4096));
