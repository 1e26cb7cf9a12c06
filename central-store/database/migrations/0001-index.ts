/**
 * The index over the log and the blobs: what a workspace's versions are, who is their parent, what was signed about
 * them, which is approved and which is released. Every row is found again from the bytes in the folder.
 */
const TABLES = [
  'index_state',
  'log_entry',
  'version',
  'version_parent',
  'attestation',
  'head',
  'release',
] as const;

const guarded = TABLES.map(
  (table) => `
alter table bailiwick.${table} enable row level security;
alter table bailiwick.${table} force row level security;
create policy own_workspace on bailiwick.${table}
  using (tenant = current_setting('bailiwick.tenant', true))
  with check (tenant = current_setting('bailiwick.tenant', true));`,
).join('\n');

export const index = {
  name: '0001-index',
  sql: `
create table bailiwick.index_state (
  tenant text primary key,
  size integer not null,
  root text not null
);
create table bailiwick.log_entry (
  tenant text not null,
  log_index integer not null,
  kind text not null,
  subject text not null,
  at timestamptz not null,
  of text not null,
  primary key (tenant, log_index),
  unique (tenant, kind, subject)
);
create table bailiwick.version (
  tenant text not null,
  version_id text not null,
  log_index integer not null,
  blob text not null,
  plan_id text not null,
  name text not null,
  cycle_id text not null,
  created_at timestamptz not null,
  maker_id text not null,
  maker_key text not null,
  policy_id text not null,
  policy_version integer not null,
  policy_sha256 text not null,
  approvers_required integer not null check (approvers_required >= 1),
  primary key (tenant, version_id),
  unique (tenant, plan_id, version_id)
);
create table bailiwick.version_parent (
  tenant text not null,
  version_id text not null,
  parent text not null,
  primary key (tenant, version_id, parent),
  foreign key (tenant, version_id) references bailiwick.version on delete cascade
);
create index version_children on bailiwick.version_parent (tenant, parent);
create table bailiwick.attestation (
  tenant text not null,
  digest text not null,
  log_index integer not null,
  version_id text not null,
  plan_id text not null,
  decision text not null,
  actor_id text not null,
  key_id text not null,
  role text not null,
  on_behalf_of text,
  policy_sha256 text not null,
  claimed_at timestamptz not null,
  counts boolean not null,
  primary key (tenant, digest),
  foreign key (tenant, version_id) references bailiwick.version on delete cascade
);
create index attestation_of_version on bailiwick.attestation (tenant, version_id, log_index);
create table bailiwick.head (
  tenant text not null,
  plan_id text not null,
  name text not null,
  version_id text not null,
  log_index integer not null,
  primary key (tenant, plan_id, name),
  foreign key (tenant, plan_id, version_id) references bailiwick.version (tenant, plan_id, version_id)
    on delete cascade
);
create table bailiwick.release (
  tenant text not null,
  version_id text not null,
  log_index integer not null,
  plan_id text not null,
  policy_sha256 text not null,
  primary key (tenant, version_id),
  foreign key (tenant, plan_id, version_id) references bailiwick.version (tenant, plan_id, version_id)
    on delete cascade
);
${guarded}
`,
} as const;
