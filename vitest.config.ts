import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';

/** scripts/test.mjs names the browser it found or fetched; by hand, Debian's is taken. */
const executablePath = process.env['BAILIWICK_CHROMIUM'] ?? '/usr/bin/chromium';
const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];

/** Milliseconds, far above what a test takes on two idle cores: a busy machine is slow, not wrong. */
const LONGEST = 240_000;

/** `unit` runs in Node, `browser` in a real page; test/e2e is Playwright's (playwright.config.ts). */
export default defineConfig({
  test: {
    maxWorkers: 3,
    projects: [
      {
        test: {
          name: 'unit',
          setupFiles: ['test/soak.ts'],
          environment: 'node',
          include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
          exclude: ['test/e2e/**', 'test/browser/**'],
          testTimeout: LONGEST,
          hookTimeout: LONGEST,
        },
      },
      {
        cacheDir: '.cache/vitest-browser',
        optimizeDeps: { include: ['react/jsx-dev-runtime', 'react-dom/client'] },
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.ts', 'test/browser/**/*.test.tsx'],
          testTimeout: LONGEST,
          hookTimeout: LONGEST,
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
