import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { TenantId } from '../../domain/brand.ts';
import { LOCAL_TENANT } from '../../domain/plan/plan.ts';
import type { Result } from '../../domain/result.ts';
import { statementToSign } from '../../formats/bundle/build-bundle.ts';
import { sealBundle } from '../../formats/bundle/build-bundle.ts';
import type { Profile } from '../../workstation/contract.ts';
import type { Workstation } from '../../workstation/services.ts';
import { Workstations } from '../../workstation/workstations.ts';
import { AT, build, keyring, must, ringOf, rootId, samplePlan, sealed } from '../formats/bundle/sample.ts';
import { SmallStore } from './sync/small-store.ts';

const PASSPHRASE = 'correct horse battery';
let home = '';
const store = new SmallStore();
const open = (at = home): Workstations =>
  new Workstations({
    home: at,
    version: '',
    host: 'loopback',
    shell: null,
    cost: 15,
    now: () => new Date(AT),
    fetch: store.fetch,
  });
const code = (result: Result<unknown>): string | undefined => (result.ok ? 'ok' : result.errors[0]?.code);

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'bailiwick-clients-'));
});
afterEach(() => rm(home, { recursive: true, force: true, maxRetries: 5 }));

async function two(): Promise<{ all: Workstations; a: Workstation; b: Workstation; bId: string }> {
  const all = open();
  const a = all.first();
  const { id } = must(await a.addClient({ name: 'Borealis' }));
  return { all, a, b: must(await all.of(id)), bId: id };
}

const person = async (station: Workstation, name: string): Promise<Profile> =>
  must(await station.createProfile({ name, role: 'planner', passphrase: PASSPHRASE }));

/** A version that somebody of a client's laptop signed. */
async function signedBy(station: Workstation, profile: Profile, name: string) {
  const version = build(samplePlan({ name, tenant: LOCAL_TENANT }));
  const { actorId, keyId, role } = profile;
  const signer = { actorId, keyId, role, name: profile.name };
  const { payloadType, payload } = statementToSign(version, {
    decision: 'submit',
    signer,
    claimedAt: AT,
    reason: '',
  });
  const envelope = must(await station.sign({ actorId, payloadType, payload }));
  return { versionId: version.versionId, bundle: must(sealBundle(version.bag, [envelope])) };
}

test('[ROL-07] [ROL-05] nothing of one client is listed, found or exported from another', async () => {
  const { a, b } = await two();
  const ada = await person(a, 'Ada');
  must(await a.trustKeyring({ keyring: ringOf(keyring), root: rootId }));
  const kept = await signedBy(a, ada, 'Plan of Acme');
  must(await a.mirrorVersion(kept));
  must(await a.syncSetUp({ url: 'https://store.example', storeKey: store.storeKey, token: 'token' }));
  await a.syncNow({});
  expect(must(await b.listProfiles({}))).toEqual([]);
  expect(must(await b.listMirrored({}))).toEqual([]);
  expect(code(await b.readMirrored({ versionId: kept.versionId }))).toBe('NOT_MIRRORED');
  expect(code(await b.unlockProfile({ actorId: ada.actorId, passphrase: PASSPHRASE }))).toBe(
    'UNKNOWN_PROFILE',
  );
  expect(must(await b.syncStatus({}))).toMatchObject({ phase: 'off', settings: null, versions: [] });
  expect(must(await b.syncStores({})).stores).toEqual([]);
  const ours = new Set(must(await a.listKeyring({})).map(({ keyId }) => keyId));
  expect(must(await b.listKeyring({})).filter(({ keyId }) => ours.has(keyId))).toEqual([]);
  expect(must(await b.exportKeyring({})).keyring).not.toContain(ada.keyId);
  expect(must(await b.workspaceRoot({})).keyId).not.toBe(must(await a.workspaceRoot({})).keyId);
  const files = await readdir(must(await b.about({})).home, { recursive: true });
  expect(files.filter((name) => name.includes('token') || name.includes(kept.versionId))).toEqual([]);
});

