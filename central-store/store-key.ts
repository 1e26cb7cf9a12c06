/** The store's signing key and epoch, as they lie in the data folder, and the checkpoints it signs. */
import { createPrivateKey, createPublicKey, generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import { join } from 'node:path';
import type { IsoTime, Sha256Hex, TenantId } from '../domain/brand.ts';
import { canonicalJson } from '../domain/bundle/canonical-json.ts';
import type { DsseEnvelope } from '../domain/governance/envelope.ts';
import { utf8 } from '../formats/bundle/bytes.ts';
import { makeEnvelope, preAuthEncoding } from '../formats/bundle/dsse.ts';
import { keyIdOf } from '../formats/bundle/ed25519.ts';
import { CHECKPOINT_PAYLOAD_TYPE } from '../formats/log/merkle.ts';
import { readOrNull, writeDurably } from './durable.ts';

/** So many entries, under this root. */
export interface LogState {
  readonly size: number;
  readonly root: Sha256Hex;
}

export interface StoreKeys {
  /** Raw 32 bytes. */
  readonly publicKey: Uint8Array;
  readonly keyId: Sha256Hex;
  readonly storeEpoch: string;
  checkpoint(tenant: TenantId, state: LogState, at: IsoTime): DsseEnvelope;
}

async function kept(path: string, make: () => string): Promise<string> {
  const found = await readOrNull(path);
  if (found !== null) return found.toString('utf8');
  const made = make();
  await writeDurably(path, made);
  return made;
}

/** A folder without an epoch gets a new one: whoever restores a backup deletes that file. */
export async function openKeys(folder: string): Promise<StoreKeys> {
  const pem = await kept(join(folder, 'store-key.pem'), () =>
    generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(),
  );
  const storeEpoch = await kept(join(folder, 'epoch'), () => randomUUID());
  const privateKey = createPrivateKey(pem);
  const spki = createPublicKey(privateKey).export({ format: 'der', type: 'spki' });
  const publicKey = new Uint8Array(spki.subarray(-32));
  const keyId = keyIdOf(publicKey);
  return {
    publicKey,
    keyId,
    storeEpoch,
    checkpoint: (tenant, { size, root }, at) => {
      const facts = { format: 'bailiwick.checkpoint', origin: keyId, tenant, storeEpoch, size, root, at };
      const payload = utf8(canonicalJson(facts));
      const signature = sign(null, preAuthEncoding(CHECKPOINT_PAYLOAD_TYPE, payload), privateKey);
      return makeEnvelope(CHECKPOINT_PAYLOAD_TYPE, payload, keyId, new Uint8Array(signature));
    },
  };
}
