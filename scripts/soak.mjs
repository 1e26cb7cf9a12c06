/**
 * `npm run soak -- [--minutes N]`: repeats the property tests with fresh seeds until the time is up or one fails. The
 * seed of a failing round is printed; `npm run soak -- --seed N` repeats that round alone.
 */
import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { Refusal, endOnSignals, ended, repository, start } from './lib/run.mjs';
import { main, setup } from './setup.mjs';
import { join } from 'node:path';

const { values } = parseArgs({
  options: { minutes: { type: 'string', default: '10' }, seed: { type: 'string' } },
});
const minutes = Number(values.minutes);

/** fast-check reads no environment, so test/soak.ts sets its seed and number of runs from these. */
function round(seed) {
  const env = { ...process.env, BAILIWICK_SOAK_SEED: String(seed) };
  const projects = ['--project=pure', '--project=unit'];
  const args = ['run', ...projects, '--reporter=dot', '--silent', '--exclude', 'test/walls/**'];
  return ended(
    start(process.execPath, [join(repository, 'node_modules/vitest/vitest.mjs'), ...args], {
      stdio: ['ignore', 1, 2],
      env,
    }),
  );
}

await main(async () => {
  if (!(minutes > 0)) throw new Refusal(`--minutes must be a number above 0, not "${values.minutes}".`);
  endOnSignals();
  await setup();
  const until = Date.now() + minutes * 60_000;
  let rounds = 0;
  do {
    const seed = values.seed === undefined ? randomInt(2 ** 31) : Number(values.seed);
    rounds += 1;
    if ((await round(seed)) !== 0) {
      console.error(`Round ${rounds} failed. Repeat it with: npm run soak -- --seed ${seed}`);
      return 1;
    }
  } while (Date.now() < until && values.seed === undefined);
  console.log(`${rounds} rounds, none failed.`);
  return 0;
});
