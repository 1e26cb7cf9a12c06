import { defineConfig } from '@playwright/test';

const executablePath = process.env['BAILIWICK_CHROMIUM'] ?? '/usr/bin/chromium';
const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];

/** Each test starts a Bailiwick of its own on a port of its own; see test/e2e/bailiwick.ts. */
export default defineConfig({
  testDir: 'test/e2e',
  testMatch: '**/*.e2e.ts',
  outputDir: 'test-results',
  // Far above what a test takes on two idle cores: a busy machine is slow, not wrong. What hangs is caught by the steps' own limits.
  timeout: 600_000,
  expect: { timeout: 60_000 },
  workers: 2,
  forbidOnly: true,
  reporter: 'list',
  use: {
    actionTimeout: 120_000,
    navigationTimeout: 120_000,
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
