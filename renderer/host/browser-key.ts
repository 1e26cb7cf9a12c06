/**
 * A signing key that lives in this browser: made by WebCrypto, not extractable, kept in IndexedDB. A script that gets
 * into the page can use it and not carry it away; whoever reads the disk of this computer can have it (measured:
 * Chromium writes it in clear), which is why it is said wherever it is used.
 */
import { codedError, ok, refuse } from '../../domain/result.ts';
import type { Result } from '../../domain/result.ts';
import type { DsseEnvelope } from '../../domain/governance/envelope.ts';
import { makeEnvelope, preAuthEncoding } from '../../formats/bundle/dsse.ts';
import { keyIdOf } from '../../formats/bundle/ed25519.ts';
import type { Sha256Hex } from '../../domain/brand.ts';

export interface BrowserKey {
  readonly keyId: Sha256Hex;
  /** Raw 32 bytes. */
  readonly publicKey: Uint8Array<ArrayBuffer>;
  sign(payloadType: string, payload: Uint8Array): Promise<DsseEnvelope>;
}

interface Kept {
  readonly privateKey: CryptoKey;
  readonly publicKey: Uint8Array<ArrayBuffer>;
}

const [DATABASE, TABLE] = ['bailiwick-reviewer', 'keys'];

const settled = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => reject(request.error ?? new Error('IndexedDB failed')));
  });

async function table(mode: IDBTransactionMode): Promise<IDBObjectStore> {
  const opening = indexedDB.open(DATABASE, 1);
  opening.addEventListener('upgradeneeded', () => opening.result.createObjectStore(TABLE));
  return (await settled(opening)).transaction(TABLE, mode).objectStore(TABLE);
}

const keyOf = ({ privateKey, publicKey }: Kept): BrowserKey => {
  const keyId = keyIdOf(publicKey);
  return {
    keyId,
    publicKey,
    sign: async (payloadType, payload) => {
      const bytes = preAuthEncoding(payloadType, payload);
      const signature = new Uint8Array(await crypto.subtle.sign('Ed25519', privateKey, bytes));
      return makeEnvelope(payloadType, payload, keyId, signature);
    },
  };
};

/** One key a person of a workspace; null while this browser has none. Code: KEY_STORE_FAILED. */
export async function findBrowserKey(owner: string): Promise<Result<BrowserKey | null>> {
  try {
    const kept = (await settled((await table('readonly')).get(owner))) as Kept | undefined;
    return ok(kept === undefined ? null : keyOf(kept));
  } catch {
    return unusable();
  }
}

/** Kept before it is used, so that nothing is signed by a key that is gone with the next reload. Code: KEY_STORE_FAILED. */
export async function makeBrowserKey(owner: string): Promise<Result<BrowserKey>> {
  try {
    const made = (await crypto.subtle.generateKey('Ed25519', false, ['sign', 'verify'])) as CryptoKeyPair;
    const publicKey = new Uint8Array(await crypto.subtle.exportKey('raw', made.publicKey));
    const kept: Kept = { privateKey: made.privateKey, publicKey };
    await settled((await table('readwrite')).put(kept, owner));
    return ok(keyOf(kept));
  } catch {
    return unusable();
  }
}

export async function forgetBrowserKey(owner: string): Promise<void> {
  await settled((await table('readwrite')).delete(owner));
}

const unusable = () =>
  refuse(
    codedError(
      'KEY_STORE_FAILED',
      'This browser keeps no keys here. Leave its private window, or use a current Chrome, Edge, Firefox or Safari.',
    ),
  );
