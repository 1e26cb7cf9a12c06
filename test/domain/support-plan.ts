import type { CycleId, IsoDate, PlanId, TenantId } from '../../domain/brand.ts';
import type { IntakeResult } from '../../domain/intake/intake-result.ts';
import { createPlan } from '../../domain/plan/plan.ts';
import type { Plan } from '../../domain/plan/plan.ts';

/** A draft over what intake brought, without territories. */
export const planFor = (result: IntakeResult): Plan =>
  createPlan({
    planId: 'plan' as PlanId,
    tenant: 'tenant' as TenantId,
    name: 'Test',
    cycle: {
      cycleId: 'FY26' as CycleId,
      name: 'FY26',
      from: '2026-01-01' as IsoDate,
      to: '2026-12-31' as IsoDate,
    },
    currency: result.currency,
    potentialUnit: result.potentialUnit,
    accounts: result.accounts,
  });
