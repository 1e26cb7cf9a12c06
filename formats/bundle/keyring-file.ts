/**
 * Keys as files. A keyring that is handed over is a list signed by the root key of the workspace it comes from, so that
 * a reviewer compares one fingerprint by another way and not every key; nothing in it can be changed, added or taken
 * out on the road. What a machine keeps for itself is the same list without a signature: whoever can write there holds
 * the machine's own key too.
 */
import type { IsoTime, Sha256Hex } from '../../domain/brand.ts';
import type { Json } from '../../domain/bundle/canonical-json.ts';
import { canonicalJson } from '../../domain/bundle/canonical-json.ts';
import type { Check } from '../../domain/bundle/check.ts';
import { Faults, integer, list, nullable, object, oneOf, optional, text } from '../../domain/bundle/check.ts';
import * as is from '../../domain/bundle/checks.ts';
import type { TrustedStore } from '../../domain/bundle/receipts.ts';
import { checkGrant } from '../../domain/governance/grant.ts';
import type { RevokedIn, TrustedKey } from '../../domain/governance/keyring.ts';
import type { CodedError, Result } from '../../domain/result.ts';
import { codedError, ok, refuse } from '../../domain/result.ts';
import { base64, fromBase64, utf8 } from './bytes.ts';
import { preAuthEncoding } from './dsse.ts';
import { isWeakKey, keyIdOf, verifySignature } from './ed25519.ts';

export interface KeyringKey extends TrustedKey {
  readonly addedAt: IsoTime;
}

interface StoreLine extends Omit<TrustedStore, 'publicKey'> {
  /** base64 of the raw 32 bytes. */
  readonly publicKey: string;
}

interface KeyLine extends Omit<KeyringKey, 'publicKey'> {
  /** base64 of the raw 32 bytes. */
  readonly publicKey: string;
}

/** What a machine keeps for itself. */
interface KeptKeys {
  readonly format: 'bailiwick.keyring';
  readonly formatVersion: 1;
  readonly keys: readonly KeyLine[];
  readonly signatures: readonly never[];
}

/** What is handed over, without its signature: the text that is signed is the canonical JSON of this. */
interface KeyringList {
  readonly format: 'bailiwick.keyring';
  readonly formatVersion: 2;
  /** Counts keys, revocations, grants, ends of grants and stores, none of which is ever taken back: a later list has more. */
  readonly serial: number;
  readonly root: { readonly keyId: Sha256Hex; readonly publicKey: string };
  readonly keys: readonly KeyLine[];
  /** Central stores whose receipts count; absent in lists made before there were any. */
  readonly stores?: readonly StoreLine[];
}

interface KeyringFile extends KeyringList {
  readonly signatures: readonly { readonly keyid: Sha256Hex; readonly sig: string }[];
}

/** A list whose root signature holds. Whether that root is anybody's is for a person to say. */
export interface SignedKeyring {
  readonly root: { readonly keyId: Sha256Hex; readonly publicKey: Uint8Array };
  readonly serial: number;
  readonly keys: readonly KeyringKey[];
  readonly stores: readonly TrustedStore[];
}

/** The key that vouches for a list of keys, and for nothing else. */
export interface RootKey {
  readonly publicKey: Uint8Array;
  /** Ed25519 over the bytes given. */
  sign(bytes: Uint8Array): Uint8Array;
}

const KEYRING_PAYLOAD_TYPE = 'application/vnd.bailiwick.keyring+json';

const never: Check<never> = (value, path, faults) => {
  faults.add(path, 'is a signature, which a kept list has not');
  return value as never;
};

const checkKeys = list(
  object<KeyLine>({
    keyId: is.sha256Hex,
    publicKey: text,
    name: text,
    role: is.role,
    actorId: is.actorId,
    addedAt: is.isoTime,
    revokedAt: nullable(is.isoTime),
    revokedIn: optional(
      nullable(
        object<RevokedIn>({
          store: is.sha256Hex,
          storeEpoch: text,
          tenant: is.tenantId,
          index: integer(0, Number.MAX_SAFE_INTEGER),
        }),
      ),
    ),
    grants: optional(list(checkGrant)),
  }),
);

const checkStores = list(object<StoreLine>({ keyId: is.sha256Hex, publicKey: text, origin: text }));

interface KeptStore extends StoreLine {
  readonly format: 'bailiwick.store';
  readonly formatVersion: 1;
}

