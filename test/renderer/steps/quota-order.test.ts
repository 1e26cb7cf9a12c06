import { describe, expect, it } from 'vitest';
import { minorUnits } from '../../../domain/brand.ts';
import { accumulate } from '../../../domain/measures/accumulators.ts';
import type { QuotaPlan } from '../../../domain/quotas/quota-plan.ts';
import { quotaPlan } from '../../../domain/quotas/quota-plan.ts';
import { quotaOrder, quotaPerPotential } from '../../../renderer/steps/quota/quota-order.ts';
import { smallPlan } from '../../storage/support.ts';

const small = smallPlan(6);
const plan = { ...small, quota: { ...small.quota, target: minorUnits(1_000_000_00) } };
const quotas = quotaPlan(plan, accumulate(plan)) as QuotaPlan;

describe('quotaOrder', () => {
  it('[QUO-01] keeps the plan’s order until a column is chosen', () => {
    expect(quotaOrder(plan, quotas, null)).toEqual([0, 1]);
  });

  it('[QUO-01] sorts by quota both ways', () => {
    const up = quotaOrder(plan, quotas, { column: 'quota', descending: false });
    const amounts = up.map(
      (territory) => quotas.lines.find((line) => line.territory === territory)?.amount ?? 0,
    );
    expect(amounts[0]).toBeLessThan(amounts[1] ?? 0);
    expect(quotaOrder(plan, quotas, { column: 'quota', descending: true })).toEqual(up.toReversed());
  });

  it('[QUO-01] sorts by name', () => {
    expect(quotaOrder(plan, quotas, { column: 'territory', descending: true })).toEqual([1, 0]);
  });
});

describe('quotaPerPotential', () => {
  it('[QUO-02] is what is given out over the potential it is split by', () => {
    const potential = quotas.lines.reduce((sum, line) => sum + line.potential, 0);
    expect(potential).toBeGreaterThan(0);
    expect(quotaPerPotential(plan, quotas) * potential).toBeCloseTo(1_050_000_00, 3);
  });

  it('[QUO-02] is 0, not a fault, where there is no potential', () => {
    expect(quotaPerPotential(plan, { ...quotas, lines: [] })).toBe(0);
  });
});
