/**
 * How somebody shows a store that a key is hers: she signs what the store asked, with that key. The envelope is kept by
 * the store as it came, so that whoever reads the workspace's log later can check it again.
 */
import type { ActorId, Sha256Hex, TenantId } from '../../domain/brand.ts';
import type { Json } from '../../domain/bundle/canonical-json.ts';
import { canonicalJson, parseCanonicalJson } from '../../domain/bundle/canonical-json.ts';
import { Faults, list, object, oneOf, pattern, text } from '../../domain/bundle/check.ts';
import * as is from '../../domain/bundle/checks.ts';
import type { DsseEnvelope } from '../../domain/governance/envelope.ts';
import type { Role } from '../../domain/governance/role.ts';
import type { Result } from '../../domain/result.ts';
import { codedError, ok, refuse } from '../../domain/result.ts';
import { fromBase64, textOrNull, utf8 } from '../bundle/bytes.ts';
import { preAuthEncoding } from '../bundle/dsse.ts';
import { isWeakKey, keyIdOf, verifySignature } from '../bundle/ed25519.ts';

export const ENROLMENT_PAYLOAD_TYPE = 'application/vnd.bailiwick.key-enrolment+json';

/** Where the private key lies: said wherever the key is shown, for a browser keeps it less well. */
export const KEEPINGS = ['passphrase', 'browser'] as const;
export type Keeping = (typeof KEEPINGS)[number];

export interface Enrolment {
  readonly format: 'bailiwick.key-enrolment';
  /** The store's key id and what it asked: neither another store nor another day can use the answer. */
  readonly store: Sha256Hex;
  readonly nonce: string;
  readonly tenant: TenantId;
  /** Whom the login says she is. */
  readonly subject: string;
  /** base64 of the raw 32 bytes. */
  readonly publicKey: string;
  readonly actorId: ActorId;
  readonly name: string;
  readonly role: Role;
  readonly keeping: Keeping;
}

export interface ProvenKey {
  readonly enrolment: Enrolment;
  readonly keyId: Sha256Hex;
  readonly publicKey: Uint8Array;
}

const checkEnrolment = object<Enrolment>({
  format: oneOf('bailiwick.key-enrolment'),
  store: is.sha256Hex,
  nonce: pattern('a nonce', /^[\w-]{20,100}$/),
  tenant: is.tenantId,
  subject: text,
  publicKey: text,
  actorId: is.actorId,
  name: pattern('a name of 1 to 120 characters', /^\P{Cc}{1,120}$/u),
  role: is.role,
  keeping: oneOf(...KEEPINGS),
});

const checkEnvelope = object<DsseEnvelope>({
  payloadType: oneOf(ENROLMENT_PAYLOAD_TYPE),
  payload: text,
  signatures: list(object({ keyid: text, sig: text })),
});

/** The bytes that are signed, as the payload of an envelope of `ENROLMENT_PAYLOAD_TYPE`. */
export const enrolmentPayload = (enrolment: Enrolment): Uint8Array<ArrayBuffer> =>
  utf8(canonicalJson(enrolment as unknown as Json));

const formFault = (what: string) => refuse(codedError('ENROLMENT_FORM', `The enrolment ${what}.`));

/** Codes: ENROLMENT_FORM, KEY_WEAK, KEY_ID_WRONG, POSSESSION_UNPROVEN, and those of canonical JSON. */
export function readEnrolment(bytes: Uint8Array): Result<ProvenKey> {
  const json = parseCanonicalJson(textOrNull(bytes) ?? '', 'the enrolment');
  if (!json.ok) return json;
  const faults = new Faults();
  const envelope = checkEnvelope(json.value, '', faults);
  const [only, ...more] = faults.list.length === 0 ? envelope.signatures : [];
  if (only === undefined || more.length > 0) return formFault('is not one envelope with one signature');
  const payload = fromBase64(envelope.payload);
  const inner = parseCanonicalJson(textOrNull(payload ?? new Uint8Array()) ?? '', 'the enrolment');
  if (payload === null || !inner.ok) return inner.ok ? formFault('is not base64 of text') : inner;
  const enrolment = checkEnrolment(inner.value, '', faults);
  const [fault] = faults.list;
  if (fault !== undefined) return formFault(`${fault.path} ${fault.message}`);
  const publicKey = fromBase64(enrolment.publicKey) ?? new Uint8Array();
  if (isWeakKey(publicKey))
    return refuse(codedError('KEY_WEAK', 'This key is one anybody can sign for. Make another.'));
  const keyId = keyIdOf(publicKey);
  if (only.keyid !== keyId)
    return refuse(codedError('KEY_ID_WRONG', 'The signature names another key than the enrolment.'));
  const signature = fromBase64(only.sig) ?? new Uint8Array();
  return verifySignature(signature, preAuthEncoding(ENROLMENT_PAYLOAD_TYPE, payload), publicKey)
    ? ok({ enrolment, keyId, publicKey })
    : refuse(codedError('POSSESSION_UNPROVEN', 'The signature was not made with the key to be enrolled.'));
}
