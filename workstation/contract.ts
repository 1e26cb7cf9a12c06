/**
 * What the page may ask of the laptop it runs on, whoever carries the call: Electron's IPC or the loopback host.
 * Every method takes one plain object and answers a `Result`; bytes are Uint8Array (each carrier encodes them).
 * `workstation/channels.ts` holds the schema of every method's argument; a carrier checks it before it calls.
 */
import type { ActorId, IsoDate, IsoTime, Sha256Hex, VersionId } from '../domain/brand.ts';
import type { DsseEnvelope } from '../domain/governance/envelope.ts';
import type { SeenLog, TrustedStore } from '../domain/bundle/receipts.ts';
import type { Grant } from '../domain/governance/grant.ts';
import type { RevokedIn } from '../domain/governance/keyring.ts';
import type { Role } from '../domain/governance/role.ts';
import type { Result } from '../domain/result.ts';

import type { Client, ClientContents, ClientList } from './clients/client.ts';
import type { Alarm } from './sync/local.ts';
import type { RoundSummary, SyncStatus } from './sync/sync-status.ts';

export { CLIENT_HEADER, FIRST_CLIENT, isClientId } from './clients/client.ts';
export type { Client, ClientContents, ClientList } from './clients/client.ts';
export type { RoundSummary, SyncStatus, VersionSync, VersionSyncState } from './sync/sync-status.ts';
export type { WorkspaceKey, WorkspaceStanding } from './sync/workspace-standing.ts';
export type { DsseEnvelope } from '../domain/governance/envelope.ts';
export type ProfileRole = Role;

/** A person on this laptop, with an Ed25519 key of her own that only her passphrase opens. */
export interface Profile {
  readonly actorId: ActorId;
  readonly name: string;
  readonly role: ProfileRole;
  /** sha256 of the raw public key, hex: the DSSE keyid. */
  readonly keyId: Sha256Hex;
  /** Raw 32 bytes. */
  readonly publicKey: Uint8Array;
  readonly unlocked: boolean;
  readonly createdAt: IsoTime;
}

export interface KeyringEntry {
  readonly keyId: Sha256Hex;
  readonly publicKey: Uint8Array;
  readonly name: string;
  readonly role: ProfileRole;
  readonly actorId: ActorId;
  readonly addedAt: IsoTime;
  readonly revokedAt: IsoTime | null;
  readonly revokedIn?: RevokedIn | null;
  readonly grants?: readonly Grant[];
  /** `own`: a profile of this machine; `trusted`: added from a keyring somebody handed over. */
  readonly origin: 'own' | 'trusted';
}

/** A keyring file whose root signature holds, before anybody trusts it. */
export interface KeyringIntroduction {
  readonly root: Sha256Hex;
  readonly serial: number;
  readonly keys: readonly Pick<KeyringEntry, 'keyId' | 'name' | 'role' | 'revokedAt'>[];
}

export interface MirroredVersion {
  readonly versionId: VersionId;
  readonly bytes: number;
  readonly path: string;
  readonly mirroredAt: IsoTime;
}

export interface About {
  readonly version: string;
  readonly host: 'electron' | 'loopback';
  readonly platform: string;
  /** Where keys, keyring and mirrored versions lie, for the person who wants to back them up. */
  readonly home: string;
  /** How well the operating system guards keys at rest; passphrases are asked in every case. */
  readonly keyStorage: 'os-keychain' | 'passphrase-only';
}

