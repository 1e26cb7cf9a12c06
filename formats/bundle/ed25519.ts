/**
 * Ed25519 (RFC 8032), strictly. WebCrypto, node:crypto and OpenSSL all accept a forged signature under the identity
 * point, so a public key is looked at before it is believed, when enrolled and at every verification.
 */
import { ed25519 } from '@noble/curves/ed25519.js';
import type { Sha256Hex } from '../../domain/brand.ts';
import { sha256Of } from './digest.ts';

export const PUBLIC_KEY_BYTES = 32;
export const SIGNATURE_BYTES = 64;

/** The DSSE keyid of a raw public key. */
export const keyIdOf = (publicKey: Uint8Array): Sha256Hex => sha256Of(publicKey);

/** Sound keys by their digest: looking at a key costs as much as a verification, and the same few are looked at all day. */
const sound = new Set<Sha256Hex>();
const MAX_REMEMBERED = 10_000;

/** Not 32 bytes, not canonical, not on the curve, or with a part of small order: nobody's honest key. */
export function isWeakKey(publicKey: Uint8Array): boolean {
  if (publicKey.length !== PUBLIC_KEY_BYTES) return true;
  const keyId = keyIdOf(publicKey);
  if (sound.has(keyId)) return false;
  if (!isSoundPoint(publicKey)) return true;
  if (sound.size >= MAX_REMEMBERED) sound.clear();
  sound.add(keyId);
  return false;
}

function isSoundPoint(bytes: Uint8Array): boolean {
  try {
    const point = ed25519.Point.fromBytes(bytes, false);
    return !point.isSmallOrder() && point.isTorsionFree();
  } catch {
    return false;
  }
}

/**
 * True for a signature over `message` by a sound key. noble checks the equation times the cofactor, OpenSSL without;
 * the two agree when R, too, has no part of small order, so that is asked here.
 */
export function verifySignature(signature: Uint8Array, message: Uint8Array, publicKey: Uint8Array): boolean {
  if (signature.length !== SIGNATURE_BYTES || isWeakKey(publicKey)) return false;
  if (!isSoundPoint(signature.subarray(0, PUBLIC_KEY_BYTES))) return false;
  try {
    return ed25519.verify(signature, message, publicKey, { zip215: false });
  } catch {
    return false;
  }
}

/** SubjectPublicKeyInfo (RFC 8410) before the 32 bytes of the key. */
const SPKI_PREFIX = [0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00];

/** What `openssl pkeyutl -verify -pubin -inkey` reads. */
export function publicKeyPem(publicKey: Uint8Array): string {
  const der = btoa(String.fromCharCode(...SPKI_PREFIX, ...publicKey));
  return `-----BEGIN PUBLIC KEY-----\n${der}\n-----END PUBLIC KEY-----\n`;
}
