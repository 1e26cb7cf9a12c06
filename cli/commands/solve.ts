import type { Steps } from '../../solver-worker/engine/steps.ts';
import { NEVER_CANCELLED } from '../../solver-worker/contract.ts';
import { driveNow } from '../../solver-worker/drive.ts';
import { parseCpmp } from '../../solver-worker/cpmp/cpmp-problem.ts';
import { solveCpmpSteps } from '../../solver-worker/cpmp/solve-cpmp.ts';
import { parseGap } from '../../solver-worker/gap/gap-problem.ts';
import { solveGapSteps } from '../../solver-worker/gap/solve-gap.ts';
import type { Result } from '../../domain/result.ts';
import { codedError, ok, refuse } from '../../domain/result.ts';
import type { Command } from '../command.ts';
import { integerOption, parseCommandLine, printJson, refuseInput } from '../command.ts';
import type { Io } from '../io.ts';

const USAGE = `Usage: bailiwick solve gap FILE [--seconds S] [--seed N] [--json]
       bailiwick solve cpmp FILE [--seconds S] [--seed N] [--floor] [--json]

Solves a published benchmark instance with the machinery that plans territories.
gap      generalised assignment, OR-Library layout (agents jobs, costs, weights, capacities)
cpmp     capacitated p-median: "n p", then "x y capacity demand" a point; --floor rounds distances down
--seconds  wall clock, 2 unless given
Exit code 1 when no legal answer was found.`;

const OPTIONS = {
  seconds: { type: 'string' },
  seed: { type: 'string' },
  floor: { type: 'boolean' },
  json: { type: 'boolean' },
} as const;

/** What is printed, and how it reads. */
interface Solved {
  readonly json: { readonly objective: number | null; readonly bound: number; readonly seconds: number };
  readonly text: string;
}

export const solve: Command = {
  name: 'solve',
  summary: 'solve a published benchmark instance (gap, cpmp)',
  usage: USAGE,
  async run(argv, io) {
    const asked = argv.includes('--json');
    const line = parseCommandLine(argv, OPTIONS, { min: 2, max: 2, what: 'gap or cpmp, and a FILE' });
    if (!line.ok) return refuseInput(io, line.errors, asked, USAGE);
    const { values, positionals } = line.value;
    const [kind = '', path = ''] = positionals;
    const seconds = secondsOption(values.seconds);
    const seed = integerOption('seed', values.seed, { min: 0, max: 2 ** 31 - 1 });
    if (!seconds.ok) return refuseInput(io, seconds.errors, asked, USAGE);
    if (!seed.ok) return refuseInput(io, seed.errors, asked, USAGE);
    const file = await io.readFile(path);
    if (!file.ok) return refuseInput(io, file.errors, asked);
    const text = new TextDecoder().decode(file.value);
    const solved = solveText(kind, text, seconds.value, seed.value ?? 1, values.floor === true, io);
    if (!solved.ok) return refuseInput(io, solved.errors, asked, USAGE);
    if (values.json === true) printJson(io, solved.value.json);
    else io.out(solved.value.text);
    return solved.value.json.objective === null ? 1 : 0;
  },
};

/** Seconds as people give them: 2, 0.5; at least 0.05. */
export function secondsOption(text: string | undefined): Result<number> {
  const value = text === undefined ? 2 : Number(text);
  return Number.isFinite(value) && value >= 0.05 && value <= 86_400
    ? ok(value)
    : refuse(codedError('USAGE', `--seconds must be a number from 0.05 to 86400, not "${String(text)}".`));
}

function solveText(
  kind: string,
  text: string,
  seconds: number,
  seed: number,
  floor: boolean,
  io: Io,
): Result<Solved> {
  const began = performance.now();
  const left = (): number => Math.max(0.05, seconds - (performance.now() - began) / 1000);
  const spent = (): number => (performance.now() - began) / 1000;
  if (kind === 'gap') {
    const problem = parseGap(text);
    if (!problem.ok) return problem;
    const budget = left();
    const answer = timed(solveGapSteps(problem.value, { seed, millions: 0, seconds: budget }), budget, io);
    const objective = Number.isFinite(answer.objective) ? answer.objective : null;
    return ok(
      solved({ objective, bound: answer.bound, assignment: Array.from(answer.assignment), seconds: spent() }),
    );
  }
  if (kind === 'cpmp') {
    const problem = parseCpmp(text, floor);
    if (!problem.ok) return problem;
    const budget = left();
    const answer = timed(solveCpmpSteps(problem.value, { seed, trials: 0, seconds: budget }), budget, io);
    const objective = Number.isFinite(answer.objective) ? answer.objective : null;
    const medians = Array.from(answer.medians);
    const assignment = Array.from(answer.assignment);
    return ok(solved({ objective, bound: answer.bound, medians, assignment, seconds: spent() }));
  }
  return refuse(codedError('USAGE', `"${kind}" is not gap or cpmp.`));
}

/** Runs to its end with the wall clock as its limit, telling stderr once a second how far it is. */
export function timed<T>(steps: Steps<T>, seconds: number, io: Io): T {
  let said = 0;
  return driveNow(steps, {
    now: () => performance.now() / 1000,
    limit: seconds,
    cancel: NEVER_CANCELLED,
    onProgress: (progress) => {
      if (progress.seconds - said < 1) return;
      said = progress.seconds;
      const objective = progress.objective === null ? 'no plan yet' : progress.objective.toFixed(2);
      io.err(`${progress.seconds.toFixed(1)} s  ${progress.phase}  ${objective}`);
    },
  });
}

function solved(json: Solved['json'] & Record<string, unknown>): Solved {
  const { objective, bound, seconds } = json;
  if (objective === null) {
    return { json, text: `No legal answer in ${seconds.toFixed(1)} s; none costs less than ${bound}.` };
  }
  const gap = objective > 0 ? ((100 * (objective - bound)) / objective).toFixed(2) : '0';
  return {
    json,
    text: `${objective} in ${seconds.toFixed(1)} s, within ${gap}% of the proven bound ${bound.toFixed(2)}.`,
  };
}
