/** Whom a reviewer's browser believes: the root she compared once, and the keyring it signed, less what was revoked since. */
import type { Sha256Hex } from '../../domain/brand.ts';
import type { Keyring } from '../../domain/governance/keyring.ts';
import type { Result } from '../../domain/result.ts';
import { codedError, ok, refuse } from '../../domain/result.ts';
import type { SignedKeyring } from '../../formats/bundle/keyring-file.ts';
import { parseKeyring } from '../../formats/bundle/keyring-file.ts';
import type { EnrolledKey } from '../../formats/enrolment/enrolled-key.ts';

/** What the browser remembers of a workspace between visits. */
export interface Pinned {
  readonly root: Sha256Hex;
  /** Of the keyring seen last: an older one may lack a revocation. */
  readonly serial: number;
}

export interface Believed {
  /** null: the workspace has no keyring yet. */
  readonly ring: SignedKeyring | null;
  /** Whether she compared this root. Nothing is believed before. */
  readonly confirmed: boolean;
  readonly keyring: Keyring;
}

/** Codes: those of reading a keyring, ROOT_CHANGED, KEYRING_OLDER. */
export function believe(
  text: string | null,
  pinned: Pinned | null,
  keys: readonly EnrolledKey[],
): Result<Believed> {
  if (text === null) return ok({ ring: null, confirmed: false, keyring: [] });
  const read = parseKeyring(text);
  if (!read.ok) return read;
  const ring = read.value;
  if (pinned === null) return ok({ ring, confirmed: false, keyring: [] });
  if (pinned.root !== ring.root.keyId) {
    const message =
      'The store shows a keyring of another root than the one you compared. Ask whoever keeps your workspace’s keys.';
    return refuse(codedError('ROOT_CHANGED', message, { root: ring.root.keyId }));
  }
  if (ring.serial < pinned.serial)
    return refuse(codedError('KEYRING_OLDER', 'The store shows an older keyring than you have seen before.'));
  const revoked = new Map(
    keys.map(({ keyId, revokedIndex, enrolledAt }) => [keyId, { revokedIndex, enrolledAt }]),
  );
  const keyring = ring.keys.map((key) => {
    const here = revoked.get(key.keyId);
    return here === undefined || here.revokedIndex === null
      ? key
      : { ...key, revokedAt: key.revokedAt ?? here.enrolledAt };
  });
  return ok({ ring, confirmed: true, keyring });
}

const nameOf = (tenant: string): string => `bailiwick-root:${tenant}`;

export function recallRoot(tenant: string): Pinned | null {
  const [root = '', serial = ''] = (localStorage.getItem(nameOf(tenant)) ?? '').split(' ');
  return /^[0-9a-f]{64}$/.test(root) && /^\d{1,15}$/.test(serial)
    ? { root: root as Sha256Hex, serial: Number(serial) }
    : null;
}

export const rememberRoot = (tenant: string, { root, serial }: Pinned): void =>
  localStorage.setItem(nameOf(tenant), `${root} ${serial}`);
