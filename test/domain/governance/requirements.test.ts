import { describe, expect, it } from 'vitest';
import type { IsoDate, MinorUnits, TerritoryId } from '../../../domain/brand.ts';
import { DEFAULT_APPROVAL } from '../../../domain/governance/approval-settings.ts';
import type { QuotaAmount } from '../../../domain/governance/change-facts.ts';
import { DEFAULT_POLICY } from '../../../domain/governance/policy.ts';
import type { Policy } from '../../../domain/governance/policy.ts';
import { movesReleased } from '../../../domain/governance/lock-window.ts';
import { requirementsOf } from '../../../domain/governance/requirements.ts';
import type { Plan } from '../../../domain/plan/plan.ts';
import { planMoving, territory } from './plan-case.ts';

const ON = '2026-03-02' as IsoDate;
const id = (index: number): TerritoryId => `t-${index}` as TerritoryId;
const line = (index: number, amount: number): QuotaAmount => ({
  territoryId: id(index),
  amount: amount as MinorUnits,
});

const idsOf = (plan: Plan, lines: readonly QuotaAmount[] = []) =>
  requirementsOf({ plan, lines, on: ON }).list.map((one) => one.id);
const wordsOf = (plan: Plan, rule: string, lines: readonly QuotaAmount[] = []) =>
  requirementsOf({ plan, lines, on: ON }).list.find((one) => one.id === rule)?.why;

const withPrior = (plan: Plan, ...prior: readonly QuotaAmount[]): Plan => ({
  ...plan,
  quota: { ...plan.quota, prior },
});

