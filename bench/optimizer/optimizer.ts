import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import type { Benchmark, BenchmarkOptions } from '../benchmark.ts';
import { repository } from '../benchmark.ts';
import type { Case } from './cases.ts';
import { allCases } from './cases.ts';
import { outcomeOf } from './child.ts';
import type { Outcome } from './outcome.ts';
import type { CaseResult, Row } from './report.ts';
import { figuresOf, markdownOf, rowsOf } from './report.ts';
import { OURS, solvers } from './solvers.ts';

/** Our own runs; a peer without seeds runs once, on the instance of the first. */
const SEEDS = 5;
/** What the short run may take; seeds and peers that no longer fit are left out, and the table says so. */
const SHORT_MINUTES = 14;
/** Runs of more than these seconds are of fewer seeds in the short run. */
const LONG_SECONDS = 15;
const LONG_SEEDS = 3;
const VERY_LONG_SECONDS = 25;

function seedsOf({ seconds, family }: Case, full: boolean): number {
  if (full || seconds <= LONG_SECONDS || family.startsWith('plan')) return SEEDS;
  return seconds <= VERY_LONG_SECONDS ? LONG_SEEDS : 1;
}

/** Seconds that one run of a solver takes when it keeps its time; most peers decline what is not a GAP. */
const taskSeconds = ({ seconds, overhead, family }: Case, solver: string): number =>
  overhead + (solver === OURS || (family.startsWith('GAP') && !solver.startsWith('k-means')) ? seconds : 0);

const plannedSeconds = (one: Case, full: boolean): number =>
  Object.keys(solvers).reduce(
    (sum, solver) => sum + (solver === OURS ? seedsOf(one, full) : 1) * taskSeconds(one, solver),
    0,
  );

export const optimizer: Benchmark = {
  name: 'optimizer',
  summary:
    'gaps to best known values and proven bounds beside other solvers; --full for all, --save for the docs',
  async run(options) {
    const cases = allCases().filter(
      ({ fullOnly, name }) => (options.full || !fullOnly) && name.includes(options.only),
    );
    const minutes = options.minutes ?? (options.full ? Infinity : SHORT_MINUTES);
    const planned = cases.reduce((sum, one) => sum + plannedSeconds(one, options.full), 0) / 60;
    const limit = Number.isFinite(minutes) ? `, at most ${minutes} min` : '';
    process.stderr.write(`${cases.length} cases, about ${Math.ceil(planned)} min${limit}.\n`);
    const began = performance.now();
    const secondsLeft = (): number => 60 * minutes - (performance.now() - began) / 1000;
    const load = loadavg()[0] ?? Number.NaN;
    const rows: Row[] = [];
    for (const [index, one] of cases.entries()) {
      const made = rowsOf(await resultOf(one, options.full, secondsLeft));
      rows.push(...made);
      write(rows, heading(options, load));
      const seconds = Math.round((performance.now() - began) / 1000);
      process.stderr.write(
        `${index + 1}/${cases.length} after ${seconds} s: ${one.name}, ${one.seconds} s\n`,
      );
      for (const { solver, gap, broken, note } of made) {
        const figure = Number.isFinite(gap) ? `${gap.toFixed(3)}%` : 'no answer';
        process.stderr.write(`    ${solver.padEnd(22)} ${figure.padStart(10)} ${broken || ''} ${note}\n`);
      }
    }
    const markdown = write(rows, heading(options, load));
    process.stderr.write(`\n${markdown}\nKept in .cache/bench/optimizer.json and .md.\n`);
    if (options.save) saveInDocs(markdown);
    return figuresOf(rows);
  },
};

const NO_TIME: Outcome = {
  objective: null,
  bound: null,
  broken: 0,
  seconds: 0,
  peakMb: 0,
  trace: [],
  note: 'not tried: the run was out of time',
};

/** Our first seed, the peers, then our other seeds. */
async function resultOf(one: Case, full: boolean, secondsLeft: () => number): Promise<CaseResult> {
  const outcomes = new Map<string, Outcome[]>();
  const run = async (solver: string, seed: number): Promise<Outcome | null> => {
    const seconds = taskSeconds(one, solver);
    return secondsLeft() < seconds
      ? null
      : outcomeOf({ case: one.name, solver, seconds: one.seconds, seed }, secondsLeft());
  };
  for (const solver of Object.keys(solvers)) outcomes.set(solver, [(await run(solver, 1)) ?? NO_TIME]);
  for (let seed = 2; seed <= seedsOf(one, full); seed++) {
    const outcome = await run(OURS, seed);
    if (outcome !== null) outcomes.get(OURS)?.push(outcome);
  }
  return { case: one, outcomes };
}

function heading({ full }: BenchmarkOptions, load: number): string {
  const machine = `${cpus()[0]?.model.trim() ?? 'unknown processor'}, ${availableParallelism()} cores`;
  const clock =
    process.env['BAILIWICK_BENCH_CLOCK'] === 'processor' ? ' Our own limits are processor time.' : '';
  const date = new Date().toISOString().slice(0, 16).replace('T', ' ');
  return `${date} UTC, ${machine}, Node ${process.versions.node}, load ${load.toFixed(1)} at the start, \`npm run bench -- optimizer${full ? ' --full' : ''}\`.${clock}`;
}

const BEGIN = '<!-- measured -->';
const END = '<!-- /measured -->';

/** JSON and Markdown in .cache/bench, after every case, so that an interrupted run leaves what it has. */
function write(rows: readonly Row[], heading: string): string {
  const folder = join(repository(), '.cache/bench');
  mkdirSync(folder, { recursive: true });
  const markdown = markdownOf(rows, heading);
  writeFileSync(join(folder, 'optimizer.json'), `${JSON.stringify({ heading, rows }, null, 2)}\n`);
  writeFileSync(join(folder, 'optimizer.md'), markdown);
  return markdown;
}

function saveInDocs(markdown: string): void {
  const page = join(repository(), 'docs/optimizer.md');
  const text = readFileSync(page, 'utf8');
  const from = text.indexOf(BEGIN);
  const to = text.indexOf(END);
  if (from < 0 || to < from) {
    process.stderr.write(`docs/optimizer.md has no ${BEGIN} … ${END}: left as it is.\n`);
    return;
  }
  writeFileSync(page, `${text.slice(0, from + BEGIN.length)}\n\n${markdown}\n${text.slice(to)}`);
  const prettier = join(repository(), 'node_modules/prettier/bin/prettier.cjs');
  spawnSync(process.execPath, [prettier, '--write', '--log-level', 'warn', page], { stdio: 'inherit' });
}
