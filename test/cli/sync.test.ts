import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import type { Command } from '../../cli/command.ts';
import { log } from '../../cli/commands/log.ts';
import { pull } from '../../cli/commands/pull.ts';
import { push } from '../../cli/commands/push.ts';
import { createWorkstation } from '../../workstation/workstations.ts';
import { build, keyring, must, ringOf, rootId, sealed } from '../formats/bundle/sample.ts';
import { SmallStore } from '../workstation/sync/small-store.ts';
import { recordedIo } from './recorded-io.ts';

const homes: string[] = [];
afterEach(async () => {
  vi.unstubAllGlobals();
  for (const home of homes.splice(0)) await rm(home, { recursive: true, force: true, maxRetries: 10 });
});

async function laptop(): Promise<string> {
  const home = await mkdtemp(join(tmpdir(), 'bailiwick-cli-sync-'));
  homes.push(home);
  const station = createWorkstation({ home, version: '', host: 'loopback', shell: null });
  must(await station.trustKeyring({ keyring: ringOf(keyring), root: rootId }));
  return home;
}

async function run(command: Command, home: string, ...argv: readonly string[]) {
  const io = recordedIo({ env: { BAILIWICK_HOME: home, BAILIWICK_STORE_TOKEN: 'token' } });
  const code = await command.run([...argv, '--json'], io);
  return { code, json: JSON.parse(io.stdout()) as Record<string, unknown> };
}

test('push sends what is here, pull fetches it elsewhere, log says where each version stands', async () => {
  const store = new SmallStore();
  vi.stubGlobal('fetch', store.fetch);
  const [hers, his] = [await laptop(), await laptop()];
  const version = build();
  const station = createWorkstation({ home: hers, version: '', host: 'loopback', shell: null });
  must(await station.mirrorVersion({ versionId: version.versionId, bundle: sealed(version) }));
  const connect = ['--store', 'https://store.example', '--store-key', store.storeKey];
  const pushed = await run(push, hers, ...connect);
  expect(pushed).toMatchObject({ code: 0, json: { tenant: 'acme', done: { refused: 0 } } });
  expect(pushed.json['versions']).toMatchObject([
    { versionId: version.versionId, state: 'received', logIndex: 0 },
  ]);
  expect(await run(pull, his, ...connect)).toMatchObject({
    code: 0,
    json: { versions: [{ versionId: version.versionId }] },
  });
  store.seen.length = 0;
  expect((await run(log, hers)).code).toBe(0);
  expect(store.seen).toEqual([]);
});

test('a store is used only once its key was compared, and a store out of reach is a finding', async () => {
  const store = new SmallStore();
  vi.stubGlobal('fetch', store.fetch);
  const home = await laptop();
  expect(await run(push, home)).toMatchObject({ code: 2, json: { errors: [{ code: 'SYNC_OFF' }] } });
  const unsure = await run(push, home, '--store', 'https://store.example');
  expect(unsure).toMatchObject({ code: 2, json: { errors: [{ code: 'STORE_KEY_NEEDED' }] } });
  expect(
    (await run(push, home, '--store', 'https://store.example', '--store-key', store.storeKey)).code,
  ).toBe(0);
  store.fault = { on: /session/, kind: 'request' };
  expect(await run(push, home)).toMatchObject({ code: 1, json: { error: { code: 'STORE_UNREACHABLE' } } });
});