describe('[APR-01] what a policy demands of a change', () => {
  it('[APR-02] a change that moves nothing still needs one other person, and nothing more', () => {
    expect(idsOf(planMoving(0))).toEqual(['people']);
  });

  it('[APR-12] [DIS-01] a share exactly at its threshold does not cross it; one account more does', () => {
    expect(idsOf(planMoving(5))).toEqual(['people']);
    expect(idsOf(planMoving(6))).toEqual(['people', 'moves', 'revenue', 'guardrails:quarterly-cap']);
    expect(wordsOf(planMoving(6), 'moves')).toBe(
      '6 accounts change territory: 6.0% of 100. Above 5.0% the policy asks for this.',
    );
  });

  it('[GOV-03] [DIS-02] both caps hold: above 15% the total cap needs an exception as well', () => {
    expect(idsOf(planMoving(15))).not.toContain('guardrails:total-cap');
    expect(idsOf(planMoving(16))).toContain('guardrails:total-cap');
    const exception = requirementsOf({ plan: planMoving(16), lines: [], on: ON }).list.at(-1);
    expect(exception).toMatchObject({
      exception: 'total-cap',
      need: { roles: ['executive'] },
      clock: 'exception',
    });
  });

  it('[DIS-04] [APR-11] one strategic account that moves needs an executive', () => {
    expect(idsOf(planMoving(1, DEFAULT_POLICY, [0]))).toEqual(['people', 'strategic']);
    expect(idsOf(planMoving(1, DEFAULT_POLICY, [40]))).toEqual(['people']);
  });

  it('[QUO-04] [CMP-03] quotas set for the first time, or changed by a cent, go to finance', () => {
    const plan = planMoving(0);
    const lines = [line(0, 500_000), line(1, 500_000)];
    expect(wordsOf(plan, 'quota', lines)).toContain('Quotas are set for the first time.');
    const same = withPrior(plan, ...lines);
    expect(idsOf(same, lines)).toEqual(['people']);
    expect(idsOf(same, [line(0, 500_001), line(1, 499_999)])).toEqual(['people', 'quota']);
    expect(idsOf(same, [])).toEqual(['people', 'quota']);
  });

  it('[CMP-02] [CMP-03] a pay effect above 5% goes to compensation: half of pay on a quota a quarter higher is 10%', () => {
    const plan = withPrior(planMoving(0), line(0, 400_000), line(1, 400_000));
    const raised = [line(0, 500_000), line(1, 400_000)];
    expect(wordsOf(plan, 'pay', raised)).toBe(
      'Expected pay in Territory 0 changes by about 10.0%, by estimate. Above 5.0% the policy asks for this.',
    );
    expect(idsOf(plan, [line(0, 430_000), line(1, 400_000)])).toEqual(['people', 'quota']);
  });

  it('[CMP-02] accounts that leave under an unchanged quota lower expected pay as well', () => {
    const plan = withPrior(planMoving(6), line(0, 400_000), line(1, 400_000));
    const facts = requirementsOf({ plan, lines: [line(0, 400_000), line(1, 400_000)], on: ON }).facts;
    expect(facts.quotas.map((quota) => quota.pay?.toFixed(3))).toEqual(['-0.060', '0.060']);
  });

  it('[DIS-05] within 90 days of a release the accounts it moved stay, unless excepted; after that they may go', () => {
    const released = planMoving(4);
    const next = { ...planMoving(0), baseline: released.assignment, assignment: released.baseline };
    const idsWhen = (on: string) =>
      requirementsOf({
        plan: next,
        lines: [],
        on: on as IsoDate,
        previous: { ...movesReleased(released, '2026-01-01' as IsoDate), lines: [] },
      }).list.map((one) => one.id);
    expect(idsWhen('2026-03-31')).toEqual(['people', 'guardrails:lock-window']);
    expect(idsWhen('2026-04-01')).toEqual(['people']);
  });

  it('[APR-05] a territory made or retired is a model change, decided in three days by grants over the whole', () => {
    const plan = planMoving(0);
    const grown = {
      ...plan,
      territories: [...plan.territories, territory(2)],
      assignment: plan.assignment.map((home, row) => (row === 0 ? 2 : home)),
    };
    const found = requirementsOf({ plan: grown, lines: [], on: ON });
    expect(found.facts.territoriesChanged).toBe(1);
    expect(found.territories).toBeNull();
    expect(found.list[0]?.clock).toBe('model');
    expect(requirementsOf({ plan: planMoving(3), lines: [], on: ON }).territories).toEqual([id(0), id(1)]);
  });

  it('[APR-10] thresholds, roles and counts are the policy\u2019s: nothing is built in', () => {
    const strict: Policy = {
      ...DEFAULT_POLICY,
      approval: {
        ...DEFAULT_APPROVAL,
        approversRequired: 3,
        rules: [
          { id: 'any', on: 'accounts-moved', over: 0, need: { roles: ['rep'], count: 2 } },
          { id: 'all', on: 'always', over: 0, need: { roles: ['finance'], count: 1 } },
        ],
      },
    };
    const list = requirementsOf({ plan: planMoving(30, strict), lines: [], on: ON }).list;
    expect(list.map(({ id: rule, need }) => [rule, need.count])).toEqual([
      ['people', 3],
      ['any', 2],
      ['all', 1],
    ]);
    const old = { ...DEFAULT_POLICY, approval: { approversRequired: 0 } };
    const before = requirementsOf({ plan: planMoving(100, old), lines: [line(0, 1)], on: ON }).list;
    expect(before.map(({ id: rule, need }) => [rule, need.count])).toEqual([['people', 1]]);
  });
});

describe('[DIS-01] a first plan', () => {
  it('[DIS-01] [GOV-03] accounts that had no territory move from nowhere: they cross no cap', () => {
    const plan = planMoving(0);
    const first = { ...plan, baseline: plan.baseline.map(() => -1) };
    expect(idsOf(first).filter((id) => id.startsWith('guardrails'))).toEqual([]);
    expect(idsOf(first)).not.toContain('moves');
    const half = { ...planMoving(10), baseline: plan.baseline.map((home, row) => (row < 20 ? home : -1)) };
    expect(idsOf(half)).toContain('guardrails:total-cap');
  });
});
