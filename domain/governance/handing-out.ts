/**
 * Handing out grants and ending them (ledger ROL-01, ROL-04): who may, and what a key holds afterwards. Grants are only
 * ever added and ended, from today on: what was decided under one stands.
 */
import type { IsoDate, TenantId } from '../brand.ts';
import type { CodedError, Result } from '../result.ts';
import { codedError, ok, refuse } from '../result.ts';
import type { Grant, GrantScope } from './grant.ts';
import { roleGrant } from './grant.ts';
import type { TrustedKey } from './keyring.ts';
import { ROLE_CATALOGUE } from './role.ts';

export type GrantCode =
  | 'KEY_REVOKED'
  | 'GRANT_EXISTS'
  | 'GRANT_UNKNOWN'
  | 'GRANT_PERIOD'
  | 'GRANT_ROLE'
  | 'GRANT_SCOPE'
  | 'MAY_NOT_GRANT';

type GrantFault = CodedError<GrantCode>;

/** A key, and what it may sign as. */
export type Holder = Pick<TrustedKey, 'name' | 'role' | 'revokedAt' | 'grants'>;

/** What a key holds in a workspace; one that came with nothing but a role holds all of that role. */
export const grantsHeld = ({ role, grants }: Holder, tenant: TenantId): readonly Grant[] =>
  grants ?? [roleGrant(role, tenant)];

/** Whether two grants say the same but for their end, which may come later. */
export const isSameGrant = (a: Grant, b: Grant): boolean =>
  a.role === b.role &&
  a.from === b.from &&
  a.scope.tenant === b.scope.tenant &&
  a.scope.cycle === b.scope.cycle &&
  listed(a.scope) === listed(b.scope);

const listed = ({ territories }: GrantScope): string =>
  territories === null ? 'all' : JSON.stringify(territories.toSorted());

const isCurrent = (grant: Grant, on: IsoDate): boolean =>
  grant.from <= on && (grant.to === null || on <= grant.to);

function scopeCovers(wide: GrantScope, narrow: GrantScope): boolean {
  if (wide.tenant !== narrow.tenant) return false;
  if (wide.cycle !== null && wide.cycle !== narrow.cycle) return false;
  const { territories } = wide;
  if (territories === null) return true;
  return narrow.territories !== null && narrow.territories.every((id) => territories.includes(id));
}

/**
 * Whether this key may hand out or end grants in a scope: an administrator of that scope may, and while a workspace has
 * no administrator, everybody, so that the first one can be made.
 */
export function mayHandOut(
  keys: readonly Holder[],
  by: Holder,
  scope: GrantScope,
  on: IsoDate,
): Result<true, GrantFault> {
  const administers = (key: Holder): readonly Grant[] =>
    key.revokedAt === null
      ? grantsHeld(key, scope.tenant).filter(
          (grant) =>
            grant.role === 'administrator' && grant.scope.tenant === scope.tenant && isCurrent(grant, on),
        )
      : [];
  const administrators = keys.filter((key) => administers(key).length > 0);
  if (by.revokedAt === null && administrators.length === 0) return ok(true);
  if (administers(by).some((grant) => scopeCovers(grant.scope, scope))) return ok(true);
  const names = administrators.map((key) => key.name).join(', ');
  const message = `${by.name} does not administer this. ${names || 'An administrator'} hands out and ends grants here.`;
  return refuse(codedError('MAY_NOT_GRANT', message));
}

/** What the key holds with one grant more. A key that held all of its role goes on doing so until that is ended. */
export function withGrant(key: Holder, grant: Grant, on: IsoDate): Result<readonly Grant[], GrantFault> {
  const { name } = key;
  if (key.revokedAt !== null)
    return refuse(codedError('KEY_REVOKED', `The key of ${name} was revoked. Grant to the key she has now.`));
  if (ROLE_CATALOGUE[grant.role].service !== (key.role === 'service'))
    return refuse(
      codedError(
        'GRANT_ROLE',
        `${ROLE_CATALOGUE[grant.role].name} is not for ${key.role === 'service' ? 'a program' : 'a person'}.`,
      ),
    );
  if (grant.scope.territories?.length === 0)
    return refuse(codedError('GRANT_SCOPE', 'Choose at least one territory, or all of them.'));
  if (grant.from < on)
    return refuse(codedError('GRANT_PERIOD', `A grant begins on ${on} at the earliest, not ${grant.from}.`));
  if (grant.to !== null && grant.to < grant.from)
    return refuse(codedError('GRANT_PERIOD', `The last day ${grant.to} comes before the first.`));
  const held = grantsHeld(key, grant.scope.tenant);
  if (held.some((one) => isSameGrant(one, grant)))
    return refuse(codedError('GRANT_EXISTS', `${name} has this grant from ${grant.from} already.`));
  return ok([...held, grant]);
}

/** What the key holds when a grant ends: today at the earliest, and never later than it would have. */
export function withEnd(
  key: Holder,
  grant: Grant,
  to: IsoDate,
  on: IsoDate,
): Result<readonly Grant[], GrantFault> {
  const held = grantsHeld(key, grant.scope.tenant);
  const ending = held.find((one) => isSameGrant(one, grant));
  if (ending === undefined)
    return refuse(codedError('GRANT_UNKNOWN', `${key.name} has no such grant. Look at the list again.`));
  if (to < on) {
    const message =
      'A grant ends today at the earliest: what was decided under it stands. Revoke the key instead.';
    return refuse(codedError('GRANT_PERIOD', message));
  }
  if (ending.to !== null && ending.to <= to)
    return refuse(codedError('GRANT_PERIOD', `It ends on ${ending.to} as it is.`));
  return ok(held.map((one) => (one === ending ? { ...one, to } : one)));
}
