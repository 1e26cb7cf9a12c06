import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import * as nodeFs from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ActorId, IsoDate, Sha256Hex, VersionId } from '../../domain/brand.ts';
import { STATEMENT_PAYLOAD_TYPE } from '../../domain/governance/envelope.ts';
import type { Grant } from '../../domain/governance/grant.ts';
import { codedError, ok, refuse } from '../../domain/result.ts';
import type { Result } from '../../domain/result.ts';
import type { KeyGuard, ShellServices } from '../../workstation/shell.ts';
import { verifySignature } from '../../formats/bundle/ed25519.ts';
import { readEnvelope, envelopeBytes } from '../../formats/bundle/dsse.ts';
import { statementToSign } from '../../formats/bundle/build-bundle.ts';
import { parseKeyring } from '../../formats/bundle/keyring-file.ts';
import type { Profile } from '../../workstation/contract.ts';
import { DISK } from '../../workstation/durable-file.ts';
import type { DurableFs } from '../../workstation/durable-file.ts';
import { createWorkstation } from '../../workstation/workstations.ts';
import type { Workstation } from '../../workstation/services.ts';
import { ada, AT, bea, build, must, samplePlan, sealed, ringOf, rootId } from '../formats/bundle/sample.ts';

const PASSPHRASE = 'correct horse battery';
const noWindows: Omit<ShellServices, 'keyGuard'> = {
  saveFile: () => Promise.resolve(ok({ saved: false, path: null })),
  openExternal: () => Promise.resolve(ok({ opened: false })),
};
let home = '';
let clock = Date.parse(AT);

const open = (fs: DurableFs = DISK, keyGuard: KeyGuard | null = null): Workstation =>
  createWorkstation({
    shell: keyGuard === null ? null : { ...noWindows, keyGuard },
    home,
    version: '0.1.0',
    host: 'loopback',
    fs,
    cost: 15,
    now: () => new Date(clock),
  });
const codes = (result: Result<unknown>): readonly string[] =>
  result.ok ? [] : result.errors.map((e) => e.code);

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'bailiwick-home-'));
  clock = Date.parse(AT);
});
afterEach(() => rm(home, { recursive: true, force: true, maxRetries: 10 }));

const newAda = async (station: Workstation): Promise<Profile> =>
  must(await station.createProfile({ name: 'Ada', role: 'planner', passphrase: PASSPHRASE }));

function submission(profile: Profile) {
  const { actorId, name, role, keyId } = profile;
  const version = build();
  return statementToSign(version, {
    decision: 'submit',
    signer: { actorId, name, role, keyId },
    claimedAt: AT,
    reason: '',
  });
}

