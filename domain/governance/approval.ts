/**
 * What the signed acts on one version amount to under its policy (ledger APR-01, APR-02, APR-07, APR-10). A version
 * never changes, so its state is a function of the set of acts, who was granted what, and the day: their order in a
 * file cannot matter. Of one person's opinions in one role the last by her own clock counts, and the most cautious of
 * two at the same time. A rejection is final. An act that may not count is set aside with the reason, never an error.
 */
import type { ActorId, IsoDate, TerritoryId } from '../brand.ts';
import type { ApprovalAct, Case } from './approval-case.ts';
import { compare, dayOf, latest } from './approval-case.ts';
import { addBusinessDays, daysBetween } from './business-days.ts';
import type { ChangeFacts } from './change-facts.ts';
import type { GuardrailId } from './guardrails.ts';
import { clockDays, expiryOf, objectionTo } from './objections.ts';
import type { Requirement } from './requirements.ts';
import type { VersionState } from './submission.ts';
import { fourEyesFaults } from './submission.ts';

export type { ApprovalAct, Case } from './approval-case.ts';

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
  /** What a grant must cover to count here; null: all of the workspace's territories. */
  readonly territories: readonly TerritoryId[] | null;
  /** What the version changes, as the requirements were made from. */
  readonly facts: ChangeFacts;
}

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
    territories: given.requirements.territories,
    facts: given.requirements.facts,
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
  documents,
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
    documents,
  ]);

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
      signsPapers(act, requirement) &&
      (requirement.exception === null || excepts(act, requirement.exception, given.on, exceptions.maxDays)),
  );
  const by = differentPeople(counting);
  const met = by.length >= requirement.need.count;
  const dueOn =
    submittedOn === null ? null : addBusinessDays(submittedOn, clockDays(requirement, clocks), clocks);
  return { requirement, met, by, dueOn, overdue: !met && dueOn !== null && given.on > dueOn };
}

/** Papers are signed in person. */
const signsPapers = (act: ApprovalAct, { need: { documents = [] } }: Requirement): boolean =>
  documents.length === 0 ||
  (act.onBehalfOf === null && documents.every((kind) => act.documents.includes(kind)));

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
