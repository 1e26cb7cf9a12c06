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
const FULL_SEEDS = 5;
const SHORT_SEEDS = 3;

export const optimizer: Benchmark = {
  name: 'optimizer',
  summary:
    'gaps to best known values and proven bounds beside other solvers; --full for all, --save for the docs',
  async run(options) {
    const cases = allCases().filter(
      ({ fullOnly, name }) => (options.full || !fullOnly) && name.includes(options.only),
    );
    const began = performance.now();
    const load = loadavg()[0] ?? Number.NaN;
    const rows: Row[] = [];
    for (const [index, one] of cases.entries()) {
      const made = rowsOf(await resultOf(one, options));
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

async function resultOf(one: Case, { full }: BenchmarkOptions): Promise<CaseResult> {
  const outcomes = new Map<string, Outcome[]>();
  const seeds = full ? FULL_SEEDS : one.seconds > 3 ? 1 : SHORT_SEEDS;
  for (const solver of Object.keys(solvers)) {
    const list: Outcome[] = [];
    const runs = solver === OURS ? seeds : 1;
    for (let seed = 1; seed <= runs; seed++) {
      list.push(await outcomeOf({ case: one.name, solver, seconds: one.seconds, seed }));
    }
    outcomes.set(solver, list);
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
