import { defineConfig } from '@playwright/test';

const executablePath = process.env['BAILIWICK_CHROMIUM'] ?? '/usr/bin/chromium';
const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];

/** Each test starts a Bailiwick of its own on a port of its own; see test/e2e/bailiwick.ts. */
export default defineConfig({
  testDir: 'test/e2e',
  testMatch: '**/*.e2e.ts',
  outputDir: 'test-results',
  timeout: 120_000,
  expect: { timeout: 15_000 },
  workers: 2,
  forbidOnly: true,
  reporter: 'list',
  use: {
    viewport: { width: 1440, height: 900 },
    trace: 'retain-on-failure',
    launchOptions: {
      executablePath,
      args: [
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        ...sandbox,
      ],
    },
  },
});
