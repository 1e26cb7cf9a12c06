/** The people of this laptop: their keys, made here, opened by passphrase, and used to sign statements in their name. */
import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  randomBytes,
  sign as signBytes,
} from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { join } from 'node:path';
import type { ActorId, IsoTime, Sha256Hex } from '../domain/brand.ts';
import { THIS_MACHINE } from '../domain/governance/machine-name.ts';
import { STATEMENT_PAYLOAD_TYPE } from '../domain/governance/envelope.ts';
import type { DsseEnvelope } from '../domain/governance/envelope.ts';
import type { Role } from '../domain/governance/role.ts';
import { parseStatement } from '../domain/governance/statement.ts';
import { codedError, ok, refuse } from '../domain/result.ts';
import type { Result } from '../domain/result.ts';
import { base64, fromBase64, textOrNull } from '../formats/bundle/bytes.ts';
import { makeEnvelope, preAuthEncoding } from '../formats/bundle/dsse.ts';
import { keyIdOf } from '../formats/bundle/ed25519.ts';
import type { Enrolment } from '../formats/enrolment/enrolment.ts';
import { ENROLMENT_PAYLOAD_TYPE, enrolmentPayload } from '../formats/enrolment/enrolment.ts';
import type { Attempts } from './attempts.ts';
import { attempts } from './attempts.ts';
import type { DurableFs } from './durable-file.ts';
import { listNames, readBytes, writeDurably } from './durable-file.ts';
import { DEFAULT_COST, unwrapKey, wrapKey } from './key-wrapping.ts';
import type { ProfileFile } from './profile-file.ts';
import { boundText, parseProfile, profileBytes } from './profile-file.ts';
import type { KeyGuard } from './shell.ts';

export interface ProfileStoreOptions {
  readonly home: string;
  readonly fs: DurableFs;
  readonly now: () => Date;
  readonly guard: KeyGuard | null;
  /** log2 of scrypt's N for new keys. */
  readonly cost?: number;
}

export interface UnattendedKey {
  readonly profile: ProfileFile;
  readonly key: KeyObject;
}

/** What a store asked, and whom its login says she is. */
export type EnrolAs = Pick<Enrolment, 'store' | 'nonce' | 'tenant' | 'subject'>;

/** Shorter ones fall to guessing whatever scrypt costs. */
const MIN_PASSPHRASE = 10;

export class ProfileStore {
  private readonly open = new Map<ActorId, KeyObject>();
  private readonly attempts: Attempts;
  private readonly options: ProfileStoreOptions;

  constructor(options: ProfileStoreOptions) {
    this.options = options;
    this.attempts = attempts(() => options.now().getTime());
  }

  private get folder(): string {
    return join(this.options.home, 'profiles');
  }

  isUnlocked(actorId: ActorId): boolean {
    return this.open.has(actorId);
  }

  /** Code: PROFILE_DAMAGED: one bad file does not hide, but it does stop, the others. */
  async list(): Promise<Result<readonly ProfileFile[]>> {
    const profiles: ProfileFile[] = [];
    for (const name of await listNames(this.folder, this.options.fs)) {
      const read = await this.read(name);
      if (!read.ok) return read;
      profiles.push(read.value);
    }
    return ok(profiles.toSorted((a, b) => (a.createdAt < b.createdAt ? -1 : 1)));
  }

  private async read(name: string): Promise<Result<ProfileFile>> {
    const path = join(this.folder, name);
    const bytes = await readBytes(path, this.options.fs);
    return bytes.ok ? parseProfile(textOrNull(bytes.value) ?? '', path) : bytes;
  }

  /** Codes: WEAK_PASSPHRASE, NAME_TAKEN and those of writing. The new profile is unlocked. */
  async create(name: string, role: Role, passphrase: string): Promise<Result<ProfileFile>> {
    if (passphrase.length < MIN_PASSPHRASE) {
      const message = `A passphrase has at least ${MIN_PASSPHRASE} characters. Several words are easy to keep.`;
      return refuse(codedError('WEAK_PASSPHRASE', message));
    }
    const known = await this.list();
    if (!known.ok) return known;
    if (known.value.some((profile) => profile.name.toLowerCase() === name.toLowerCase())) {
      return refuse(
        codedError('NAME_TAKEN', `There is a profile named ${name} already. Choose another name.`),
      );
    }
    const { profile, privateKey } = newProfile(actorIdFor(name), name, role, this.createdAt());
    const secret = privateKey.export({ format: 'der', type: 'pkcs8' });
    const wrapped = await wrapKey(secret, passphrase, boundText(profile), this.options.cost ?? DEFAULT_COST);
    const { guard } = this.options;
    const sealed = guard === null ? wrapped.sealed : base64(await guard.seal(bytesOf(wrapped.sealed)));
    const file: ProfileFile = {
      ...profile,
      wrapped: { ...wrapped, sealed },
      guarded: guard !== null,
      clear: null,
    };
    const path = join(this.folder, `${file.actorId}.json`);
    const written = await writeDurably(path, profileBytes(file), this.options.fs, { exclusive: true });
    if (!written.ok) return written;
    this.open.set(file.actorId, privateKey);
    return ok(file);
  }

