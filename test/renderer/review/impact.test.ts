import { describe, expect, it } from 'vitest';
import type { IsoDate, MinorUnits, TerritoryId } from '../../../domain/brand.ts';
import type { QuotaAmount } from '../../../domain/governance/change-facts.ts';
import { DEFAULT_POLICY } from '../../../domain/governance/policy.ts';
import { requirementsOf } from '../../../domain/governance/requirements.ts';
import type { Plan } from '../../../domain/plan/plan.ts';
import { impactLines, payEffects, strategicMoves } from '../../../renderer/review/impact.ts';
import { planMoving } from '../../domain/governance/plan-case.ts';

const line = (index: number, amount: number): QuotaAmount => ({
  territoryId: `t-${index}` as TerritoryId,
  amount: amount as MinorUnits,
});
const factsOf = (plan: Plan, lines: readonly QuotaAmount[]) =>
  requirementsOf({ plan, lines, on: '2026-03-02' as IsoDate }).facts;
const lineOf = (plan: Plan, label: RegExp, lines: readonly QuotaAmount[] = []) =>
  impactLines(plan, factsOf(plan, lines)).find((one) => label.test(one.label));

describe('[CMP-03] what a reviewer is shown of a version’s effect', () => {
  it('[CMP-02] [CMP-03] names whose expected pay moves most, and whether the policy wants it looked at', () => {
    const plan = {
      ...planMoving(0),
      quota: { ...planMoving(0).quota, prior: [line(0, 400_000), line(1, 400_000)] },
    };
    const raised = [line(0, 500_000), line(1, 392_000)];
    expect(payEffects(factsOf(plan, raised)).map((one) => one.name)).toEqual(['Territory 0', 'Territory 1']);
    expect(lineOf(plan, /Expected pay/, raised)).toEqual({
      label: 'Expected pay, changed most',
      value: '−10.0% in Territory 0, by estimate',
      limit: { words: 'above 5.0% to be looked at', kept: false },
    });
    expect(lineOf(plan, /Expected pay/, [line(0, 404_000), line(1, 400_000)])?.limit?.kept).toBe(true);
  });

  it('[CMP-03] says that nothing can be compared when no quota was in force, rather than that pay stays', () => {
    const lines = [line(0, 500_000), line(1, 500_000)];
    expect(lineOf(planMoving(0), /Expected pay/, lines)).toMatchObject({
      value: 'no quota was in force to compare with',
      limit: null,
    });
  });

  it('[GOV-03] [DIS-01] each limit of the policy stands beside its figure, kept or crossed', () => {
    expect(lineOf(planMoving(5), /change territory/)).toMatchObject({
      value: '5 of 100, 5.0%',
      limit: { kept: true },
    });
    expect(lineOf(planMoving(6), /change territory/)?.limit?.kept).toBe(false);
    expect(lineOf(planMoving(15), /change hands/)?.limit?.kept).toBe(true);
    expect(lineOf(planMoving(16), /change hands/)?.limit?.kept).toBe(false);
  });

  it('[DIS-04] [APR-11] lists each strategic account that moves, from whom to whom, and no other', () => {
    const plan = planMoving(3, DEFAULT_POLICY, [1, 70]);
    expect(strategicMoves(plan)).toEqual([{ account: 'row 2', from: 'Territory 0', to: 'Territory 1' }]);
    expect(lineOf(plan, /Strategic/)).toMatchObject({ value: '1', limit: { kept: false } });
    expect(lineOf(planMoving(3, DEFAULT_POLICY, [70]), /Strategic/)?.limit?.kept).toBe(true);
  });
});
