import { describe, expect, it } from 'vitest';
import { DEFAULT_POLICY } from '../../../domain/governance/policy.ts';
import { factsOf } from '../../../domain/measures/facts.ts';
import { accountTableFrom } from '../../../domain/plan/account-table.ts';
import type { Plan } from '../../../domain/plan/plan.ts';
import { coveragePriority } from '../../../domain/scoring/coverage-priority.ts';
import { misclassified } from '../../../domain/scoring/misclassified.ts';
import { scoreSummary } from '../../../domain/scoring/score-summary.ts';
import { ACCOUNT_STATUSES, accountStatus, stageKind, statedStatus } from '../../../domain/scoring/status.ts';
import { tierByPercentile, tierNamed, tierReason } from '../../../domain/scoring/tier.ts';
import { applied, planOf } from '../support.ts';

const { tiers } = DEFAULT_POLICY;

/** 101 accounts of potential 0..100, so that row r ranks at r%. */
function ranked(tier: Readonly<Record<number, string>> = {}): Plan {
  const rows = Array.from({ length: 101 }, (_, row) => row);
  return planOf({
    accounts: accountTableFrom(
      101,
      {
        tier: rows.map((row) => tier[row] ?? null),
        industry: rows.map((row) => (row < 50 ? 'Health' : null)),
      },
      { potential: rows },
    ),
  });
}

describe('[SCO-06] tiers', () => {
  it('follow the potential percentile at the policy thresholds', () => {
    const { tier } = factsOf(ranked());
    expect([100, 95, 94, 80, 79, 40, 39, 0].map((row) => tiers[tier[row] ?? -1]?.tier)).toEqual([
      'Strategic',
      'Strategic',
      'Enterprise',
      'Enterprise',
      'Commercial',
      'Commercial',
      'SMB',
      'SMB',
    ]);
  });

  it('take the word of the account list where it names a tier of the policy, whatever its case', () => {
    const facts = factsOf(ranked({ 3: ' enterprise', 4: 'Platinum' }));
    expect([facts.tier[3], facts.tierStated[3]]).toEqual([1, 1]);
    expect([facts.tier[4], facts.tierStated[4]]).toEqual([3, 0]);
    expect(tierNamed(tiers, null)).toBe(-1);
  });

  it('say why', () => {
    expect(tierReason(tiers, { tier: 1, stated: false }, 0.87)).toBe(
      'Enterprise: its potential ranks above 87% of accounts; Enterprise starts at 80%.',
    );
    expect(tierReason(tiers, { tier: 0, stated: true }, 0.2)).toBe('Strategic, as the account list says.');
    expect(tierReason(tiers, { tier: 3, stated: false }, NaN)).toBe('SMB, because its potential is missing.');
    expect(tierByPercentile(tiers, NaN)).toBe(3);
  });

  it('[SCO-14] make the top tier must-cover, and give visits, minutes and hours where the file has none', () => {
    const facts = factsOf(ranked());
    expect([facts.mustCover[100], facts.mustCover[90]]).toEqual([1, 0]);
    expect(facts.visitsPerYear[100]).toBe(12);
    expect(facts.workloadHours[100]).toBe(24);
    expect(facts.workloadHours[0]).toBe(0.75);
  });

  it('[CAP-02] let the account speak for itself on visits and minutes', () => {
    const plan = planOf({
      accounts: accountTableFrom(
        2,
        {},
        { potential: [1, 2], visitsPerYear: [10, NaN], minutesPerVisit: [30, 15] },
      ),
    });
    expect(Array.from(factsOf(plan).workloadHours)).toEqual([5, 3]);
  });
});

describe('[SCO-07] account status', () => {
  const status = (stated: string | null, stage: string | null, customer = NaN, currentArr = NaN): string =>
    ACCOUNT_STATUSES[
      accountStatus({ stated: statedStatus(stated), stage: stageKind(stage), customer, currentArr })
    ] ?? '';

  it('believes money first, then what is written, then the stage of an opportunity', () => {
    expect(status('Prospect', null, NaN, 5)).toBe('active customer');
    expect(status('Former customer', 'Negotiation')).toBe('cold prospect');
    expect(status('Existing Client', null)).toBe('active customer');
    expect(status(null, 'Closed Won')).toBe('active customer');
    expect(status(null, 'Closed Lost')).toBe('cold prospect');
    expect(status('??', 'Discovery')).toBe('active prospect');
    expect(status(null, null, 0)).toBe('cold prospect');
    expect(status(null, ' ')).toBe('unknown');
  });
});