test('[ROL-07] a bundle of one client is refused in another, by whoever signed it, keeps it, or whose workspace it is of', async () => {
  const { a, b } = await two();
  const ada = await person(a, 'Ada');
  const refused = await b.mirrorVersion(await signedBy(a, ada, 'Signed there'));
  expect(code(refused)).toBe('OTHER_CLIENT');
  expect(refused.ok ? '' : refused.errors[0]?.message).toContain('"My workspace"');
  const foreign = build(samplePlan({ name: 'Kept there', tenant: LOCAL_TENANT }));
  const bundle = { versionId: foreign.versionId, bundle: sealed(foreign) };
  must(await a.mirrorVersion(bundle));
  expect(code(await b.mirrorVersion(bundle))).toBe('OTHER_CLIENT');
  must(await a.syncSetUp({ url: 'https://store.example', storeKey: store.storeKey, token: 'token' }));
  const theirs = build(samplePlan({ name: 'Of that workspace', tenant: 'acme' as TenantId }));
  expect(code(await b.mirrorVersion({ versionId: theirs.versionId, bundle: sealed(theirs) }))).toBe(
    'OTHER_CLIENT',
  );
  expect(code(await b.mayTakePlan({ tenant: 'acme' }))).toBe('OTHER_CLIENT');
  expect(code(await a.mayTakePlan({ tenant: 'acme' }))).toBe('ok');
  expect(must(await b.listMirrored({}))).toEqual([]);
  const own = await signedBy(b, await person(b, 'Bea'), 'Its own');
  must(await b.mirrorVersion(own));
});

test('[ROL-07] a second client does not sync with the workspace of the first, and needs a token of its own', async () => {
  const { a, b } = await two();
  must(await a.syncSetUp({ url: 'https://store.example', storeKey: store.storeKey, token: 'token' }));
  const taken = await b.syncSetUp({ url: 'https://store.example', storeKey: store.storeKey, token: 'token' });
  expect(code(taken)).toBe('OTHER_CLIENT');
  expect(must(await b.syncStanding()).settings).toBe(null);
  expect(code(await b.syncNow({}))).toBe('SYNC_OFF');
});

test('[ROL-07] an existing home goes on as the first client, byte for byte', async () => {
  const before = open().first();
  const ada = await person(before, 'Ada');
  const kept = await signedBy(before, ada, 'Before clients');
  must(await before.mirrorVersion(kept));
  must(await before.syncSetUp({ url: 'https://store.example', storeKey: store.storeKey, token: 'token' }));
  await before.syncNow({});
  const root = must(await before.workspaceRoot({})).keyId;
  const token = await readFile(join(home, 'sync/token.json'), 'utf8');
  await before.close();
  const all = open();
  expect(await all.clients.list()).toEqual([{ id: 'first', name: 'My workspace', createdAt: null }]);
  const after = must(await all.of('first'));
  must(await after.addClient({ name: 'Another' }));
  must(await after.renameClient({ client: 'first', name: 'Acme' }));
  expect(must(await after.listProfiles({})).map(({ keyId }) => keyId)).toEqual([ada.keyId]);
  expect(must(await after.readMirrored({ versionId: kept.versionId })).bundle).toEqual(kept.bundle);
  expect(must(await after.workspaceRoot({})).keyId).toBe(root);
  expect(must(await after.syncStanding()).settings?.tenant).toBe('acme');
  expect(await readFile(join(home, 'sync/token.json'), 'utf8')).toBe(token);
  expect((await all.clients.list()).map(({ name }) => name)).toEqual(['Acme', 'Another']);
});

test('[ROL-07] removing a client says what goes, wants its name, and takes nothing of another', async () => {
  const { all, a, b, bId } = await two();
  const ada = await person(a, 'Ada');
  must(await a.mirrorVersion(await signedBy(a, ada, 'Stays')));
  const bea = await person(b, 'Bea');
  must(await b.mirrorVersion(await signedBy(b, bea, 'Goes')));
  const preview = must(await a.clientContents({ client: bId }));
  expect(preview).toMatchObject({ people: ['Bea'], versions: 1, onlyHere: 1, store: null });
  expect(preview.bytes).toBeGreaterThan(1000);
  expect(code(await a.removeClient({ client: bId, name: 'Acme' }))).toBe('CLIENT_NAME_WRONG');
  expect(must(await b.listProfiles({}))).toHaveLength(1);
  must(await a.removeClient({ client: bId, name: 'borealis ' }));
  expect(code(await all.of(bId))).toBe('CLIENT_UNKNOWN');
  expect(await readdir(join(home, 'clients'))).toEqual([`${bId}.json`]);
  expect(must(await a.clients({})).removed).toEqual([bId]);
  expect(must(await a.listMirrored({}))).toHaveLength(1);
  expect(code(await a.removeClient({ client: 'first', name: 'My workspace' }))).toBe('CLIENT_LAST');
});

