/** The signature on an audit pack's manifest (ledger AUD-11): which workstation made it, with a key of its keyring. */
import type { ActorId, IsoTime, Sha256Hex } from '../../domain/brand.ts';
import type { Json } from '../../domain/bundle/canonical-json.ts';
import { canonicalJson, parseCanonicalJson } from '../../domain/bundle/canonical-json.ts';
import { Faults, list, object, oneOf, text } from '../../domain/bundle/check.ts';
import * as is from '../../domain/bundle/checks.ts';
import type { DsseEnvelope } from '../../domain/governance/envelope.ts';
import type { Keyring, TrustedKey } from '../../domain/governance/keyring.ts';
import type { Result } from '../../domain/result.ts';
import { codedError, ok, refuse } from '../../domain/result.ts';
import { fromBase64, textOrNull, utf8 } from '../bundle/bytes.ts';
import { preAuthEncoding } from '../bundle/dsse.ts';
import { verifySignature } from '../bundle/ed25519.ts';

/** Another type than that of acts: a signature on a pack can never be taken for a decision. */
export const PACK_PAYLOAD_TYPE = 'application/vnd.bailiwick.audit-pack+json';
export const PACK_ENVELOPE = 'manifest.dsse.json';

export interface PackStatement {
  readonly format: 'bailiwick.audit-pack';
  readonly formatVersion: 1;
  /** sha256 of manifest-sha256.txt. */
  readonly manifest: Sha256Hex;
  readonly madeAt: IsoTime;
  readonly signer: { readonly actorId: ActorId; readonly name: string; readonly keyId: Sha256Hex };
}

export const packPayload = (statement: PackStatement): Uint8Array<ArrayBuffer> =>
  utf8(canonicalJson(statement as unknown as Json));

const checkEnvelope = object<DsseEnvelope>({
  payloadType: oneOf(PACK_PAYLOAD_TYPE),
  payload: text,
  signatures: list(object({ keyid: text, sig: text })),
});

const checkStatement = object<PackStatement>({
  format: oneOf('bailiwick.audit-pack'),
  formatVersion: oneOf(1),
  manifest: is.sha256Hex,
  madeAt: is.isoTime,
  signer: object<PackStatement['signer']>({ actorId: is.actorId, name: text, keyId: is.sha256Hex }),
});

const formFault = (what: string) => refuse(codedError('PACK_SIGNATURE_FORM', `${PACK_ENVELOPE} ${what}.`));

/**
 * Who signed the manifest, proven with a key of the keyring.
 * Codes: PACK_SIGNATURE_FORM, PACK_KEY_UNKNOWN, PACK_KEY_REVOKED, PACK_SIGNATURE_WRONG, PACK_MANIFEST_OTHER.
 */
export function readPackSignature(
  bytes: Uint8Array,
  manifest: Sha256Hex,
  keyring: Keyring,
): Result<{ readonly statement: PackStatement; readonly key: TrustedKey }> {
  const json = parseCanonicalJson(textOrNull(bytes) ?? '', PACK_ENVELOPE);
  if (!json.ok) return formFault('is not canonical JSON');
  const faults = new Faults();
  const envelope = checkEnvelope(json.value, '', faults);
  const [only, ...more] = faults.list.length === 0 ? envelope.signatures : [];
  if (only === undefined || more.length > 0) return formFault('is not one envelope with one signature');
  const payload = fromBase64(envelope.payload);
  const inner = parseCanonicalJson(textOrNull(payload ?? new Uint8Array()) ?? '', PACK_ENVELOPE);
  if (payload === null || !inner.ok) return formFault('holds no canonical JSON');
  const statement = checkStatement(inner.value, '', faults);
  const [fault] = faults.list;
  if (fault !== undefined) return formFault(`${fault.path} ${fault.message}`);
  const key = keyring.find(({ keyId }) => keyId === only.keyid);
  if (key === undefined || statement.signer.keyId !== key.keyId)
    return refuse(
      codedError(
        'PACK_KEY_UNKNOWN',
        `The pack was signed with the key ${only.keyid}, which is not trusted here.`,
      ),
    );
  if (key.revokedAt !== null)
    return refuse(codedError('PACK_KEY_REVOKED', `The key of ${key.name} was revoked on ${key.revokedAt}.`));
  const signature = fromBase64(only.sig) ?? new Uint8Array();
  if (!verifySignature(signature, preAuthEncoding(PACK_PAYLOAD_TYPE, payload), key.publicKey))
    return refuse(codedError('PACK_SIGNATURE_WRONG', `The signature is not that of ${key.name}.`));
  return statement.manifest === manifest
    ? ok({ statement, key })
    : refuse(codedError('PACK_MANIFEST_OTHER', 'The signature is on the manifest of another pack.'));
}
