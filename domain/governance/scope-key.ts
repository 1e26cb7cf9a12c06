/**
 * The six-part scope of a plan object (ledger IDR-02): the territory itself, who owns it, in which cycle, under which
 * version of its quota and which compensation policy, and who in finance decides on it. All six follow from the plan;
 * nothing is written to another system about an object one of them is missing for.
 */
import type { CycleId, RepId, TerritoryId, VersionId } from '../brand.ts';
import { ACTIVE } from '../plan/plan.ts';
import type { Plan } from '../plan/plan.ts';
import type { QuotaAmount } from './change-facts.ts';
import type { Requirement } from './requirements.ts';

export interface ScopeKey {
  readonly territoryId: TerritoryId;
  readonly name: string;
  /** The reps who hold it, by id; null while nobody does. */
  readonly owner: readonly RepId[] | null;
  readonly cycle: CycleId;
  /** The version its quota belongs to; null where the plan sets quotas and this territory has none. */
  readonly quotaVersion: VersionId | 'draft' | 'no quotas' | null;
  /** "policy-default 3": the policy names the share of variable pay and what may move it. */
  readonly compensationPolicy: string;
  /** Requirements of the policy that finance or compensation can meet; null where none of them is asked. */
  readonly financePath: readonly string[] | null;
}

const FINANCE = new Set(['finance', 'compensation']);

/** One key for each territory in use. `version`: null for a draft. */
export function scopeKeys(
  plan: Plan,
  lines: readonly QuotaAmount[],
  requirements: readonly Requirement[],
  version: VersionId | null,
): readonly ScopeKey[] {
  const people = new Set(plan.reps.map((rep) => rep.repId));
  const withQuota = new Set(lines.map((line) => line.territoryId));
  const path = requirements
    .filter(({ need }) => need.roles.some((role) => FINANCE.has(role)))
    .map((one) => one.id);
  const used = territoriesInUse(plan);
  return plan.territories.flatMap(({ territoryId, name, repIds, retired }, i) => {
    if (retired || !used.has(i)) return [];
    const owner = repIds.filter((id) => people.has(id));
    const quota = plan.quota.target === null ? 'no quotas' : (version ?? 'draft');
    return [
      {
        territoryId,
        name,
        owner: owner.length === 0 ? null : owner,
        cycle: plan.cycle.cycleId,
        quotaVersion: quota === 'no quotas' || withQuota.has(territoryId) ? quota : null,
        compensationPolicy: `${plan.policy.policyId} ${plan.policy.version}`,
        financePath: path.length === 0 ? null : path,
      },
    ];
  });
}

function territoriesInUse({ assignment, standing }: Plan): ReadonlySet<number> {
  const used = new Set<number>();
  assignment.forEach((territory, row) => {
    if (territory >= 0 && standing[row] === ACTIVE) used.add(territory);
  });
  return used;
}

/** What is missing, in words: "an owner"; empty when the scope is whole. */
export const unresolved = (key: ScopeKey): readonly string[] => [
  ...(key.owner === null ? ['an owner'] : []),
  ...(key.cycle.trim() === '' ? ['a planning cycle'] : []),
  ...(key.quotaVersion === null ? ['a quota'] : []),
  ...(key.financePath === null ? ['an approver in finance'] : []),
];