test('[ROL-07] the first client can go too, and a removal that was cut off is ended at the next start', async () => {
  const { all, a, bId } = await two();
  await person(a, 'Ada');
  await writeFile(join(home, 'loopback.json'), '{}');
  must(await a.removeClient({ client: 'first', name: 'My workspace' }));
  expect((await readdir(home)).toSorted()).toEqual(['clients', 'loopback.json']);
  const unknown = await all.of('first');
  expect(unknown.ok ? null : unknown.errors[0]).toMatchObject({
    code: 'CLIENT_UNKNOWN',
    details: { instead: bId },
  });
  must(await open().clients.add('Third'));
  const left = join(home, 'profiles');
  await writeFile(left, 'half removed');
  await open().clients.sweep();
  await expect(readFile(left)).rejects.toThrow('ENOENT');
});

test('[ROL-07] a backup of one client opens as a client elsewhere, with its root and without its login', async () => {
  const { a, b } = await two();
  const ada = await person(a, 'Ada');
  const kept = await signedBy(a, ada, 'Carried');
  must(await a.mirrorVersion(kept));
  must(await a.syncSetUp({ url: 'https://store.example', storeKey: store.storeKey, token: 'token' }));
  const bea = await person(b, 'Bea');
  const page = new Uint8Array([1, 2, 3]);
  const { backup } = must(await a.backUpClient({ passphrase: PASSPHRASE, page }));
  expect(Buffer.from(backup).includes('Ada')).toBe(false);
  expect(Buffer.from(backup).includes(bea.keyId)).toBe(false);
  expect(code(await a.backUpClient({ passphrase: 'short', page }))).toBe('WEAK_PASSPHRASE');
  expect(code(await b.restoreClient({ name: 'Copy', passphrase: PASSPHRASE, backup }))).toBe('CLIENT_HERE');
  const elsewhere = await mkdtemp(join(tmpdir(), 'bailiwick-clients-'));
  try {
    const there = open(elsewhere);
    const wrong = await there.first().restoreClient({ name: null, passphrase: 'not the passphrase', backup });
    expect(code(wrong)).toBe('WRONG_PASSPHRASE');
    const bent = backup.slice();
    bent[bent.length - 9] = (bent.at(-9) ?? 0) ^ 1;
    expect(
      code(await there.first().restoreClient({ name: null, passphrase: PASSPHRASE, backup: bent })),
    ).toBe('BACKUP_FORM');
    expect(await there.clients.list()).toHaveLength(1);
    const back = must(await there.first().restoreClient({ name: 'Acme', passphrase: PASSPHRASE, backup }));
    expect(back.page).toEqual(page);
    const station = must(await there.of(back.client));
    must(await station.unlockProfile({ actorId: ada.actorId, passphrase: PASSPHRASE }));
    expect(must(await station.readMirrored({ versionId: kept.versionId })).bundle).toEqual(kept.bundle);
    expect(must(await station.workspaceRoot({})).keyId).toBe(must(await a.workspaceRoot({})).keyId);
    expect(must(await station.listProfiles({})).map(({ name }) => name)).toEqual(['Ada']);
    const files = await readdir(must(await station.about({})).home, { recursive: true });
    expect(files.some((name) => name.endsWith('token.json'))).toBe(false);
    const again = await there.first().restoreClient({ name: 'Again', passphrase: PASSPHRASE, backup });
    expect(code(again)).toBe('CLIENT_HERE');
  } finally {
    await rm(elsewhere, { recursive: true, force: true, maxRetries: 5 });
  }
});

test('[ROL-07] a name is one client’s, and one whose file is damaged is still there', async () => {
  const { a, bId } = await two();
  expect(code(await a.addClient({ name: ' borealis' }))).toBe('CLIENT_NAME_TAKEN');
  await writeFile(join(home, 'clients', `${bId}.json`), 'torn');
  expect((await open().clients.list()).map(({ id }) => id)).toEqual(['first', bId]);
});
