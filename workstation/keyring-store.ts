/**
 * The keys this machine believes: its own, and those it was told to trust, each in a file of its own so that two
 * processes never overwrite each other's. A revocation is never taken back by a later list.
 */
import { join } from 'node:path';
import type { IsoDate, IsoTime, Sha256Hex } from '../domain/brand.ts';
import type { TrustedStore } from '../domain/bundle/receipts.ts';
import type { Grant } from '../domain/governance/grant.ts';
import { isSameGrant, mayHandOut, withEnd, withGrant } from '../domain/governance/handing-out.ts';
import type { RevokedIn } from '../domain/governance/keyring.ts';
import { codedError, ok, refuse } from '../domain/result.ts';
import type { Result } from '../domain/result.ts';
import { fromBase64, textOrNull } from '../formats/bundle/bytes.ts';
import type { KeyringKey } from '../formats/bundle/keyring-file.ts';
import {
  keptKeysText,
  keptStoreText,
  parseKeptKeys,
  parseKeptStore,
  parseKeyring,
} from '../formats/bundle/keyring-file.ts';
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

  private get storeFolder(): string {
    return join(this.options.home, 'stores');
  }

  /** Own keys first. A file kept for an own key tells of its revocation and its grants alone. */
  async list(): Promise<Result<readonly KeyringEntry[]>> {
    const own = await this.options.own();
    if (!own.ok) return own;
    const kept = await this.kept();
    if (!kept.ok) return kept;
    const told = new Map(kept.value.map((key) => [key.keyId, key]));
    const ownIds = new Set(own.value.map((profile) => profile.keyId));
    return ok([
      ...own.value.map((profile) => ownEntry(profile, told.get(profile.keyId))),
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
    if (clash !== undefined) return refuse(conflict(clash));
    for (const key of keys) {
      const written = await this.keep(merged(key, byId.get(key.keyId), this.now()));
      if (!written.ok) return written;
    }
    for (const store of parsed.value.stores) {
      const path = join(this.storeFolder, `${store.keyId}.json`);
      const written = await writeDurably(path, Buffer.from(keptStoreText(store)), this.options.fs);
      if (!written.ok) return written;
    }
    const pinned = await this.roots.keep(parsed.value, this.now());
    return pinned.ok ? this.list() : pinned;
  }

  /** Whether somebody here confirmed a root before. */
  believes(root: Sha256Hex): Promise<Result<boolean>> {
    return this.roots.knows(root);
  }

  /**
   * Takes in one key that somebody compared with its owner. Codes: KEY_WEAK, KEY_ID_WRONG, KEY_CONFLICT and those of
   * writing.
   */
  async admit(key: Omit<KeyringKey, 'addedAt' | 'revokedAt'>): Promise<Result<true>> {
    const line = { ...key, addedAt: this.now(), revokedAt: null };
    const sound = parseKeptKeys(keptKeysText([line]));
    if (!sound.ok) return sound;
    const known = await this.find(key.keyId);
    if (!known.ok) return this.keep(line);
    const same = known.value.actorId === key.actorId && known.value.role === key.role;
    return same ? ok(true) : refuse(conflict(key));
  }

  /** What a store's log says of a key that is known here; the earliest place in a log stays. Codes: those of writing. */
  async noteRevoked(keyId: Sha256Hex, revokedIn: RevokedIn): Promise<Result<true>> {
    const known = await this.list();
    if (!known.ok) return known;
    const entry = known.value.find((one) => one.keyId === keyId);
    if (entry === undefined || entry.revokedIn != null) return ok(true);
    return this.keep({ ...entry, revokedAt: entry.revokedAt ?? this.now(), revokedIn });
  }

  /** Stores named by keyrings somebody here trusts. */
  async stores(): Promise<Result<readonly TrustedStore[]>> {
    const stores: TrustedStore[] = [];
    for (const name of await listNames(this.storeFolder, this.options.fs)) {
      const bytes = await readBytes(join(this.storeFolder, name), this.options.fs);
      if (!bytes.ok) return bytes;
      const store = parseKeptStore(textOrNull(bytes.value) ?? '');
      if (!store.ok) return store;
      stores.push(store.value);
    }
    return ok(stores);
  }

  /** Codes: UNKNOWN_KEY and those of writing. */
  async revoke(keyId: Sha256Hex): Promise<Result<KeyringEntry>> {
    const entry = await this.find(keyId);
    if (!entry.ok || entry.value.revokedAt !== null) return entry;
    const revoked = { ...entry.value, revokedAt: this.now() };
    const written = await this.keep(revoked);
    return written.ok ? ok(revoked) : written;
  }

  /**
   * Gives a grant, or ends it where `to` is a day. `by`: whose key is open. Whoever may not hand it out, and a grant
   * that does not hold, are refused. Codes: GrantCode, UNKNOWN_KEY and those of writing.
   */
  async changeGrant(
    keyId: Sha256Hex,
    { grant, to }: { readonly grant: Grant; readonly to: IsoDate | null },
    by: Sha256Hex,
  ): Promise<Result<KeyringEntry>> {
    const known = await this.list();
    if (!known.ok) return known;
    const entry = await this.find(keyId);
    if (!entry.ok) return entry;
    const giver = await this.find(by);
    if (!giver.ok) return giver;
    const on = this.now().slice(0, 10) as IsoDate;
    const may = mayHandOut(known.value, giver.value, grant.scope, on);
    if (!may.ok) return may;
    const held = to === null ? withGrant(entry.value, grant, on) : withEnd(entry.value, grant, to, on);
    if (!held.ok) return held;
    const changed = { ...entry.value, grants: held.value };
    const written = await this.keep(changed);
    return written.ok ? ok(changed) : written;
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

const conflict = ({ keyId, name }: Pick<KeyringKey, 'keyId' | 'name'>) =>
  codedError('KEY_CONFLICT', `The key of ${name} is known here as another person's or in another role.`, {
    keyId,
  });

/** What was known of a key stays; a revocation and grants are added, and ends of grants. */
function merged(incoming: KeyringKey, known: KeyringEntry | undefined, now: IsoTime): KeyringKey {
  if (known === undefined) return { ...incoming, addedAt: now };
  const grants = mergedGrants(known.grants, incoming.grants);
  return {
    ...known,
    revokedAt: known.revokedAt ?? incoming.revokedAt,
    revokedIn: known.revokedIn ?? incoming.revokedIn ?? null,
    ...(grants === undefined ? {} : { grants }),
  };
}

/** Of one grant known with and without an end the ended one holds, and of two ends the earlier. */
function mergedGrants(
  known: readonly Grant[] | undefined,
  incoming: readonly Grant[] | undefined,
): readonly Grant[] | undefined {
  if (known === undefined || incoming === undefined) return incoming ?? known;
  const ends = (grant: Grant): Grant => {
    const to = incoming.find((one) => isSameGrant(one, grant))?.to ?? null;
    return to !== null && (grant.to === null || to < grant.to) ? { ...grant, to } : grant;
  };
  const more = incoming.filter((grant) => !known.some((one) => isSameGrant(one, grant)));
  return [...known.map(ends), ...more];
}

const ownEntry = (profile: ProfileFile, told: KeyringKey | undefined): KeyringEntry => ({
  keyId: profile.keyId,
  publicKey: fromBase64(profile.publicKey) ?? new Uint8Array(),
  name: profile.name,
  role: profile.role,
  actorId: profile.actorId,
  addedAt: profile.createdAt,
  revokedAt: told?.revokedAt ?? null,
  revokedIn: told?.revokedIn ?? null,
  ...(told?.grants === undefined ? {} : { grants: told.grants }),
  origin: 'own',
});
