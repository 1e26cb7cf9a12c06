import { describe, expect, it } from 'vitest';
import type { HeadcountId, IsoMonth, MinorUnits, VersionId } from '../../../domain/brand.ts';
import type { HeadcountScenario } from '../../../domain/capacity/headcount.ts';
import { newScenario } from '../../../domain/capacity/new-scenario.ts';
import type { Command } from '../../../domain/commands/apply-command.ts';
import { applyCommand } from '../../../domain/commands/apply-command.ts';
import { mergePlans } from '../../../domain/merge/merge-plans.ts';
import { applyDiff, invertDiff } from '../../../domain/plan/diff.ts';
import { emptyAccountTable } from '../../../domain/plan/account-table.ts';
import { applied, CONTEXT, planOf, refusals, territory } from '../support.ts';

const base = planOf({ accounts: emptyAccountTable(0), territories: [territory(0)] });
const scenario = (more: Partial<HeadcountScenario> = {}): HeadcountScenario => ({
  ...newScenario(base, 'h-1' as HeadcountId, 'Base'),
  ...more,
});
const set = (more: Partial<HeadcountScenario> = {}): Command => ({
  type: 'setHeadcount',
  scenario: scenario(more),
});

describe('a headcount scenario', () => {
  it('[CAP-06] begins as the cycle does, with the ramp and selling time of the policy', () => {
    expect(scenario()).toMatchObject({
      from: '2026-01',
      ramp: { kind: 'linear', months: 4.2 },
      sellingTime: 0.7,
    });
    expect(scenario().hires).toHaveLength(12);
    const policy = { ...base.policy, capacity: { rampMonths: 6 } };
    expect(newScenario({ ...base, policy }, 'h' as HeadcountId, 'x').ramp).toMatchObject({ months: 6 });
  });

  it('[CAP-06] is set, changed, removed and undone as an edit of the plan', () => {
    const result = applyCommand(base, set(), CONTEXT);
    if (!result.ok) throw new Error('refused');
    expect(result.value.label).toBe('Add headcount scenario Base');
    expect(applyDiff(result.value.plan, invertDiff(result.value.diff)).headcount).toEqual([]);
    const changed = applied(result.value.plan, set({ attrition: 0.1 }));
    expect(changed.headcount).toEqual([scenario({ attrition: 0.1 })]);
    expect(
      applied(changed, { type: 'removeHeadcount', headcountId: 'h-1' as HeadcountId }).headcount,
    ).toEqual([]);
    expect(refusals(base, { type: 'removeHeadcount', headcountId: 'h-1' as HeadcountId })).toEqual([
      'UNKNOWN_HEADCOUNT',
    ]);
  });

  it('[CAP-06] is refused whole, with everything that is wrong with it', () => {
    expect(
      refusals(base, set({ name: ' ', attrition: 2, hires: [1.5], from: '2026-13' as IsoMonth })),
    ).toEqual([
      'HEADCOUNT_NAME',
      'HEADCOUNT_MONTHS',
      'HEADCOUNT_MONTHS',
      'HEADCOUNT_PEOPLE',
      'HEADCOUNT_SHARE',
    ]);
    expect(refusals(base, set({ ramp: { kind: 'table', shares: [0.5, 1.5] } }))).toEqual(['HEADCOUNT_RAMP']);
    expect(refusals(base, set({ productivity: 1.5 as MinorUnits, demandGrowth: -1 }))).toEqual([
      'HEADCOUNT_AMOUNT',
      'HEADCOUNT_SHARE',
    ]);
    expect(refusals(applied(base, set()), set({ headcountId: 'h-2' as HeadcountId, name: 'base ' }))).toEqual(
      ['HEADCOUNT_NAME'],
    );
  });

  it('[CAP-06] is merged whole: one side changing it is taken, both changing it is a conflict', () => {
    const start = applied(base, set());
    const ours = applied(start, set({ attrition: 0.1 }));
    const theirs = applied(start, set({ demandGrowth: 0.3 }));
    const parents = ['a'.repeat(64), 'b'.repeat(64)] as unknown as readonly [VersionId, VersionId];
    const merged = (a: typeof base, b: typeof base) => {
      const found = mergePlans({ base: start, ours: a, theirs: b, parents });
      if (!found.ok) throw new Error('refused');
      return found.value;
    };
    expect(merged(start, theirs).plan.headcount).toEqual(theirs.headcount);
    const both = merged(ours, theirs);
    expect(both.plan.headcount).toEqual(start.headcount);
    expect(both.open.map(({ id }) => id)).toEqual(['headcount:h-1:scenario']);
    const added = applied(start, set({ headcountId: 'h-2' as HeadcountId, name: 'Growth' }));
    expect(merged(ours, added).plan.headcount.map(({ name }) => name)).toEqual(['Base', 'Growth']);
  });
});
