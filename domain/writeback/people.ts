/** Which of the target's users a rep is: by id, else by e-mail, else by a name only one user has. Never a guess. */
import type { RepId } from '../brand.ts';
import { foldName } from '../geo/fold-name.ts';
import type { Plan } from '../plan/plan.ts';
import type { Rep } from '../plan/rep.ts';
import type { ConflictCode } from './change.ts';
import { fullId } from './salesforce-id.ts';
import type { TargetRecord } from './snapshot.ts';

/** Names of the fields that say who a user is and whether she still works here. */
export interface UserFields {
  readonly email: string;
  readonly name: string;
  readonly number: string;
  readonly isActive: (record: TargetRecord) => boolean;
}

export type UserMatch =
  | { readonly ok: true; readonly id: string; readonly by: 'id' | 'number' | 'email' | 'name' }
  | { readonly ok: false; readonly code: ConflictCode; readonly message: string };

export function usersByRep(
  reps: readonly Rep[],
  users: readonly TargetRecord[],
  fields: UserFields,
): ReadonlyMap<RepId, UserMatch> {
  const byId = grouped(users, (user) => user.id);
  const byNumber = grouped(users, (user) => user.fields[fields.number] ?? '');
  const byEmail = grouped(users, (user) => (user.fields[fields.email] ?? '').toLowerCase());
  const byName = grouped(users, (user) => foldName(user.fields[fields.name] ?? ''));
  return new Map(
    reps.map((rep) => {
      const found =
        candidate(byId.get(fullId(rep.repId)), 'id') ??
        candidate(byNumber.get(rep.repId), 'number') ??
        candidate(byEmail.get((rep.email ?? '').toLowerCase()), 'email') ??
        candidate(byName.get(foldName(rep.name)), 'name');
      return [rep.repId, matchOf(rep, found, fields)];
    }),
  );
}

type By = 'id' | 'number' | 'email' | 'name';

const candidate = (users: readonly TargetRecord[] | undefined, by: By) =>
  users === undefined ? undefined : { users, by };

function matchOf(rep: Rep, found: ReturnType<typeof candidate>, fields: UserFields): UserMatch {
  const user = found?.users[0];
  if (found === undefined || user === undefined) {
    return no(
      'USER_UNKNOWN',
      `No user is ${rep.name} (${rep.repId}). Give the rep the user\u2019s e-mail or id.`,
    );
  }
  if (new Set(found.users.map((one) => one.id)).size > 1) {
    const message = `${found.users.length} users could be ${rep.name} by ${found.by}. Give the rep the user\u2019s e-mail or id.`;
    return no('USER_UNKNOWN', message);
  }
  if (fields.isActive(user)) return { ok: true, id: user.id, by: found.by };
  return no(
    'USER_INACTIVE',
    `The user of ${rep.name} (${user.id}) is not active. Activate it or change the rep.`,
  );
}

const no = (code: ConflictCode, message: string): UserMatch => ({ ok: false, code, message });

function grouped<T>(items: readonly T[], key: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const name = key(item);
    if (name === '') continue;
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [item]);
    else group.push(item);
  }
  return groups;
}

/** The first rep of a territory answers for its quota and, where a target knows one owner alone, for its accounts. */
export function ownerOf(plan: Plan, territory: number, users: ReadonlyMap<RepId, UserMatch>): UserMatch {
  const { name = `territory ${territory + 1}`, repIds = [] } = plan.territories[territory] ?? {};
  const [first] = repIds;
  if (first === undefined) return no('NO_REP', `${name} has no rep. Give it one.`);
  return users.get(first) ?? no('USER_UNKNOWN', `${name} names rep ${first}, who is not in the roster.`);
}
