/**
 * Builds everything that runs: the page by Vite, the Node entries by Rolldown.
 * `--only renderer|node` for one half, `--out FOLDER` for another place than `dist`.
 */
import { readFileSync, existsSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const version = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version;

/** Each entry stands alone in one file; `highs` and PGlite find their WASM beside themselves and therefore stay in node_modules. */
const nodeEntries = [
  { from: 'cli/main.ts', to: 'cli/main.mjs', format: 'esm' },
  { from: 'central-store/main.ts', to: 'central-store/main.mjs', format: 'esm' },
  { from: 'workstation/loopback-main.ts', to: 'workstation/loopback-main.mjs', format: 'esm' },
  { from: 'solver-worker/node-worker.ts', to: 'solver-worker/node-worker.mjs', format: 'esm' },
  { from: 'electron/main.ts', to: 'electron/main.mjs', format: 'esm' },
  // A sandboxed preload can only be CommonJS.
  { from: 'electron/preload.ts', to: 'electron/preload.cjs', format: 'cjs' },
];

async function buildNode(out) {
  const { rolldown } = await import('rolldown');
  const entries = nodeEntries.filter((entry) => existsSync(join(root, entry.from)));
  await Promise.all(
    entries.map(async ({ from, to, format }) => {
      const bundle = await rolldown({
        input: join(root, from),
        platform: 'node',
        external: [/^node:/, 'electron', 'highs', /^highs\//, 'fastify', 'pg', '@electric-sql/pglite'],
        transform: { define: { __BAILIWICK_VERSION__: JSON.stringify(version) } },
        logLevel: 'warn',
      });
      await bundle.write({ file: join(out, to), format, codeSplitting: false, sourcemap: true });
      await bundle.close();
    }),
  );
}

async function buildRenderer(out) {
  if (!existsSync(join(root, 'renderer/index.html'))) return;
  process.env.BAILIWICK_RENDERER_OUT = join(out, 'renderer');
  const { build } = await import('vite');
  await build({ configFile: join(root, 'vite.config.ts'), logLevel: 'warn' });
}

const { values } = parseArgs({
  options: { only: { type: 'string', default: 'all' }, out: { type: 'string', default: join(root, 'dist') } },
});
const out = resolve(values.out);
if (values.only === 'all') rmSync(out, { recursive: true, force: true });
if (values.only !== 'renderer') await buildNode(out);
if (values.only !== 'node') await buildRenderer(out);
