import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { commands } from '../../cli/commands/registry.ts';
import { dispatch } from '../../cli/dispatch.ts';
import { recordedIo } from './recorded-io.ts';

let home = '';
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'bailiwick-cli-clients-'));
});
afterEach(() => rm(home, { recursive: true, force: true, maxRetries: 10 }));

async function run(...argv: readonly string[]) {
  const io = recordedIo({ env: { BAILIWICK_HOME: home } });
  const code = await dispatch([...argv, '--json'], commands, '', io);
  return { code, answer: JSON.parse(io.stdout()) as Record<string, unknown>, err: io.stderr() };
}

const keyIds = async (...argv: readonly string[]): Promise<readonly string[]> =>
  ((await run('keys', 'list', ...argv)).answer['keys'] as { keyId: string }[]).map(({ keyId }) => keyId);

test('[ROL-07] --client NAME makes a command speak of that client alone', async () => {
  expect((await run('clients', 'add', 'Acme')).code).toBe(0);
  const [first, acme] = [await keyIds(), await keyIds('--client', 'acme')];
  expect([first.length, acme.length]).toEqual([1, 1]);
  expect(first).not.toEqual(acme);
  expect(await keyIds('--client=Acme')).toEqual(acme);
  const unknown = await run('keys', 'list', '--client', 'Borealis');
  expect(unknown.code).toBe(2);
  expect(unknown.err).toContain(
    'There is no client "Borealis" here, only "My workspace", "Acme". [CLIENT_UNKNOWN]',
  );
});

test('[ROL-07] a client is removed only once its preview was seen and --yes was said', async () => {
  await run('clients', 'add', 'Acme');
  await keyIds('--client', 'Acme');
  const preview = await run('clients', 'remove', 'Acme');
  expect(preview.answer).toMatchObject({ removed: false, versions: 0, client: { name: 'Acme' } });
  expect((await run('clients', 'list')).answer['clients']).toHaveLength(2);
  expect((await run('clients', 'remove', 'Acme', '--yes')).answer['removed']).toBe(true);
  expect((await run('clients', 'list')).answer['clients']).toHaveLength(1);
  expect((await run('keys', 'list', '--client', 'Acme')).code).toBe(2);
});
