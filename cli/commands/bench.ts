import { join } from 'node:path';
import { codedError, ok, refuse } from '../../domain/result.ts';
import type { Result } from '../../domain/result.ts';
import { decodeGazetteer } from '../../formats/gazetteer/decode-gazetteer.ts';
import type { SolverAnswer, SolverProblem } from '../../solver-worker/contract.ts';
import { DEFAULT_SETTINGS } from '../../solver-worker/contract.ts';
import { solveSteps } from '../../solver-worker/engine/solve.ts';
import { coefficientOfVariation, giniOf, measurePlan } from '../../solver-worker/measure-plan.ts';
import { difference } from '../../solver-worker/alternatives.ts';
import type { SmallChange } from '../../solver-worker/small-changes.ts';
import { oneLock, oneRepLess } from '../../solver-worker/small-changes.ts';
import type { SyntheticPlace } from '../../solver-worker/synthetic-plan.ts';
import { syntheticPlan } from '../../solver-worker/synthetic-plan.ts';
import { assetFolder } from '../asset-folder.ts';
import type { Command } from '../command.ts';
import { integerOption, parseCommandLine, printJson, refuseInput } from '../command.ts';
import type { Io } from '../io.ts';
import { secondsOption, timed } from './solve.ts';

const USAGE = `Usage: bailiwick bench plan [--accounts N] [--territories R] [--seed S] [--seconds T] [--warm] [--json]

Plans a synthetic country: N accounts around real US places with lognormal potential, R bases at random accounts,
potential and workload both held to ±5%, travel as short as it can be. 10,000 × 50 in 1 second unless given. With --warm, it plans again from that answer after one
account is locked elsewhere, and after one rep is gone.`;

const OPTIONS = {
  accounts: { type: 'string' },
  territories: { type: 'string' },
  seed: { type: 'string' },
  seconds: { type: 'string' },
  warm: { type: 'boolean' },
  json: { type: 'boolean' },
} as const;

export const bench: Command = {
  name: 'bench',
  summary: 'plan a synthetic country against the clock',
  usage: USAGE,
  async run(argv, io) {
    const asked = argv.includes('--json');
    const line = parseCommandLine(argv, OPTIONS, { min: 1, max: 1, what: 'plan' });
    if (!line.ok) return refuseInput(io, line.errors, asked, USAGE);
    const { values, positionals } = line.value;
    if (positionals[0] !== 'plan') {
      return refuseInput(io, [codedError('USAGE', `"${positionals[0]}" is not plan.`)], asked, USAGE);
    }
    const accounts = integerOption('accounts', values.accounts, { min: 1, max: 5_000_000 });
    const territories = integerOption('territories', values.territories, { min: 1, max: 2000 });
    const seed = integerOption('seed', values.seed, { min: 0, max: 2 ** 31 - 1 });
    const seconds = secondsOption(values.seconds ?? '1');
    for (const option of [accounts, territories, seed, seconds]) {
      if (!option.ok) return refuseInput(io, option.errors, asked, USAGE);
    }
    const places = await usPlaces(io);
    if (!places.ok) return refuseInput(io, places.errors, asked);
    const problem = syntheticPlan({
      accounts: (accounts.ok ? accounts.value : undefined) ?? 10_000,
      territories: (territories.ok ? territories.value : undefined) ?? 50,
      seed: (seed.ok ? seed.value : undefined) ?? 1,
      places: places.value,
      tolerance: 0.05,
    });
    const budget = seconds.ok ? seconds.value : 1;
    const report = planBench(problem, budget, values.warm === true, io);
    if (values.json === true) printJson(io, report);
    else io.out(describe(report));
    return 0;
  },
};

export interface PlanReport {
  readonly accounts: number;
  readonly territories: number;
  readonly objective: number;
  readonly bound: number;
  readonly gap: number;
  readonly bandsViolated: number;
  readonly cv: Readonly<Record<string, number>>;
  readonly gini: Readonly<Record<string, number>>;
  readonly meanTravelKm: number;
  readonly seconds: number;
  readonly peakMb: number;
  /** After one account was locked elsewhere. */
  readonly warm?: WarmReport;
  /** After one rep was gone. */
  readonly warmRep?: WarmReport;
}

