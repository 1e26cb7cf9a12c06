/** DSSE v1 envelopes (https://github.com/secure-systems-lab/dsse): what is signed, and how it lies in a file. */
import type { SignedStatement } from '../../domain/bundle/verification.ts';
import type { Json } from '../../domain/bundle/canonical-json.ts';
import { canonicalJson, parseCanonicalJson } from '../../domain/bundle/canonical-json.ts';
import type { Check } from '../../domain/bundle/check.ts';
import { Faults, list, object, text } from '../../domain/bundle/check.ts';
import type { DsseEnvelope } from '../../domain/governance/envelope.ts';
import { STATEMENT_PAYLOAD_TYPE } from '../../domain/governance/envelope.ts';
import { parseStatement } from '../../domain/governance/statement.ts';
import type { CodedError, Result } from '../../domain/result.ts';
import { codedError, ok, refuse } from '../../domain/result.ts';
import { base64, concat, fromBase64, textOrNull, utf8 } from './bytes.ts';
import { sha256Of } from './digest.ts';
import { SIGNATURE_BYTES } from './ed25519.ts';

/** Pre-authentication encoding: lengths are bytes, so that type and payload cannot run into each other. */
export function preAuthEncoding(payloadType: string, payload: Uint8Array): Uint8Array<ArrayBuffer> {
  const type = utf8(payloadType);
  return concat(utf8(`DSSEv1 ${type.length} `), type, utf8(` ${payload.length} `), payload);
}

export function makeEnvelope(
  payloadType: string,
  payload: Uint8Array,
  keyid: string,
  signature: Uint8Array,
): DsseEnvelope {
  return { payload: base64(payload), payloadType, signatures: [{ keyid, sig: base64(signature) }] };
}

/** The file of an envelope: canonical JSON, so that `cut` finds its parts and no byte of it is free. */
export const envelopeBytes = (envelope: DsseEnvelope): Uint8Array<ArrayBuffer> =>
  utf8(canonicalJson(envelope as unknown as Json));

const checkEnvelope: Check<DsseEnvelope> = object<DsseEnvelope>({
  payloadType: text,
  payload: text,
  signatures: list(object({ keyid: text, sig: text })),
});

/**
 * Reads one envelope file; nothing in it is believed yet.
 * Codes: ENVELOPE_FORM, ENVELOPE_TYPE, ENVELOPE_SIGNATURES, STATEMENT_FORM and those of canonical JSON.
 */
export function readEnvelope(file: string, bytes: Uint8Array): Result<SignedStatement> {
  const content = textOrNull(bytes);
  if (content === null) return refuse(formFault(file, 'is not UTF-8 text'));
  const json = parseCanonicalJson(content, file);
  if (!json.ok) return json;
  const faults = new Faults();
  const envelope = checkEnvelope(json.value, '', faults);
  if (faults.list.length > 0) {
    return refuse(...faults.list.map((fault) => formFault(file, `${fault.path} ${fault.message}`)));
  }
  return openEnvelope(file, envelope);
}

const formFault = (file: string, what: string): CodedError =>
  codedError('ENVELOPE_FORM', `${file}: ${what}.`);

function openEnvelope(file: string, envelope: DsseEnvelope): Result<SignedStatement> {
  const [only, ...more] = envelope.signatures;
  if (only === undefined || more.length > 0) {
    const message = `${file} carries ${envelope.signatures.length} signatures; an act has one.`;
    return refuse(codedError('ENVELOPE_SIGNATURES', message));
  }
  if (envelope.payloadType !== STATEMENT_PAYLOAD_TYPE) {
    return refuse(codedError('ENVELOPE_TYPE', `${file} holds "${envelope.payloadType}", not a statement.`));
  }
  const payload = fromBase64(envelope.payload);
  const signature = fromBase64(only.sig);
  const payloadText = payload === null ? null : textOrNull(payload);
  if (payload === null || payloadText === null)
    return refuse(formFault(file, 'payload is not base64 of text'));
  if (signature?.length !== SIGNATURE_BYTES) return refuse(formFault(file, 'sig is not 64 bytes of base64'));
  const statement = parseStatement(payloadText, `${file} payload`);
  if (!statement.ok) return statement;
  const signedBytes = preAuthEncoding(envelope.payloadType, payload);
  const digest = sha256Of(envelopeBytes(envelope));
  return ok({
    file,
    keyId: only.keyid,
    signedBytes,
    signature,
    statement: statement.value,
    envelope,
    digest,
  });
}
