/** `npm run bench -- [NAME …] [--full] [--only TEXT] [--minutes M] [--save] [--json]`. Progress goes to stderr; the figures to stdout, as a table or one JSON object. */
import { availableParallelism, cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { isMet } from './benchmark.ts';
import type { Benchmark, BenchmarkOptions, Figure } from './benchmark.ts';
import { runTask, TASK } from './optimizer/child.ts';
import { benchmarks } from './registry.ts';

function line({ name, value, unit, target }: Figure): string {
  const wanted = target === undefined ? '' : `  (target ${target.toLocaleString('en-US')} ${unit})`;
  return `  ${name.padEnd(52)} ${value.toLocaleString('en-US').padStart(12)} ${unit.padEnd(6)}${wanted}`;
}

async function measure(benchmark: Benchmark, options: BenchmarkOptions): Promise<readonly Figure[] | null> {
  process.stderr.write(`${benchmark.name}: ${benchmark.summary} …\n`);
  try {
    return await benchmark.run(options);
  } catch (cause) {
    process.stderr.write(
      `${benchmark.name} failed: ${cause instanceof Error ? cause.message : String(cause)}\n`,
    );
    return null;
  }
}

async function run(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      json: { type: 'boolean' },
      full: { type: 'boolean' },
      save: { type: 'boolean' },
      only: { type: 'string' },
      minutes: { type: 'string' },
    },
  });
  const unknown = positionals.filter((name) => !benchmarks.some((benchmark) => benchmark.name === name));
  if (unknown.length > 0) {
    const names = benchmarks.map(({ name }) => name).join(', ');
    process.stderr.write(`There is no benchmark ${unknown.join(', ')}. There are: ${names}.\n`);
    return 2;
  }
  const chosen = benchmarks.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
  const results: { name: string; figures: readonly Figure[] | null }[] = [];
  const minutes = values.minutes === undefined ? null : Number(values.minutes);
  if (minutes !== null && !(minutes > 0)) {
    process.stderr.write(`--minutes must be a number above 0, not "${values.minutes}".\n`);
    return 2;
  }
  const how = { full: values.full === true, save: values.save === true, only: values.only ?? '', minutes };
  for (const benchmark of chosen) {
    results.push({ name: benchmark.name, figures: await measure(benchmark, how) });
  }

  const machine = `${cpus()[0]?.model ?? 'unknown processor'} × ${availableParallelism()}, Node ${process.versions.node}`;
  // Work of others on the same cores is in every figure of elapsed time.
  const load = loadavg()[1] ?? Number.NaN;
  if (values.json === true) {
    process.stdout.write(`${JSON.stringify({ machine, load, results })}\n`);
  } else {
    process.stdout.write(`\n${machine}, load ${load.toFixed(1)}\n`);
    for (const { name, figures } of results) {
      process.stdout.write(`\n${name}\n${(figures ?? []).map((figure) => `${line(figure)}\n`).join('')}`);
    }
  }
  const missed = results.flatMap(({ figures }) => figures ?? []).filter((figure) => !isMet(figure));
  for (const { name } of missed) process.stderr.write(`Target missed: ${name}\n`);
  // A slow machine is no fault of the code: only a benchmark that could not run fails.
  return results.some(({ figures }) => figures === null) ? 1 : 0;
}

process.exitCode = process.argv[2] === TASK ? await runTask(process.argv[3] ?? '') : await run();
