/** What is found in the index: versions, plans with their heads, what is approved and released. */
import type { PlanId, Sha256Hex, TenantId } from '../../domain/brand.ts';
import type { Query } from './port.ts';

export interface FoundVersion {
  readonly blob: Sha256Hex;
  readonly planId: PlanId;
  readonly policySha256: Sha256Hex;
  readonly attestations: readonly Sha256Hex[];
  /** Its release's place in the log; null while it is not released. */
  readonly releasedIndex: number | null;
}

export async function findVersion(
  tx: Query,
  tenant: TenantId,
  version: Sha256Hex,
): Promise<FoundVersion | null> {
  const [row] = await tx.query(
    `select blob, plan_id, policy_sha256,
       (select coalesce(jsonb_agg(digest order by log_index), '[]') from bailiwick.attestation a
        where a.tenant = v.tenant and a.version_id = v.version_id) as acts,
       (select r.log_index from bailiwick.release r
        where r.tenant = v.tenant and r.version_id = v.version_id) as released
     from bailiwick.version v where tenant = $1 and version_id = $2`,
    [tenant, version],
  );
  if (row === undefined) return null;
  return {
    blob: row['blob'] as Sha256Hex,
    planId: row['plan_id'] as PlanId,
    policySha256: row['policy_sha256'] as Sha256Hex,
    attestations: row['acts'] as readonly Sha256Hex[],
    releasedIndex: row['released'] as number | null,
  };
}

export interface FoundSubmissions {
  readonly makerId: string;
  readonly makerKey: string;
  /** Attestations that submit the version, with their places in the log. */
  readonly submissions: readonly {
    readonly digest: Sha256Hex;
    readonly index: number;
    readonly counts: boolean;
  }[];
}

/** Of a version that is in the log. */
export async function findSubmissions(
  tx: Query,
  tenant: TenantId,
  version: Sha256Hex,
): Promise<FoundSubmissions> {
  const [row] = await tx.query(
    `select maker_id, maker_key,
       (select coalesce(jsonb_agg(jsonb_build_object('digest', digest, 'index', log_index, 'counts', counts)), '[]')
        from bailiwick.attestation a
        where a.tenant = v.tenant and a.version_id = v.version_id and a.decision = 'submit') as submissions
     from bailiwick.version v where tenant = $1 and version_id = $2`,
    [tenant, version],
  );
  if (row === undefined) throw new Error(`Version ${version} is in the log and not in the index.`);
  return {
    makerId: row['maker_id'] as string,
    makerKey: row['maker_key'] as string,
    submissions: row['submissions'] as FoundSubmissions['submissions'],
  };
}

/** What a version came from, the nearest first; of two parents the one that entered the log later. */
export async function findAncestry(
  tx: Query,
  tenant: TenantId,
  version: Sha256Hex,
): Promise<readonly Sha256Hex[]> {
  const rows = await tx.query(
    `with recursive came (version_id, steps) as (
       select $2::text, 0
       union
       select p.parent, c.steps + 1 from came c
       join bailiwick.version_parent p on p.tenant = $1 and p.version_id = c.version_id
       where c.steps < 1000)
     select v.version_id from (select version_id, min(steps) as steps from came group by version_id) c
     join bailiwick.version v on v.tenant = $1 and v.version_id = c.version_id
     where c.steps > 0 order by c.steps, v.log_index desc`,
    [tenant, version],
  );
  return rows.map((row) => row['version_id'] as Sha256Hex);
}

export interface FoundPlan {
  readonly plan: PlanId;
  /** Of its newest version in the log. */
  readonly name: string;
  readonly cycle: string;
  readonly versions: number;
  /** Versions nothing of the same plan was made from yet, in the order of the log: more than one have diverged. */
  readonly heads: readonly Sha256Hex[];
  readonly approved: Sha256Hex | null;
  /** Where the log says so. */
  readonly approvedIndex: number | null;
  /** Released versions, in the order of the log. */
  readonly released: readonly Sha256Hex[];
}

/** All plans of the workspace, or the one named. */
export async function findPlans(
  tx: Query,
  tenant: TenantId,
  plan: PlanId | null,
): Promise<readonly FoundPlan[]> {
  const rows = await tx.query(
    `with newest as (
       select distinct on (plan_id) plan_id, name, cycle_id from bailiwick.version
       where tenant = $1 and ($2::text is null or plan_id = $2) order by plan_id, log_index desc)
     select n.plan_id, n.name, n.cycle_id,
       (select count(*)::int from bailiwick.version v where v.tenant = $1 and v.plan_id = n.plan_id) as versions,
       (select jsonb_agg(v.version_id order by v.log_index) from bailiwick.version v
        where v.tenant = $1 and v.plan_id = n.plan_id and not exists (
          select 1 from bailiwick.version_parent p
          join bailiwick.version c on c.tenant = p.tenant and c.version_id = p.version_id
          where p.tenant = $1 and p.parent = v.version_id and c.plan_id = v.plan_id)) as heads,
       h.version_id as approved, h.log_index as approved_index,
       (select coalesce(jsonb_agg(r.version_id order by r.log_index), '[]') from bailiwick.release r
        where r.tenant = $1 and r.plan_id = n.plan_id) as released
     from newest n
     left join bailiwick.head h on h.tenant = $1 and h.plan_id = n.plan_id and h.name = 'approved'
     order by n.plan_id`,
    [tenant, plan],
  );
  return rows.map((row) => ({
    plan: row['plan_id'] as PlanId,
    name: row['name'] as string,
    cycle: row['cycle_id'] as string,
    versions: row['versions'] as number,
    heads: (row['heads'] ?? []) as readonly Sha256Hex[],
    approved: row['approved'] as Sha256Hex | null,
    approvedIndex: row['approved_index'] as number | null,
    released: row['released'] as readonly Sha256Hex[],
  }));
}
