import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import type { Workstation } from '../../../workstation/services.ts';
import { createWorkstation } from '../../../workstation/workstations.ts';
import type { InProcess } from '../../central-store/identity/in-process.ts';
import { inProcess, URL_OF_STORE } from '../../central-store/identity/in-process.ts';
import { must } from '../../formats/bundle/sample.ts';
import { reaching, signIn } from './reaching.ts';

const folders: string[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true, maxRetries: 10 });
});

async function laptop(store: InProcess): Promise<Workstation> {
  const home = await mkdtemp(join(tmpdir(), 'bailiwick-login-'));
  folders.push(home);
  return createWorkstation({ home, version: '', host: 'loopback', shell: null, fetch: reaching(store) });
}

const pinnedBy = async (station: Workstation) => must(await station.syncProbe({ url: URL_OF_STORE }));

test('[SYN] a person signs in with her browser, and the laptop syncs as her without ever showing a token', async () => {
  const store = await inProcess();
  const station = await laptop(store);
  const { open } = must(await station.syncLogin(await pinnedBy(station)));
  expect(new URL(open).searchParams.get('code_challenge_method')).toBe('S256');
  const answer = await signIn(store, open, 0);
  expect([answer.status, await answer.text()]).toEqual([200, 'You are signed in. Close this window.']);
  const { settings } = must(await station.syncLoggedIn({}));
  expect([settings?.tenant, settings?.subject]).toEqual(['acme', 'ada@acme.example']);
  expect((await station.syncNow({})).ok).toBe(true);
});

test('[SYN] somebody else’s answer is not let in, and a code is good once', async () => {
  const store = await inProcess();
  const station = await laptop(store);
  const { open } = must(await station.syncLogin(await pinnedBy(station)));
  const back = new URL(new URL(open).searchParams.get('redirect_uri') ?? '');
  back.searchParams.set('code', 'guessed');
  back.searchParams.set('state', 'guessed');
  expect((await fetch(back)).status).toBe(404);
  const other = must(await (await laptop(store)).syncLogin(await pinnedBy(station)));
  const mixed = new URL(open);
  mixed.searchParams.set('code_challenge', new URL(other.open).searchParams.get('code_challenge') ?? '');
  expect((await signIn(store, mixed.href, 0)).status).toBe(400);
  const refused = await station.syncLoggedIn({});
  expect(refused.ok ? null : refused.errors[0]?.code).toBe('LOGIN_FAILED');
  expect(must(await station.syncStanding()).settings).toBe(null);
});

test('[SYN] a laptop that syncs as one person signs in again as her alone', async () => {
  const store = await inProcess();
  const station = await laptop(store);
  const first = must(await station.syncLogin(await pinnedBy(station)));
  await signIn(store, first.open, 0);
  must(await station.syncLoggedIn({}));
  const second = must(await station.syncLogin(await pinnedBy(station)));
  await signIn(store, second.open, 1);
  const refused = await station.syncLoggedIn({});
  expect(refused.ok ? null : refused.errors[0]?.code).toBe('OTHER_IDENTITY');
  expect(must(await station.syncStanding()).settings?.subject).toBe('ada@acme.example');
});
