/**
 * A private key at rest: AES-256-GCM under a key that scrypt (RFC 7914) makes of the passphrase. The file names its
 * own cost, within bounds: below, guessing is cheap; above, a planted file would use up the machine's memory.
 */
import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto';
import type { Check } from '../domain/bundle/check.ts';
import { integer, object, oneOf, text } from '../domain/bundle/check.ts';
import { codedError, ok, refuse } from '../domain/result.ts';
import type { CodedError, Result } from '../domain/result.ts';

export interface WrappedKey {
  readonly kdf: 'scrypt';
  /** log2 of N. */
  readonly cost: number;
  readonly salt: string;
  readonly cipher: 'aes-256-gcm';
  readonly iv: string;
  readonly tag: string;
  readonly sealed: string;
}

export const MIN_COST = 15;
const MAX_COST = 20;
/** 2^17 × 8 × 128 bytes: 128 MB and about a third of a second for each guess. */
export const DEFAULT_COST = 17;

const BLOCK = 8;

export const checkWrappedKey: Check<WrappedKey> = object<WrappedKey>({
  kdf: oneOf('scrypt'),
  cost: integer(MIN_COST, MAX_COST),
  salt: text,
  cipher: oneOf('aes-256-gcm'),
  iv: text,
  tag: text,
  sealed: text,
});

function derive(passphrase: string, salt: Uint8Array, cost: number): Promise<Buffer> {
  const N = 2 ** cost;
  return new Promise((resolve, reject) => {
    const options = { N, r: BLOCK, p: 1, maxmem: 2 * 128 * N * BLOCK };
    scrypt(passphrase.normalize('NFC'), salt, 32, options, (error, key) => {
      if (error === null) resolve(key);
      else reject(error);
    });
  });
}

/** `bound` is what the file says beside the key; a file whose name or public key was swapped does not open. */
export async function wrapKey(
  secret: Uint8Array,
  passphrase: string,
  bound: string,
  cost = DEFAULT_COST,
): Promise<WrappedKey> {
  const salt = randomBytes(16);
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', await derive(passphrase, salt, cost), iv);
  cipher.setAAD(Buffer.from(bound));
  const sealed = Buffer.concat([cipher.update(secret), cipher.final()]);
  const encode = (bytes: Buffer): string => bytes.toString('base64');
  return {
    kdf: 'scrypt',
    cost,
    salt: encode(salt),
    cipher: 'aes-256-gcm',
    iv: encode(iv),
    tag: encode(cipher.getAuthTag()),
    sealed: encode(sealed),
  };
}

export async function unwrapKey(
  wrapped: WrappedKey,
  passphrase: string,
  bound: string,
): Promise<Result<Uint8Array, CodedError<'WRONG_PASSPHRASE'>>> {
  const decode = (value: string): Buffer => Buffer.from(value, 'base64');
  const key = await derive(passphrase, decode(wrapped.salt), wrapped.cost);
  try {
    const options = { authTagLength: 16 };
    const decipher = createDecipheriv('aes-256-gcm', key, decode(wrapped.iv), options);
    decipher.setAAD(Buffer.from(bound));
    decipher.setAuthTag(decode(wrapped.tag));
    return ok(new Uint8Array(Buffer.concat([decipher.update(decode(wrapped.sealed)), decipher.final()])));
  } catch {
    return refuse(codedError('WRONG_PASSPHRASE', 'That is not the passphrase of this profile.'));
  }
}