describe('profiles', () => {
  it('signs a statement in the name of an unlocked person, and the signature verifies', async () => {
    const station = open();
    const profile = await newAda(station);
    const { payloadType, payload } = submission(profile);
    const envelope = must(await station.sign({ actorId: profile.actorId, payloadType, payload }));
    const read = must(readEnvelope('maker.dsse.json', envelopeBytes(envelope)));
    expect(verifySignature(read.signature, read.signedBytes, profile.publicKey)).toBe(true);
  });

  it('keeps a profile across restarts, locked, and opens it with its passphrase alone', async () => {
    const { actorId } = await newAda(open());
    const station = open();
    expect(must(await station.listProfiles({}))).toMatchObject([{ actorId, unlocked: false }]);
    const { payloadType, payload } = submission(must(await station.listProfiles({}))[0] as Profile);
    expect(codes(await station.sign({ actorId, payloadType, payload }))).toEqual(['PROFILE_LOCKED']);
    expect(codes(await station.unlockProfile({ actorId, passphrase: 'wrong horse' }))).toEqual([
      'WRONG_PASSPHRASE',
    ]);
    expect(must(await station.unlockProfile({ actorId, passphrase: PASSPHRASE })).unlocked).toBe(true);
    expect((await station.sign({ actorId, payloadType, payload })).ok).toBe(true);
    must(await station.lockProfile({ actorId }));
    expect(codes(await station.sign({ actorId, payloadType, payload }))).toEqual(['PROFILE_LOCKED']);
  });

  it('makes five wrong passphrases cost time, even when they come at once', async () => {
    const { actorId } = await newAda(open());
    const station = open();
    const guesses = Array.from({ length: 7 }, (_, i) =>
      station.unlockProfile({ actorId, passphrase: `guess ${i}` }),
    );
    const outcome = (await Promise.all(guesses)).flatMap(codes);
    expect(outcome.filter((code) => code === 'WRONG_PASSPHRASE')).toHaveLength(5);
    expect(outcome.filter((code) => code === 'TOO_MANY_ATTEMPTS')).toHaveLength(2);
    expect(codes(await station.unlockProfile({ actorId, passphrase: PASSPHRASE }))).toEqual([
      'TOO_MANY_ATTEMPTS',
    ]);
    clock += 1000;
    expect((await station.unlockProfile({ actorId, passphrase: PASSPHRASE })).ok).toBe(true);
  });

  it('signs nothing but a statement that names this very person', async () => {
    const station = open();
    const profile = await newAda(station);
    const { actorId } = profile;
    const other = submission({ ...profile, role: 'finance' });
    const raw = new TextEncoder().encode('pay 1,000,000');
    expect(codes(await station.sign({ actorId, ...other }))).toEqual(['SIGNER_MISMATCH']);
    expect(codes(await station.sign({ actorId, payloadType: 'text/plain', payload: raw }))).toEqual([
      'NOT_A_STATEMENT',
    ]);
    expect(codes(await station.sign({ actorId, payloadType: STATEMENT_PAYLOAD_TYPE, payload: raw }))).toEqual(
      ['NOT_JSON'],
    );
  });

  it('[PRV-13] keeps the private key out of reach: wrapped, in a file only its owner reads', async () => {
    const profile = await newAda(open());
    const path = join(home, 'profiles', `${profile.actorId}.json`);
    const { wrapped, clear } = JSON.parse(await readFile(path, 'utf8')) as { wrapped: object; clear: null };
    expect(wrapped).toMatchObject({ kdf: 'scrypt', cipher: 'aes-256-gcm' });
    expect(clear).toBeNull();
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect((await stat(join(home, 'profiles'))).mode & 0o777).toBe(0o700);
  });

  it('does not open a file whose name or role was changed, and says a broken file is broken', async () => {
    const { actorId } = await newAda(open());
    const path = join(home, 'profiles', `${actorId}.json`);
    const content = await readFile(path, 'utf8');
    await writeFile(path, content.replace('"role":"planner"', '"role":"executive"'));
    expect(codes(await open().unlockProfile({ actorId, passphrase: PASSPHRASE }))).toEqual([
      'WRONG_PASSPHRASE',
    ]);
    await writeFile(path, content.slice(0, 100));
    expect(codes(await open().listProfiles({}))).toEqual(['PROFILE_DAMAGED']);
  });

  it('opens a profile the keychain sealed only where that keychain is, and still by its passphrase', async () => {
    const flip = (bytes: Uint8Array): Uint8Array => bytes.map((byte) => byte ^ 0x5a);
    const keychain: KeyGuard = {
      seal: (bytes) => Promise.resolve(flip(bytes)),
      open: (sealed) => Promise.resolve(ok(flip(sealed))),
    };
    const foreign: KeyGuard = {
      ...keychain,
      open: () => Promise.resolve(refuse(codedError('KEYCHAIN_REFUSED', 'not here'))),
    };
    const { actorId } = await newAda(open(DISK, keychain));
    const unlock = (guard: KeyGuard | null, passphrase: string) =>
      open(DISK, guard).unlockProfile({ actorId, passphrase });
    expect((await unlock(keychain, PASSPHRASE)).ok).toBe(true);
    expect(codes(await unlock(keychain, 'wrong horse'))).toEqual(['WRONG_PASSPHRASE']);
    expect(codes(await unlock(foreign, PASSPHRASE))).toEqual(['KEYCHAIN_REFUSED']);
    expect(codes(await unlock(null, PASSPHRASE))).toEqual(['KEYCHAIN_REFUSED']);
    expect(must(await open(DISK, keychain).about({})).keyStorage).toBe('os-keychain');
  });

  it('refuses a short passphrase, a name that is taken, and a person it does not know', async () => {
    const station = open();
    await newAda(station);
    const make = (name: string, passphrase: string) =>
      station.createProfile({ name, role: 'finance', passphrase });
    expect(codes(await make('Bea', 'short'))).toEqual(['WEAK_PASSPHRASE']);
    expect(codes(await make('ADA', PASSPHRASE))).toEqual(['NAME_TAKEN']);
    const actorId = 'nobody' as ActorId;
    expect(codes(await station.unlockProfile({ actorId, passphrase: PASSPHRASE }))).toEqual([
      'UNKNOWN_PROFILE',
    ]);
  });
});

