import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MinorUnits } from '../../../domain/brand.ts';
import type { Answer } from '../../../domain/advisor/answer.ts';
import { oneRepsPlan } from '../../../domain/advisor/rep-plan.ts';
import { seasonal } from '../../../domain/advisor/rep-plan-parts.ts';
import { accountTableFrom } from '../../../domain/plan/account-table.ts';
import type { Plan } from '../../../domain/plan/plan.ts';
import { arbitraryPlan, planOf, rep, territory } from '../support.ts';

/** Twelve accounts of one territory; the first two are customers, who pay 30,000 and 10,000 of 240,000. */
const plan: Plan = {
  ...planOf({
    accounts: accountTableFrom(
      12,
      { name: Array.from({ length: 12 }, (_, row) => `Account ${row}`) },
      {
        lat: Array.from({ length: 12 }, () => 35),
        lon: Array.from({ length: 12 }, () => -120),
        potential: Array.from({ length: 12 }, () => 20_000_00),
        currentArr: Array.from({ length: 12 }, (_, row) => [30_000_00, 10_000_00][row] ?? NaN),
        churnRisk: Array.from({ length: 12 }, (_, row) => (row === 0 ? 0.2 : NaN)),
      },
    ),
    reps: [rep(0, { name: 'Ann' })],
    territories: [territory(0, { name: 'West', repIds: [rep(0).repId] })],
    assignment: new Int32Array(12),
  }),
};
const withQuota: Plan = {
  ...plan,
  quota: { ...plan.quota, target: 100_000_00 as MinorUnits, overAssignment: 0 },
};

const facts = (answer: Answer, title: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    answer.sections
      .filter((section) => section.title.includes(title))
      .flatMap(({ blocks }) => blocks)
      .flatMap((block) => (block.kind === 'facts' ? block.facts : []))
      .map(([label, { text }]) => [label, text]),
  );

describe('“What is one rep’s plan?”', () => {
  it('[DOC-04] has the seven parts, with ten accounts and at most three risks', () => {
    const { sections } = oneRepsPlan(withQuota);
    expect(sections.map(({ title }) => title.slice(0, 2))).toEqual([
      '1.',
      '2.',
      '3.',
      '4.',
      '5.',
      '6.',
      '7.',
    ]);
    const [top, risks] = [sections[1]?.blocks[0], sections[6]?.blocks[0]];
    if (top?.kind !== 'table' || risks?.kind !== 'table') throw new Error('tables');
    expect(top.rows).toHaveLength(10);
    expect(risks.rows.length).toBeLessThanOrEqual(3);
    for (const [code, , mitigation] of risks.rows) {
      expect(code?.text).toMatch(/^[A-Z_]+$/);
      expect(mitigation?.text).not.toBe('');
    }
  });

  it('[WSP-04] says penetration as current ARR over potential', () => {
    expect(facts(oneRepsPlan(withQuota), 'penetration')['Penetration']).toBe('16.7% of the potential sold');
  });

  it('[QUO-06] splits the quota into what customers bring, less churn risk, and what is to be won', () => {
    expect(facts(oneRepsPlan(withQuota), 'Quota from')).toMatchObject({
      Quota: '100,000 USD',
      'Less churn risk': '6,000 USD',
      'From existing customers': '34,000 USD',
      'To be won': '66,000 USD',
    });
  });

  it('[QUO-07] gives quarters by the season that sum to the quota, to the last unit', () => {
    expect(seasonal(100, [40, 20, 20, 20])).toEqual([40, 20, 20, 20]);
    fc.assert(
      fc.property(
        fc.nat(1_000_000_000),
        fc.array(fc.nat(100), { minLength: 4, maxLength: 4 }),
        (units, season) => {
          expect(seasonal(units, season).reduce((sum, part) => sum + part, 0)).toBe(units);
        },
      ),
    );
  });

  it('[EXP-08] says what is missing: no quota, no sales, no territory', () => {
    const bare = oneRepsPlan(
      planOf({
        accounts: accountTableFrom(3, {}, { potential: [1, 2, 3] }),
        territories: [territory(0)],
        assignment: new Int32Array(3),
      }),
    );
    expect(bare.missing.map(({ what }) => what)).toEqual(
      expect.arrayContaining(['The rep of this territory', 'Quota target', 'Capacities']),
    );
    const empty = oneRepsPlan(planOf({ accounts: accountTableFrom(0, {}, {}) }));
    expect(empty.verdict.text).toBe('There is no territory to plan for yet.');
    expect(empty.sections).toEqual([]);
  });

  it('[EXP-08] gives the same bytes for the same plan, whatever the plan', () => {
    fc.assert(
      fc.property(arbitraryPlan(30), (any) => {
        expect(JSON.stringify(oneRepsPlan(structuredClone(any)))).toBe(JSON.stringify(oneRepsPlan(any)));
      }),
      { numRuns: 40 },
    );
  });
});
