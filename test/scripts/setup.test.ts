import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';

const repository = join(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'bailiwick-scripts-'));
afterAll(() => rmSync(folder, { recursive: true }));

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a script of ours as its own process, or `source` as a module. */
function node(args: readonly string[], env: Record<string, string> = {}): Promise<Ended> {
  const child = spawn(process.execPath, args, { cwd: folder, env: { ...process.env, ...env } });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (part: Buffer) => (stdout += part.toString()));
  child.stderr.on('data', (part: Buffer) => (stderr += part.toString()));
  return new Promise((resolve) =>
    child.once('close', (code) => resolve({ code: code ?? 128, stdout, stderr })),
  );
}

const evaluate = (source: string): Promise<Ended> => node(['--input-type=module', '--eval', source]);
const script = (name: string): string =>
  JSON.stringify(pathToFileURL(join(repository, 'scripts', name)).href);

describe('set-up', () => {
  it.each([
    ['20.19.0', true],
    ['22.12.0', true],
    ['20.18.3', false],
    ['18.20.4', false],
  ])('on Node %s is let through: %s', async (version, isGood) => {
    const { code, stderr } = await evaluate(
      `import { checkNode, main } from ${script('setup.mjs')}; await main(() => checkNode('${version}'));`,
    );
    expect(code).toBe(isGood ? 0 : 2);
    expect(stderr.includes('needs Node 20.19 or later')).toBe(!isGood);
  });

  it('says a refusal in one line, and keeps the trace of anything else', async () => {
    const { code, stderr } = await evaluate(
      `import { main } from ${script('setup.mjs')}; await main(() => { throw new TypeError('a fault of ours'); });`,
    );
    expect(code).not.toBe(0);
    expect(stderr).toContain('at ');
  });
});

describe('the lock', () => {
  const holder = (name: string): string => `
    import { appendFileSync } from 'node:fs';
    import { setTimeout as pause } from 'node:timers/promises';
    import { withLock } from ${script('lib/lock.mjs')};
    await withLock('test', async () => {
      appendFileSync('order.txt', '${name}>');
      await pause(150);
      appendFileSync('order.txt', '${name}<');
    }, 'locks');`;

  it('lets one process in at a time and everybody in the end', async () => {
    const names = ['a', 'b', 'c', 'd'];
    await Promise.all(names.map((name) => evaluate(holder(name))));
    const order = readFileSync(join(folder, 'order.txt'), 'utf8');
    expect(order).toMatch(/^(?:([a-d])>\1<){4}$/);
    for (const name of names) expect(order).toContain(name);
    expect(existsSync(join(folder, 'locks/test.lock'))).toBe(false);
  });

  it('is taken over from a process that is gone', async () => {
    const gone = await evaluate('console.log(process.pid)');
    mkdirSync(join(folder, 'locks'), { recursive: true });
    writeFileSync(join(folder, 'locks/test.lock'), gone.stdout.trim());
    expect((await evaluate(holder('e'))).code).toBe(0);
    expect(readFileSync(join(folder, 'order.txt'), 'utf8')).toMatch(/e>e<$/);
  });
});

describe('finding a browser', () => {
  it('takes the one that is named, and none when that is not there', async () => {
    const find = (env: Record<string, string>): Promise<Ended> =>
      evaluate(
        `import { findChromium } from ${script('lib/browsers.mjs')};
         console.log(findChromium(${JSON.stringify(env)}, 'linux'));`,
      );
    expect((await find({ BAILIWICK_CHROMIUM: process.execPath })).stdout.trim()).toBe(process.execPath);
    expect((await find({ BAILIWICK_CHROMIUM: '/no/such/browser' })).stdout.trim()).toBe('null');
  });
});

describe('npm run -s bailiwick', () => {
  const bailiwick = (...argv: string[]): Promise<Ended> =>
    node([join(repository, 'scripts/bailiwick.mjs'), ...argv]);

  it('prints the version of package.json and nothing else on standard output', async () => {
    const { version } = JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8')) as {
      version: string;
    };
    expect(await bailiwick('--version')).toMatchObject({ code: 0, stdout: `${version}\n` });
  });

  it('passes the exit code of a refusal through, with one JSON object', async () => {
    const answer = await bailiwick('no-such-command', '--json');
    expect(answer.code).toBe(2);
    expect(JSON.parse(answer.stdout)).toMatchObject({ ok: false, errors: [{ code: 'UNKNOWN_COMMAND' }] });
  });
});

describe('npm start', () => {
  const start = (...argv: string[]): Promise<Ended> =>
    node([join(repository, 'scripts/start.mjs'), ...argv], {
      BAILIWICK_HOME: join(folder, 'home'),
      BAILIWICK_PORT: 'http',
    });

  it('explains itself, and refuses an option or a port that is none in words', async () => {
    expect(await start('--help')).toMatchObject({ code: 0 });
    const option = await start('--opne');
    expect(option.code).toBe(2);
    expect(option.stderr).toContain("'--opne'");
    const port = await start('--no-open');
    expect(port.code).toBe(2);
    expect(port.stderr).toContain('BAILIWICK_PORT must be a port, not "http"');
  });

  it('ends when it is told to, and takes its word back', async () => {
    const home = join(folder, 'ending');
    const child = spawn(process.execPath, [join(repository, 'scripts/start.mjs'), '--no-open'], {
      env: { ...process.env, BAILIWICK_HOME: home, BAILIWICK_PORT: '0' },
    });
    const origin = await new Promise<string>((resolve) =>
      child.stdout.on('data', (part: Buffer) => {
        const found = /http:\/\/127\.0\.0\.1:\d+/.exec(part.toString())?.[0];
        if (found !== undefined) resolve(found);
      }),
    );
    expect((await fetch(origin)).status).toBe(200);
    expect(existsSync(join(home, 'loopback.json'))).toBe(true);
    const code = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    expect(await code).toBe(143);
    expect(existsSync(join(home, 'loopback.json'))).toBe(false);
    await expect(fetch(origin)).rejects.toThrow();
  });
});
