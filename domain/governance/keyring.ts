import type { ActorId, IsoTime, Sha256Hex } from '../brand.ts';
import type { Role } from './role.ts';

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
}

export type Keyring = readonly TrustedKey[];
