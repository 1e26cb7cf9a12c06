import type { ActorId, IsoTime, Sha256Hex, TenantId } from '../brand.ts';
import type { Grant } from './grant.ts';
import type { Role } from './role.ts';

/** Where in a store's log a key was revoked: what that log received before it still counts. */
export interface RevokedIn {
  /** Key id of the store. */
  readonly store: Sha256Hex;
  readonly storeEpoch: string;
  readonly tenant: TenantId;
  readonly index: number;
}

/** A key somebody decided to believe, by another way than the bundle it signs: a key inside a bundle proves nothing. */
export interface TrustedKey {
  /** sha256 of the raw public key, hex: the DSSE keyid. */
  readonly keyId: Sha256Hex;
  /** Raw 32 bytes (RFC 8032). */
  readonly publicKey: Uint8Array;
  readonly name: string;
  readonly role: Role;
  readonly actorId: ActorId;
  readonly revokedAt: IsoTime | null;
  /** Absent or null: nothing proves which acts came before, so none of them counts. */
  readonly revokedIn?: RevokedIn | null;
  /** What it may sign as, where and when; absent in lists made before there were grants: everything in its role. */
  readonly grants?: readonly Grant[];
}

export type Keyring = readonly TrustedKey[];
