/** Checks of the field's own texts, shared by the plan document, statements and keyrings. */
import type { ActorId, CycleId, IsoDate, IsoTime, PlanId, PolicyId, Sha256Hex, TenantId } from '../brand.ts';
import type { Role } from '../governance/role.ts';
import { ROLES } from '../governance/role.ts';
import type { Check } from './check.ts';
import { oneOf, pattern } from './check.ts';

export const sha256Hex: Check<Sha256Hex> = pattern('64 lower-case hex digits', /^[0-9a-f]{64}$/);
export const isoTime: Check<IsoTime> = pattern(
  'a time like 2026-01-31T09:00:00.000Z',
  /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/,
);
export const isoDate: Check<IsoDate> = pattern(
  'a date like 2026-01-31',
  /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/,
);

/** Ids are opaque; they only have to be there. */
const id = <T extends string>(): Check<T> =>
  pattern<T>('an id of 1 to 200 characters', /^[^\p{Cc}]{1,200}$/u);
export const actorId: Check<ActorId> = id();
export const planId: Check<PlanId> = id();
export const tenantId: Check<TenantId> = id();
export const cycleId: Check<CycleId> = id();
export const policyId: Check<PolicyId> = id();
export const anyId = id;

export const role: Check<Role> = oneOf(...ROLES);

/** Money: an integer of minor units as text, within what a number holds exactly. */
export const integerText: Check<string> = (value, path, faults) => {
  const read = pattern<string>('an integer as text', /^(0|-?[1-9]\d{0,15})$/)(value, path, faults);
  if (!Number.isSafeInteger(Number(read))) faults.add(path, `${read} is beyond 2^53`);
  return read;
};
