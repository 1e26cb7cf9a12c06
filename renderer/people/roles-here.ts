/** Which of her roles somebody may use on a version, as the grants of her key say (ledger ROL-01). */
import type { IsoDate, TerritoryId } from '../../domain/brand.ts';
import type { RoleEntry, Role } from '../../domain/governance/role.ts';
import { ROLE_CATALOGUE } from '../../domain/governance/role.ts';
import { rolesAt } from '../../domain/governance/grant.ts';
import type { Holder } from '../../domain/governance/handing-out.ts';
import { grantsHeld } from '../../domain/governance/handing-out.ts';
import type { Plan } from '../../domain/plan/plan.ts';

/** What is acted on, and when. `territories`: those it touches; null for all. */
export interface ActedOn {
  readonly plan: Pick<Plan, 'tenant' | 'cycle'>;
  readonly territories: readonly TerritoryId[] | null;
  readonly on: IsoDate;
}

/** Her roles that let her do this here, her own first. */
export function rolesHere(
  key: Holder,
  { plan, territories, on }: ActedOn,
  power: keyof Pick<RoleEntry, 'makes' | 'decides'>,
): readonly Role[] {
  const point = { tenant: plan.tenant, cycle: plan.cycle.cycleId, territories, on };
  return rolesAt(grantsHeld(key, plan.tenant), point)
    .filter((role) => ROLE_CATALOGUE[role][power])
    .toSorted((a, b) => Number(b === key.role) - Number(a === key.role));
}
