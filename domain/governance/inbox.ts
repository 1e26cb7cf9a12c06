/** What waits for one person (ledger APR-07, APR-08): which versions, why her, until when, and what was escalated to her. */
import type { ActorId, IsoDate } from '../brand.ts';
import type { ApprovalAct, Outcome, RequirementState } from './approval.ts';
import type { ApprovalSettings } from './approval-settings.ts';
import type { Role } from './role.ts';
import { ROLE_CATALOGUE } from './role.ts';
import { isSamePerson } from './submission.ts';

export interface Reader {
  readonly actorId: ActorId;
  readonly keyId: ApprovalAct['keyId'];
  /** Those her grants let her use on this version. */
  readonly roles: readonly Role[];
}

export type WaitsAs =
  /** An open requirement asks for her role. */
  | 'decide'
  /** It is overdue and the policy tells her. */
  | 'escalated'
  /** It is hers, and came back to her. */
  | 'revise'
  /** It is hers or she may, and everything is there. */
  | 'release';

export interface Waiting {
  readonly as: WaitsAs;
  readonly why: readonly string[];
  readonly dueOn: IsoDate | null;
  readonly overdue: boolean;
}

/** Why this version waits for her; null when it does not. */
export function waitingFor(
  reader: Reader,
  acts: readonly ApprovalAct[],
  outcome: Outcome,
  settings: ApprovalSettings,
): Waiting | null {
  const made = acts.some((act) => act.decision === 'submit' && isSamePerson(act, { ...act, ...reader }));
  const { state } = outcome;
  if (state === 'ChangesRequested' || state === 'Expired' || state === 'Rejected')
    return made ? revise(state) : null;
  if (state === 'Approved') {
    if (outcome.releasedOn !== null || !settings.releasers.some((role) => reader.roles.includes(role)))
      return null;
    return { as: 'release', why: ['Everything the policy asks for is there.'], dueOn: null, overdue: false };
  }
  if (made) return null;
  const open = outcome.requirements.filter((one) => !one.met);
  const hers = open.filter((one) => isHers(one, reader));
  if (hers.length > 0) return waiting('decide', hers);
  const late = open.filter((one) => one.overdue);
  return late.length > 0 && settings.clocks.escalateTo.some((role) => reader.roles.includes(role))
    ? waiting('escalated', late)
    : null;
}

/** It asks for a role that lets her decide, and she has not. */
const isHers = ({ requirement, by }: RequirementState, reader: Reader): boolean =>
  requirement.need.roles.some((role) => reader.roles.includes(role) && ROLE_CATALOGUE[role].decides) &&
  !by.includes(reader.actorId);

const waiting = (as: WaitsAs, open: readonly RequirementState[]): Waiting => ({
  as,
  why: open.map(({ requirement }) => requirement.why),
  dueOn: open.flatMap(({ dueOn }) => dueOn ?? []).toSorted()[0] ?? null,
  overdue: open.some((one) => one.overdue),
});

const revise = (state: 'ChangesRequested' | 'Expired' | 'Rejected'): Waiting | null =>
  state === 'Rejected'
    ? null
    : {
        as: 'revise',
        why: [state === 'Expired' ? 'Nobody decided in time.' : 'A reviewer returned it for changes.'],
        dueOn: null,
        overdue: false,
      };
