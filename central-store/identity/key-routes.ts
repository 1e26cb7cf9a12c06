/** Keys of people: shown to be theirs, and taken back; and the keyring that the workspace's root vouches for. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Sha256Hex, TenantId } from '../../domain/brand.ts';
import type { Json } from '../../domain/bundle/canonical-json.ts';
import { canonicalJson } from '../../domain/bundle/canonical-json.ts';
import { object, pattern } from '../../domain/bundle/check.ts';
import { textOrNull, utf8 } from '../../formats/bundle/bytes.ts';
import { sha256Of } from '../../formats/bundle/digest.ts';
import { parseKeyring } from '../../formats/bundle/keyring-file.ts';
import type { EnrolledKey } from '../../formats/enrolment/enrolled-key.ts';
import type { Enrolment } from '../../formats/enrolment/enrolment.ts';
import { readEnrolment } from '../../formats/enrolment/enrolment.ts';
import { must, Refusal } from '../http/refusal.ts';
import { bytesOf, digestOf, jsonOf } from '../http/request.ts';
import type { Desk } from '../receive.ts';
import { receipt } from '../receive.ts';
import type { Challenges } from './challenges.ts';
import type { Caller } from './tokens.ts';
import type { Trust } from './trust.ts';

export interface Signed {
  readonly caller: Caller;
  readonly desk: Desk;
  readonly trust: Trust;
}

export type SignedOf = (request: FastifyRequest) => Signed;

export function serveKeys(app: FastifyInstance, signedOf: SignedOf, challenges: Challenges): void {
  app.post('/v1/keys/challenge', (request) => {
    const { caller, desk } = signedOf(request);
    return { store: desk.keys.keyId, ...challenges.ask(caller) };
  });
  app.post('/v1/keys', async (request) => {
    const signed = signedOf(request);
    return enrol(signed, challenges, bytesOf(request));
  });
  app.get('/v1/keys', async (request) => ({ keys: await enrolledKeys(signedOf(request)) }));
  app.post('/v1/keys/:id/revoke', async (request) => {
    const { reason } = jsonOf(checkReason, request);
    return revoke(signedOf(request), digestOf(request), reason);
  });
}

/** Answers the receipt of the enrolment. The same key again is the same entry, whoever lost the answer. */
async function enrol({ caller, desk }: Signed, challenges: Challenges, bytes: Uint8Array): Promise<object> {
  const { enrolment, keyId } = must(readEnrolment(bytes));
  must(challenges.take(enrolment.nonce, caller));
  if (enrolment.store !== desk.keys.keyId)
    throw new Refusal(422, 'STORE_OTHER', 'This enrolment was made for another store.');
  if (enrolment.tenant !== caller.tenant || enrolment.subject !== caller.subject)
    throw new Refusal(403, 'PERSON_OTHER', 'This enrolment names somebody else than the login does.');
  const { files, tenant, now } = desk;
  const earlier = files.log.find(({ kind, subject }) => kind === 'key' && subject === keyId);
  if (earlier !== undefined && (await enrolmentOf(desk, earlier.of)).subject !== caller.subject)
    throw new Refusal(409, 'KEY_TAKEN', 'This key is enrolled for somebody else.');
  const of = sha256Of(bytes);
  await files.keep(of, bytes);
  return receipt(desk, await files.enter({ kind: 'key', tenant, subject: keyId, at: now(), of }));
}

/** By the digest of its bytes: each laptop asks for all of them every minute, and each costs a file and a signature. */
const proven = new Map<Sha256Hex, Enrolment>();

async function enrolmentOf({ files }: Desk, blob: Sha256Hex): Promise<Enrolment> {
  const known = proven.get(blob);
  if (known !== undefined) return known;
  const bytes = await files.blob(blob);
  if (bytes === null) throw new Error(`The enrolment ${blob} is gone. Restore it from a backup.`);
  const { enrolment } = must(readEnrolment(new Uint8Array(bytes)));
  proven.set(blob, enrolment);
  return enrolment;
}

