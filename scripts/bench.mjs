/** `npm run bench -- [NAME …] [--json]`: measures what bench/ holds, on this machine, with fixed seeds. */
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureChromium } from './lib/browsers.mjs';
import { endOnSignals, ended, repository, start } from './lib/run.mjs';
import { main, setup } from './setup.mjs';

/** Bundled by the same means as everything else that runs, next to the build so that it finds node_modules. */
async function bundle(to) {
  const { rolldown } = await import('rolldown');
  const external = [
    /^node:/,
    'electron',
    'highs',
    /^highs\//,
    'playwright',
    /^playwright\//,
    'fastify',
    'pg',
    '@electric-sql/pglite',
  ];
  const made = await rolldown({ input: join(repository, 'bench/run.ts'), platform: 'node', external });
  await made.write({ file: to, format: 'esm', codeSplitting: false });
  await made.close();
}

await main(async () => {
  endOnSignals();
  await setup();
  const chromium = await ensureChromium();
  if (chromium !== null) process.env.BAILIWICK_CHROMIUM = chromium;
  const entry = join(repository, `.cache/bench-${process.pid}.mjs`);
  await bundle(entry);
  const { version } = JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8'));
  try {
    const env = { ...process.env, BAILIWICK_REPOSITORY: repository, BAILIWICK_VERSION: version };
    const args = ['--expose-gc', pathToFileURL(entry).pathname, ...process.argv.slice(2)];
    return await ended(start(process.execPath, args, { stdio: 'inherit', env }));
  } finally {
    rmSync(entry, { force: true });
  }
});
