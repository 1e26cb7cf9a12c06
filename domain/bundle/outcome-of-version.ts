/** The policy step of verification: what the policy inside a version demands of it, and what its signed acts come to. */
import type { ActorId, IsoDate, TenantId } from '../brand.ts';
import type { Case, Outcome } from '../governance/approval.ts';
import { stateUnderPolicy } from '../governance/approval.ts';
import { approvalAct } from '../governance/decide.ts';
import type { Signatory } from '../governance/grant.ts';
import { roleGrant } from '../governance/grant.ts';
import type { Keyring, TrustedKey } from '../governance/keyring.ts';
import type { Before, Requirements } from '../governance/requirements.ts';
import { requirementsOf } from '../governance/requirements.ts';
import type { PlanAct } from '../governance/statement.ts';
import type { Plan } from '../plan/plan.ts';
import { planOfDocument } from './open-document.ts';
import type { PlanDocument } from './plan-document.ts';
import { moneyOf } from './read-document.ts';

/** What a key is granted; one of a keyring that knows only roles may do everything in its role. */
export const signatoryOf = (key: TrustedKey, tenant: TenantId): Signatory => ({
  actorId: key.actorId,
  keyId: key.keyId,
  kind: key.role === 'service' ? 'service' : 'person',
  grants: key.grants ?? [roleGrant(key.role, tenant)],
});

/**
 * What the policy demands of a version beside the releases that are at hand, on the day it is released or looked at;
 * without a day, that of its submission.
 */
export function requirementsOfDocument(
  document: PlanDocument,
  before: Before = {},
  plan: Plan = planOfDocument(document),
  on: IsoDate = document.createdAt.slice(0, 10) as IsoDate,
): Requirements {
  const lines = document.quota.lines.map((line) => ({ ...line, amount: moneyOf(line.amount) }));
  return requirementsOf({ ...before, plan, lines, on });
}

/** A version's acts before its policy, as `stateUnderPolicy` takes them. */
function caseOf(
  acts: readonly PlanAct[],
  keyring: Keyring,
  document: PlanDocument,
  on: IsoDate,
  before: Before = {},
): Case {
  const { tenant, cycle } = document;
  const plan = planOfDocument(document);
  return {
    acts: acts.map(approvalAct),
    signatories: keyring.map((key) => signatoryOf(key, tenant)),
    requirements: requirementsOfDocument(document, before, plan, dayOfEffect(acts, on)),
    tenant,
    cycle: cycle.cycleId,
    on,
  };
}

/** A release is judged by the locks of its own day: that they end later does not make it right. */
export const dayOfEffect = (acts: readonly PlanAct[], on: IsoDate): IsoDate =>
  acts.reduce((first, { decision, claimedAt }) => {
    const day = claimedAt.slice(0, 10) as IsoDate;
    return decision === 'release' && day < first ? day : first;
  }, on);

/**
 * `on`: the day it is judged by, for what expires; without one, the day of the last act, so that the same bundle gives
 * the same answer on every machine.
 */
export function outcomeOfVersion(
  acts: readonly PlanAct[],
  keyring: Keyring,
  document: PlanDocument,
  on?: IsoDate,
  before: Before = {},
): Outcome {
  return stateUnderPolicy(caseOf(acts, keyring, document, on ?? lastDay(acts, document), before));
}

/** Why an act somebody is about to sign would be set aside; null when it would count. Said before she signs. */
export function whyNotCounted(
  acts: readonly PlanAct[],
  next: PlanAct,
  keyring: Keyring,
  document: PlanDocument,
  before: Before = {},
): string | null {
  const given = caseOf([...acts, next], keyring, document, next.claimedAt.slice(0, 10) as IsoDate, before);
  const last = given.acts.at(-1);
  return stateUnderPolicy(given).setAside.find(({ act }) => act === last)?.why ?? null;
}

const lastDay = (acts: readonly PlanAct[], document: PlanDocument): IsoDate =>
  acts
    .reduce((last, act) => (act.claimedAt > last ? act.claimedAt : last), document.createdAt as string)
    .slice(0, 10) as IsoDate;

/** Names of signers, for screens that list people by id. */
export const signerNames = (acts: readonly PlanAct[]): ReadonlyMap<ActorId, string> =>
  new Map(acts.map(({ signer }) => [signer.actorId, signer.name]));