describe('[SCO-08] coverage priority', () => {
  const priority = (tier: number, percentile: number) =>
    coveragePriority(DEFAULT_POLICY, tier, percentile).priority;

  it('is high for must-cover tiers and top scores, low for weak accounts of the last tier, else medium', () => {
    expect(priority(0, 0.1)).toBe('high');
    expect(priority(3, 0.8)).toBe('high');
    expect(priority(3, 0.49)).toBe('low');
    expect(priority(3, 0.5)).toBe('medium');
    expect(priority(2, 0.1)).toBe('medium');
  });

  it('says why', () => {
    expect(coveragePriority(DEFAULT_POLICY, 0, 0.1).reason).toBe('Strategic accounts must be covered.');
    expect(coveragePriority(DEFAULT_POLICY, 3, 0.2).reason).toContain('only 20%');
  });
});

describe('[SCO-09] misclassified accounts', () => {
  it('are those whose stated tier and potential disagree, furthest first, with a rationale', () => {
    const plan = ranked({ 2: 'Strategic', 99: 'Strategic', 85: 'Commercial' });
    const found = misclassified(plan, factsOf(plan));
    expect(found.map((m) => [m.row, tiers[m.stated]?.tier, tiers[m.proposed]?.tier])).toEqual([
      [2, 'Strategic', 'SMB'],
      [85, 'Commercial', 'Enterprise'],
    ]);
    expect(found[1]?.rationale).toBe(
      'Stated as Commercial, but its potential ranks above 85% of accounts, more than that: Enterprise.',
    );
  });
});

describe('[SCO-10] score summary', () => {
  it('adds up by tier and industry, and lists the top 20 with an approach', () => {
    const plan = ranked();
    const summary = scoreSummary(plan, factsOf(plan));
    expect(summary.potential).toBe(5050);
    expect(summary.byTier.map((g) => [g.name, g.accounts])).toEqual([
      ['Strategic', 6],
      ['Enterprise', 15],
      ['Commercial', 40],
      ['SMB', 40],
    ]);
    expect(summary.byTier.reduce((sum, g) => sum + g.potential, 0)).toBe(5050);
    expect(summary.byIndustry.map((g) => [g.name, g.accounts])).toEqual([
      ['Not stated', 51],
      ['Health', 50],
    ]);
    expect(summary.top.map((t) => t.row)).toEqual(Array.from({ length: 20 }, (_, i) => 100 - i));
    expect(summary.top[0]?.approach).toBe('Work it proactively. Strategic accounts must be covered.');
    expect(summary.imputed.propensity).toBe(101);
  });
});

describe('[ING-19] missing inputs', () => {
  it('take the neutral value, flagged by account and counted, and out-of-range ones do too', () => {
    const plan = planOf({
      accounts: accountTableFrom(3, {}, { potential: [1, 2, NaN], propensity: [0.9, 80, NaN] }),
    });
    const facts = factsOf(plan);
    expect(Array.from(facts.inputs.propensity)).toEqual([0.9, 0.5, 0.5]);
    expect(Array.from(facts.imputed, (bits) => (bits & 2) !== 0)).toEqual([false, true, true]);
    expect(facts.imputedCount).toMatchObject({ propensity: 2, potential: 1, travelCost: 3 });
    expect(facts.potential[2]).toBe(0);
  });

  it('do not count accounts that take no part in planning', () => {
    const plan = applied(ranked(), {
      type: 'setStanding',
      rows: Int32Array.of(100),
      standing: 'closed',
      reason: '',
    });
    const facts = factsOf(plan);
    expect(facts.activeCount).toBe(100);
    expect(facts.potential[100]).toBe(0);
    expect(facts.potentialPercentile[99]).toBe(1);
    expect(facts.imputedCount.propensity).toBe(100);
  });
});

describe('[SCO-03] weights', () => {
  it('re-score every account when the policy changes, and the policy gets the next version', () => {
    const plan = ranked();
    const only = { potential: 1, propensity: 0, strategicFit: 0, churnRisk: 0, travelCost: 0 };
    const next = applied(plan, {
      type: 'setPolicy',
      policy: { ...plan.policy, score: { ...plan.policy.score, weights: only } },
    });
    expect(next.policy.version).toBe(plan.policy.version + 1);
    expect(factsOf(next).score[50]).toBeCloseTo(0.5, 12);
    expect(factsOf(plan).score[50]).not.toBeCloseTo(0.5, 3);
  });
});
