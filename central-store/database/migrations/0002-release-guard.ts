/**
 * Four eyes in the database itself: whoever may write rows, a program of ours or a person at a console, cannot release
 * a version, or make it the approved one, without the approvals its policy asks for. Who approved counts once however
 * many keys or signatures she has; so does a key whoever it says it is; the maker and whoever submitted never count, nor
 * does an approval of another plan or under another policy, one taken back later, or one of a version anybody rejected.
 * The finer rules of a policy (who must look at what) are judged in code, and can only ask for more.
 */
export const releaseGuard = {
  name: '0002-release-guard',
  sql: `
create function bailiwick.approvers_of(the_tenant text, the_version text) returns integer
language sql stable set search_path = pg_catalog, pg_temp as $$
  with sound as (
    select a.actor_id, a.key_id
    from bailiwick.version v
    join bailiwick.attestation a
      on a.tenant = v.tenant and a.version_id = v.version_id and a.plan_id = v.plan_id
     and a.policy_sha256 = v.policy_sha256
    where v.tenant = the_tenant and v.version_id = the_version
      and a.decision = 'approve' and a.counts
      and a.actor_id <> v.maker_id and a.key_id <> v.maker_key
      and a.on_behalf_of is distinct from v.maker_id
      and not exists (
        select 1 from bailiwick.attestation s
        where s.tenant = v.tenant and s.version_id = v.version_id and s.counts
          and ((s.decision = 'submit' and (s.actor_id in (a.actor_id, a.on_behalf_of) or s.key_id = a.key_id))
            or s.decision = 'reject'
            or (s.decision = 'request-changes' and s.actor_id = a.actor_id and s.claimed_at >= a.claimed_at)))
  )
  select count(distinct one.actor_id)::integer from sound one
  where not exists (
    select 1 from sound mine join sound other on other.key_id = mine.key_id
    where mine.actor_id = one.actor_id and other.actor_id < one.actor_id)
$$;

create function bailiwick.demand_approval() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  required integer;
  policy text;
  found integer;
begin
  select v.approvers_required, v.policy_sha256 into required, policy
  from bailiwick.version v
  where v.tenant = new.tenant and v.plan_id = new.plan_id and v.version_id = new.version_id;
  if required is null then
    raise exception 'Version % of plan % is not here.', new.version_id, new.plan_id using errcode = 'BW002';
  end if;
  if tg_table_name = 'release' then
    if new.policy_sha256 <> policy then
      raise exception 'Version % was not made under policy %.', new.version_id, new.policy_sha256
        using errcode = 'BW001';
    end if;
  end if;
  found := bailiwick.approvers_of(new.tenant, new.version_id);
  if found < required then
    raise exception '% of % approvals by people other than the maker.', found, required using errcode = 'BW001';
  end if;
  return new;
end
$$;

create trigger four_eyes before insert or update on bailiwick.release
  for each row execute function bailiwick.demand_approval();
create trigger four_eyes before insert or update on bailiwick.head
  for each row when (new.name = 'approved') execute function bailiwick.demand_approval();
`,
} as const;
