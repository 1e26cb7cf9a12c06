import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';

/** scripts/test.mjs names the browser it found or fetched; by hand, Debian's is taken. */
const executablePath = process.env['BAILIWICK_CHROMIUM'] ?? '/usr/bin/chromium';
const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];

/** Milliseconds, far above what a test takes on two idle cores: a busy machine is slow, not wrong. */
const LONGEST = 900_000;

/** Rooms that keep nothing between calls: their test files can share what they import, which is most of their time. */
const PURE = ['domain', 'formats', 'solver-worker'].map((room) => `test/${room}/**`);
const patient = { testTimeout: LONGEST, hookTimeout: LONGEST, expect: { poll: { timeout: 180_000 } } };
const inNode = { ...patient, setupFiles: ['test/soak.ts'] };

/**
 * `pure` and `unit` run in Node, `unit` with a process for each file; `browser` runs in a real page; test/e2e is
 * Playwright's (playwright.config.ts).
 */
export default defineConfig({
  test: {
    maxWorkers: 3,
    projects: [
      {
        test: {
          ...inNode,
          name: 'pure',
          include: PURE.map((files) => `${files}/*.test.ts`),
          isolate: false,
        },
      },
      {
        test: {
          ...inNode,
          name: 'unit',
          include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
          exclude: ['test/e2e/**', 'test/browser/**', ...PURE],
        },
      },
      {
        cacheDir: '.cache/vitest-browser',
        optimizeDeps: { include: ['react/jsx-dev-runtime', 'react-dom/client'] },
        test: {
          name: 'browser',
          ...patient,
          include: ['test/browser/**/*.test.ts', 'test/browser/**/*.test.tsx'],
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({
              launchOptions: { executablePath, args: ['--disable-gpu', '--disable-quic', ...sandbox] },
            }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
    ],
  },
});
