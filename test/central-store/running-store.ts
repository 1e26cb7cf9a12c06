/** The store as it runs: its own program in a child process, on a port of its own, over a folder that is taken away again. */
import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rolldown } from 'rolldown';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { layIndex, makeTemplate } from './empty-index.ts';

const build = join(import.meta.dirname, '../../.build');
const program = join(build, `central-store-${process.pid}.mjs`);
const running: ChildProcess[] = [];
const folders: string[] = [];
beforeAll(async () => {
  await makeTemplate();
  const bundle = await rolldown({
    input: join(import.meta.dirname, '../../central-store/main.ts'),
    platform: 'node',
    external: /^node:|^[a-z@]/,
  });
  // Beside node_modules, so that packages are found.
  await bundle.write({ file: program, format: 'esm' });
  await bundle.close();
});
afterAll(() => rm(program, { force: true }));
afterEach(async () => {
  for (const child of running.splice(0)) await killed(child);
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true, maxRetries: 10 });
});

export async function killed(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}

export async function folder(): Promise<string> {
  const made = await mkdtemp(join(tmpdir(), 'bailiwick-store-'));
  folders.push(made);
  return made;
}

export interface Store {
  readonly child: ChildProcess;
  readonly url: string;
  readonly tokens: readonly string[];
  readonly output: () => string;
}

export const PEOPLE = [
  'acme:ada@acme.example:administrator',
  'acme:bea@acme.example',
  'other:eve@other.example',
];

export function launch(data: string, environment: Readonly<Record<string, string>> = {}): ChildProcess {
  layIndex(data);
  const people = PEOPLE.flatMap((person) => ['--person', person]);
  const child = spawn(process.execPath, [program, '--data', data, '--port', '0', ...people], {
    env: { ...process.env, NODE_ENV: 'test', DATABASE_URL: '', ...environment },
  });
  running.push(child);
  return child;
}

export async function serve(
  data: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<Store> {
  const child = launch(data, environment);
  let [output, errors] = ['', ''];
  child.stdout?.on('data', (part: Buffer) => (output += part.toString()));
  await new Promise<void>((ready, fail) => {
    child.once('exit', () => fail(new Error(errors)));
    child.stderr?.on('data', (part: Buffer) => {
      errors += part.toString();
      if (errors.split('\n').length > PEOPLE.length) ready();
    });
  });
  const url = /"url":"([^"]+)"/.exec(output)?.[1] ?? '';
  const tokens = [...errors.matchAll(/: (\S+)\n/g)].map((match) => match[1] ?? '');
  return { child, url, tokens, output: () => output };
}

export interface Sent {
  readonly method?: string;
  readonly body?: string | Uint8Array<ArrayBuffer>;
  readonly range?: string;
}

export function call(
  store: Store,
  path: string,
  who: number,
  { range, ...init }: Sent = {},
): Promise<Response> {
  const headers = new Headers({ authorization: `Bearer ${store.tokens[who]}` });
  if (range !== undefined) headers.set('content-range', range);
  return fetch(store.url + path, { ...init, headers });
}
