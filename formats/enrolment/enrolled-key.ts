/** A key somebody showed a store to be hers, as the store tells of it to laptops and to browsers. */
import type { ActorId, IsoTime, Sha256Hex } from '../../domain/brand.ts';
import type { Check } from '../../domain/bundle/check.ts';
import { flag, integer, list, nullable, object, oneOf, text } from '../../domain/bundle/check.ts';
import * as is from '../../domain/bundle/checks.ts';
import type { Role } from '../../domain/governance/role.ts';
import type { Keeping } from './enrolment.ts';
import { KEEPINGS } from './enrolment.ts';

/** Believed only once the root vouches for it. */
export interface EnrolledKey {
  readonly keyId: Sha256Hex;
  /** base64 of the raw 32 bytes. */
  readonly publicKey: string;
  /** Whom the login said she is. */
  readonly subject: string;
  readonly actorId: ActorId;
  readonly name: string;
  readonly role: Role;
  readonly keeping: Keeping;
  readonly enrolledAt: IsoTime;
  readonly logIndex: number;
  readonly revokedIndex: number | null;
  /** Whether the keyring the store holds lists it. */
  readonly vouched: boolean;
}

const count = integer(0, Number.MAX_SAFE_INTEGER);

const FIELDS = {
  keyId: is.sha256Hex,
  publicKey: text,
  subject: text,
  actorId: is.actorId,
  name: text,
  role: is.role,
  keeping: oneOf(...KEEPINGS),
  enrolledAt: is.isoTime,
  logIndex: count,
  revokedIndex: nullable(count),
  vouched: flag,
};

const checkKeys = list(object<EnrolledKey>(FIELDS));

/** The answer to `GET /v1/keys`. A later store may say more of a key than is known here. */
export const checkEnrolledKeys: Check<readonly EnrolledKey[]> = (value, path, faults) => {
  const { keys } = (value ?? {}) as { readonly keys?: unknown };
  return checkKeys(Array.isArray(keys) ? keys.map(known) : keys, `${path}keys`, faults);
};

const known = (key: unknown): object => {
  const told = (key ?? {}) as Readonly<Record<string, unknown>>;
  return Object.fromEntries(Object.keys(FIELDS).map((name) => [name, told[name]]));
};
