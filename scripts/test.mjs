/**
 * `npm test`: everything that must hold, from a bare clone. Each runner's tests are added up; types, lint, format and
 * build count as one test each. The last line is the sum, and the exit code is 0 only when nothing failed.
 */
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureChromium, ensureOpenssl, ensurePostgres } from './lib/browsers.mjs';
import { capture, endOnSignals, repository, start, ended } from './lib/run.mjs';
import { main, setup } from './setup.mjs';

const reports = join(repository, '.cache/reports');
const sum = { passed: 0, failed: 0, skipped: 0 };
const tool = (path) => join(repository, 'node_modules', path);

function add(name, { passed, failed, skipped }, seconds) {
  sum.passed += passed;
  sum.failed += failed;
  sum.skipped += skipped;
  const mark = failed === 0 ? 'ok  ' : 'FAIL';
  console.log(
    `${mark} ${name}: ${passed} passed, ${failed} failed, ${skipped} skipped (${seconds.toFixed(1)} s)\n`,
  );
}

/** A run without its words on standard input, its words where the person sees them. */
const run = (script, args) =>
  ended(start(process.execPath, [tool(script), ...args], { stdio: ['ignore', 1, 2] }));

async function timed(name, body) {
  console.log(`— ${name}`);
  const began = Date.now();
  const result = await body();
  add(name, result, (Date.now() - began) / 1000);
}

const one = (isGood) => ({ passed: isGood ? 1 : 0, failed: isGood ? 0 : 1, skipped: 0 });

/** Checks beside each other, for most keep one core alone busy; what each says stands together, under its name. */
const together = (checks) =>
  Promise.all(
    Object.entries(checks).map(async ([name, args]) => {
      const began = Date.now();
      const { status, stdout, stderr } = await capture(process.execPath, args);
      console.log(`— ${name}`);
      process.stdout.write(stdout + stderr);
      add(name, one(status === 0), (Date.now() - began) / 1000);
    }),
  );

const readReport = (path) => (existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : null);

/** What a runner reported; a runner that failed without a failed test (a file that does not load) failed once. */
const counted = (status, counts) =>
  counts === null ? one(false) : { ...counts, failed: Math.max(counts.failed, status === 0 ? 0 : 1) };

const projectsOf = (names) => names.map((name) => `--project=${name}`);

async function vitest(...projects) {
  const report = join(reports, `${projects[0]}.json`);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const status = await run('vitest/vitest.mjs', ['run', ...projectsOf(projects), ...reporters]);
  const found = readReport(report);
  const counts = found && {
    passed: found.numPassedTests,
    failed: found.numFailedTests,
    skipped: found.numPendingTests + (found.numTodoTests ?? 0),
  };
  return counted(status, counts);
}

async function playwright() {
  const report = join(reports, 'e2e.json');
  process.env.PLAYWRIGHT_JSON_OUTPUT_NAME = report;
  const status = await run('@playwright/test/cli.js', ['test', '--reporter=list,json']);
  const stats = readReport(report)?.stats;
  // A test that passes only at the second try has not passed.
  const counts = stats && {
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky,
    skipped: stats.skipped,
  };
  return counted(status, counts ?? null);
}

/** A person's own Bailiwick has no part in its tests. */
function forgetThePerson() {
  for (const name of Object.keys(process.env)) {
    if (name.startsWith('BAILIWICK_') && name !== 'BAILIWICK_CHROMIUM') delete process.env[name];
  }
}

await main(async () => {
  endOnSignals();
  forgetThePerson();
  await setup({ build: false });
  rmSync(reports, { recursive: true, force: true });
  mkdirSync(reports, { recursive: true });

  await together({
    types: [tool('typescript/bin/tsc'), '-b'],
    lint: [tool('oxlint/bin/oxlint'), '--type-aware', '--deny-warnings'],
    format: [tool('prettier/bin/prettier.cjs'), '--check', '--log-level', 'warn', '.'],
    build: [join(repository, 'scripts/setup.mjs')],
  });
  await ensureOpenssl();
  await ensurePostgres();
  const chromium = await ensureChromium();
  if (chromium !== null) process.env.BAILIWICK_CHROMIUM = chromium;
  await timed('walls, unit and contracts', () => vitest('pure', 'unit'));
  if (chromium === null) {
    console.error(
      'No browser of the Chromium family is here, and none could be fetched by apt or by Playwright.',
    );
    sum.failed += 1;
  } else {
    await timed('browser', () => vitest('browser'));
    await timed('end to end', playwright);
  }
  console.log(`${sum.passed} passed, ${sum.failed} failed, ${sum.skipped} skipped`);
  return sum.failed === 0 && sum.passed > 0 ? 0 : 1;
});