export interface WorkstationMethods {
  about(input: Record<string, never>): Promise<Result<About>>;
  listProfiles(input: Record<string, never>): Promise<Result<readonly Profile[]>>;
  createProfile(input: { name: string; role: ProfileRole; passphrase: string }): Promise<Result<Profile>>;
  unlockProfile(input: { actorId: ActorId; passphrase: string }): Promise<Result<Profile>>;
  lockProfile(input: { actorId: ActorId }): Promise<Result<Profile>>;
  listKeyring(input: Record<string, never>): Promise<Result<readonly KeyringEntry[]>>;
  /** Who is in a keyring file and which root vouches for it, so that a person can compare before she trusts it. */
  readKeyring(input: { keyring: string }): Promise<Result<KeyringIntroduction>>;
  /**
   * Adds the keys of a keyring file. `root` is the fingerprint the person compared by another way; null is enough when
   * the root was confirmed here before.
   */
  trustKeyring(input: { keyring: string; root: string | null }): Promise<Result<readonly KeyringEntry[]>>;
  /** The root that signs what `exportKeyring` hands out: its fingerprint is what others compare. */
  workspaceRoot(input: Record<string, never>): Promise<Result<{ keyId: Sha256Hex }>>;
  exportKeyring(input: Record<string, never>): Promise<Result<{ keyring: string }>>;
  /** A key of the keyring as PEM (SubjectPublicKeyInfo): what `openssl pkeyutl -verify -pubin -inkey` takes. */
  exportPublicKey(input: { keyId: Sha256Hex }): Promise<Result<{ pem: string }>>;
  /** Marks a key as no longer trusted from now on; it stays in the keyring so that its past can be judged. */
  revokeKey(input: { keyId: Sha256Hex }): Promise<Result<KeyringEntry>>;
  /**
   * Gives a key of the keyring one grant more. `by` is the person who does, with her key open. It counts here at once, and
   * elsewhere with the keyring that is handed over next. Codes: GrantCode, PROFILE_LOCKED and those of writing.
   */
  grantRole(input: { keyId: Sha256Hex; grant: Grant; by: ActorId }): Promise<Result<KeyringEntry>>;
  /** Ends a grant after the day `to`. Codes as for `grantRole`. */
  endGrant(input: {
    keyId: Sha256Hex;
    grant: Grant;
    to: IsoDate;
    by: ActorId;
  }): Promise<Result<KeyringEntry>>;
  /** Signs DSSE PAE(payloadType, payload) with the unlocked profile's key. */
  sign(input: { actorId: ActorId; payloadType: string; payload: Uint8Array }): Promise<Result<DsseEnvelope>>;
  /**
   * Signs the manifest of an audit pack made on this machine, with the machine's key: what is signed says so, and nothing
   * else can be signed this way.
   */
  signAuditPack(input: { manifest: Sha256Hex }): Promise<Result<DsseEnvelope>>;
  /** Writes a bundle to the fsynced mirror: temporary file, fsync, rename, fsync of the folder. Idempotent. */
  mirrorVersion(input: { versionId: VersionId; bundle: Uint8Array }): Promise<Result<MirroredVersion>>;
  listMirrored(input: Record<string, never>): Promise<Result<readonly MirroredVersion[]>>;
  readMirrored(input: { versionId: VersionId }): Promise<Result<{ bundle: Uint8Array }>>;
  /** Asks the person where to, then writes. `saved: false` when she cancelled. The loopback host answers UNSUPPORTED and the page downloads instead. */
  saveFile(input: {
    suggestedName: string;
    bytes: Uint8Array;
  }): Promise<Result<{ saved: boolean; path: string | null }>>;
  /** Only addresses of the allow-list; anything else is refused. */
  openExternal(input: { url: string }): Promise<Result<{ opened: boolean }>>;
  /** Where every version stands with the central store. The first call starts the sync agent. */
  syncStatus(input: Record<string, never>): Promise<Result<SyncStatus>>;
  /** The key fingerprint a store shows, for a person to compare before she signs in. */
  syncProbe(input: { url: string }): Promise<Result<{ url: string; storeKey: Sha256Hex }>>;
  /** Pins the store's key and signs in with a token the store gave; from then on the agent syncs by itself. */
  syncSetUp(input: { url: string; storeKey: Sha256Hex; token: string }): Promise<Result<SyncStatus>>;
  /** Pins the store's key and begins to sign in: `open` is for the person's browser. */
  syncLogin(input: { url: string; storeKey: Sha256Hex }): Promise<Result<{ open: string }>>;
  /** Answers when she has signed in there, or has not within five minutes. */
  syncLoggedIn(input: Record<string, never>): Promise<Result<SyncStatus>>;
  /** Forgets store and token; versions, receipts and the last checkpoint stay. */
  syncStop(input: Record<string, never>): Promise<Result<SyncStatus>>;
  /** One round now: a person asked, or the network came back. */
  syncNow(input: Record<string, never>): Promise<Result<RoundSummary>>;
  /** Stores whose receipts count here (of trusted keyrings, and the one synced with), and their logs as last seen. */
  syncStores(
    input: Record<string, never>,
  ): Promise<Result<{ stores: readonly TrustedStore[]; seen: readonly SeenLog[] }>>;
  /** The receipts this laptop got of a version and of the acts on it, each as its canonical text. */
  syncReceipts(input: { versionId: VersionId }): Promise<Result<{ receipts: readonly string[] }>>;
  /** She compared the root of the workspace's keyring by another way; the keyring is taken in, now and later. */
  workspaceConfirm(input: { root: Sha256Hex }): Promise<Result<SyncStatus>>;
  /** Shows the store that the unlocked profile's key is hers who is signed in. */
  workspaceEnrol(input: { actorId: ActorId }): Promise<Result<SyncStatus>>;
  /** Lets keys into the workspace with the root of this laptop, and this laptop's own with them. */
  workspaceVouch(input: { keyIds: readonly Sha256Hex[] }): Promise<Result<SyncStatus>>;
  /** The clients of this laptop. Every other method is about the one whose window asks, and about no other. */
  clients(input: Record<string, never>): Promise<Result<ClientList>>;
  /** Codes: CLIENT_NAME_TAKEN and those of writing. */
  addClient(input: { name: string }): Promise<Result<Client>>;
  renameClient(input: { client: string; name: string }): Promise<Result<Client>>;
  /** What would go with a client; of its contents only counts and names. */
  clientContents(input: { client: string }): Promise<Result<ClientContents>>;
  /** For good. `name` is what the person typed to confirm it. Codes: CLIENT_NAME_WRONG, CLIENT_LAST, CLIENT_UNKNOWN. */
  removeClient(input: { client: string; name: string }): Promise<Result<true>>;
  /** This client as one sealed file; `page` is what the page keeps of it. */
  backUpClient(input: { passphrase: string; page: Uint8Array }): Promise<Result<{ backup: Uint8Array }>>;
  /** A backup as a client of its own; `page` is for its database. Codes: BACKUP_FORM, WRONG_PASSPHRASE, CLIENT_HERE. */
  restoreClient(input: {
    name: string | null;
    passphrase: string;
    backup: Uint8Array;
  }): Promise<Result<{ client: string; page: Uint8Array }>>;
  /** Whether a plan of that workspace may come here. Code: OTHER_CLIENT. */
  mayTakePlan(input: { tenant: string }): Promise<Result<true>>;
  /** She has seen an alarm. */
  syncDismiss(input: { code: Alarm['code'] }): Promise<Result<SyncStatus>>;
}

