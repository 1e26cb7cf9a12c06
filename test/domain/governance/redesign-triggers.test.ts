import { describe, expect, it } from 'vitest';
import type { RepId } from '../../../domain/brand.ts';
import { redesignTriggers } from '../../../domain/governance/redesign-triggers.ts';
import { textColumn } from '../../../domain/plan/account-table.ts';
import type { Plan } from '../../../domain/plan/plan.ts';
import { repNamed } from '../../../domain/plan/rep.ts';
import { planMoving } from './plan-case.ts';

const staffed = (count: number): Plan => ({
  ...planMoving(0),
  reps: Array.from({ length: count }, (_, i) => repNamed(`r${i}` as RepId, `Rep ${i}`)),
});
const called = (plan: Plan, before: Plan | null) =>
  redesignTriggers(plan, before).flatMap((one) => (one.called === true ? [one.id] : []));

describe('[GOV-08] triggers of a redesign', () => {
  it('[GOV-08] a quarter more people than at the release before calls for one, fewer do not', () => {
    expect(called(staffed(10), staffed(8))).toEqual(['headcount']);
    expect(called(staffed(9), staffed(8))).toEqual([]);
    expect(called(staffed(10), null)).toEqual([]);
  });

  it('[GOV-08] overlap above 15% calls for one', () => {
    const plan = planMoving(0);
    const shared = (repeats: number): Plan => {
      const ids = Array.from({ length: 100 }, (_, i) => `a-${i < 50 ? i : i - 50 < repeats ? i - 50 : i}`);
      return {
        ...plan,
        accounts: { ...plan.accounts, text: { ...plan.accounts.text, accountId: textColumn(ids) } },
      };
    };
    expect(called(shared(20), null)).toEqual(['overlap']);
    expect(called(shared(5), null)).toEqual([]);
  });

  it('[GOV-08] what nobody brings figures for is said to be unmeasured, never to be fine', () => {
    const unmeasured = redesignTriggers(staffed(1), staffed(1)).filter((one) => one.called === null);
    expect(unmeasured.map(({ id }) => id)).toEqual(['attainment', 'velocity', 'cac-ltv', 'cac-growth']);
  });
});
