/** A profile on disk: who it is, her public key, and her private key wrapped under her passphrase. */
import type { IsoTime } from '../domain/brand.ts';
import type { Json } from '../domain/bundle/canonical-json.ts';
import { canonicalJson } from '../domain/bundle/canonical-json.ts';
import type { Check } from '../domain/bundle/check.ts';
import { Faults, flag, nullable, object, oneOf, text } from '../domain/bundle/check.ts';
import * as is from '../domain/bundle/checks.ts';
import type { Signer } from '../domain/governance/statement.ts';
import { codedError, ok, refuse } from '../domain/result.ts';
import type { Result } from '../domain/result.ts';
import { fromBase64 } from '../formats/bundle/bytes.ts';
import { isWeakKey, keyIdOf } from '../formats/bundle/ed25519.ts';
import type { WrappedKey } from './key-wrapping.ts';
import { checkWrappedKey } from './key-wrapping.ts';

export interface ProfileFile extends Signer {
  readonly format: 'bailiwick.profile';
  readonly formatVersion: 1;
  readonly createdAt: IsoTime;
  /** base64 of the raw 32 bytes. */
  readonly publicKey: string;
  readonly wrapped: WrappedKey | null;
  /** The wrapped key is sealed once more by this login's keychain, which cannot be moved to another machine. */
  readonly guarded: boolean;
  /** PKCS #8, base64: only the machine's own key, which signs without a person and rests on file permissions. */
  readonly clear: string | null;
}

const checkProfile: Check<ProfileFile> = object<ProfileFile>({
  format: oneOf('bailiwick.profile'),
  formatVersion: oneOf(1),
  actorId: is.actorId,
  name: text,
  role: is.role,
  keyId: is.sha256Hex,
  createdAt: is.isoTime,
  publicKey: text,
  wrapped: nullable(checkWrappedKey),
  guarded: flag,
  clear: nullable(text),
});

/** What the wrapping of the private key is bound to. */
export const boundText = (profile: Omit<ProfileFile, 'wrapped' | 'guarded' | 'clear'>): string => {
  const { actorId, name, role, keyId, createdAt, publicKey } = profile;
  return canonicalJson({ actorId, name, role, keyId, createdAt, publicKey });
};

export const profileBytes = (profile: ProfileFile): Uint8Array =>
  Buffer.from(`${canonicalJson(profile as unknown as Json)}\n`);

/** Code: PROFILE_DAMAGED, with everything that is wrong. */
export function parseProfile(content: string, path: string): Result<ProfileFile> {
  const faults = new Faults();
  const damaged = (what: string) =>
    codedError('PROFILE_DAMAGED', `${path}: ${what}. Restore it from a backup.`, { path });
  let value: unknown;
  try {
    value = JSON.parse(content);
  } catch {
    return refuse(damaged('not JSON'));
  }
  const profile = checkProfile(value, '', faults);
  if (faults.list.length > 0) return refuse(...faults.list.map((f) => damaged(`${f.path} ${f.message}`)));
  const publicKey = fromBase64(profile.publicKey);
  if (publicKey === null || isWeakKey(publicKey) || keyIdOf(publicKey) !== profile.keyId) {
    return refuse(damaged('its public key is not the one its key id names'));
  }
  return ok(profile);
}
