/**
 * A Bailiwick for one test: started as a person starts it (`npm start -- --no-open`), with an empty home, on a free
 * port, in a page that can reach nothing but loopback. Anything the page complains of fails the test.
 */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, expect } from '@playwright/test';
import type { BrowserContext, Page } from '@playwright/test';

const repository = join(import.meta.dirname, '../..');

export interface Bailiwick {
  /** Opens the page with the right to call the workstation; good for as long as this Bailiwick runs. */
  readonly url: string;
  readonly origin: string;
  /** What would lie in the person's application data. */
  readonly home: string;
  /** A folder of the test's own for files brought in and saved. */
  readonly folder: string;
  /** Ends the host as a crash would and starts it again on the same port and home; answers the new address. */
  restart(): Promise<string>;
  /** Runs `bailiwick` with this home. */
  cli(...argv: string[]): Promise<{ code: number; stdout: string; stderr: string }>;
}

const environment = (home: string, port: number): NodeJS.ProcessEnv => ({
  ...process.env,
  BAILIWICK_HOME: home,
  BAILIWICK_PORT: String(port),
});

function startHost(home: string, port: number): Promise<{ child: ChildProcess; url: string }> {
  const child = spawn(process.execPath, ['scripts/start.mjs', '--no-open'], {
    cwd: repository,
    env: environment(home, port),
  });
  return new Promise((resolve, reject) => {
    let said = '';
    const hear = (part: Buffer): void => {
      said += part.toString();
      const url = /http:\/\/127\.0\.0\.1:\d+\/#launch=[\w-]+/.exec(said)?.[0];
      if (url !== undefined) resolve({ child, url });
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.once('exit', (code) => reject(new Error(`npm start ended with code ${code}: ${said}`)));
  });
}

function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill(signal);
  });
}

function runCli(home: string, argv: readonly string[]): ReturnType<Bailiwick['cli']> {
  const child = spawn(process.execPath, ['scripts/bailiwick.mjs', ...argv], {
    cwd: repository,
    env: environment(home, 0),
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (part: Buffer) => (stdout += part.toString()));
  child.stderr.on('data', (part: Buffer) => (stderr += part.toString()));
  return new Promise((resolve) =>
    child.once('close', (code) => resolve({ code: code ?? 128, stdout, stderr })),
  );
}

/** Refuses everything that is not this machine, and remembers what was asked for. */
async function cutOff(context: BrowserContext, strangers: string[]): Promise<void> {
  await context.route('**/*', async (route) => {
    const { hostname, protocol } = new URL(route.request().url());
    if (hostname === '127.0.0.1' || protocol === 'blob:' || protocol === 'data:') return route.continue();
    strangers.push(route.request().url());
    return route.abort();
  });
}

interface Running extends Bailiwick {
  end(): Promise<void>;
}

async function startBailiwick(): Promise<Running> {
  const folder = mkdtempSync(join(tmpdir(), 'bailiwick-e2e-'));
  const home = join(folder, 'home');
  let { child, url } = await startHost(home, 0);
  const { origin, port } = new URL(url);
  return {
    url,
    origin,
    home,
    folder,
    async restart() {
      await end(child, 'SIGKILL');
      ({ child, url } = await startHost(home, Number(port)));
      return url;
    },
    cli: (...argv) => runCli(home, argv),
    async end() {
      await end(child, 'SIGTERM');
      rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
    },
  };
}

/** Refuses strangers, and writes down whatever a page of this context complains of. */
async function watch(context: BrowserContext, complaints: Complaints): Promise<void> {
  await cutOff(context, complaints.list);
  const complain = (what: string): void => {
    if (!complaints.heard) complaints.list.push(what);
  };
  context.on('weberror', (error) => complain(String(error.error())));
  context.on('console', (message) => {
    if (message.type() === 'error') complain(`${message.text()} (${message.location().url})`);
  });
}

interface Complaints {
  readonly list: string[];
  /** The test is over and its host is being ended: that a page misses it is no fault. */
  heard: boolean;
}

interface Fixtures {
  readonly bailiwick: Bailiwick;
  /** A second laptop. */
  readonly another: Bailiwick;
  /** A browser of somebody else's: its own storage and cookies, watched like the first. */
  readonly newPage: () => Promise<Page>;
  /** Errors, broken policies and requests to strangers; empty at the end of every test. */
  readonly complaints: Complaints;
}

export const test = base.extend<Fixtures>({
  bailiwick: async ({ complaints }, use) => {
    const running = await startBailiwick();
    await use(running);
    complaints.heard = true;
    await running.end();
  },

  another: async ({ complaints }, use) => {
    const running = await startBailiwick();
    await use(running);
    complaints.heard = true;
    await running.end();
  },

  newPage: async ({ browser, complaints }, use) => {
    const contexts: BrowserContext[] = [];
    await use(async () => {
      const context = await browser.newContext();
      contexts.push(context);
      await watch(context, complaints);
      return context.newPage();
    });
    for (const context of contexts) await context.close();
  },

  complaints: [
    async ({ context }, use) => {
      const complaints: Complaints = { list: [], heard: false };
      await watch(context, complaints);
      await use(complaints);
      expect(complaints.list).toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };
