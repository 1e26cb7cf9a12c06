/** The workstation behind its contract: what the page, the shell and the command line all call. */
import { sign as signBytes } from 'node:crypto';
import type { IsoTime, Sha256Hex } from '../domain/brand.ts';
import type { Signer } from '../domain/governance/statement.ts';
import { codedError, ok, refuse } from '../domain/result.ts';
import type { Result } from '../domain/result.ts';
import { fromBase64 } from '../formats/bundle/bytes.ts';
import type { DsseEnvelope } from '../domain/governance/envelope.ts';
import { PACK_PAYLOAD_TYPE, packPayload } from '../formats/audit-pack/pack-signature.ts';
import { makeEnvelope, preAuthEncoding } from '../formats/bundle/dsse.ts';
import { publicKeyPem } from '../formats/bundle/ed25519.ts';
import type { RootKey } from '../formats/bundle/keyring-file.ts';
import { keyringText, parseKeyring } from '../formats/bundle/keyring-file.ts';
import { openBundle } from '../formats/bundle/read-bundle.ts';
import type { Belonging } from './clients/client.ts';
import type { ClientMethods } from './clients/client-methods.ts';
import type { Whose } from './clients/whose.ts';
import type { About, KeyringIntroduction, Profile, WorkstationMethods } from './contract.ts';
import type { DurableFs } from './durable-file.ts';
import { DISK } from './durable-file.ts';
import { KeyringStore } from './keyring-store.ts';
import { Mirror } from './mirror.ts';
import type { ProfileFile } from './profile-file.ts';
import type { UnattendedKey } from './profiles.ts';
import { ProfileStore, signStatement } from './profiles.ts';
import { readZip } from './read-zip.ts';
import type { ShellServices } from './shell.ts';
import { MirrorVersions } from './sync/mirror-versions.ts';
import { SyncAgent } from './sync/sync-agent.ts';
import { syncMethods } from './sync/sync-methods.ts';
import type { SyncStatus } from './sync/sync-status.ts';
import { Workspace } from './sync/workspace.ts';

export interface WorkstationOptions {
  /** See `bailiwickHome`. */
  readonly home: string;
  readonly version: string;
  readonly host: About['host'];
  /** Null for the loopback host: `saveFile` and `openExternal` then answer UNSUPPORTED and the page finds its own way. */
  readonly shell: ShellServices | null;
  readonly fs?: DurableFs;
  readonly now?: () => Date;
  /** How the sync agent reaches the store. */
  readonly fetch?: typeof globalThis.fetch;
  /** log2 of scrypt's N for new keys. */
  readonly cost?: number;
}

/** The machine's own key, for work without a person. */
export interface MachineSigner {
  readonly signer: Signer;
  readonly createdAt: IsoTime;
  sign(payloadType: string, payload: Uint8Array): Result<DsseEnvelope>;
}

export interface Workstation extends WorkstationMethods {
  /** Made on first use. Not reachable through a carrier: a page signs as a person, with her passphrase. */
  machineSigner(): Promise<Result<MachineSigner>>;
  /** As `syncStatus`, without starting the agent: what the command line says before it goes away again. */
  syncStanding(): Promise<Result<SyncStatus>>;
  /** Ends what goes on by itself: nobody will look here any more. */
  close(): Promise<void>;
}

const UNSUPPORTED = refuse(
  codedError('UNSUPPORTED', 'This host has no windows of its own. The page does it instead.'),
);

/** Whose workstation it is, and what it shares with those of the other clients: who there is. */
export interface Place {
  readonly home: string;
  readonly client: string;
  readonly whose: Whose;
  readonly clientMethods: ClientMethods;
}