/** A run that began with the answer before the change. */
export interface WarmReport {
  readonly seconds: number;
  readonly gap: number;
  readonly bandsViolated: number;
  /** Share of accounts that moved. */
  readonly moved: number;
}

/** One run against the wall clock; `peakMb` is the whole process. */
export function planBench(problem: SolverProblem, seconds: number, warm: boolean, io: Io): PlanReport {
  const began = performance.now();
  const settings = { ...DEFAULT_SETTINGS, iterations: 1_000_000, wallClockSeconds: seconds };
  const answer = timed(solveSteps(problem, settings), seconds, io);
  const taken = (performance.now() - began) / 1000;
  const report = reportOf(problem, answer, taken);
  if (!warm) return report;
  return {
    ...report,
    warm: warmReport(oneLock(problem, settings, answer), seconds, io),
    warmRep: warmReport(oneRepLess(problem, settings, answer), seconds, io),
  };
}

function warmReport({ problem, settings }: SmallChange, seconds: number, io: Io): WarmReport {
  const began = performance.now();
  const answer = timed(solveSteps(problem, settings), seconds, io);
  const taken = (performance.now() - began) / 1000;
  const { gap, bandsViolated } = answer;
  const moved = difference(settings.start ?? answer.assignment, answer.assignment);
  return { seconds: taken, gap, bandsViolated, moved };
}

export function reportOf(problem: SolverProblem, answer: SolverAnswer, seconds: number): PlanReport {
  const { loads, travel } = measurePlan(problem, answer.assignment);
  const each = (measure: (load: Float64Array) => number): Record<string, number> =>
    Object.fromEntries([...loads].map(([name, load]) => [name, measure(load)]));
  return {
    accounts: problem.n,
    territories: problem.r,
    objective: answer.objective,
    bound: answer.bound,
    gap: answer.gap,
    bandsViolated: answer.bandsViolated,
    cv: each(coefficientOfVariation),
    gini: each(giniOf),
    meanTravelKm: travel / Math.max(1, problem.n),
    seconds,
    peakMb: process.resourceUsage().maxRSS / 1024,
  };
}

/** Postal codes of the conterminous United States: they lie as densely as people do. */
async function usPlaces(io: Io): Promise<Result<SyntheticPlace[]>> {
  const folder = assetFolder('gazetteer');
  if (folder === null) {
    return refuse(codedError('NO_GAZETTEER', 'assets/gazetteer is missing from this installation.'));
  }
  const file = await io.readFile(join(folder, 'US.json'));
  if (!file.ok) return file;
  const decoded = decodeGazetteer(file.value);
  if (!decoded.ok) return decoded;
  const places: SyntheticPlace[] = [];
  for (const { lat, lon } of decoded.value.postalCodes.values()) {
    if (lat > 24 && lat < 50 && lon > -125 && lon < -66) places.push({ lat, lon, weight: 1 });
  }
  return ok(places);
}

function describe(report: PlanReport): string {
  return [
    `${report.accounts} accounts × ${report.territories} territories in ${report.seconds.toFixed(2)} s`,
    `mean travel ${report.meanTravelKm.toFixed(2)} km, within ${(100 * report.gap).toFixed(2)}% of the proven bound`,
    `${report.bandsViolated} bands not met; ${report.peakMb.toFixed(0)} MB at most`,
    ...said('one account locked', report.warm),
    ...said('one rep gone', report.warmRep),
  ].join('\n');
}

const said = (change: string, report: WarmReport | undefined): string[] =>
  report === undefined
    ? []
    : [
        `after ${change}: ${report.seconds.toFixed(2)} s, ${(100 * report.gap).toFixed(2)}%, ${report.bandsViolated} bands not met, ${(100 * report.moved).toFixed(2)}% of accounts moved`,
      ];
