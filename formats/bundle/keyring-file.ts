/**
 * A keyring as a file: the keys somebody decided to believe, to be handed over by another way than the bundles they
 * sign. `signatures` is where the organisation's root key will sign the list; today it is empty.
 */
import type { IsoTime } from '../../domain/brand.ts';
import type { Json } from '../../domain/bundle/canonical-json.ts';
import { canonicalJson } from '../../domain/bundle/canonical-json.ts';
import type { Check } from '../../domain/bundle/check.ts';
import { Faults, list, nullable, object, oneOf, text } from '../../domain/bundle/check.ts';
import * as is from '../../domain/bundle/checks.ts';
import type { TrustedKey } from '../../domain/governance/keyring.ts';
import type { CodedError, Result } from '../../domain/result.ts';
import { codedError, ok, refuse } from '../../domain/result.ts';
import { base64, fromBase64 } from './bytes.ts';
import { isWeakKey, keyIdOf } from './ed25519.ts';

export interface KeyringKey extends TrustedKey {
  readonly addedAt: IsoTime;
}

interface KeyLine extends Omit<KeyringKey, 'publicKey'> {
  /** base64 of the raw 32 bytes. */
  readonly publicKey: string;
}

interface KeyringFile {
  readonly format: 'bailiwick.keyring';
  readonly formatVersion: 1;
  readonly keys: readonly KeyLine[];
  readonly signatures: readonly never[];
}

const never: Check<never> = (value, path, faults) => {
  faults.add(path, 'is a signature, which this version cannot check');
  return value as never;
};

const checkFile: Check<KeyringFile> = object<KeyringFile>({
  format: oneOf('bailiwick.keyring'),
  formatVersion: oneOf(1),
  keys: list(
    object<KeyLine>({
      keyId: is.sha256Hex,
      publicKey: text,
      name: text,
      role: is.role,
      actorId: is.actorId,
      addedAt: is.isoTime,
      revokedAt: nullable(is.isoTime),
    }),
  ),
  signatures: list(never),
});

export function keyringText(keys: readonly KeyringKey[]): string {
  const lines = keys.map(({ keyId, publicKey, name, role, actorId, addedAt, revokedAt }): KeyLine => {
    return { keyId, publicKey: base64(publicKey), name, role, actorId, addedAt, revokedAt };
  });
  const file: KeyringFile = { format: 'bailiwick.keyring', formatVersion: 1, keys: lines, signatures: [] };
  return `${canonicalJson(file as unknown as Json)}\n`;
}

/** Every fault at once. Codes: KEYRING_FORM, KEY_WEAK, KEY_ID_WRONG, KEY_TWICE. */
export function parseKeyring(content: string): Result<readonly KeyringKey[]> {
  let value: unknown;
  try {
    value = JSON.parse(content);
  } catch {
    return refuse(codedError('KEYRING_FORM', 'The keyring is not JSON. Export it again.'));
  }
  const faults = new Faults();
  const file = checkFile(value, '', faults);
  if (faults.list.length > 0) {
    return refuse(
      ...faults.list.map((f) => codedError('KEYRING_FORM', `The keyring: ${f.path} ${f.message}.`)),
    );
  }
  const keys = file.keys.map((line): KeyringKey => ({
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