/** The workstation of one client; `Workstations` makes it. */
export function workstationAt(options: WorkstationOptions, place: Place): Workstation {
  const { fs = DISK, now = () => new Date(), shell, cost } = options;
  const { home, client, whose } = place;
  const guard = shell?.keyGuard ?? null;
  const profiles = new ProfileStore({ home, fs, now, guard, ...(cost === undefined ? {} : { cost }) });
  const keyring = new KeyringStore({ home, fs, now, own: () => ownProfiles(profiles) });
  const mirror = new Mirror(home, fs);
  const versions = new MirrorVersions({ home, fs, mirror, keyring: () => keyring.list() });
  const exported = async (): Promise<Result<string>> => {
    const keys = await keyring.list();
    if (!keys.ok) return keys;
    const stores = await sync.stores();
    if (!stores.ok) return stores;
    const root = await profiles.root();
    return root.ok ? ok(keyringText(keys.value, signerOf(root.value), stores.value)) : root;
  };
  const workspace = new Workspace({
    keyring,
    ownKeyring: exported,
    ownRoot: async () => {
      const root = await profiles.root();
      return root.ok ? ok(root.value.profile.keyId) : root;
    },
    enrolment: (actorId, as) => profiles.enrolment(actorId, as),
  });
  const sync = new SyncAgent({
    home,
    fs,
    guard,
    now,
    versions,
    keyring,
    workspace,
    fetch: options.fetch ?? globalThis.fetch,
    random: Math.random,
    after: later,
    admits: (store) => whose.admitsStore(client, store),
  });
  const shown = (result: Result<ProfileFile>): Result<Profile> =>
    result.ok ? ok(profileOf(result.value, profiles)) : result;
  return {
    about: () => Promise.resolve(ok(aboutOf({ ...options, home }))),
    listProfiles: async () => {
      const all = await profiles.list();
      return all.ok ? ok(all.value.map((profile) => profileOf(profile, profiles))) : all;
    },
    createProfile: async ({ name, role, passphrase }) => shown(await profiles.create(name, role, passphrase)),
    unlockProfile: async ({ actorId, passphrase }) => shown(await profiles.unlock(actorId, passphrase)),
    lockProfile: async ({ actorId }) => shown(await profiles.lock(actorId)),
    listKeyring: () => keyring.list(),
    trustKeyring: (input) => keyring.trust(input.keyring, input.root),
    readKeyring: (input) => Promise.resolve(introduced(input.keyring)),
    workspaceRoot: async () => {
      const root = await profiles.root();
      return root.ok ? ok({ keyId: root.value.profile.keyId }) : root;
    },
    exportKeyring: async () => {
      const keyringFile = await exported();
      return keyringFile.ok ? ok({ keyring: keyringFile.value }) : keyringFile;
    },
    exportPublicKey: async ({ keyId }) => {
      const key = await keyring.find(keyId);
      return key.ok ? ok({ pem: publicKeyPem(key.value.publicKey) }) : key;
    },
    revokeKey: ({ keyId }) => keyring.revoke(keyId),
    grantRole: async ({ keyId, grant, by }) => {
      const giver = await profiles.opened(by);
      return giver.ok ? keyring.changeGrant(keyId, { grant, to: null }, giver.value.keyId) : giver;
    },
    endGrant: async ({ keyId, grant, to, by }) => {
      const giver = await profiles.opened(by);
      return giver.ok ? keyring.changeGrant(keyId, { grant, to }, giver.value.keyId) : giver;
    },
    sign: async ({ actorId, payloadType, payload }) => {
      const keys = await keyring.list();
      if (!keys.ok) return keys;
      const own = keys.value.find((key) => key.actorId === actorId && key.origin === 'own');
      const roles = own?.grants?.map((grant) => grant.role) ?? [];
      return profiles.sign(actorId, payloadType, payload, roles);
    },
    signAuditPack: async ({ manifest }) => {
      const machine = await profiles.machine();
      return machine.ok ? ok(signedPack(machine.value, manifest, now())) : machine;
    },
    mirrorVersion: async ({ versionId, bundle }) => {
      const ours = await whose.admits(client, () => belongingOf(bundle));
      if (!ours.ok) return ours;
      const kept = await mirror.keep(versionId, bundle);
      if (kept.ok) sync.nudge();
      return kept;
    },
    listMirrored: () => mirror.list(),
    readMirrored: async ({ versionId }) => {
      const bundle = await versions.bundle(versionId);
      return bundle.ok ? ok({ bundle: bundle.value }) : bundle;
    },
    saveFile: async ({ suggestedName, bytes }) => shell?.saveFile(suggestedName, bytes) ?? UNSUPPORTED,
    openExternal: async ({ url }) => shell?.openExternal(url) ?? UNSUPPORTED,
    machineSigner: () => machineSigner(profiles),
    ...place.clientMethods,
    close: () => sync.close(),
    ...syncMethods(sync),
    syncStanding: () => sync.status(),
  };
}

