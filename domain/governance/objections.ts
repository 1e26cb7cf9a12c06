/** Why a signed act may not count: no grant, the maker's own, a program's, a delegation that ended, too late. */
import type { IsoDate } from '../brand.ts';
import type { ApprovalAct, Case } from './approval-case.ts';
import { dayOf, latest } from './approval-case.ts';
import { addBusinessDays, daysBetween } from './business-days.ts';
import type { GrantPoint, Signatory } from './grant.ts';
import { mayActAs } from './grant.ts';
import type { Requirement, Requirements } from './requirements.ts';
import { ROLE_CATALOGUE } from './role.ts';
import type { Act } from './submission.ts';
import { isSamePerson } from './submission.ts';

/** Why an act may not count; null when it may. */
type Objection = string | null;

export function expiryOf({ requirements: { settings, list } }: Case, from: IsoDate | null): IsoDate | null {
  const { clocks } = settings;
  if (from === null || clocks.expireAfterDays === null) return null;
  const longest = Math.max(...list.map((one) => clockDays(one, settings.clocks)));
  return addBusinessDays(from, longest + clocks.expireAfterDays, clocks);
}

export const clockDays = (
  { clock }: Requirement,
  { requestDays, modelDays, exceptionDays }: Requirements['settings']['clocks'],
): number => (clock === 'request' ? requestDays : clock === 'model' ? modelDays : exceptionDays);

export function objectionTo(
  given: Case,
  act: ApprovalAct,
  makers: readonly ApprovalAct[],
  expiresOn: IsoDate | null,
): Objection {
  const signatory = signatoryOf(given, act);
  if (signatory === null) return 'Its key is not in the keyring.';
  if (signatory.kind === 'service') return 'A program decides nothing.';
  const role = ROLE_CATALOGUE[act.role];
  if (act.decision === 'submit') return grantObjection(given, act, signatory, role.makes);
  if (act.decision === 'release') return releaseObjection(given, act, signatory);
  if (makers.some((maker) => isSamePerson(act, maker)))
    return 'The maker does not decide on her own version.';
  // A rejection stops a version whenever it comes; only what would let one through can come too late.
  if (act.decision === 'approve' && expiresOn !== null && dayOf(act) > expiresOn)
    return `It came after the request had expired on ${expiresOn}.`;
  if (act.onBehalfOf !== null) return delegationObjection(given, act, makers);
  return grantObjection(given, act, signatory, role.decides);
}

const signatoryOf = ({ signatories }: Case, act: Act): Signatory | null =>
  signatories.find((one) => one.keyId === act.keyId && one.actorId === act.actorId) ?? null;

const pointOf = ({ tenant, cycle, requirements }: Case, on: IsoDate): GrantPoint => ({
  tenant,
  cycle,
  territories: requirements.territories,
  on,
});

function grantObjection(given: Case, act: ApprovalAct, signatory: Signatory, mayAtAll: boolean): Objection {
  const name = ROLE_CATALOGUE[act.role].name;
  if (!mayAtAll) return `${name} may not ${VERBS[act.decision]} a version.`;
  if (mayActAs(signatory.grants, act.role, pointOf(given, dayOf(act)))) return null;
  return `No grant as ${name} covers this version on ${dayOf(act)}.`;
}

const VERBS: Readonly<Record<Act['decision'], string>> = {
  submit: 'submit',
  approve: 'approve',
  reject: 'reject',
  'request-changes': 'return',
  delegate: 'delegate',
  release: 'release',
};

function releaseObjection(given: Case, act: ApprovalAct, signatory: Signatory): Objection {
  if (!given.requirements.settings.releasers.includes(act.role))
    return `The policy does not let ${ROLE_CATALOGUE[act.role].name} release.`;
  return grantObjection(given, act, signatory, true);
}

/** A vote by another: dated, within the policy's span, from somebody who holds the role herself, and never chained. */
function delegationObjection(given: Case, act: ApprovalAct, makers: readonly ApprovalAct[]): Objection {
  const { delegation } = given.requirements.settings;
  if (!delegation.allowed) return 'The policy allows no delegation.';
  const granted = latest(
    given.acts.filter(
      (other) => other.decision === 'delegate' && other.actorId === act.onBehalfOf && other.role === act.role,
    ),
  );
  const delegator = granted === null ? null : signatoryOf(given, granted);
  if (granted?.delegate == null || delegator === null) return `${act.onBehalfOf} delegated nothing.`;
  if (granted.onBehalfOf !== null) return 'A delegated vote is not delegated again.';
  if (granted.delegate.to !== act.actorId) return `${act.onBehalfOf} delegated to somebody else.`;
  if (makers.some((maker) => isSamePerson(granted, maker))) return 'The maker has no vote to delegate.';
  if (dayOf(act) > granted.delegate.until) return `The delegation ended on ${granted.delegate.until}.`;
  if (daysBetween(dayOf(granted), granted.delegate.until) > delegation.maxDays)
    return `A delegation lasts ${delegation.maxDays} days at most.`;
  if (delegator.kind === 'service') return 'A program decides nothing.';
  const fault = grantObjection(given, granted, delegator, ROLE_CATALOGUE[act.role].decides);
  return fault ?? grantObjection(given, { ...granted, at: act.at }, delegator, true);
}
