/**
 * What the signed acts on one version amount to under its policy (ledger APR-01, APR-02, APR-07, APR-10). A version
 * never changes, so its state is a function of the set of acts, who was granted what, and the day: their order in a
 * file cannot matter. Of one person's opinions in one role the last by her own clock counts, and the most cautious of
 * two at the same time. A rejection is final. An act that may not count is set aside with the reason, never an error.
 */
import type { ActorId, CycleId, IsoDate, IsoTime, TenantId } from '../brand.ts';
import type { Requirement, Requirements } from './requirements.ts';
import { addBusinessDays, daysBetween } from './business-days.ts';
import type { GrantPoint, Signatory } from './grant.ts';
import { mayActAs } from './grant.ts';
import type { Exception, GuardrailId } from './guardrails.ts';
import type { Role } from './role.ts';
import { ROLE_CATALOGUE } from './role.ts';
import type { Act, VersionState } from './submission.ts';
import { fourEyesFaults, isSamePerson } from './submission.ts';

export interface ApprovalAct extends Act {
  readonly role: Role;
  /** The log's time where a receipt gives one, else what the signer's clock said. */
  readonly at: IsoTime;
  /** The person whose vote this is, when she delegated it. */
  readonly onBehalfOf: ActorId | null;
  readonly exceptions: readonly Exception[];
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

export interface RequirementState {
  readonly requirement: Requirement;
  readonly met: boolean;
  /** People whose approval counts towards it. */
  readonly by: readonly ActorId[];
  readonly dueOn: IsoDate | null;
  /** Open, and its due date has passed: the policy's escalation roles are told. */
  readonly overdue: boolean;
}

export interface Outcome {
  readonly state: VersionState;
  readonly requirements: readonly RequirementState[];
  /** The day after which an undecided request expires; null: never, or not submitted. */
  readonly expiresOn: IsoDate | null;
  /** A person entitled to it released the version while it was approved. */
  readonly releasedOn: IsoDate | null;
  readonly setAside: readonly { readonly act: ApprovalAct; readonly why: string }[];
}

const dayOf = (act: ApprovalAct): IsoDate => act.at.slice(0, 10) as IsoDate;

/** Why an act may not count; null when it may. */
type Objection = string | null;

export function stateUnderPolicy(all: Case): Outcome {
  const given: Case = { ...all, acts: withoutRepeats(all.acts) };
  const makers = given.acts.filter((act) => act.decision === 'submit');
  const submittedOn = makers.map(dayOf).toSorted(compare)[0] ?? null;
  const expiresOn = expiryOf(given, submittedOn);
  const objections = new Map(given.acts.map((act) => [act, objectionTo(given, act, makers, expiresOn)]));
  const sound = given.acts.filter((act) => objections.get(act) === null);
  const votes = currentOpinions(sound);
  const requirements = given.requirements.list.map((one) => stateOf(given, one, votes, submittedOn));
  const state = overall(given, sound, votes, requirements, expiresOn);
  return {
    state,
    requirements,
    expiresOn,
    releasedOn: state === 'Approved' ? releaseDay(sound) : releaseBefore(given, sound, state),
    setAside: given.acts.flatMap((act) => {
      const why = objections.get(act) ?? null;
      return why === null ? [] : [{ act, why }];
    }),
  };
}

/** The same act delivered twice is one act. */
const withoutRepeats = (acts: readonly ApprovalAct[]): readonly ApprovalAct[] => [
  ...new Map(acts.map((act) => [contentOf(act), act])).values(),
];

const contentOf = ({
  decision,
  actorId,
  keyId,
  role,
  at,
  onBehalfOf,
  exceptions,
  delegate,
}: ApprovalAct): string =>
  JSON.stringify([
    decision,
    actorId,
    keyId,
    role,
    at,
    onBehalfOf,
    delegate?.to ?? null,
    delegate?.until ?? null,
    exceptions.map(({ guardrail, until }) => [guardrail, until]),
  ]);

function expiryOf({ requirements: { settings, list } }: Case, from: IsoDate | null): IsoDate | null {
  const { clocks } = settings;
  if (from === null || clocks.expireAfterDays === null) return null;
  const longest = Math.max(...list.map((one) => clockDays(one, settings.clocks)));
  return addBusinessDays(from, longest + clocks.expireAfterDays, clocks);
}

const clockDays = (
  { clock }: Requirement,
  { requestDays, modelDays, exceptionDays }: Requirements['settings']['clocks'],
): number => (clock === 'request' ? requestDays : clock === 'model' ? modelDays : exceptionDays);

function objectionTo(
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

const CAUTION: Readonly<Record<Act['decision'], number>> = {
  approve: 0,
  'request-changes': 1,
  delegate: 0,
  release: 0,
  submit: 0,
  reject: 2,
};

/** The last act by its signer's own clock; of two at one time the more cautious, then the one that ends sooner. */
const latest = (acts: readonly ApprovalAct[]): ApprovalAct | null =>
  acts.toSorted(
    (a, b) =>
      compare(b.at, a.at) ||
      CAUTION[b.decision] - CAUTION[a.decision] ||
      compare(ending(a), ending(b)) ||
      compare(a.keyId, b.keyId),
  )[0] ?? null;

const ending = (act: ApprovalAct): string =>
  `${act.delegate?.until ?? ''}${act.delegate?.to ?? ''}${act.exceptions.map((e) => `${e.guardrail}${e.until}`).join()}`;

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** One opinion a person, role and principal. */
function currentOpinions(sound: readonly ApprovalAct[]): readonly ApprovalAct[] {
  const byWhom = new Map<string, ApprovalAct[]>();
  for (const act of sound) {
    if (act.decision !== 'approve' && act.decision !== 'request-changes') continue;
    const key = JSON.stringify([act.actorId, act.role, act.onBehalfOf]);
    byWhom.set(key, [...(byWhom.get(key) ?? []), act]);
  }
  return [...byWhom.values()].flatMap((acts) => latest(acts) ?? []);
}

function stateOf(
  given: Case,
  requirement: Requirement,
  votes: readonly ApprovalAct[],
  submittedOn: IsoDate | null,
): RequirementState {
  const { clocks, exceptions } = given.requirements.settings;
  const counting = votes.filter(
    (act) =>
      act.decision === 'approve' &&
      requirement.need.roles.includes(act.role) &&
      (requirement.exception === null || excepts(act, requirement.exception, given.on, exceptions.maxDays)),
  );
  const by = differentPeople(counting);
  const met = by.length >= requirement.need.count;
  const dueOn =
    submittedOn === null ? null : addBusinessDays(submittedOn, clockDays(requirement, clocks), clocks);
  return { requirement, met, by, dueOn, overdue: !met && dueOn !== null && given.on > dueOn };
}

const excepts = (act: ApprovalAct, guardrail: GuardrailId, on: IsoDate, maxDays: number): boolean =>
  act.exceptions.some(
    (one) => one.guardrail === guardrail && on <= one.until && daysBetween(dayOf(act), one.until) <= maxDays,
  );

/** One vote a signer and one a principal: whoever delegates and whoever votes for her are one pair of eyes. */
function differentPeople(votes: readonly ApprovalAct[]): readonly ActorId[] {
  const taken: { readonly people: readonly ActorId[]; readonly key: string }[] = [];
  const own = votes.toSorted(
    (a, b) => Number(a.onBehalfOf !== null) - Number(b.onBehalfOf !== null) || compare(a.actorId, b.actorId),
  );
  for (const act of own) {
    const people = act.onBehalfOf === null ? [act.actorId] : [act.actorId, act.onBehalfOf];
    const known = taken.some((one) => one.key === act.keyId || one.people.some((id) => people.includes(id)));
    if (!known) taken.push({ people, key: act.keyId });
  }
  return taken.flatMap(({ people }) => people[0] ?? []);
}

function overall(
  given: Case,
  sound: readonly ApprovalAct[],
  votes: readonly ApprovalAct[],
  requirements: readonly RequirementState[],
  expiresOn: IsoDate | null,
): VersionState {
  if (sound.some((act) => act.decision === 'reject')) return 'Rejected';
  if (votes.some((act) => act.decision === 'request-changes')) return 'ChangesRequested';
  const submitted = sound.some((act) => act.decision === 'submit');
  const clean = submitted && fourEyesFaults(given.acts).length === 0;
  if (clean && requirements.every((one) => one.met)) return 'Approved';
  return expiresOn !== null && given.on > expiresOn ? 'Expired' : 'InReview';
}

const releaseDay = (sound: readonly ApprovalAct[]): IsoDate | null => {
  const days = sound.filter((act) => act.decision === 'release').map(dayOf);
  return days.toSorted(compare)[0] ?? null;
};

/** A release stays one when an exception ends later: it is judged on its own day. */
function releaseBefore(given: Case, sound: readonly ApprovalAct[], state: VersionState): IsoDate | null {
  const day = releaseDay(sound);
  if (day === null || day >= given.on || state === 'Rejected' || state === 'ChangesRequested') return null;
  return stateUnderPolicy({ ...given, on: day }).state === 'Approved' ? day : null;
}
