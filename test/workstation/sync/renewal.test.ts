/** A sign-in that outlasts its token, at the store's own development login. */
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { ok } from '../../../domain/result.ts';
import type { ShellServices } from '../../../workstation/shell.ts';
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

interface Laptop {
  readonly home: string;
  readonly station: Workstation;
  /** Hours the laptop is ahead: tokens look as if they ran out. */
  ahead: number;
  isIssuerAway: boolean;
  /** Another process of the same person. */
  another(): Workstation;
}

async function signedIn(store: InProcess, shell: ShellServices | null = null): Promise<Laptop> {
  const home = await mkdtemp(join(tmpdir(), 'bailiwick-renewal-'));
  folders.push(home);
  const it = { ahead: 0, isIssuerAway: false };
  const fetch: typeof globalThis.fetch = (input, init) => {
    const { url } = new Request(input, init);
    if (it.isIssuerAway && url.includes('/issuer/')) return Promise.reject(new TypeError('no network'));
    return reaching(store)(input, init);
  };
  const now = (): Date => new Date(Date.now() + it.ahead * 3_600_000);
  const open = () => createWorkstation({ home, version: '', host: 'loopback', shell, fetch, now });
  const station = open();
  const { open: address } = must(
    await station.syncLogin(must(await station.syncProbe({ url: URL_OF_STORE }))),
  );
  await signIn(store, address, 0);
  must(await station.syncLoggedIn({}));
  await station.syncNow({});
  return Object.assign(it, { home, station, another: open });
}

const read = async ({ home }: Laptop, name: string) =>
  JSON.parse(await readFile(join(home, 'sync', name), 'utf8')) as Record<string, string>;
const tokenOf = async (laptop: Laptop) => (await read(laptop, 'token.json'))['token'];
const refreshOf = async (laptop: Laptop) => (await read(laptop, 'refresh.json'))['refresh'];

test('[ROL-06] a sign-in lasts beyond its token, by a new refresh token each time that only this login can read', async () => {
  const laptop = await signedIn(await inProcess());
  const [token, refresh] = [await tokenOf(laptop), await refreshOf(laptop)];
  must(await laptop.station.syncNow({}));
  expect(await refreshOf(laptop)).toBe(refresh);
  laptop.ahead = 12;
  must(await laptop.station.syncNow({}));
  expect(await refreshOf(laptop)).not.toBe(refresh);
  expect((await stat(join(laptop.home, 'sync/refresh.json'))).mode & 0o777).toBe(0o600);
  expect(must(await laptop.station.syncStanding()).phase).toBe('waiting');
  expect(token).toBeTypeOf('string');
});

test('[ROL-06] a token the store does not take any more is renewed within the round', async () => {
  const laptop = await signedIn(await inProcess());
  await writeFile(join(laptop.home, 'sync/token.json'), JSON.stringify({ token: 'spent', guarded: false }));
  must(await laptop.station.syncNow({}));
  expect(await tokenOf(laptop)).not.toBe('spent');
});

test('[ROL-06] a revoked sign-in is said and forgotten, and signing in again is all it takes', async () => {
  const store = await inProcess();
  const laptop = await signedIn(store);
  const body = new URLSearchParams({ token: (await refreshOf(laptop)) ?? '' });
  await reaching(store)(`${URL_OF_STORE}/issuer/revoke`, { method: 'POST', body });
  laptop.ahead = 12;
  const round = await laptop.station.syncNow({});
  expect(round.ok ? null : round.errors[0]?.code).toBe('SIGNED_OUT');
  expect(must(await laptop.station.syncStanding())).toMatchObject({ phase: 'signed-out' });
  await expect(readFile(join(laptop.home, 'sync/refresh.json'))).rejects.toThrow('ENOENT');
  laptop.ahead = 0;
  const { open } = must(
    await laptop.station.syncLogin(must(await laptop.station.syncProbe({ url: URL_OF_STORE }))),
  );
  await signIn(store, open, 0);
  must(await laptop.station.syncLoggedIn({}));
  must(await laptop.station.syncNow({}));
});

test('[ROL-06] a login that is out of reach is offline, not signed out: what renews is kept and tried again', async () => {
  const laptop = await signedIn(await inProcess());
  const refresh = await refreshOf(laptop);
  [laptop.ahead, laptop.isIssuerAway] = [12, true];
  await laptop.station.syncNow({});
  expect(must(await laptop.station.syncStanding()).phase).toBe('offline');
  expect(await refreshOf(laptop)).toBe(refresh);
  laptop.isIssuerAway = false;
  must(await laptop.station.syncNow({}));
  expect(await refreshOf(laptop)).not.toBe(refresh);
});

test('[ROL-06] two processes that renew at once are not taken for a thief', async () => {
  const laptop = await signedIn(await inProcess());
  laptop.ahead = 12;
  const other = laptop.another();
  const rounds = await Promise.all([laptop.station.syncNow({}), other.syncNow({})]);
  expect(rounds.map(({ ok: done }) => done)).toEqual([true, true]);
  must(await laptop.station.syncNow({}));
});

test('[ROL-06] disconnecting tells the login, and the copy somebody kept renews nothing', async () => {
  const store = await inProcess();
  const laptop = await signedIn(store);
  const refresh = (await refreshOf(laptop)) ?? '';
  must(await laptop.station.syncStop({}));
  const body = new URLSearchParams({
    grant_type: 'refresh_token',
    client_id: 'bailiwick',
    refresh_token: refresh,
  });
  const answer = await reaching(store)(`${URL_OF_STORE}/issuer/token`, { method: 'POST', body });
  expect([answer.status, await answer.json()]).toEqual([400, { error: 'invalid_grant' }]);
});

test('[ROL-06] a refresh token that is used twice ends the sign-in it came of', async () => {
  const store = await inProcess();
  const laptop = await signedIn(store);
  const refresh = (await refreshOf(laptop)) ?? '';
  const body = new URLSearchParams({
    grant_type: 'refresh_token',
    client_id: 'bailiwick',
    refresh_token: refresh,
  });
  const use = () => reaching(store)(`${URL_OF_STORE}/issuer/token`, { method: 'POST', body });
  expect((await use()).status).toBe(200);
  laptop.ahead = 12;
  const round = await laptop.station.syncNow({});
  expect(round.ok ? null : round.errors[0]?.code).toBe('SIGNED_OUT');
});

test('[ROL-06] with a keychain neither token nor refresh token lies on the disk in clear', async () => {
  const flip = (bytes: Uint8Array): Uint8Array => bytes.map((byte) => byte ^ 0x5a);
  const laptop = await signedIn(await inProcess(), {
    keyGuard: {
      seal: (bytes) => Promise.resolve(flip(bytes)),
      open: (bytes) => Promise.resolve(ok(flip(bytes))),
    },
    saveFile: () => Promise.resolve(ok({ saved: false, path: null })),
    openExternal: () => Promise.resolve(ok({ opened: false })),
  });
  const kept = await read(laptop, 'refresh.json');
  expect(kept['guarded']).toBe(true);
  expect(Buffer.from(kept['refresh'] ?? '', 'base64').toString('latin1')).not.toMatch(/^[\w-]{32}$/);
  laptop.ahead = 12;
  must(await laptop.station.syncNow({}));
  expect((await read(laptop, 'refresh.json'))['refresh']).not.toBe(kept['refresh']);
});
