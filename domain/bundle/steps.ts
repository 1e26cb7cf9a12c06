/** The steps of verification that need no bytes: keys, signatures, subject, governance, receipt. */
import type { VersionId } from '../brand.ts';
import type { Keyring, TrustedKey } from '../governance/keyring.ts';
import type { ProvenReceipt } from './receipts.ts';
import { wasBeforeRevocation } from './receipts.ts';
import type { ApprovalAct } from '../governance/approval.ts';
import { approvalAct } from '../governance/decide.ts';
import type { Role } from '../governance/role.ts';
import { SUBJECT_NAME } from '../governance/statement.ts';
import { fourEyesFaults } from '../governance/submission.ts';
import type { CodedError, Result } from '../result.ts';
import { codedError, ok, refuse } from '../result.ts';
import type { PlanDocument } from './plan-document.ts';
import type { KeyCheck, KeyOf, SignedStatement, VerificationTools } from './verification.ts';

const allOrRefuse = <T>(errors: readonly CodedError[], value: T): Result<T> =>
  errors.length === 0 ? ok(value) : refuse(...errors);

export const actsOf = (signed: readonly SignedStatement[]): readonly ApprovalAct[] =>
  signed.map(({ statement: { predicate } }) => approvalAct(predicate));

/**
 * Every signer is in the keyring, with a sound key that nobody revoked before the act. That it came before is proven by
 * the place of that very act in the log of the store in which the key was revoked, and by nothing else: not by the
 * version's own receipt, for anybody can sign an old version, and not by the envelope's clock.
 * Codes: KEY_UNKNOWN, KEY_WEAK, KEY_ID_WRONG, KEY_REVOKED.
 */
export function checkKeys(
  signed: readonly SignedStatement[],
  keyring: Keyring,
  tools: KeyCheck,
  receipts: readonly ProvenReceipt[] = [],
): Result<KeyOf> {
  const keys = new Map<string, TrustedKey>(keyring.map((key) => [key.keyId, key]));
  const errors = signed.flatMap((one) => {
    const key = keys.get(one.keyId);
    if (key === undefined) return [unknownKey(one.file, one.keyId)];
    const faults = keyFaults(one.file, key, tools);
    return faults.length > 0 || key.revokedAt === null || wasBeforeRevocation(key, one.digest, receipts)
      ? faults
      : [revokedKey(one.file, key)];
  });
  return allOrRefuse(errors, keys);
}

const unknownKey = (file: string, keyId: string): CodedError =>
  codedError('KEY_UNKNOWN', `${file} is signed by key ${keyId}, which is not in the keyring.`, {
    file,
    keyId,
  });

function keyFaults(file: string, key: TrustedKey, tools: KeyCheck): readonly CodedError[] {
  if (tools.isWeakKey(key.publicKey)) {
    return [
      codedError('KEY_WEAK', `${file}: the key of ${key.name} is one anybody can sign for. Remove it.`),
    ];
  }
  if (tools.keyIdOf(key.publicKey) !== key.keyId) {
    return [codedError('KEY_ID_WRONG', `${file}: the keyring lists another key under this key id.`)];
  }
  return [];
}

function revokedKey(file: string, { name, revokedAt, revokedIn }: TrustedKey): CodedError {
  const proof =
    revokedIn == null
      ? ''
      : ` No receipt shows it in the store\u2019s log before entry ${revokedIn.index}, which revokes the key.`;
  return codedError(
    'KEY_REVOKED',
    `${file} is signed by a key of ${name} that was revoked on ${revokedAt}.${proof}`,
  );
}

/** Code: SIGNATURE_WRONG. */
export function checkSignatures(
  signed: readonly SignedStatement[],
  keys: KeyOf,
  tools: Pick<VerificationTools<unknown>, 'verifySignature'>,
): Result<true> {
  const wrong = signed.filter(({ keyId, signature, signedBytes }) => {
    const key = keys.get(keyId);
    return key === undefined || !tools.verifySignature(signature, signedBytes, key.publicKey);
  });
  const errors = wrong.map(({ file }) =>
    codedError('SIGNATURE_WRONG', `The signature in ${file} is not one its key made over its payload.`),
  );
  return allOrRefuse(errors, true);
}

/** Code: SUBJECT_WRONG: a true signature, but on another bundle. */
export function checkSubject(signed: readonly SignedStatement[], versionId: VersionId): Result<true> {
  const errors = signed
    .filter(({ statement: { subject } }) => {
      const only = subject.length === 1 ? subject[0] : undefined;
      return only?.name !== SUBJECT_NAME || only.digest.sha256 !== versionId;
    })
    .map(({ file }) =>
      codedError('SUBJECT_WRONG', `${file} was signed for another version than ${versionId}.`),
    );
  return allOrRefuse(errors, true);
}

/**
 * Each act was meant for this plan, under this policy, by the person and in the role the keyring knows; and the acts
 * together keep the four-eyes rule. Codes: those of reading plan.json, ACT_ELSEWHERE, SIGNER_NOT_KEY_OWNER,
 * MAKER_DIFFERS, ENVELOPE_MISPLACED, and FourEyesCode.
 */
export function checkGovernance(
  signed: readonly SignedStatement[],
  keys: KeyOf,
  read: Result<PlanDocument>,
): Result<PlanDocument> {
  if (!read.ok) return read;
  const errors = signed.flatMap((one) => actFaults(one, keys.get(one.keyId), read.value));
  return allOrRefuse([...errors, ...fourEyesFaults(actsOf(signed))], read.value);
}

function actFaults(
  { file, keyId, statement: { predicate } }: SignedStatement,
  key: TrustedKey | undefined,
  document: PlanDocument,
): readonly CodedError[] {
  const errors: CodedError[] = [];
  const { signer } = predicate;
  const foreign = foreignField(predicate, document);
  if (foreign !== null) {
    errors.push(codedError('ACT_ELSEWHERE', `${file} speaks of another ${foreign} than this plan has.`));
  }
  if (signer.keyId !== keyId || signer.actorId !== key?.actorId || !maySignAs(key, signer.role)) {
    const message = `${file} claims to be by ${signer.name} as ${signer.role}; the keyring knows its key otherwise.`;
    errors.push(codedError('SIGNER_NOT_KEY_OWNER', message));
  }
  const submits = predicate.decision === 'submit';
  if (submits !== file.endsWith('/maker.dsse.json')) {
    errors.push(codedError('ENVELOPE_MISPLACED', `${file} holds a decision "${predicate.decision}".`));
  }
  const { maker } = document;
  if (submits && (maker.actorId !== signer.actorId || maker.keyId !== keyId || maker.role !== signer.role)) {
    errors.push(
      codedError('MAKER_DIFFERS', `plan.json names ${maker.name} as maker; ${file} is by ${signer.name}.`),
    );
  }
  return errors;
}

/** The role of old lists, or any role the key was ever granted; whether a grant covers the act is for the policy step. */
export const maySignAs = (key: Pick<TrustedKey, 'role' | 'grants'>, role: Role): boolean =>
  key.role === role || (key.grants ?? []).some((grant) => grant.role === role);

function foreignField(act: SignedStatement['statement']['predicate'], document: PlanDocument): string | null {
  const { policy } = document;
  if (act.tenant !== document.tenant) return 'tenant';
  if (act.plan !== document.planId) return 'plan';
  if (act.cycle !== document.cycle.cycleId) return 'cycle';
  if (act.parents.join() !== document.parents.join()) return 'parent version';
  const same =
    act.policy.policyId === policy.policyId &&
    act.policy.version === policy.version &&
    act.policy.sha256 === policy.sha256;
  return same ? null : 'policy';
}
