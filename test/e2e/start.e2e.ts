/**
 * `npm start` as a person runs it: the window of its own, the default browser where there is none of the Chromium family,
 * and Ctrl-C, which ends whatever was started. On Xvfb where this machine has it; else the same browser opens the same
 * window without a screen, so that nothing is skipped and nothing is fetched.
 */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { chromium, expect, test } from '@playwright/test';

const repository = join(import.meta.dirname, '../..');
const browser = process.env['BAILIWICK_CHROMIUM'] ?? '/usr/bin/chromium';

interface Started {
  readonly child: ChildProcess;
  readonly said: () => string;
  readonly ended: Promise<number | null>;
}

const onPath = (name: string): string | null =>
  (process.env['PATH'] ?? '')
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find(existsSync) ?? null;

function script(path: string, lines: readonly string[]): string {
  writeFileSync(path, ['#!/bin/sh', ...lines, ''].join('\n'));
  chmodSync(path, 0o755);
  return path;
}

function npmStart(env: NodeJS.ProcessEnv): Started {
  const child = spawn(process.execPath, ['scripts/start.mjs', '--browser'], {
    cwd: repository,
    env: { ...process.env, BAILIWICK_PORT: '0', ...env },
  });
  let said = '';
  child.stdout.on('data', (part: Buffer) => (said += part.toString()));
  child.stderr.on('data', (part: Buffer) => (said += part.toString()));
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  running = { child, said: () => said, ended };
  return running;
}

const isRunning = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

const answers = async (url: string): Promise<boolean> =>
  fetch(new URL('/', url)).then(
    () => true,
    () => false,
  );

let folder: string;
let display: ChildProcess | null = null;
let running: Started | null = null;

test.beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bailiwick-start-'));
});

test.afterEach(async () => {
  running?.child.kill('SIGTERM');
  await running?.ended;
  running = null;
  display?.kill('SIGTERM');
  display = null;
  rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
});

/** The number of a screen of our own, or null where this machine cannot make one. */
async function startDisplay(): Promise<string | null> {
  const xvfb = onPath('Xvfb');
  if (xvfb === null) return null;
  const child = spawn(xvfb, ['-displayfd', '3', '-screen', '0', '1440x900x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  display = child;
  return new Promise((resolve) => {
    child.stdio[3]?.once('data', (part: Buffer) => resolve(`:${part.toString().trim()}`));
    child.once('exit', () => resolve(null));
  });
}

test('opens a window without an address bar on a profile that is kept, and Ctrl-C ends host and window', async () => {
  test.skip(process.platform !== 'linux', 'the browser is wrapped in a shell script');
  const screen = await startDisplay();
  const pidFile = join(folder, 'pid');
  const wrapped = script(join(folder, 'browser'), [
    `echo $$ > '${pidFile}'`,
    `exec '${browser}' ${screen === null ? '--headless=new' : ''} --remote-debugging-port=0 --disable-gpu "$@"`,
  ]);
  const home = join(folder, 'home');
  const started = npmStart({
    DISPLAY: screen ?? ':none',
    BAILIWICK_HOME: home,
    BAILIWICK_CHROMIUM: wrapped,
  });
  const portFile = join(home, 'browser-profile/DevToolsActivePort');
  await expect.poll(() => existsSync(portFile), { timeout: 180_000 }).toBe(true);
  expect(started.said()).toContain('Bailiwick is open in a window');
  const port = readFileSync(portFile, 'utf8').split('\n')[0] ?? '';
  const remote = await chromium.connectOverCDP(`http://127.0.0.1:${port}`);
  const pages = remote.contexts().flatMap((context) => context.pages());
  const page = pages.find((candidate) => candidate.url().startsWith('http://127.0.0.1'));
  if (page === undefined) throw new Error(`no window of ours among ${pages.length}`);
  await expect(page.getByRole('grid', { name: 'Territories' })).toBeVisible();
  expect(page.url()).not.toContain('launch=');
  // A window with tabs and an address bar has some 85 pixels above the page.
  if (screen !== null)
    expect(await page.evaluate(() => window.outerHeight - window.innerHeight)).toBeLessThan(60);
  const origin = new URL(page.url()).origin;
  expect(await answers(origin)).toBe(true);

  const pid = Number(readFileSync(pidFile, 'utf8'));
  expect(isRunning(pid)).toBe(true);
  started.child.kill('SIGINT');
  expect(await started.ended).toBe(130);
  await expect.poll(() => isRunning(pid), { timeout: 180_000 }).toBe(false);
  expect(await answers(origin)).toBe(false);
});

test('hands the address to the default browser where there is no other, and Ctrl-C ends the host', async () => {
  test.skip(process.platform !== 'linux', 'xdg-open is what Linux has');
  const tools = join(folder, 'bin');
  mkdirSync(tools);
  script(join(tools, 'xdg-open'), [`printf %s "$1" > '${join(folder, 'opened')}'`]);
  const started = npmStart({
    DISPLAY: ':none',
    BAILIWICK_HOME: join(folder, 'home'),
    BAILIWICK_CHROMIUM: join(folder, 'no-such-browser'),
    PATH: `${tools}${delimiter}${process.env['PATH'] ?? ''}`,
  });
  await expect.poll(() => existsSync(join(folder, 'opened')), { timeout: 180_000 }).toBe(true);
  await expect.poll(started.said).toContain('Bailiwick is open in your browser');
  const url = readFileSync(join(folder, 'opened'), 'utf8');
  expect(started.said()).toContain(url);
  expect(await answers(url)).toBe(true);
  started.child.kill('SIGINT');
  expect(await started.ended).toBe(130);
  expect(await answers(url)).toBe(false);
});

test('prints the address where there is no screen, and ends when it is told to', async () => {
  const { DISPLAY: _display, WAYLAND_DISPLAY: _wayland, ...without } = process.env;
  const child = spawn(process.execPath, ['scripts/start.mjs'], {
    cwd: repository,
    env: { ...without, BAILIWICK_PORT: '0', BAILIWICK_HOME: join(folder, 'home') },
  });
  let said = '';
  child.stdout.on('data', (part: Buffer) => (said += part.toString()));
  await expect.poll(() => said, { timeout: 180_000 }).toMatch(/Bailiwick is at http:\/\/127\.0\.0\.1:\d+/);
  child.kill('SIGTERM');
  expect(await new Promise((resolve) => child.once('close', resolve))).toBe(143);
});
