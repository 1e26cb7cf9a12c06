/**
 * The page. `assets/` is served and shipped under the same path it has in the repository: `assets/sample/reps.csv`
 * is `/assets/sample/reps.csv` in development, in the loopback host and under `app://`. Vite's own hashed output
 * lies in `app/`, so the two never meet; a file imported by `?url` is shipped there alone.
 */
import { createReadStream, existsSync, statSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { extname, join, relative, resolve, sep } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import type { Plugin } from 'vite';

const here = import.meta.dirname;
const root = join(here, 'renderer');
const assets = join(here, 'assets');
const outDir = process.env['BAILIWICK_RENDERER_OUT'] ?? join(here, 'dist/renderer');

const types: Readonly<Record<string, string>> = {
  '.json': 'application/json',
  '.geojson': 'application/json',
  '.csv': 'text/csv; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
};

/** The file of a request under `/assets/`, or null when it climbs out of the folder or is not there. */
function assetFile(url: string): string | null {
  const path = decodeURIComponent(new URL(url, 'http://local').pathname);
  if (!path.startsWith('/assets/')) return null;
  const file = resolve(here, '.' + path);
  const inside = relative(assets, file);
  if (inside.startsWith('..') || inside.split(sep).includes('..')) return null;
  return existsSync(file) && statSync(file).isFile() ? file : null;
}

function repositoryAssets(): Plugin {
  return {
    name: 'bailiwick-assets',
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        const file = assetFile(request.url ?? '/');
        if (file === null) return next();
        response.setHeader('Content-Type', types[extname(file)] ?? 'application/octet-stream');
        createReadStream(file).pipe(response);
      });
    },
    async writeBundle(_options, bundle) {
      const shipped = new Set(
        Object.values(bundle).flatMap((output) =>
          output.type === 'asset' ? output.originalFileNames.map((name) => resolve(root, name)) : [],
        ),
      );
      // Icons are for the desktop package; the page has its own.
      const filter = (source: string): boolean => source !== join(assets, 'icons') && !shipped.has(source);
      if (existsSync(assets)) await cp(assets, join(outDir, 'assets'), { recursive: true, filter });
    },
  };
}

export default defineConfig({
  root,
  base: './',
  publicDir: false,
  cacheDir: join(here, '.cache/vite'),
  plugins: [react(), repositoryAssets()],
  worker: { format: 'es' },
  build: {
    outDir,
    rolldownOptions: { input: { index: join(root, 'index.html'), store: join(root, 'store.html') } },
    emptyOutDir: true,
    assetsDir: 'app',
    // The content security policy allows no data: font or script, so nothing is inlined.
    assetsInlineLimit: 0,
    target: 'chrome120',
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1500,
    reportCompressedSize: false,
  },
});
