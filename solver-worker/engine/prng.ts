/** xoshiro128** (Blackman and Vigna, 2018), seeded by splitmix32: the same stream on every machine. */
export interface Prng {
  /** [0, 1), 32 bits of it. */
  readonly next: () => number;
  /** 0 … bound − 1. */
  readonly below: (bound: number) => number;
  /** Standard normal, by the polar method of Marsaglia and Bray. */
  readonly normal: () => number;
}

import { log } from './exact-math.ts';

export function createPrng(seed: number): Prng {
  let mix = seed | 0;
  const word = (): number => {
    mix = (mix + 0x9e3779b9) | 0;
    let z = mix ^ (mix >>> 16);
    z = Math.imul(z, 0x21f0aaad);
    z ^= z >>> 15;
    z = Math.imul(z, 0x735a2d97);
    return z ^ (z >>> 15);
  };
  let a = word();
  let b = word();
  let c = word();
  let d = word();
  const bitsOf = (): number => {
    const x = Math.imul(b, 5);
    const result = Math.imul((x << 7) | (x >>> 25), 9) >>> 0;
    const t = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= t;
    d = (d << 11) | (d >>> 21);
    return result;
  };
  const next = (): number => bitsOf() / 4294967296;
  const normal = (): number => {
    for (;;) {
      const u = 2 * next() - 1;
      const v = 2 * next() - 1;
      const s = u * u + v * v;
      if (s > 0 && s < 1) return u * Math.sqrt((-2 * log(s)) / s);
    }
  };
  return { next, below: (bound) => Math.floor(next() * bound), normal };
}
