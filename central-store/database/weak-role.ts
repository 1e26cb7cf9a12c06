/** A login above the rules of its rows is no login for a store: row-level security would hold for nobody. */
import type { Result } from '../../domain/result.ts';
import { codedError, ok, refuse } from '../../domain/result.ts';
import type { Query } from './port.ts';

const STRENGTH = `
select
  bool_or(r.rolsuper) as super,
  bool_or(r.rolbypassrls) as bypass,
  exists (
    select 1 from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'bailiwick' and pg_has_role(session_user, c.relowner, 'MEMBER')
  ) as owner
from pg_roles r
where pg_has_role(session_user, r.oid, 'MEMBER')`;

/** Codes: ROLE_TOO_STRONG: the login is, or may become, a superuser, one with BYPASSRLS, or the owner of the tables. */
export async function demandWeakRole(query: Query): Promise<Result<true>> {
  const [found] = await query.query(STRENGTH);
  const why =
    found?.['super'] !== false
      ? 'is a superuser, or may become one'
      : found['bypass'] !== false
        ? 'has BYPASSRLS, or may take it on'
        : found['owner'] !== false
          ? 'owns the tables'
          : null;
  if (why === null) return ok(true);
  const message = `The login of DATABASE_URL ${why}, so that row-level security would not hold for it. Give the store a login of its own (docs/operating.md, "Roles").`;
  return refuse(codedError('ROLE_TOO_STRONG', message));
}
