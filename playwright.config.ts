import { defineConfig } from '@playwright/test';

const executablePath = process.env['BAILIWICK_CHROMIUM'] ?? '/usr/bin/chromium';
const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];

const LONGEST = /(three-browsers|sync|whole-journey|clients)\.e2e\.ts$/;
const LONG = /(governance|login|data-large|advisor|roles|writeback|auto-build)\.e2e\.ts$/;

/** Each test starts a Bailiwick of its own on a port of its own; see test/e2e/bailiwick.ts. */
export default defineConfig({
  testDir: 'test/e2e',
  testMatch: '**/*.e2e.ts',
  outputDir: 'test-results',
  // Far above what a test takes on two idle cores: a busy machine is slow, not wrong. What hangs is caught by the steps' own limits.
  timeout: 1_800_000,
  expect: { timeout: 180_000 },
  // More than cores: most of a test's time is waiting, for disks, processes and screens.
  workers: 4,
  forbidOnly: true,
  reporter: 'list',
  // The long ones first, so that none is left to run alone at the end.
  projects: [
    { name: 'longest', testMatch: LONGEST },
    { name: 'journeys', testMatch: LONG },
    { name: 'screens', testIgnore: [LONGEST, LONG] },
  ],
  use: {
    actionTimeout: 180_000,
    navigationTimeout: 180_000,
    viewport: { width: 1440, height: 900 },
    // A trace costs every test time to save one a look: ask for it with `npx playwright test --trace on`.
    trace: 'off',
    screenshot: 'only-on-failure',
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
