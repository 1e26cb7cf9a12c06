/** How a set-up store is reached. */
import type { TrustedStore } from '../../domain/bundle/receipts.ts';
import { fromBase64 } from '../../formats/bundle/bytes.ts';
import { sha256Of } from '../../formats/bundle/digest.ts';
import { keyIdOf } from '../../formats/bundle/ed25519.ts';
import { httpStore } from './http-store.ts';
import type { StorePort } from './store-port.ts';
import type { StoredSettings } from './sync-settings.ts';

export function portOf(settings: StoredSettings, token: string, fetch: typeof globalThis.fetch): StorePort {
  const { url, tenant, storeKey } = settings;
  const key = { publicKey: fromBase64(storeKey) ?? new Uint8Array(), tenant };
  return httpStore({ url, token, fetch, key, sha256: sha256Of });
}

export function storeOf({ url, storeKey }: StoredSettings): TrustedStore {
  const publicKey = fromBase64(storeKey) ?? new Uint8Array();
  return { keyId: keyIdOf(publicKey), publicKey, origin: url };
}
