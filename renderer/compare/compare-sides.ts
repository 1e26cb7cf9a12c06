/** What can stand on either side of a comparison: plans of this laptop, their versions, the start of the cycle. */
import { create } from 'zustand';
import type { PlanId, VersionId } from '../../domain/brand.ts';
import type { PlanRow } from '../storage/rows.ts';
import type { StoredVersion } from '../storage/version-store.ts';
import { count, dayAndTime } from '../ui/format.ts';
import type { Choice } from '../ui/Field.tsx';

export type SideId = `plan:${string}` | `version:${string}` | 'start';

export const planSide = (planId: PlanId): SideId => `plan:${planId}`;
export const versionSide = (versionId: VersionId): SideId => `version:${versionId}`;
/** Where the accounts of the other side were when its cycle began. */
export const START: SideId = 'start';

interface CompareState {
  /** null: what fits best, see `sidesOf`. */
  readonly left: SideId | null;
  readonly right: SideId | null;
}

export const useCompare = create<CompareState>(() => ({ left: null, right: null }));

export const compareSides = (left: SideId | null, right: SideId | null): void =>
  useCompare.setState({ left, right });

interface Known {
  readonly plans: readonly PlanRow[];
  /** Newest first. */
  readonly versions: readonly StoredVersion[];
  readonly openId: PlanId | null;
}

/** Right: the open plan, else the newest version. Left: the newest version of that plan, else the cycle's start. */
export function sidesOf(
  asked: CompareState,
  { plans, versions, openId }: Known,
): { readonly left: SideId; readonly right: SideId } | null {
  const here = new Set<SideId>([
    START,
    ...plans.filter(({ deletedAt }) => deletedAt === null).map(({ planId }) => planSide(planId)),
    ...versions.map(({ versionId }) => versionSide(versionId)),
  ]);
  const known = (side: SideId | null): SideId | null => (side !== null && here.has(side) ? side : null);
  const newest = versions[0];
  const other =
    openId !== null ? planSide(openId) : newest === undefined ? null : versionSide(newest.versionId);
  const right = known(asked.right) ?? other;
  if (right === null || right === START) return null;
  const ancestor = versions.find(
    ({ draft, planId, versionId }) => right === planSide(draft ?? planId) && versionSide(versionId) !== right,
  );
  const left = known(asked.left) ?? (ancestor === undefined ? START : versionSide(ancestor.versionId));
  return { left, right };
}

export function sideChoices({ plans, versions, openId }: Known): readonly Choice<SideId>[] {
  const living = plans.filter((plan) => plan.deletedAt === null);
  return [
    ...living.map((plan) => ({
      id: planSide(plan.planId),
      label: plan.name,
      detail: `${plan.planId === openId ? 'Open now' : 'Draft'} · ${count(plan.accounts)} accounts`,
    })),
    ...versions.map((version) => ({
      id: versionSide(version.versionId),
      label: `${version.planName}, version ${version.versionId.slice(0, 8)}`,
      detail: `${version.makerName} · ${dayAndTime(version.createdAt)}`,
    })),
  ];
}
