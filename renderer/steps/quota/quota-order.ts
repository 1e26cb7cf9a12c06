import type { Plan } from '../../../domain/plan/plan.ts';
import type { QuotaLine, QuotaPlan } from '../../../domain/quotas/quota-plan.ts';
import type { Sort } from '../../ui/Table.tsx';

/** Quota for one shown unit of potential over the whole plan; 0 without potential. */
export function quotaPerPotential(plan: Pick<Plan, 'potentialUnit'>, quotas: QuotaPlan): number {
  const all = quotas.lines.reduce((sum, line) => sum + line.potential, 0) / plan.potentialUnit.minorPerMajor;
  return all === 0 ? 0 : quotas.total / all;
}

const FIGURES: Readonly<Record<string, (line: QuotaLine) => number>> = {
  potential: (line) => line.potential,
  share: (line) => line.potentialShare,
  base: (line) => line.base,
  quota: (line) => line.amount,
  ratio: (line) => line.perPotential ?? -1,
};

/** Territory indices in the order to show; ties and unsorted tables keep the plan's order. */
export function quotaOrder(
  plan: Pick<Plan, 'territories' | 'reps'>,
  quotas: QuotaPlan,
  sort: Sort | null,
): readonly number[] {
  if (sort === null) return quotas.lines.map((line) => line.territory);
  const figure = FIGURES[sort.column];
  const compare =
    figure === undefined
      ? (a: QuotaLine, b: QuotaLine) => word(plan, sort.column, a).localeCompare(word(plan, sort.column, b))
      : (a: QuotaLine, b: QuotaLine) => figure(a) - figure(b);
  const sorted = quotas.lines.toSorted((a, b) => (sort.descending ? -1 : 1) * compare(a, b));
  return sorted.map((line) => line.territory);
}

function word(plan: Pick<Plan, 'territories' | 'reps'>, column: string, line: QuotaLine): string {
  const territory = plan.territories[line.territory];
  if (column !== 'rep') return territory?.name ?? '';
  const ids = territory?.repIds ?? [];
  return plan.reps.find((rep) => ids.includes(rep.repId))?.name ?? '';
}
