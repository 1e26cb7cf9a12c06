/** Whether this person may sign this decision now: said before she signs, and again by verification after. */
import type { CodedError } from '../result.ts';
import { codedError } from '../result.ts';
import type { ApprovalAct } from './approval.ts';
import type { PlanAct } from './statement.ts';
import { isSamePerson } from './submission.ts';

/** A signed predicate as the approval rules see it. */
export const approvalAct = (act: PlanAct): ApprovalAct => ({
  decision: act.decision,
  actorId: act.signer.actorId,
  keyId: act.signer.keyId,
  role: act.onBehalfOf?.role ?? act.signer.role,
  at: act.claimedAt,
  onBehalfOf: act.onBehalfOf?.actorId ?? null,
  exceptions: act.exceptions ?? [],
  documents: (act.documents ?? []).map(({ kind }) => kind),
  delegate: act.delegate ?? null,
});

export type DecideCode = 'MAKER_CANNOT_DECIDE' | 'ALREADY_DECIDED' | 'VERSION_REJECTED' | 'REASON_REQUIRED';

/**
 * Why this person may not make this decision on this version now; empty when she may. Returning, rejecting and
 * excepting a guardrail need a reason. She may change her mind; saying the same twice is refused.
 */
export function decideFaults(
  acts: readonly ApprovalAct[],
  next: ApprovalAct,
  reason: string,
): readonly CodedError<DecideCode>[] {
  const faults: CodedError<DecideCode>[] = [];
  const hers = acts.filter((act) => isSamePerson(act, next));
  if (next.decision !== 'release' && hers.some((act) => act.decision === 'submit')) {
    const message = 'You submitted this version. Somebody else has to decide on it.';
    faults.push(codedError('MAKER_CANNOT_DECIDE', message));
  } else if (next.decision !== 'delegate' && saysAgain(hers, next)) {
    faults.push(codedError('ALREADY_DECIDED', 'You have already decided on this version.'));
  }
  if (acts.some((act) => act.decision === 'reject')) {
    faults.push(codedError('VERSION_REJECTED', 'This version was rejected. Submit a new one.'));
  }
  const explained = ['reject', 'request-changes'].includes(next.decision) || next.exceptions.length > 0;
  if (explained && reason.trim() === '') {
    faults.push(codedError('REASON_REQUIRED', 'Say why, so that the maker knows what to change.'));
  }
  return faults;
}

function saysAgain(hers: readonly ApprovalAct[], next: ApprovalAct): boolean {
  const opinions = hers.filter(
    (act) =>
      act.role === next.role &&
      act.onBehalfOf === next.onBehalfOf &&
      (act.decision === 'release') === (next.decision === 'release') &&
      act.decision !== 'delegate' &&
      act.decision !== 'submit',
  );
  const last = opinions.toSorted((a, b) => (a.at < b.at ? 1 : -1))[0];
  return (
    last?.decision === next.decision &&
    JSON.stringify([last.exceptions, last.documents]) === JSON.stringify([next.exceptions, next.documents])
  );
}
