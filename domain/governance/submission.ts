/**
 * Submit, approve, reject (ledger APR-02): what the signed acts on one version amount to. A submitted version never
 * changes, so its state is nothing but the set of acts on it; their order cannot matter, for no clock is trusted.
 */
import type { ActorId, Sha256Hex } from '../brand.ts';
import type { CodedError } from '../result.ts';
import { codedError } from '../result.ts';
import type { Decision } from './statement.ts';

export type VersionState = 'InReview' | 'Approved' | 'Rejected';

export interface Act {
  readonly decision: Decision;
  readonly actorId: ActorId;
  readonly keyId: Sha256Hex;
}

export type FourEyesCode = 'NOT_SUBMITTED' | 'SUBMITTED_TWICE' | 'APPROVER_IS_MAKER' | 'KEY_SHARED';

/** Maker and checker are two people: at least one approver, whatever a policy says. */
export const approversNeeded = (approversRequired: number): number =>
  Math.max(1, Math.ceil(approversRequired));

/** Everything about the acts that breaks the four-eyes rule; empty when nothing does. */
export function fourEyesFaults(acts: readonly Act[]): readonly CodedError<FourEyesCode>[] {
  const makers = acts.filter((act) => act.decision === 'submit');
  const faults: CodedError<FourEyesCode>[] = [];
  if (makers.length === 0) {
    const message = 'Nobody submitted this version: the maker\u2019s envelope is missing.';
    faults.push(codedError('NOT_SUBMITTED', message));
  }
  if (makers.length > 1) {
    faults.push(codedError('SUBMITTED_TWICE', `${makers.length} envelopes submit this version; one may.`));
  }
  const decisions = acts.filter((act) => act.decision !== 'submit');
  if (decisions.some((act) => makers.some((maker) => isSamePerson(act, maker)))) {
    const message = 'The maker decided on her own version. Somebody else has to.';
    faults.push(codedError('APPROVER_IS_MAKER', message));
  }
  if (acts.some((act) => acts.some((other) => act.keyId === other.keyId && act.actorId !== other.actorId))) {
    faults.push(codedError('KEY_SHARED', 'One key signs in the name of two people.'));
  }
  return faults;
}

const isSamePerson = (act: Act, other: Act): boolean =>
  act.actorId === other.actorId || act.keyId === other.keyId;

/** People, other than any maker, who approved: one key or one actor counts once. */
export function distinctApprovers(acts: readonly Act[]): readonly ActorId[] {
  const makers = acts.filter((act) => act.decision === 'submit');
  const counted: Act[] = [];
  for (const act of acts) {
    if (act.decision !== 'approve') continue;
    if (makers.some((maker) => isSamePerson(act, maker))) continue;
    if (!counted.some((known) => isSamePerson(act, known))) counted.push(act);
  }
  return counted.map((act) => act.actorId);
}

/** One rejection rejects: a new version is the way on. */
export function versionState(acts: readonly Act[], approversRequired: number): VersionState {
  if (acts.some((act) => act.decision === 'reject')) return 'Rejected';
  if (fourEyesFaults(acts).length > 0) return 'InReview';
  return distinctApprovers(acts).length >= approversNeeded(approversRequired) ? 'Approved' : 'InReview';
}

export type DecideCode = 'MAKER_CANNOT_DECIDE' | 'ALREADY_DECIDED' | 'VERSION_REJECTED' | 'REASON_REQUIRED';

/** Why this person may not approve or reject this version now; empty when she may. */
export function decideFaults(
  acts: readonly Act[],
  next: { readonly decision: 'approve' | 'reject'; readonly actorId: ActorId; readonly keyId: Sha256Hex },
  reason: string,
): readonly CodedError<DecideCode>[] {
  const faults: CodedError<DecideCode>[] = [];
  const hers = acts.filter((act) => isSamePerson(act, next));
  if (hers.some((act) => act.decision === 'submit')) {
    faults.push(
      codedError('MAKER_CANNOT_DECIDE', 'You submitted this version. Somebody else has to decide on it.'),
    );
  } else if (hers.length > 0) {
    faults.push(codedError('ALREADY_DECIDED', 'You have already decided on this version.'));
  }
  if (acts.some((act) => act.decision === 'reject')) {
    faults.push(codedError('VERSION_REJECTED', 'This version was rejected. Submit a new one.'));
  }
  if (next.decision === 'reject' && reason.trim() === '') {
    faults.push(codedError('REASON_REQUIRED', 'Say why, so that the maker knows what to change.'));
  }
  return faults;
}
