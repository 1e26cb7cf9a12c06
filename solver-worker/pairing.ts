import { hungarian } from './hungarian.ts';

/** Which rep for which territory (ledger DSN-15): every pairing scored and ranked, and the best set of them. */

export interface PairingInput {
  /** Share (0..1) of rep i's skills that territory t's accounts ask for, at i * territories + t. */
  readonly skills: Float64Array;
  /** Share of territory t's sales that rep i already works. */
  readonly relationships: Float64Array;
  /** Nearness of rep i's home to territory t's centre: 1 at the door, 0 at the far end. */
  readonly nearness: Float64Array;
  readonly reps: number;
  readonly territories: number;
}

export interface PairingWeights {
  readonly skills: number;
  readonly relationships: number;
  readonly nearness: number;
}

export interface Pairing {
  readonly rep: number;
  readonly territory: number;
  readonly score: number;
  /** The three contributions, which sum to the score. */
  readonly skills: number;
  readonly relationships: number;
  readonly nearness: number;
}

export const DEFAULT_PAIRING: PairingWeights = { skills: 0.4, relationships: 0.4, nearness: 0.2 };

/** Every pairing, best first; ties to the lower rep, then the lower territory. */
export function rankPairings(input: PairingInput, weights: PairingWeights = DEFAULT_PAIRING): Pairing[] {
  const found: Pairing[] = [];
  for (let rep = 0; rep < input.reps; rep++) {
    for (let territory = 0; territory < input.territories; territory++) {
      const at = rep * input.territories + territory;
      const skills = weights.skills * (input.skills[at] as number);
      const relationships = weights.relationships * (input.relationships[at] as number);
      const nearness = weights.nearness * (input.nearness[at] as number);
      const score = skills + relationships + nearness;
      found.push({ rep, territory, score, skills, relationships, nearness });
    }
  }
  return found.sort((a, b) => b.score - a.score || a.rep - b.rep || a.territory - b.territory);
}

/** The one-to-one pairing of greatest total score: the Hungarian method with potentials (Kuhn 1955), O(n³). */
export function bestPairing(input: PairingInput, weights: PairingWeights = DEFAULT_PAIRING): Pairing[] {
  const ranked = rankPairings(input, weights);
  const size = Math.max(input.reps, input.territories);
  const cost = new Float64Array(size * size);
  for (const pairing of ranked) cost[pairing.rep * size + pairing.territory] = -pairing.score;
  const territoryOf = hungarian(cost, size);
  return ranked.filter((pairing) => territoryOf[pairing.rep] === pairing.territory);
}
