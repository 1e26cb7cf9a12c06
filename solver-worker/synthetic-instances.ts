import type { CpmpProblem } from './cpmp/cpmp-problem.ts';
import { log } from './engine/exact-math.ts';
import { createPrng } from './engine/prng.ts';
import type { GapProblem } from './gap/gap-problem.ts';

/** The harder published families of GAP: C has no structure, in D and E cost falls as weight rises. */
export type GapFamily = 'c' | 'd' | 'e';

/**
 * A new instance of a published GAP family by its recipe (Chu and Beasley 1997; Yagiura, Ibaraki and Glover 2004), so
 * that no method can be fitted to the published ones. Capacities are 0.8 of the mean weight of a job times jobs an agent.
 */
export function randomGap(family: GapFamily, agents: number, jobs: number, seed: number): GapProblem {
  const random = createPrng(seed);
  const between = (low: number, high: number): number => low + random.below(high - low + 1);
  const cost = new Int32Array(agents * jobs);
  const weight = new Int32Array(agents * jobs);
  for (let e = 0; e < agents * jobs; e++) {
    const a =
      family === 'c'
        ? between(5, 25)
        : family === 'd'
          ? between(1, 100)
          : Math.floor(1 - 10 * log(1 - random.next()));
    weight[e] = a;
    cost[e] =
      family === 'c'
        ? between(10, 50)
        : family === 'd'
          ? 111 - a + between(-10, 10)
          : Math.max(1, Math.floor(1000 / a - 10 * random.next()));
  }
  const capacity = Int32Array.from({ length: agents }, (_, i) => {
    let total = 0;
    for (let j = 0; j < jobs; j++) total += weight[j * agents + i] as number;
    return Math.floor((0.8 * total) / agents);
  });
  return { agents, jobs, cost, weight, capacity };
}

export interface CpmpRecipe {
  readonly n: number;
  readonly p: number;
  /** `uniform`: anywhere in a square; `towns`: around a few dozen places, as customers live. */
  readonly places: 'uniform' | 'towns';
  /** Total demand over total capacity of any p points. */
  readonly fill: number;
  readonly seed: number;
}

/** A new capacitated p-median instance in the manner of the published ones: equal capacities, demands 1 to 100. */
export function randomCpmp({ n, p, places, fill, seed }: CpmpRecipe): CpmpProblem {
  const random = createPrng(seed);
  const towns = Array.from({ length: 24 }, () => [random.next() * 1000, random.next() * 1000] as const);
  const x = new Float64Array(n);
  const y = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    const town = towns[random.below(towns.length)] ?? [0, 0];
    x[i] = places === 'uniform' ? random.next() * 1000 : town[0] + 40 * random.normal();
    y[i] = places === 'uniform' ? random.next() * 1000 : town[1] + 40 * random.normal();
  }
  const demand = Float64Array.from({ length: n }, () => 1 + random.below(100));
  const total = demand.reduce((a, b) => a + b, 0);
  const capacity = new Float64Array(n).fill(Math.max(100, Math.ceil(total / p / fill)));
  return { n, p, x, y, capacity, demand, floor: false };
}
