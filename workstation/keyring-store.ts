/**
 * The keys this machine believes: its own, and those it was told to trust, each in a file of its own so that two
 * processes never overwrite each other's. A revocation is never taken back by a later list.
 */
import { join } from 'node:path';
import type { IsoTime, Sha256Hex } from '../domain/brand.ts';
import { codedError, ok, refuse } from '../domain/result.ts';
import type { Result } from '../domain/result.ts';
import { fromBase64, textOrNull } from '../formats/bundle/bytes.ts';
import type { KeyringKey } from '../formats/bundle/keyring-file.ts';
import { keptKeysText, parseKeptKeys, parseKeyring } from '../formats/bundle/keyring-file.ts';
import type { KeyringEntry } from './contract.ts';
import type { DurableFs } from './durable-file.ts';
import { listNames, readBytes, writeDurably } from './durable-file.ts';
import { PinnedRoots } from './pinned-roots.ts';
import type { ProfileFile } from './profile-file.ts';

export interface KeyringStoreOptions {
  readonly home: string;
  readonly fs: DurableFs;
  readonly now: () => Date;
  /** The machine's own profiles, its own key among them. */
  readonly own: () => Promise<Result<readonly ProfileFile[]>>;
}

export class KeyringStore {
  private readonly options: KeyringStoreOptions;
  private readonly roots: PinnedRoots;

  constructor(options: KeyringStoreOptions) {
    this.options = options;
    this.roots = new PinnedRoots(options.home, options.fs);
  }

  private get folder(): string {
    return join(this.options.home, 'keyring');
  }

  /** Own keys first. A file kept for an own key tells of its revocation alone. */
  async list(): Promise<Result<readonly KeyringEntry[]>> {
    const own = await this.options.own();
    if (!own.ok) return own;
    const kept = await this.kept();
    if (!kept.ok) return kept;
    const revoked = new Map(kept.value.map((key) => [key.keyId, key.revokedAt]));
    const ownIds = new Set(own.value.map((profile) => profile.keyId));
    return ok([
      ...own.value.map((profile) => ownEntry(profile, revoked.get(profile.keyId) ?? null)),
      ...kept.value
        .filter((key) => !ownIds.has(key.keyId))
        .map((key): KeyringEntry => ({ ...key, origin: 'trusted' })),
    ]);
  }

  private async kept(): Promise<Result<readonly KeyringKey[]>> {
    const keys: KeyringKey[] = [];
    for (const name of await listNames(this.folder, this.options.fs)) {
      const bytes = await readBytes(join(this.folder, name), this.options.fs);
      if (!bytes.ok) return bytes;
      const parsed = parseKeptKeys(textOrNull(bytes.value) ?? '');
      if (!parsed.ok) return parsed;
      keys.push(...parsed.value);
    }
    return ok(keys);
  }

  /**
   * `root`: the fingerprint somebody compared by another way; null trusts only a list of a root confirmed before.
   * Codes: those of reading a keyring, PinCode, KEY_CONFLICT, KEYRING_EMPTY and those of writing. Nothing or all is added.
   */
  async trust(content: string, root: string | null): Promise<Result<readonly KeyringEntry[]>> {
    const parsed = parseKeyring(content);
    if (!parsed.ok) return parsed;
    const { keys } = parsed.value;
    if (keys.length === 0) return refuse(codedError('KEYRING_EMPTY', 'The keyring holds no key.'));
    const admitted = await this.roots.admit(parsed.value, root);
    if (!admitted.ok) return admitted;
    const known = await this.list();
    if (!known.ok) return known;
    const byId = new Map(known.value.map((entry) => [entry.keyId, entry]));
    const clash = keys.find((key) => {
      const entry = byId.get(key.keyId);
      return entry !== undefined && (entry.actorId !== key.actorId || entry.role !== key.role);
    });
    if (clash !== undefined) {
      const message = `The key of ${clash.name} is known here as another person's or in another role.`;
      return refuse(codedError('KEY_CONFLICT', message, { keyId: clash.keyId }));
    }
    for (const key of keys) {
      const written = await this.keep(merged(key, byId.get(key.keyId), this.now()));
      if (!written.ok) return written;
    }
    const pinned = await this.roots.keep(parsed.value, this.now());
    return pinned.ok ? this.list() : pinned;
  }

  /** Codes: UNKNOWN_KEY and those of writing. */
  async revoke(keyId: Sha256Hex): Promise<Result<KeyringEntry>> {
    const entry = await this.find(keyId);
    if (!entry.ok || entry.value.revokedAt !== null) return entry;
    const revoked = { ...entry.value, revokedAt: this.now() };
    const written = await this.keep(revoked);
    return written.ok ? ok(revoked) : written;
  }

  async find(keyId: Sha256Hex): Promise<Result<KeyringEntry>> {
    const known = await this.list();
    if (!known.ok) return known;
    const entry = known.value.find((one) => one.keyId === keyId);
    return entry === undefined
      ? refuse(codedError('UNKNOWN_KEY', `Key ${keyId} is not in the keyring of this machine.`))
      : ok(entry);
  }

  private now(): IsoTime {
    return this.options.now().toISOString() as IsoTime;
  }

  private keep(key: KeyringKey): Promise<Result<true>> {
    const path = join(this.folder, `${key.keyId}.json`);
    return writeDurably(path, Buffer.from(keptKeysText([key])), this.options.fs);
  }
}

/** What was known of a key stays; only a revocation is added. */
function merged(incoming: KeyringKey, known: KeyringEntry | undefined, now: IsoTime): KeyringKey {
  if (known === undefined) return { ...incoming, addedAt: now };
  return { ...known, revokedAt: known.revokedAt ?? incoming.revokedAt };
}

const ownEntry = (profile: ProfileFile, revokedAt: IsoTime | null): KeyringEntry => ({
  keyId: profile.keyId,
  publicKey: fromBase64(profile.publicKey) ?? new Uint8Array(),
  name: profile.name,
  role: profile.role,
  actorId: profile.actorId,
  addedAt: profile.createdAt,
  revokedAt,
  origin: 'own',
});
