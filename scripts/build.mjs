/** Builds everything that runs: the page by Vite, the Node entries by Rolldown. `--only renderer|node` for one half. */
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const version = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version;

/** Each entry stands alone in one file; `highs` finds its WASM beside itself and therefore stays in node_modules. */
const nodeEntries = [
  { from: 'cli/main.ts', to: 'dist/cli/main.mjs', format: 'esm' },
  { from: 'workstation/loopback-main.ts', to: 'dist/workstation/loopback-main.mjs', format: 'esm' },
  { from: 'solver-worker/node-worker.ts', to: 'dist/solver-worker/node-worker.mjs', format: 'esm' },
  { from: 'electron/main.ts', to: 'dist/electron/main.mjs', format: 'esm' },
  // A sandboxed preload can only be CommonJS.
  { from: 'electron/preload.ts', to: 'dist/electron/preload.cjs', format: 'cjs' },
];

async function buildNode() {
  const { rolldown } = await import('rolldown');
  const entries = nodeEntries.filter((entry) => existsSync(join(root, entry.from)));
  await Promise.all(
    entries.map(async ({ from, to, format }) => {
      const bundle = await rolldown({
        input: join(root, from),
        platform: 'node',
        external: [/^node:/, 'electron', 'highs', /^highs\//],
        transform: { define: { __BAILIWICK_VERSION__: JSON.stringify(version) } },
        logLevel: 'warn',
      });
      await bundle.write({ file: join(root, to), format, codeSplitting: false, sourcemap: true });
      await bundle.close();
    }),
  );
}

async function buildRenderer() {
  if (!existsSync(join(root, 'renderer/index.html'))) return;
  const { build } = await import('vite');
  await build({ configFile: join(root, 'vite.config.ts'), logLevel: 'warn' });
}

/** @param {'renderer' | 'node' | 'all'} part */
export async function build(part = 'all') {
  if (part === 'all') rmSync(join(root, 'dist'), { recursive: true, force: true });
  if (part !== 'renderer') await buildNode();
  if (part !== 'node') await buildRenderer();
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const only = process.argv.indexOf('--only');
  await build(only < 0 ? 'all' : process.argv[only + 1]);
}
