/**
 * Who may act in which role, where and when (ledger ROL-01, ROL-05; "RoleGrant"). A grant is dated and scoped to a
 * workspace, a cycle and territories; a permission is a grant that covers what is touched on the day. One person may
 * be granted making and checking; she never does both on one version (see approval.ts).
 */
import type { ActorId, CycleId, IsoDate, TenantId, TerritoryId } from '../brand.ts';
import type { Check } from '../bundle/check.ts';
import { list, nullable, object } from '../bundle/check.ts';
import * as is from '../bundle/checks.ts';
import type { Role } from './role.ts';
import { ROLE_CATALOGUE } from './role.ts';

export interface GrantScope {
  readonly tenant: TenantId;
  /** null: every cycle. */
  readonly cycle: CycleId | null;
  /** null: every territory. */
  readonly territories: readonly TerritoryId[] | null;
}

export interface Grant {
  readonly role: Role;
  readonly scope: GrantScope;
  /** First day it holds. */
  readonly from: IsoDate;
  /** Last day it holds; null: until revoked. */
  readonly to: IsoDate | null;
}

/** What a signature is about: the change's workspace, cycle and territories, on the day it is made. */
export interface GrantPoint {
  readonly tenant: TenantId;
  readonly cycle: CycleId;
  /** Territories the change touches; null when it touches all of them, as a policy or the list of territories does. */
  readonly territories: readonly TerritoryId[] | null;
  readonly on: IsoDate;
}

/** A key and what it may sign as, as the keyring has it. */
export interface Signatory {
  readonly actorId: ActorId;
  readonly keyId: string;
  readonly kind: 'person' | 'service';
  readonly grants: readonly Grant[];
}

const holds = (grant: Grant, point: GrantPoint): boolean =>
  grant.scope.tenant === point.tenant &&
  (grant.scope.cycle === null || grant.scope.cycle === point.cycle) &&
  grant.from <= point.on &&
  (grant.to === null || point.on <= grant.to);

/** Whether one grant alone covers the point. */
export function covers(grant: Grant, point: GrantPoint): boolean {
  if (!holds(grant, point)) return false;
  const granted = grant.scope.territories;
  if (granted === null) return true;
  return point.territories !== null && point.territories.every((id) => granted.includes(id));
}

/** Whether somebody's grants in a role together cover the point: Denver by one grant and Salt Lake by another do. */
export function mayActAs(grants: readonly Grant[], role: Role, point: GrantPoint): boolean {
  const inRole = grants.filter((grant) => grant.role === role && holds(grant, point));
  if (inRole.length === 0) return false;
  if (inRole.some((grant) => grant.scope.territories === null)) return true;
  const granted = new Set(inRole.flatMap((grant) => grant.scope.territories ?? []));
  return point.territories !== null && point.territories.every((id) => granted.has(id));
}

/** Roles the grants give at this point, in the order of the catalogue. */
export const rolesAt = (grants: readonly Grant[], point: GrantPoint): readonly Role[] =>
  (Object.keys(ROLE_CATALOGUE) as Role[]).filter((role) => mayActAs(grants, role, point));

/** What a key that came with nothing but a role may do: everything in that role, as keyrings before grants had it. */
export const roleGrant = (role: Role, tenant: TenantId): Grant => ({
  role,
  scope: { tenant, cycle: null, territories: null },
  from: '0001-01-01' as IsoDate,
  to: null,
});

export const checkGrant: Check<Grant> = object<Grant>({
  role: is.role,
  scope: object<GrantScope>({
    tenant: is.tenantId,
    cycle: nullable(is.cycleId),
    territories: nullable(list(is.anyId<TerritoryId>())),
  }),
  from: is.isoDate,
  to: nullable(is.isoDate),
});