describe('the keyring', () => {
  it('makes one machine key on first use, whoever asks at once', async () => {
    const signers = await Promise.all([open(), open(), open()].map((station) => station.machineSigner()));
    expect(new Set(signers.map((one) => must(one).signer.keyId)).size).toBe(1);
    const listed = must(await open().listKeyring({}));
    expect(listed).toMatchObject([
      { keyId: must(signers[0] as (typeof signers)[0]).signer.keyId, origin: 'own' },
    ]);
    expect(must(await open().listProfiles({}))).toEqual([]);
  });

  it('trusts the keys of a file, all or none, and never takes a revocation back', async () => {
    const station = open();
    const file = (revokedAt: string | null) => ringOf([{ ...bea.trusted, revokedAt: revokedAt as never }]);
    must(await station.trustKeyring({ keyring: file(null), root: rootId }));
    must(await station.revokeKey({ keyId: bea.signer.keyId }));
    must(await station.trustKeyring({ keyring: file(null), root: null }));
    const entry = must(await open().listKeyring({})).find((one) => one.keyId === bea.signer.keyId);
    expect(entry).toMatchObject({ name: 'Bea', origin: 'trusted', revokedAt: AT });
    const clash = ringOf([ada.trusted, { ...bea.trusted, actorId: 'mallory' as ActorId }]);
    expect(codes(await station.trustKeyring({ keyring: clash, root: rootId }))).toEqual(['KEY_CONFLICT']);
    expect(must(await station.listKeyring({})).some((one) => one.keyId === ada.signer.keyId)).toBe(false);
  });

  it('[ROL-01] hands out grants for an open key alone, signs in the granted role, and tells others by its keyring', async () => {
    const station = open();
    const ann = await newAda(station);
    const { actorId, keyId } = ann;
    const scope = { tenant: samplePlan().tenant, cycle: null, territories: null };
    const grant: Grant = { role: 'finance', scope, from: '2026-01-31' as IsoDate, to: null };
    const asFinance = submission({ ...ann, role: 'finance' });
    expect(codes(await station.sign({ actorId, ...asFinance }))).toEqual(['SIGNER_MISMATCH']);
    must(await station.lockProfile({ actorId }));
    expect(codes(await station.grantRole({ keyId, grant, by: actorId }))).toEqual(['PROFILE_LOCKED']);
    must(await station.unlockProfile({ actorId, passphrase: PASSPHRASE }));
    must(await station.grantRole({ keyId, grant, by: actorId }));
    must(await station.sign({ actorId, ...asFinance }));
    const whole = { ...grant, role: 'planner' as const, from: '0001-01-01' as IsoDate };
    const to = '2026-01-31' as IsoDate;
    must(await station.endGrant({ keyId, grant: whole, to, by: actorId }));
    const told = must(parseKeyring(must(await station.exportKeyring({})).keyring));
    expect(told.keys.find((key) => key.keyId === keyId)?.grants).toEqual([{ ...whole, to }, grant]);
    must(await station.unlockProfile({ actorId, passphrase: PASSPHRASE }));
    const admin = { ...grant, role: 'administrator' as const };
    must(await station.grantRole({ keyId, grant: admin, by: actorId }));
    const bo = must(await station.createProfile({ name: 'Bo', role: 'finance', passphrase: PASSPHRASE }));
    expect(codes(await station.grantRole({ keyId, grant: admin, by: bo.actorId }))).toEqual([
      'MAY_NOT_GRANT',
    ]);
  });

  it('[ROL-01] an end of a grant is never taken back by a list that lacks it', async () => {
    const scope = { tenant: samplePlan().tenant, cycle: null, territories: null };
    const grant = (to: string | null): Grant => ({
      role: 'finance',
      scope,
      from: '2026-01-01' as IsoDate,
      to: to as IsoDate | null,
    });
    const list = (grants: readonly Grant[], more: readonly Grant[] = []) =>
      ringOf([{ ...bea.trusted, grants: [...grants, ...more] }]);
    const other: Grant = { ...grant(null), role: 'revops' };
    const station = open();
    must(await station.trustKeyring({ keyring: list([grant('2026-02-01')]), root: rootId }));
    must(await station.trustKeyring({ keyring: list([grant(null)], [other]), root: null }));
    must(await station.trustKeyring({ keyring: list([grant('2026-03-01')], [other]), root: null }));
    const entry = must(await station.listKeyring({})).find((one) => one.keyId === bea.signer.keyId);
    expect(entry?.grants).toEqual([grant('2026-02-01'), other]);
  });

  it('exports what another machine can import, and a key as PEM', async () => {
    const { keyring } = must(await open().exportKeyring({}));
    expect(must(parseKeyring(keyring)).keys).toHaveLength(1);
    expect(must(parseKeyring(keyring)).root.keyId).toBe(must(await open().workspaceRoot({})).keyId);
    const keyId = must(await open().machineSigner()).signer.keyId;
    expect(must(await open().exportPublicKey({ keyId })).pem).toMatch(
      /^-----BEGIN PUBLIC KEY-----\n[A-Za-z0-9+/=]{60}\n/,
    );
    expect(codes(await open().exportPublicKey({ keyId: '0'.repeat(64) as Sha256Hex }))).toEqual([
      'UNKNOWN_KEY',
    ]);
  });
});

