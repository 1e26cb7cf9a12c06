/** How each territory is covered (ledger DSN-11), as what it may take: chosen for a run, one model a territory. */
import type { AccountFacts } from '../domain/measures/facts.ts';
import { textAt } from '../domain/plan/account-table.ts';
import type { Plan } from '../domain/plan/plan.ts';
import type { Csr } from './contract.ts';

/**
 * `geo` takes what lies best. `named` and `channel` keep whom they have and take nobody (by name, or because a partner
 * works them). `vertical` takes the industry it has most work in. `hunter` takes accounts without a relationship,
 * `farmer` those with one.
 */
export const COVERAGE_MODELS = ['geo', 'named', 'vertical', 'channel', 'hunter', 'farmer'] as const;
export type CoverageModel = (typeof COVERAGE_MODELS)[number];

/** By territory id; `geo` where it is not named. */
export type Coverage = Readonly<Record<string, CoverageModel>>;

const modelAt = (plan: Plan, coverage: Coverage, territory: number): CoverageModel =>
  coverage[plan.territories[territory]?.territoryId ?? ''] ?? 'geo';

/** 1 for each problem account that stays because its territory is covered by name, 2 where a partner works it. */
export function heldByModel(plan: Plan, rows: Int32Array, coverage: Coverage): Uint8Array {
  const held = { named: 1, channel: 2 } as const;
  return Uint8Array.from(rows, (row) => {
    const model = modelAt(plan, coverage, plan.assignment[row] ?? -1);
    return model === 'named' || model === 'channel' ? held[model] : 0;
  });
}

/** Territories each account may go to by the models, of those `allowed` where rules or teams say more. */
export function eligibilityOfModels(
  coverage: Coverage,
  plan: Plan,
  facts: AccountFacts,
  rows: Int32Array,
  territories: Int32Array,
  allowed: Csr | null,
): Csr | null {
  const models = Array.from(territories, (index) => modelAt(plan, coverage, index));
  if (models.every((model) => model === 'geo')) return allowed;
  const industries = models.map((model, t) =>
    model === 'vertical' ? mainIndustry(plan, facts, territories[t] ?? -1) : null,
  );
  const takes = (row: number, t: number): boolean => {
    switch (models[t] ?? 'geo') {
      case 'geo':
        return true;
      case 'named':
      case 'channel':
        return plan.assignment[row] === territories[t];
      case 'vertical':
        return industries[t] === null || textAt(plan.accounts, 'industry', row) === industries[t];
      case 'hunter':
        return facts.relationship[row] !== 1;
      case 'farmer':
        return facts.relationship[row] === 1;
    }
  };
  const offsets = new Int32Array(rows.length + 1);
  const items: number[] = [];
  const everywhere = Int32Array.from(territories, (_, t) => t);
  rows.forEach((row, i) => {
    const may =
      allowed === null ? everywhere : allowed.items.subarray(allowed.offsets[i], allowed.offsets[i + 1]);
    for (const t of may) if (takes(row, t)) items.push(t);
    offsets[i + 1] = items.length;
  });
  return { offsets, items: Int32Array.from(items) };
}

/** The industry a territory spends most hours on today; null where no account of it names one. */
function mainIndustry(plan: Plan, facts: AccountFacts, territory: number): string | null {
  const hours = new Map<string, number>();
  plan.assignment.forEach((at, row) => {
    const industry =
      at === territory && facts.active[row] === 1 ? textAt(plan.accounts, 'industry', row) : null;
    if (industry !== null) hours.set(industry, (hours.get(industry) ?? 0) + (facts.workloadHours[row] ?? 0));
  });
  const [first] = [...hours].toSorted(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
  return first?.[0] ?? null;
}
