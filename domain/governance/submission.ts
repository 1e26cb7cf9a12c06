/** Maker and checker (ledger APR-02): what no set of acts on a version may break, whatever its policy says. */
import type { ActorId, Sha256Hex } from '../brand.ts';
import type { CodedError } from '../result.ts';
import { codedError } from '../result.ts';
import type { Decision } from './statement.ts';

export type VersionState = 'InReview' | 'ChangesRequested' | 'Approved' | 'Rejected' | 'Expired';

export interface Act {
  readonly decision: Decision;
  readonly actorId: ActorId;
  readonly keyId: Sha256Hex;
}

export type FourEyesCode = 'NOT_SUBMITTED' | 'SUBMITTED_TWICE' | 'APPROVER_IS_MAKER' | 'KEY_SHARED';

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
  // Releasing what others approved is no decision about it.
  const decisions = acts.filter((act) => act.decision !== 'submit' && act.decision !== 'release');
  if (decisions.some((act) => makers.some((maker) => isSamePerson(act, maker)))) {
    const message = 'The maker decided on her own version. Somebody else has to.';
    faults.push(codedError('APPROVER_IS_MAKER', message));
  }
  if (acts.some((act) => acts.some((other) => act.keyId === other.keyId && act.actorId !== other.actorId))) {
    faults.push(codedError('KEY_SHARED', 'One key signs in the name of two people.'));
  }
  return faults;
}

export const isSamePerson = (act: Act, other: Act): boolean =>
  act.actorId === other.actorId || act.keyId === other.keyId;
