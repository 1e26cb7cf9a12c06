/** The rows of one workspace's index: written as the log grows, taken away when it turned out to be another log. */
import type { TenantId } from '../../domain/brand.ts';
import type { Sha256Hex } from '../../domain/brand.ts';
import type { AttestationFacts, Facts, VersionFacts } from '../facts.ts';
import type { LogLine } from '../log-file.ts';
import type { Query } from './port.ts';

/** How far the index has come: so many entries, under this root. */
export interface IndexState {
  readonly size: number;
  readonly root: Sha256Hex;
}

export interface Indexed {
  readonly index: number;
  readonly line: LogLine;
  readonly facts: Facts | null;
}

export async function stateOf(tx: Query, tenant: TenantId): Promise<IndexState | null> {
  const [row] = await tx.query('select size, root from bailiwick.index_state where tenant = $1', [tenant]);
  return row === undefined ? null : { size: row['size'] as number, root: row['root'] as Sha256Hex };
}

export async function clearRows(tx: Query, tenant: TenantId): Promise<void> {
  for (const table of ['release', 'head', 'version', 'log_entry', 'index_state'])
    await tx.query(`delete from bailiwick.${table} where tenant = $1`, [tenant]);
}

/** The index has not come as far as it was thought to, or farther: somebody else wrote to it, or the database lost rows. */
export class IndexElsewhere extends Error {}

/** Throws `IndexElsewhere`, and what the database refuses with. */
export async function addRows(
  tx: Query,
  tenant: TenantId,
  from: IndexState,
  to: IndexState,
  entries: readonly Indexed[],
): Promise<void> {
  const moved =
    from.size === 0
      ? await tx.query(
          `insert into bailiwick.index_state (tenant, size, root) values ($1, $2, $3)
           on conflict (tenant) do nothing returning size`,
          [tenant, to.size, to.root],
        )
      : await tx.query(
          `update bailiwick.index_state set size = $2, root = $3
           where tenant = $1 and size = $4 and root = $5 returning size`,
          [tenant, to.size, to.root, from.size, from.root],
        );
  if (moved.length !== 1) throw new IndexElsewhere();
  await addEntries(tx, tenant, entries);
  await addVersions(tx, tenant, entries);
  await addAttestations(tx, tenant, entries);
  for (const { index, facts } of entries) {
    if (facts?.kind === 'head') await moveHead(tx, tenant, index, facts.record);
    if (facts?.kind === 'release') await release(tx, tenant, index, facts.record);
  }
}

const insert = (tx: Query, sql: string, tenant: TenantId, rows: readonly object[]): Promise<unknown> =>
  rows.length === 0 ? Promise.resolve() : tx.query(sql, [tenant, JSON.stringify(rows)]);

const addEntries = (tx: Query, tenant: TenantId, entries: readonly Indexed[]) =>
  insert(
    tx,
    `insert into bailiwick.log_entry (tenant, log_index, kind, subject, at, of)
     select $1, r.index, r.kind, r.subject, r.at, r.of
     from jsonb_to_recordset($2::jsonb) as r(index int, kind text, subject text, at timestamptz, of text)`,
    tenant,
    entries.map(({ index, line: { kind, subject, at, of } }) => ({ index, kind, subject, at, of })),
  );

async function addVersions(tx: Query, tenant: TenantId, entries: readonly Indexed[]): Promise<void> {
  const found = entries.flatMap(({ index, line, facts }) =>
    facts?.kind === 'version'
      ? [{ index, id: line.subject, blob: line.of, facts: facts satisfies VersionFacts }]
      : [],
  );
  await insert(
    tx,
    `insert into bailiwick.version (tenant, version_id, log_index, blob, plan_id, name, cycle_id, created_at,
       maker_id, maker_key, policy_id, policy_version, policy_sha256, approvers_required)
     select $1, r.id, r.index, r.blob, f."planId", f.name, f."cycleId", f."createdAt",
       f."makerId", f."makerKey", f."policyId", f."policyVersion", f."policySha256", f."approversRequired"
     from jsonb_to_recordset($2::jsonb) as r(index int, id text, blob text, facts jsonb),
     lateral jsonb_to_record(r.facts) as f("planId" text, name text, "cycleId" text, "createdAt" timestamptz,
       "makerId" text, "makerKey" text, "policyId" text, "policyVersion" int, "policySha256" text,
       "approversRequired" int)`,
    tenant,
    found,
  );
  await insert(
    tx,
    `insert into bailiwick.version_parent (tenant, version_id, parent)
     select $1, r.id, r.parent from jsonb_to_recordset($2::jsonb) as r(id text, parent text)`,
    tenant,
    found.flatMap(({ id, facts }) => facts.parents.map((parent) => ({ id, parent }))),
  );
}

const addAttestations = (tx: Query, tenant: TenantId, entries: readonly Indexed[]) =>
  insert(
    tx,
    `insert into bailiwick.attestation (tenant, digest, log_index, version_id, plan_id, decision, actor_id, key_id,
       role, on_behalf_of, policy_sha256, claimed_at, counts)
     select $1, r.digest, r.index, r.version, f."planId", f.decision, f."actorId", f."keyId",
       f.role, f."onBehalfOf", f."policySha256", f."claimedAt", r.counts
     from jsonb_to_recordset($2::jsonb) as r(index int, digest text, version text, counts boolean, facts jsonb),
     lateral jsonb_to_record(r.facts) as f("planId" text, decision text, "actorId" text, "keyId" text,
       role text, "onBehalfOf" text, "policySha256" text, "claimedAt" timestamptz)`,
    tenant,
    entries.flatMap(({ index, line, facts }) =>
      facts?.kind === 'attestation'
        ? [
            {
              index,
              digest: line.subject,
              version: line.of,
              counts: line.counts === true,
              facts: facts satisfies AttestationFacts,
            },
          ]
        : [],
    ),
  );

type RecordOf<K extends 'head' | 'release'> = Extract<Facts, { readonly kind: K }>['record'];

const moveHead = (tx: Query, tenant: TenantId, index: number, record: RecordOf<'head'>) =>
  tx.query(
    `insert into bailiwick.head (tenant, plan_id, name, version_id, log_index) values ($1, $2, $3, $4, $5)
     on conflict (tenant, plan_id, name) do update set version_id = $4, log_index = $5`,
    [tenant, record.plan, record.head, record.version, index],
  );

const release = (tx: Query, tenant: TenantId, index: number, record: RecordOf<'release'>) =>
  tx.query(
    `insert into bailiwick.release (tenant, version_id, log_index, plan_id, policy_sha256)
     values ($1, $2, $3, $4, $5)`,
    [tenant, record.version, index, record.plan, record.policySha256],
  );