const checkKeptStore: Check<KeptStore> = object<KeptStore>({
  format: oneOf('bailiwick.store'),
  formatVersion: oneOf(1),
  keyId: is.sha256Hex,
  publicKey: text,
  origin: text,
});

const checkKept: Check<KeptKeys> = object<KeptKeys>({
  format: oneOf('bailiwick.keyring'),
  formatVersion: oneOf(1),
  keys: checkKeys,
  signatures: list(never),
});

const checkFile: Check<KeyringFile> = object<KeyringFile>({
  format: oneOf('bailiwick.keyring'),
  formatVersion: oneOf(2),
  serial: integer(0, Number.MAX_SAFE_INTEGER),
  root: object({ keyId: is.sha256Hex, publicKey: text }),
  keys: checkKeys,
  stores: optional(checkStores),
  signatures: list(object({ keyid: is.sha256Hex, sig: text })),
});

const linesOf = (keys: readonly KeyringKey[]): readonly KeyLine[] =>
  keys.map(({ keyId, publicKey, name, role, actorId, addedAt, revokedAt, revokedIn, grants }): KeyLine => {
    const line = { keyId, publicKey: base64(publicKey), name, role, actorId, addedAt, revokedAt };
    return {
      ...line,
      // Absent where there is nothing to say, so that older lists read back to the same bytes.
      ...(revokedIn == null ? {} : { revokedIn }),
      ...(grants === undefined ? {} : { grants }),
    };
  });

const countOf = (keys: readonly KeyringKey[], stores: readonly TrustedStore[]): number => {
  const grants = keys.flatMap((key) => key.grants ?? []);
  const revoked = keys.filter((key) => key.revokedAt !== null);
  const ended = grants.filter((grant) => grant.to !== null);
  return keys.length + revoked.length + grants.length + ended.length + stores.length;
};

/** The text a machine keeps: unsigned, and accepted from nobody else. */
export function keptKeysText(keys: readonly KeyringKey[]): string {
  const file: KeptKeys = {
    format: 'bailiwick.keyring',
    formatVersion: 1,
    keys: linesOf(keys),
    signatures: [],
  };
  return `${canonicalJson(file as unknown as Json)}\n`;
}

/** The list as it is handed over. The same keys and root give the same bytes. */
export function keyringText(
  keys: readonly KeyringKey[],
  root: RootKey,
  stores: readonly TrustedStore[] = [],
): string {
  const keyId = keyIdOf(root.publicKey);
  const content: KeyringList = {
    format: 'bailiwick.keyring',
    formatVersion: 2,
    serial: countOf(keys, stores),
    root: { keyId, publicKey: base64(root.publicKey) },
    keys: linesOf(keys),
    ...(stores.length === 0
      ? {}
      : {
          stores: stores.map(({ keyId, publicKey, origin }) => ({
            keyId,
            publicKey: base64(publicKey),
            origin,
          })),
        }),
  };
  const signatures = [{ keyid: keyId, sig: base64(root.sign(signedBytes(content))) }];
  const file: KeyringFile = { ...content, signatures };
  return `${canonicalJson(file as unknown as Json)}\n`;
}

const signedBytes = (content: KeyringList): Uint8Array<ArrayBuffer> =>
  preAuthEncoding(KEYRING_PAYLOAD_TYPE, utf8(canonicalJson(content as unknown as Json)));

/** What a machine kept, every fault at once. Codes: KEYRING_FORM, KEY_WEAK, KEY_ID_WRONG, KEY_TWICE. */
export function parseKeptKeys(content: string): Result<readonly KeyringKey[]> {
  const json = parsedJson(content);
  if (!json.ok) return json;
  const kept = checked(checkKept, json.value);
  return kept.ok ? keysOf(kept.value.keys) : kept;
}

/**
 * A list somebody handed over, every fault at once; nothing of it is read before its root signature holds.
 * Codes: KEYRING_FORM, KEYRING_UNSIGNED, KEYRING_SIGNATURE_WRONG, KEY_WEAK, KEY_ID_WRONG, KEY_TWICE.
 */
