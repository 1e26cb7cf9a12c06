import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS, NEVER_CANCELLED } from '../../solver-worker/contract.ts';
import { driveNow } from '../../solver-worker/drive.ts';
import { bestPairing, rankPairings } from '../../solver-worker/pairing.ts';
import { quickWinSteps } from '../../solver-worker/quick-win.ts';
import { repsForBand, repsForWorkload } from '../../solver-worker/sizing.ts';
import { f1Problem } from './problems.ts';

describe('sizing', () => {
  it('[CAP-11] 1000 accounts at 110 a rep and 85–95% need exactly 10 reps', () => {
    const sized = repsForBand(1000, 110, { low: 0.85, high: 0.95 });
    expect(sized.ok && sized.value).toMatchObject({ fewest: 10, most: 10 });
    expect(sized.ok && sized.value.low).toBeCloseTo(9.57, 2);
    expect(sized.ok && sized.value.high).toBeCloseTo(10.7, 2);
  });

  it('[CAP-02] R27: 1,000 accounts × 36 calls and 2,000 × 12 at 1,000 calls a rep need 60 reps', () => {
    const reps = repsForWorkload(
      [
        { accounts: 1000, callsPerAccount: 36, hoursPerCall: 1 },
        { accounts: 2000, callsPerAccount: 12, hoursPerCall: 1 },
      ],
      1000,
    );
    expect(reps.ok && reps.value).toBe(60);
  });

  it('refuses a capacity of nothing', () => {
    expect(repsForBand(10, 0, { low: 0.8, high: 0.9 }).ok).toBe(false);
    expect(repsForWorkload([], 0).ok).toBe(false);
  });
});

describe('pairing', () => {
  const share = fc.double({ min: 0, max: 1, noNaN: true });

  it('[DSN-15] finds the pairing of greatest total score, as trying every permutation does', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5 }),
        fc.array(share, { minLength: 75, maxLength: 75 }),
        (n, xs) => {
          const part = (from: number): Float64Array => Float64Array.from(xs.slice(from, from + n * n));
          const input = {
            skills: part(0),
            relationships: part(25),
            nearness: part(50),
            reps: n,
            territories: n,
          };
          const ranked = rankPairings(input);
          const score = (rep: number, territory: number): number =>
            ranked.find((p) => p.rep === rep && p.territory === territory)?.score ?? 0;
          const total = bestPairing(input).reduce((sum, p) => sum + p.score, 0);
          expect(total).toBeCloseTo(mostOf(n, score), 9);
        },
      ),
      { seed: 11, numRuns: 200 },
    );
  });

  it('[DSN-15] ranks every pairing, its three parts summing to the score', () => {
    const ranked = rankPairings({
      skills: Float64Array.of(1, 0, 0.5, 0.2),
      relationships: Float64Array.of(0, 1, 0, 0),
      nearness: Float64Array.of(0.5, 0.5, 1, 0),
      reps: 2,
      territories: 2,
    });
    expect(ranked.map((p) => `${p.rep}→${p.territory}`)).toEqual(['0→0', '0→1', '1→0', '1→1']);
    for (const p of ranked) expect(p.skills + p.relationships + p.nearness).toBeCloseTo(p.score, 12);
  });
});

function mostOf(n: number, score: (rep: number, territory: number) => number): number {
  const visit = (rep: number, left: readonly number[]): number =>
    rep === n
      ? 0
      : Math.max(
          ...left.map(
            (t) =>
              score(rep, t) +
              visit(
                rep + 1,
                left.filter((other) => other !== t),
              ),
          ),
        );
  return visit(
    0,
    Array.from({ length: n }, (_, t) => t),
  );
}

describe('quick win', () => {
  it('[DSN-13] assigns in one pass, largest first, within capacity', () => {
    const assignment = driveNow(quickWinSteps(f1Problem('workload'), DEFAULT_SETTINGS), {
      now: () => 0,
      limit: null,
      cancel: NEVER_CANCELLED,
      onProgress: () => undefined,
    });
    expect([...assignment]).toEqual([0, 0, 1, 1, 1, 0]);
  });
});
