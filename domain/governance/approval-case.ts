/** One version before its policy: the signed acts on it, who was granted what, what is demanded, and the day. */
import type { ActorId, CycleId, IsoDate, IsoTime, TenantId } from '../brand.ts';
import type { DocumentKind } from './documents.ts';
import type { Signatory } from './grant.ts';
import type { Exception } from './guardrails.ts';
import type { Requirements } from './requirements.ts';
import type { Role } from './role.ts';
import type { Act } from './submission.ts';

export interface ApprovalAct extends Act {
  readonly role: Role;
  /** The log's time where a receipt gives one, else what the signer's clock said. */
  readonly at: IsoTime;
  /** The person whose vote this is, when she delegated it. */
  readonly onBehalfOf: ActorId | null;
  readonly exceptions: readonly Exception[];
  /** Papers signed with it. */
  readonly documents: readonly DocumentKind[];
  /** For `delegate`: to whom, and the last day. */
  readonly delegate: { readonly to: ActorId; readonly until: IsoDate } | null;
}

export interface Case {
  readonly acts: readonly ApprovalAct[];
  readonly signatories: readonly Signatory[];
  readonly requirements: Requirements;
  readonly tenant: TenantId;
  readonly cycle: CycleId;
  /** The day it is looked at: exceptions end and requests expire by it. */
  readonly on: IsoDate;
}

export const dayOf = (act: ApprovalAct): IsoDate => act.at.slice(0, 10) as IsoDate;

const CAUTION: Readonly<Record<Act['decision'], number>> = {
  approve: 0,
  'request-changes': 1,
  delegate: 0,
  release: 0,
  submit: 0,
  reject: 2,
};

/** The last act by its signer's own clock; of two at one time the more cautious, then the one that ends sooner. */
export const latest = (acts: readonly ApprovalAct[]): ApprovalAct | null =>
  acts.toSorted(
    (a, b) =>
      compare(b.at, a.at) ||
      CAUTION[b.decision] - CAUTION[a.decision] ||
      compare(ending(a), ending(b)) ||
      compare(a.keyId, b.keyId),
  )[0] ?? null;

const ending = (act: ApprovalAct): string =>
  `${act.delegate?.until ?? ''}${act.delegate?.to ?? ''}${act.exceptions.map((e) => `${e.guardrail}${e.until}`).join()}`;

export const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
