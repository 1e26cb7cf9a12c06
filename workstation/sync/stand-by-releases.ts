/**
 * Who signed a release here means the store to stand by it: it is told, and moves the approved head. The guard in its
 * database asks for the policy's approvals once more, so nothing is approved because a laptop said so.
 */
import type { PlanId, VersionId } from '../../domain/brand.ts';
import { ancestorsOf } from '../../domain/merge/lineage.ts';
import type { VersionNode } from '../../domain/merge/lineage.ts';
import { ok } from '../../domain/result.ts';
import type { CodedError, Result } from '../../domain/result.ts';
import type { StoredPlan, WorkspacePort } from './workspace-port.ts';

export type ReleasePort = Pick<WorkspacePort, 'plans' | 'release' | 'moveApproved'>;

export interface ReleasedVersion extends VersionNode {
  readonly planId: PlanId;
  /** Somebody signed its release. */
  readonly released: boolean;
}

/** Asks nothing of the store while nothing is released here. What it refuses is answered last, after all were tried. */
export async function standByReleases(
  port: ReleasePort,
  versions: readonly ReleasedVersion[],
): Promise<Result<true>> {
  const released = versions.filter((version) => version.released);
  if (released.length === 0) return ok(true);
  const plans = await port.plans();
  if (!plans.ok) return plans;
  const refused: CodedError[] = [];
  const approved = new Map(plans.value.map((plan) => [plan.plan, plan.approved]));
  for (const { versionId, planId } of newestLast(released)) {
    const plan = plans.value.find((one) => one.plan === planId);
    if (plan === undefined || plan.released.includes(versionId)) continue;
    const done = await port.release(versionId);
    const seen = approved.get(planId) ?? null;
    const moved = done.ok
      ? await moveHead(port, { plan: planId, approved: seen }, versionId, versions)
      : done;
    if (!moved.ok) refused.push(...moved.errors);
    else if (moved.value) approved.set(planId, versionId);
  }
  return refused.length === 0 ? ok(true) : { ok: false, errors: refused };
}

/** Only forward: a release of something older leaves the head where it is. Answers whether it moved. */
async function moveHead(
  port: ReleasePort,
  { plan, approved }: Pick<StoredPlan, 'plan' | 'approved'>,
  versionId: VersionId,
  versions: readonly ReleasedVersion[],
): Promise<Result<boolean>> {
  const forward = approved === null || ancestorsOf(versionId, versions).has(approved);
  return forward && approved !== versionId ? port.moveApproved(plan, versionId, approved) : ok(false);
}

/** A release of one that came from another comes after it, so that the head ends on the newer. */
function newestLast(released: readonly ReleasedVersion[]): readonly ReleasedVersion[] {
  const depth = (version: ReleasedVersion): number => ancestorsOf(version.versionId, released).size;
  return released.toSorted((a, b) => depth(a) - depth(b));
}