export type WorkstationMethod = keyof WorkstationMethods;

const METHOD_NAMES: Readonly<Record<WorkstationMethod, true>> = {
  about: true,
  listProfiles: true,
  createProfile: true,
  unlockProfile: true,
  lockProfile: true,
  listKeyring: true,
  readKeyring: true,
  trustKeyring: true,
  workspaceRoot: true,
  exportKeyring: true,
  exportPublicKey: true,
  revokeKey: true,
  grantRole: true,
  endGrant: true,
  sign: true,
  signAuditPack: true,
  mirrorVersion: true,
  listMirrored: true,
  readMirrored: true,
  saveFile: true,
  openExternal: true,
  syncStatus: true,
  syncProbe: true,
  syncSetUp: true,
  syncLogin: true,
  syncLoggedIn: true,
  syncStop: true,
  syncNow: true,
  syncStores: true,
  syncReceipts: true,
  workspaceConfirm: true,
  workspaceEnrol: true,
  workspaceVouch: true,
  clients: true,
  addClient: true,
  renameClient: true,
  clientContents: true,
  removeClient: true,
  backUpClient: true,
  restoreClient: true,
  mayTakePlan: true,
  syncDismiss: true,
};

/** The methods by name, for a carrier that offers each of them; the type above makes the list complete. */
export const WORKSTATION_METHODS = Object.keys(METHOD_NAMES) as readonly WorkstationMethod[];
