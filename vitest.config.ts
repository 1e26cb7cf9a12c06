import { defineConfig } from 'vitest/config';

/** `unit` runs in Node; the browser and end-to-end projects are set up beside it by scripts/test.mjs. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          environment: 'node',
          include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
          exclude: ['test/e2e/**', 'test/browser/**'],
          testTimeout: 30_000,
        },
      },
    ],
  },
});