  private createdAt(): IsoTime {
    return this.options.now().toISOString() as IsoTime;
  }

  private async find(actorId: ActorId): Promise<Result<ProfileFile>> {
    const known = await this.list();
    if (!known.ok) return known;
    const profile = known.value.find((one) => one.actorId === actorId);
    return profile === undefined
      ? refuse(codedError('UNKNOWN_PROFILE', `There is no profile ${actorId} on this machine.`))
      : ok(profile);
  }

  /** Codes: UNKNOWN_PROFILE, WRONG_PASSPHRASE, TOO_MANY_ATTEMPTS (with `retryAfterMs`), KEYCHAIN_REFUSED, PROFILE_DAMAGED. */
  unlock(actorId: ActorId, passphrase: string): Promise<Result<ProfileFile>> {
    return this.attempts.try(actorId, async () => {
      const profile = await this.find(actorId);
      if (!profile.ok) return profile;
      const key = await privateKeyOf(profile.value, passphrase, this.options.guard);
      if (!key.ok) return key;
      this.open.set(actorId, key.value);
      return profile;
    });
  }

  async lock(actorId: ActorId): Promise<Result<ProfileFile>> {
    this.open.delete(actorId);
    return this.find(actorId);
  }

  /**
   * Signs a statement that names this very profile as its signer, in its role or one of `roles`, and nothing else.
   * Codes: PROFILE_LOCKED, UNKNOWN_PROFILE, NOT_A_STATEMENT, SIGNER_MISMATCH and those of reading a statement.
   */
  async sign(
    actorId: ActorId,
    payloadType: string,
    payload: Uint8Array,
    roles: readonly Role[] = [],
  ): Promise<Result<DsseEnvelope>> {
    const key = this.open.get(actorId);
    if (key === undefined) return LOCKED;
    const profile = await this.find(actorId);
    return profile.ok ? signStatement(profile.value, key, payloadType, payload, roles) : profile;
  }

  /** A profile whose key its owner has open. Codes: PROFILE_LOCKED, UNKNOWN_PROFILE. */
  async opened(actorId: ActorId): Promise<Result<ProfileFile>> {
    return this.open.has(actorId) ? this.find(actorId) : LOCKED;
  }

  /**
   * Shows a store that a key is hers who is signed in to it: signs what the store asked, and nothing a page can choose.
   * Codes: PROFILE_LOCKED, UNKNOWN_PROFILE.
   */
  async enrolment(actorId: ActorId, as: EnrolAs): Promise<Result<DsseEnvelope>> {
    const key = this.open.get(actorId);
    if (key === undefined)
      return refuse(codedError('PROFILE_LOCKED', 'Open your key with its passphrase first.'));
    const profile = await this.find(actorId);
    if (!profile.ok) return profile;
    const { publicKey, name, role, keyId } = profile.value;
    const payload = enrolmentPayload({
      format: 'bailiwick.key-enrolment',
      ...as,
      publicKey,
      actorId,
      name,
      role,
      keeping: 'passphrase',
    });
    const signature = signBytes(null, preAuthEncoding(ENROLMENT_PAYLOAD_TYPE, payload), key);
    return ok(makeEnvelope(ENROLMENT_PAYLOAD_TYPE, payload, keyId, new Uint8Array(signature)));
  }

  /** The machine's own profile, for work without a person. */
  machine(): Promise<Result<UnattendedKey>> {
    return this.unattended('machine', THIS_MACHINE);
  }

  /**
   * The root of this machine's workspace: it signs the lists of keys handed out from here, and nothing else. It is in
   * no keyring, so no act it might sign counts.
   */
  root(): Promise<Result<UnattendedKey>> {
    return this.unattended('root', 'Root of this workspace');
  }

  /** The key ids of root and machine where they were made already; asking makes none. */
  async rootIfAny(): Promise<Sha256Hex | null> {
    return this.keyIdIfAny('root');
  }

  async machineIfAny(): Promise<Sha256Hex | null> {
    return this.keyIdIfAny('machine');
  }

  private async keyIdIfAny(word: 'machine' | 'root'): Promise<Sha256Hex | null> {
    const found = await this.readUnattended(join(this.options.home, `${word}.json`));
    return found.ok ? found.value.profile.keyId : null;
  }

