import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { rolldown } from 'rolldown';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS } from '../../solver-worker/contract.ts';
import type { Solver } from '../../solver-worker/contract.ts';
import { createInlineSolver } from '../../solver-worker/inline.ts';
import { createNodeSolver } from '../../solver-worker/node-client.ts';
import { syntheticPlan } from '../../solver-worker/synthetic-plan.ts';

const PLACES = Array.from({ length: 40 }, (_, k) => ({
  lat: 30 + (k % 17),
  lon: -120 + ((k * 7) % 45),
  weight: 1,
}));
const problem = syntheticPlan({ accounts: 900, territories: 8, seed: 4, places: PLACES, tolerance: 0.05 });
const settings = { ...DEFAULT_SETTINGS, iterations: 30 };

describe('the optimizer in a Node worker thread', () => {
  let folder = '';
  let solver: Solver;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'solver-worker-'));
    const input = fileURLToPath(new URL('../../solver-worker/node-worker.ts', import.meta.url));
    const bundle = await rolldown({ input, platform: 'node', external: [/^node:/], logLevel: 'warn' });
    const file = join(folder, 'node-worker.mjs');
    await bundle.write({ file, format: 'esm' });
    await bundle.close();
    solver = createNodeSolver(pathToFileURL(file));
  });

  afterAll(() => {
    solver.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('[OPT-08] answers with the same bytes as inline, and tells progress', async () => {
    let told = 0;
    const there = await solver.solve(problem, settings, () => told++);
    const here = await createInlineSolver().solve(problem, settings);
    expect(there.assignment).toEqual(here.assignment);
    expect(there.reasons).toEqual(here.reasons);
    expect(there.bound).toBe(here.bound);
    expect(there.run.inputs).toBe(here.run.inputs);
    // How often depends on how fast the machine is; that it is told at all does not.
    expect(told).toBeGreaterThan(0);
  });

  it('hears a cancel while it works, and keeps the best', async () => {
    let objective: number | null = null;
    const answer = await solver.solve(
      problem,
      { ...settings, iterations: 1e9 },
      (progress) => (objective = progress.objective),
      { cancelled: () => objective !== null },
    );
    expect(['cancelled', 'converged']).toContain(answer.run.stoppedBy);
    expect(answer.assignment.every((t) => t >= 0)).toBe(true);
  });

  it('answers what a move would cost', async () => {
    const answer = await solver.solve(problem, settings);
    const moves = await solver.costOfMoves(problem, settings, answer.assignment, 3);
    expect(moves).toHaveLength(9);
    expect(moves.find((move) => move.territory === answer.assignment[3])?.delta).toBe(0);
  });
});
