/** Territories built by the road the page takes: plan, problem, optimizer, command, plan. */
import type { ActorId, IsoTime } from '../domain/brand.ts';
import { applyCommand } from '../domain/commands/apply-command.ts';
import type { Plan } from '../domain/plan/plan.ts';
import { createInlineSolver } from '../solver-worker/inline.ts';
import { commandFromAnswer, DEFAULT_CHOICES, problemFromPlan } from '../solver-worker/problem-from-plan.ts';
import type { Benchmark } from './benchmark.ts';
import { median, must, processorSeconds, rounded } from './benchmark.ts';
import { syntheticPlan } from './synthetic-accounts.ts';

const ACCOUNTS = 10_000;
const TERRITORIES = 50;
const SEEDS = [1, 2, 3];
const CONTEXT = { actor: 'bench' as ActorId, at: '2026-01-31T09:00:00.000Z' as IsoTime };

interface Built {
  readonly problemMs: number;
  readonly solveMs: number;
  readonly applyMs: number;
  readonly processor: number;
  /** Milliseconds of solving until the optimizer first spoke of a plan; NaN if it never did. */
  readonly firstMs: number;
  readonly gap: number;
  readonly outOfBand: number;
  readonly unassigned: number;
}

async function build(plan: Plan, seed: number): Promise<Built> {
  const processor = processorSeconds();
  const began = performance.now();
  const made = problemFromPlan(plan, { ...DEFAULT_CHOICES, freeCentres: true, seed });
  const ready = performance.now();
  let first = Number.NaN;
  const answer = await createInlineSolver().solve(made.problem, made.settings, ({ objective }) => {
    if (Number.isNaN(first) && Number.isFinite(objective)) first = performance.now() - ready;
  });
  const solved = performance.now();
  must(applyCommand(plan, commandFromAnswer(plan, made, answer), CONTEXT));
  return {
    problemMs: ready - began,
    solveMs: solved - ready,
    applyMs: performance.now() - solved,
    processor: processorSeconds() - processor,
    firstMs: first,
    gap: answer.gap,
    outOfBand: answer.bandsViolated,
    unassigned: answer.unassigned.length,
  };
}

export const plan: Benchmark = {
  name: 'plan',
  summary: `${ACCOUNTS.toLocaleString('en-US')} accounts to ${TERRITORIES} territories with free centres, ${SEEDS.length} seeds`,
  async run() {
    const start = await syntheticPlan(ACCOUNTS, TERRITORIES);
    const runs: Built[] = [];
    for (const seed of SEEDS) runs.push(await build(start, seed));
    const middle = (of: (built: Built) => number): number => rounded(median(runs.map(of)));
    return [
      { name: 'plan to problem', value: middle((b) => b.problemMs), unit: 'ms' },
      { name: 'first plan known', value: middle((b) => b.firstMs), unit: 'ms' },
      { name: 'optimizer', value: middle((b) => b.solveMs), unit: 'ms' },
      { name: 'answer into the plan', value: middle((b) => b.applyMs), unit: 'ms' },
      {
        name: 'in all',
        value: middle((b) => (b.problemMs + b.solveMs + b.applyMs) / 1000),
        unit: 's',
      },
      { name: 'in all, processor time', value: middle((b) => b.processor), unit: 's' },
      { name: 'gap to the proven bound', value: middle((b) => b.gap * 100), unit: '%' },
      { name: 'bands not met', value: middle((b) => b.outOfBand), unit: 'count' },
      { name: 'accounts without a territory', value: middle((b) => b.unassigned), unit: 'count' },
    ];
  },
};