export function parseKeyring(content: string): Result<SignedKeyring> {
  const json = parsedJson(content);
  if (!json.ok) return json;
  if (checked(checkKept, json.value).ok) {
    const message = 'The keyring is signed by no root key. Ask for it again: bailiwick keys export signs it.';
    return refuse(codedError('KEYRING_UNSIGNED', message));
  }
  const file = checked(checkFile, json.value);
  if (!file.ok) return file;
  const { signatures, ...list } = file.value;
  const publicKey = fromBase64(list.root.publicKey) ?? new Uint8Array();
  const root = { keyId: list.root.keyId, publicKey };
  const only = signatures.length === 1 ? signatures[0] : undefined;
  const signature = only?.keyid === root.keyId ? fromBase64(only.sig) : null;
  if (isWeakKey(publicKey)) return refuse(weakRoot());
  if (
    keyIdOf(publicKey) !== root.keyId ||
    signature === null ||
    !verifySignature(signature, signedBytes(list), publicKey)
  ) {
    const message = 'The keyring was changed after its root key signed it. Ask for it again, by another way.';
    return refuse(codedError('KEYRING_SIGNATURE_WRONG', message, { root: root.keyId }));
  }
  const keys = keysOf(list.keys);
  if (!keys.ok) return keys;
  const stores = storesOf(list.stores ?? []);
  return stores.ok ? ok({ root, serial: list.serial, keys: keys.value, stores: stores.value }) : stores;
}

/** A store of somebody's keyring, as a machine keeps it. */
export const keptStoreText = ({ keyId, publicKey, origin }: TrustedStore): string =>
  `${canonicalJson({ format: 'bailiwick.store', formatVersion: 1, keyId, publicKey: base64(publicKey), origin })}\n`;

/** Codes: KEYRING_FORM, KEY_WEAK, KEY_ID_WRONG. */
export function parseKeptStore(content: string): Result<TrustedStore> {
  const json = parsedJson(content);
  if (!json.ok) return json;
  const kept = checked(checkKeptStore, json.value);
  if (!kept.ok) return kept;
  const { keyId, publicKey, origin } = kept.value;
  const stores = storesOf([{ keyId, publicKey, origin }]);
  return stores.ok ? ok(stores.value[0] as TrustedStore) : stores;
}

/** Codes: KEY_WEAK, KEY_ID_WRONG. */
function storesOf(lines: readonly StoreLine[]): Result<readonly TrustedStore[]> {
  const stores = lines.map((line) => ({
    ...line,
    publicKey: fromBase64(line.publicKey) ?? new Uint8Array(),
  }));
  for (const { keyId, publicKey, origin } of stores) {
    if (isWeakKey(publicKey))
      return refuse(codedError('KEY_WEAK', `The key of the store ${origin} is one anybody can sign for.`));
    if (keyIdOf(publicKey) !== keyId)
      return refuse(
        codedError('KEY_ID_WRONG', `The key of the store ${origin} is not the one its key id names.`),
      );
  }
  return ok(stores);
}

const weakRoot = (): CodedError =>
  codedError('KEY_WEAK', 'The root key of this keyring is one anybody can sign for. Do not use it.');

function parsedJson(content: string): Result<unknown> {
  try {
    return ok(JSON.parse(content) as unknown);
  } catch {
    return refuse(codedError('KEYRING_FORM', 'The keyring is not JSON. Export it again.'));
  }
}

function checked<T>(check: Check<T>, value: unknown): Result<T> {
  const faults = new Faults();
  const read = check(value, '', faults);
  if (faults.list.length === 0) return ok(read);
  return refuse(
    ...faults.list.map((f) => codedError('KEYRING_FORM', `The keyring: ${f.path} ${f.message}.`)),
  );
}

function keysOf(lines: readonly KeyLine[]): Result<readonly KeyringKey[]> {
  const keys = lines.map((line): KeyringKey => ({
    ...line,
    publicKey: fromBase64(line.publicKey) ?? new Uint8Array(),
  }));
  const errors = keys.flatMap((key, i) => keyFaults(key, keys.slice(0, i)));
  return errors.length === 0 ? ok(keys) : refuse(...errors);
}

function keyFaults(key: KeyringKey, before: readonly KeyringKey[]): readonly CodedError[] {
  if (isWeakKey(key.publicKey)) {
    return [
      codedError('KEY_WEAK', `The key of ${key.name} is one anybody can sign for. It is not enrolled.`),
    ];
  }
  if (keyIdOf(key.publicKey) !== key.keyId) {
    return [codedError('KEY_ID_WRONG', `The key of ${key.name} is not the one its key id names.`)];
  }
  if (before.some((other) => other.keyId === key.keyId)) {
    return [codedError('KEY_TWICE', `The keyring lists the key of ${key.name} twice.`)];
  }
  return [];
}