async function enrolledKeys({ desk, trust }: Signed): Promise<readonly EnrolledKey[]> {
  const revoked = trust.revocations();
  const vouched = new Set((await trust.keyring())?.keys.map(({ keyId }) => keyId));
  const keys: EnrolledKey[] = [];
  for (const [logIndex, { kind, subject: keyId, at, of }] of desk.files.log.entries()) {
    if (kind !== 'key') continue;
    const { publicKey, subject, actorId, name, role, keeping } = await enrolmentOf(desk, of);
    const [revokedIndex, isVouched] = [revoked.get(keyId) ?? null, vouched.has(keyId)];
    const facts = { keyId, publicKey, subject, actorId, name, role, keeping, enrolledAt: at, logIndex };
    keys.push({ ...facts, revokedIndex, vouched: isVouched });
  }
  return keys;
}

const checkReason = object<{ reason: string }>({
  reason: pattern('a reason of 1 to 500 characters', /^[^\p{Cc}]{1,500}$/u),
});

/** One's own key, or anybody's by an administrator; also one that only the keyring knows. It is never taken back. */
async function revoke({ caller, desk, trust }: Signed, keyId: Sha256Hex, reason: string): Promise<object> {
  const { files, tenant, now } = desk;
  const enrolled = files.log.find(({ kind, subject }) => kind === 'key' && subject === keyId);
  const listed = (await trust.keyring())?.keys.some((key) => key.keyId === keyId) === true;
  if (enrolled === undefined && !listed) throw new Refusal(404, 'KEY_UNKNOWN', 'This key is not known here.');
  const own = enrolled !== undefined && (await enrolmentOf(desk, enrolled.of)).subject === caller.subject;
  if (!own && !caller.administrator)
    throw new Refusal(403, 'NOT_YOURS', 'Only its owner or an administrator may revoke a key.');
  const record = {
    format: 'bailiwick.revocation',
    tenant: tenant as string as TenantId,
    keyId,
    by: caller.subject,
    reason,
    at: now(),
  };
  const bytes = utf8(canonicalJson(record as unknown as Json));
  const of = sha256Of(bytes);
  await files.keep(of, bytes);
  return receipt(desk, await files.enter({ kind: 'revocation', tenant, subject: keyId, at: record.at, of }));
}

export function serveKeyring(
  app: FastifyInstance,
  signedOf: SignedOf,
  roots: ReadonlyMap<TenantId, Sha256Hex>,
): void {
  app.get('/v1/keyring', async (request, reply): Promise<FastifyReply> => {
    const held = await signedOf(request).trust.keyring();
    if (held === null) throw new Refusal(404, 'NO_KEYRING', 'Nobody brought this workspace’s keyring yet.');
    return reply.type('application/json').send(held.text);
  });
  app.put('/v1/keyring', async (request) => {
    const signed = signedOf(request);
    return bring(signed, bytesOf(request), roots.get(signed.desk.tenant) ?? null);
  });
}

/** Its root's signature is what lets it in, so anybody of the workspace may carry it; the first one names the root. */
async function bring(
  { caller, desk, trust }: Signed,
  bytes: Uint8Array,
  named: Sha256Hex | null,
): Promise<object> {
  const { files, tenant, now } = desk;
  const { root, serial } = must(parseKeyring(textOrNull(bytes) ?? ''));
  const digest = sha256Of(bytes);
  const held = await trust.keyring();
  if (held === null && named === null && !caller.administrator)
    throw new Refusal(
      403,
      'NOT_ADMINISTRATOR',
      'The first keyring of a workspace is brought by an administrator.',
    );
  const expected = held?.root.keyId ?? named;
  if (expected !== null && expected !== root.keyId)
    throw new Refusal(
      409,
      'ROOT_OTHER',
      `This workspace’s root is ${expected}. This keyring is signed by another.`,
    );
  const same = held !== null && sha256Of(utf8(held.text)) === digest;
  if (held !== null && !same && serial <= held.serial) {
    const message = `This keyring has number ${serial}; number ${held.serial} is here already. Export it again after taking in that one.`;
    throw new Refusal(409, 'KEYRING_OLDER', message);
  }
  await files.keep(digest, bytes);
  return receipt(desk, await files.enter({ kind: 'grant', tenant, subject: digest, at: now(), of: digest }));
}