async function belongingOf(bundle: Uint8Array): Promise<Result<Belonging>> {
  const opened = await openBundle(bundle, readZip);
  if (!opened.ok) return opened;
  const { versionId, document, statements } = opened.value;
  const keyIds = statements.map(({ statement }) => statement.predicate.signer.keyId);
  return ok({ versionId, tenant: document.tenant, keyIds });
}

const signerOf = ({ profile, key }: UnattendedKey): RootKey => ({
  publicKey: fromBase64(profile.publicKey) ?? new Uint8Array(),
  sign: (bytes) => new Uint8Array(signBytes(null, bytes, key)),
});

function signedPack({ profile, key }: UnattendedKey, manifest: Sha256Hex, at: Date): DsseEnvelope {
  const { actorId, name, keyId } = profile;
  const madeAt = at.toISOString() as IsoTime;
  const signer = { actorId, name, keyId };
  const payload = packPayload({
    format: 'bailiwick.audit-pack',
    formatVersion: 1,
    manifest,
    madeAt,
    signer,
  });
  const signature = signBytes(null, preAuthEncoding(PACK_PAYLOAD_TYPE, payload), key);
  return makeEnvelope(PACK_PAYLOAD_TYPE, payload, keyId, new Uint8Array(signature));
}

function introduced(content: string): Result<KeyringIntroduction> {
  const read = parseKeyring(content);
  if (!read.ok) return read;
  const { root, serial, keys } = read.value;
  const names = keys.map(({ keyId, name, role, revokedAt }) => ({ keyId, name, role, revokedAt }));
  return ok({ root: root.keyId, serial, keys: names });
}

/** A timer that keeps no program alive. */
function later(ms: number, work: () => void): () => void {
  const timer = setTimeout(work, ms);
  timer.unref();
  return () => clearTimeout(timer);
}

const aboutOf = (options: WorkstationOptions): About => ({
  version: options.version,
  host: options.host,
  platform: process.platform,
  home: options.home,
  keyStorage: options.shell?.keyGuard == null ? 'passphrase-only' : 'os-keychain',
});

async function ownProfiles(profiles: ProfileStore): Promise<Result<readonly ProfileFile[]>> {
  const people = await profiles.list();
  if (!people.ok) return people;
  const machine = await profiles.machine();
  return machine.ok ? ok([...people.value, machine.value.profile]) : machine;
}

async function machineSigner(profiles: ProfileStore): Promise<Result<MachineSigner>> {
  const machine = await profiles.machine();
  if (!machine.ok) return machine;
  const { profile, key } = machine.value;
  const { actorId, name, role, keyId, createdAt } = profile;
  return ok({
    signer: { actorId, name, role, keyId },
    createdAt,
    sign: (payloadType, payload) => signStatement(profile, key, payloadType, payload),
  });
}

const profileOf = (file: ProfileFile, profiles: ProfileStore): Profile => ({
  actorId: file.actorId,
  name: file.name,
  role: file.role,
  keyId: file.keyId,
  publicKey: fromBase64(file.publicKey) ?? new Uint8Array(),
  unlocked: profiles.isUnlocked(file.actorId),
  createdAt: file.createdAt,
});