  /** A key no passphrase opens, made on first use; it lies in clear under file permissions. */
  private async unattended(word: 'machine' | 'root', name: string): Promise<Result<UnattendedKey>> {
    const path = join(this.options.home, `${word}.json`);
    const found = await this.readUnattended(path);
    if (found.ok || found.errors[0]?.code !== 'FILE_NOT_FOUND') return found;
    const actorId = `${word}-${randomBytes(4).toString('hex')}` as ActorId;
    const { profile, privateKey } = newProfile(actorId, name, 'planner', this.createdAt());
    const clear = privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64');
    const bytes = profileBytes({ ...profile, wrapped: null, guarded: false, clear });
    const written = await writeDurably(path, bytes, this.options.fs, { exclusive: true });
    // Another process was first: its key is the one.
    if (!written.ok && written.errors[0]?.code !== 'FILE_EXISTS') return written;
    return this.readUnattended(path);
  }

  private async readUnattended(path: string): Promise<Result<UnattendedKey>> {
    const bytes = await readBytes(path, this.options.fs);
    if (!bytes.ok) return bytes;
    const profile = parseProfile(textOrNull(bytes.value) ?? '', path);
    if (!profile.ok) return profile;
    const key = await privateKeyOf(profile.value, '', null);
    return key.ok ? ok({ profile: profile.value, key: key.value }) : key;
  }
}

function newProfile(actorId: ActorId, name: string, role: Role, createdAt: IsoTime) {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const raw = rawPublicKey(publicKey);
  const profile = {
    format: 'bailiwick.profile' as const,
    formatVersion: 1 as const,
    actorId,
    name,
    role,
    keyId: keyIdOf(raw),
    createdAt,
    publicKey: base64(raw),
  };
  return { profile, privateKey };
}

const rawPublicKey = (key: KeyObject): Uint8Array =>
  new Uint8Array(key.export({ format: 'der', type: 'spki' })).slice(-32);

function actorIdFor(name: string): ActorId {
  const folded = name.normalize('NFKD').toLowerCase();
  const word = folded
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 40);
  return `${word === '' ? 'person' : word}-${randomBytes(4).toString('hex')}` as ActorId;
}

async function privateKeyOf(
  profile: ProfileFile,
  passphrase: string,
  guard: KeyGuard | null,
): Promise<Result<KeyObject>> {
  const damaged = refuse(
    codedError('PROFILE_DAMAGED', `The key of ${profile.name} is damaged. Restore it from a backup.`),
  );
  const secret = await secretOf(profile, passphrase, guard);
  if (!secret.ok) return secret;
  try {
    const key = createPrivateKey({ key: Buffer.from(secret.value), format: 'der', type: 'pkcs8' });
    return base64(rawPublicKey(createPublicKey(key))) === profile.publicKey ? ok(key) : damaged;
  } catch {
    return damaged;
  }
}

async function secretOf(
  profile: ProfileFile,
  passphrase: string,
  guard: KeyGuard | null,
): Promise<Result<Uint8Array>> {
  const { wrapped, guarded } = profile;
  if (wrapped === null) return ok(bytesOf(profile.clear ?? ''));
  if (!guarded) return unwrapKey(wrapped, passphrase, boundText(profile));
  const sealed = guard === null ? NO_KEYCHAIN : await guard.open(bytesOf(wrapped.sealed));
  if (!sealed.ok) return sealed;
  return unwrapKey({ ...wrapped, sealed: base64(sealed.value) }, passphrase, boundText(profile));
}

const bytesOf = (text: string): Uint8Array => fromBase64(text) ?? new Uint8Array();

const NO_KEYCHAIN = refuse(
  codedError('KEYCHAIN_REFUSED', 'The desktop app sealed this profile in the keychain. Unlock it there.'),
);

const LOCKED = refuse(codedError('PROFILE_LOCKED', 'Unlock the profile with its passphrase before signing.'));

export function signStatement(
  profile: ProfileFile,
  key: KeyObject,
  payloadType: string,
  payload: Uint8Array,
  /** Granted beside the profile's own. */
  roles: readonly Role[] = [],
): Result<DsseEnvelope> {
  const content = textOrNull(payload);
  if (payloadType !== STATEMENT_PAYLOAD_TYPE || content === null) {
    return refuse(
      codedError('NOT_A_STATEMENT', `Only statements about a plan are signed, not "${payloadType}".`),
    );
  }
  const statement = parseStatement(content, 'the statement');
  if (!statement.ok) return statement;
  const { signer } = statement.value.predicate;
  const granted = signer.role === profile.role || roles.includes(signer.role);
  const hers = signer.actorId === profile.actorId && signer.keyId === profile.keyId && granted;
  if (!hers || signer.name !== profile.name) {
    const message = `The statement names ${signer.name} as ${signer.role}, not ${profile.name} as ${profile.role}.`;
    return refuse(codedError('SIGNER_MISMATCH', message));
  }
  const signature = signBytes(null, preAuthEncoding(payloadType, payload), key);
  return ok(makeEnvelope(payloadType, payload, profile.keyId, new Uint8Array(signature)));
}
