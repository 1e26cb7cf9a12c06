import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** The map alone on a page, built as the application is. */
export default defineConfig({
  root: import.meta.dirname,
  base: './',
  cacheDir: join(import.meta.dirname, '../../.cache/vite-bench'),
  plugins: [react()],
  build: { outDir: process.env.BAILIWICK_BENCH_OUT, emptyOutDir: true, reportCompressedSize: false },
  logLevel: 'warn',
});
