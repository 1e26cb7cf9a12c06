/** A grant as it is said on the command line, and as a line of a list. */
import type { CycleId, IsoDate, TenantId, TerritoryId } from '../domain/brand.ts';
import type { Grant } from '../domain/governance/grant.ts';
import type { Role } from '../domain/governance/role.ts';
import { PERSON_ROLES, ROLES } from '../domain/governance/role.ts';
import { LOCAL_TENANT } from '../domain/plan/plan.ts';
import { codedError, ok, refuse } from '../domain/result.ts';
import type { Result } from '../domain/result.ts';
import { timeOption } from './command.ts';
import type { Io } from './io.ts';

export const todayOf = (io: Io): IsoDate => io.now().toISOString().slice(0, 10) as IsoDate;

export const GRANT_OPTIONS = {
  role: { type: 'string' },
  workspace: { type: 'string' },
  cycle: { type: 'string' },
  territory: { type: 'string', multiple: true },
  from: { type: 'string' },
  to: { type: 'string' },
} as const;

export interface GrantValues {
  readonly role?: string | undefined;
  readonly workspace?: string | undefined;
  readonly cycle?: string | undefined;
  readonly territory?: readonly string[] | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** A day some calendar has. Code: USAGE. */
export function dayOption(name: string, text: string): Result<IsoDate> {
  const day = text.length === 10 ? timeOption(name, text, new Date(0)) : null;
  if (day?.ok === true) return ok(text as IsoDate);
  return refuse(codedError('USAGE', `--${name} must be a day like 2026-01-31, not "${text}".`));
}

/** What is not said is everything: every cycle, every territory, from today, until it is ended. Code: USAGE. */
export function grantFrom(values: GrantValues, today: IsoDate): Result<Grant> {
  const { role, workspace, cycle, territory } = values;
  if (!(ROLES as readonly (string | undefined)[]).includes(role))
    return refuse(codedError('USAGE', `--role is one of ${PERSON_ROLES.join(', ')}, not "${role ?? ''}".`));
  const from = values.from === undefined ? ok(today) : dayOption('from', values.from);
  if (!from.ok) return from;
  const to = values.to === undefined ? ok(null) : dayOption('to', values.to);
  if (!to.ok) return to;
  const scope = {
    tenant: (workspace ?? LOCAL_TENANT) as TenantId,
    cycle: (cycle ?? null) as CycleId | null,
    territories: (territory ?? null) as readonly TerritoryId[] | null,
  };
  return ok({ role: role as Role, scope, from: from.value, to: to.value });
}

export const grantLine = ({ role, scope, from, to }: Grant): string =>
  [
    role.padEnd(13),
    `${from}…${to ?? ''}`.padEnd(21),
    scope.tenant,
    scope.cycle ?? 'every cycle',
    scope.territories?.join(', ') ?? 'every territory',
  ].join('  ');
