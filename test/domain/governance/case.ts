/** Versions, people and acts for tests of approval, without plans or cryptography. */
import type {
  ActorId,
  CycleId,
  IsoDate,
  IsoTime,
  Sha256Hex,
  TenantId,
  TerritoryId,
} from '../../../domain/brand.ts';
import type { ApprovalAct, Case, Outcome } from '../../../domain/governance/approval.ts';
import { stateUnderPolicy } from '../../../domain/governance/approval.ts';
import type { ApprovalSettings } from '../../../domain/governance/approval-settings.ts';
import { DEFAULT_APPROVAL } from '../../../domain/governance/approval-settings.ts';
import type { ChangeFacts } from '../../../domain/governance/change-facts.ts';
import type { Grant, Signatory } from '../../../domain/governance/grant.ts';
import type { Requirement, Requirements } from '../../../domain/governance/requirements.ts';
import type { Role } from '../../../domain/governance/role.ts';
import { DECIDING_ROLES } from '../../../domain/governance/role.ts';

export const tenant = 'acme' as TenantId;
export const cycle = 'fy27' as CycleId;
export const day = (text: string): IsoDate => text as IsoDate;
export const actor = (name: string): ActorId => name as ActorId;

export const grantOf = (role: Role, over: Partial<Grant> = {}): Grant => ({
  role,
  scope: { tenant, cycle: null, territories: null },
  from: day('2026-01-01'),
  to: null,
  ...over,
});

export const signatory = (
  name: string,
  grants: readonly Grant[],
  over: Partial<Signatory> = {},
): Signatory => ({
  actorId: actor(name),
  keyId: `key of ${name}`,
  kind: 'person',
  grants,
  ...over,
});

export const act = (
  decision: ApprovalAct['decision'],
  name: string,
  role: Role = 'planner',
  over: Partial<ApprovalAct> = {},
): ApprovalAct => ({
  decision,
  actorId: actor(name),
  keyId: `key of ${name}` as Sha256Hex,
  role,
  at: '2026-03-02T09:00:00.000Z' as IsoTime,
  onBehalfOf: null,
  exceptions: [],
  documents: [],
  delegate: null,
  ...over,
});

export const people = (count: number): Requirement => ({
  id: 'people',
  need: { roles: DECIDING_ROLES, count },
  exception: null,
  why: '',
  clock: 'request',
});

export const asks = (id: string, roles: readonly Role[], over: Partial<Requirement> = {}): Requirement => ({
  ...people(1),
  id,
  need: { roles, count: 1 },
  ...over,
});

const NOTHING: ChangeFacts = {
  accounts: 0,
  accountsMoved: 0,
  revenue: 0,
  revenueMoved: 0,
  strategicMoved: 0,
  lockedMoved: 0,
  quotas: [],
  quotasFirstSet: false,
  overAssignment: 0,
  territoriesChanged: 0,
  touched: [],
};

export const demanding = (
  list: readonly Requirement[],
  settings: Partial<ApprovalSettings> = {},
  territories: readonly TerritoryId[] | null = null,
): Requirements => ({ list, territories, facts: NOTHING, settings: { ...DEFAULT_APPROVAL, ...settings } });

/** Everybody of these tests, each with what she is granted. */
export const STAFF: readonly Signatory[] = [
  signatory('ada', [grantOf('planner'), grantOf('finance')]),
  signatory('bea', [grantOf('finance')]),
  signatory('cy', [grantOf('sales-leader')]),
  signatory('dee', [grantOf('executive')]),
  signatory('eve', [grantOf('compensation')]),
  signatory('fay', [grantOf('finance')]),
];

export const outcome = (
  acts: readonly ApprovalAct[],
  requirements: Requirements = demanding([people(1)]),
  over: Partial<Case> = {},
): Outcome =>
  stateUnderPolicy({
    acts,
    requirements,
    tenant,
    cycle,
    signatories: STAFF,
    on: day('2026-03-03'),
    ...over,
  });