describe('the mirror', () => {
  it('keeps a version once, beside the fuller one, and gives the fullest back', async () => {
    const station = open();
    const version = build();
    const { versionId } = version;
    const [bare, approved] = [sealed(version, []), sealed(version)];
    must(await station.mirrorVersion({ versionId, bundle: approved }));
    must(await station.mirrorVersion({ versionId, bundle: bare }));
    must(await station.mirrorVersion({ versionId, bundle: bare }));
    expect(await readdir(join(home, 'versions', versionId))).toHaveLength(2);
    expect(must(await station.readMirrored({ versionId })).bundle).toEqual(approved);
    expect(must(await station.listMirrored({}))).toMatchObject([{ versionId, bytes: approved.length }]);
  });

  it('refuses another version, and a file that changed on disk', async () => {
    const station = open();
    const version = build();
    const { versionId } = version;
    const other = 'ee'.repeat(32) as VersionId;
    expect(codes(await station.mirrorVersion({ versionId: other, bundle: sealed(version) }))).toEqual([
      'VERSION_MISMATCH',
    ]);
    const { path } = must(await station.mirrorVersion({ versionId, bundle: sealed(version) }));
    await writeFile(path, (await readFile(path)).subarray(1));
    expect(codes(await station.readMirrored({ versionId }))).toEqual(['MIRROR_DAMAGED']);
    must(await station.mirrorVersion({ versionId, bundle: sealed(version) }));
    expect((await station.readMirrored({ versionId })).ok).toBe(true);
    expect(codes(await station.readMirrored({ versionId: other }))).toEqual(['NOT_MIRRORED']);
  });

  it('says the disk is full, leaves no half file, and succeeds when there is room again', async () => {
    const version = build();
    const { versionId } = version;
    const full: DurableFs = {
      ...nodeFs,
      open: async (path, flags, mode) => {
        const file = await nodeFs.open(path, flags, mode);
        if (flags !== 'wx') return file;
        const half = async (data: Uint8Array): Promise<void> => {
          await file.write(data.subarray(0, data.length >> 1));
          throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
        };
        return Object.assign(file, { writeFile: half });
      },
    };
    expect(codes(await open(full).mirrorVersion({ versionId, bundle: sealed(version) }))).toEqual([
      'DISK_FULL',
    ]);
    expect(await readdir(join(home, 'versions', versionId))).toEqual([]);
    expect(codes(await open().readMirrored({ versionId }))).toEqual(['NOT_MIRRORED']);
    expect((await open().mirrorVersion({ versionId, bundle: sealed(version) })).ok).toBe(true);
  });
});

describe('the roots people confirmed', () => {
  it('refuses a list of an unknown root until its fingerprint was compared', async () => {
    const station = open();
    const keyring = ringOf([bea.trusted]);
    expect(must(await station.readKeyring({ keyring }))).toMatchObject({
      root: rootId,
      keys: [{ name: 'Bea', role: 'finance' }],
    });
    expect(codes(await station.trustKeyring({ keyring, root: null }))).toEqual(['ROOT_UNKNOWN']);
    expect(codes(await station.trustKeyring({ keyring, root: 'f'.repeat(64) }))).toEqual(['ROOT_WRONG']);
    expect(must(await station.listKeyring({})).some((one) => one.name === 'Bea')).toBe(false);
    const spoken = rootId.toUpperCase().replace(/(.{4})/g, '$1 ');
    must(await station.trustKeyring({ keyring, root: spoken }));
    must(await open().trustKeyring({ keyring, root: null }));
  });

  it('refuses an older list of a root than the one already here', async () => {
    const station = open();
    must(await station.trustKeyring({ keyring: ringOf([ada.trusted, bea.trusted]), root: rootId }));
    expect(codes(await station.trustKeyring({ keyring: ringOf([bea.trusted]), root: null }))).toEqual([
      'KEYRING_OLDER',
    ]);
  });
});
