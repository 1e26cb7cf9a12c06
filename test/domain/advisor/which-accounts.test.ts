import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AnswerTable } from '../../../domain/advisor/answer.ts';
import { whichAccounts } from '../../../domain/advisor/which-accounts.ts';
import { doubtfulRows } from '../../../domain/advice/doubtful.ts';
import { problemsOf } from '../../../domain/advice/problems.ts';
import { factsOf } from '../../../domain/measures/facts.ts';
import { accountTableFrom } from '../../../domain/plan/account-table.ts';
import type { Plan } from '../../../domain/plan/plan.ts';
import { arbitraryPlan, planOf, territory } from '../support.ts';

const table = (plan: Plan, title: string): AnswerTable => {
  const block = whichAccounts(plan)
    .sections.find((section) => section.title === title)
    ?.blocks.find(({ kind }) => kind === 'table');
  if (block?.kind !== 'table') throw new Error(`expected a table in ${title}`);
  return block;
};

/** Thirty accounts; the first states the wrong tier, the second is placed by its city alone. */
const plan = planOf({
  accounts: accountTableFrom(
    30,
    {
      name: Array.from({ length: 30 }, (_, row) => `Account ${row}`),
      tier: Array.from({ length: 30 }, (_, row) => (row === 0 ? 'SMB' : null)),
      industry: Array.from({ length: 30 }, (_, row) => (row % 2 === 0 ? 'Steel' : 'Paper')),
      geoPrecision: Array.from({ length: 30 }, (_, row) => (row === 1 ? 'city' : 'street')),
    },
    {
      lat: Array.from({ length: 30 }, () => 40),
      lon: Array.from({ length: 30 }, () => -100),
      potential: Array.from({ length: 30 }, (_, row) => (30 - row) * 100_00),
      propensity: Array.from({ length: 30 }, (_, row) => (row === 2 ? NaN : 0.5)),
    },
  ),
  territories: [territory(0)],
  assignment: new Int32Array(30),
});

describe('“Which accounts matter?”', () => {
  it('[SCO-10] lists twenty by score, each with its sum and how to work it', () => {
    const { rows } = table(plan, 'The first twenty, and how to work them');
    expect(rows).toHaveLength(20);
    expect(rows[0]?.map(({ text }) => text).slice(1, 5)).toEqual(['Account 0', 'SMB', '0.550', '3,000 USD']);
    expect(rows[0]?.[7]?.text).toBe('0.300 for the mean account + potential 0.250');
    expect(rows[0]?.[1]?.subject).toEqual({ kind: 'account', row: 0 });
  });

  it('[SCO-09] proposes the tier the potential says, with why', () => {
    expect(table(plan, 'Tiers to correct').rows.map((cells) => cells.map(({ text }) => text))).toEqual([
      [
        'Account 0',
        'SMB',
        'Strategic',
        'Stated as SMB, but its potential ranks above 100% of accounts, more than that: Strategic.',
      ],
    ]);
  });

  it('[SCO-10] counts tiers and industries so that they sum to the plan', () => {
    for (const title of ['By tier', 'By industry']) {
      const { rows } = table(plan, title);
      expect(rows.reduce((sum, cells) => sum + (cells[1]?.value ?? 0), 0)).toBe(30);
      expect(rows.reduce((sum, cells) => sum + (cells[3]?.value ?? 0), 0)).toBe((30 * 31 * 100) / 2);
    }
  });

  it('[EXP-06] tells what is weakly known apart, and hands it to a person through the problem inbox', () => {
    const { confidence, missing } = whichAccounts(plan);
    expect(confidence.level).toBe('medium');
    expect(confidence.pieces.map(({ level }) => level)).toEqual(['high', 'medium', 'high']);
    expect([...confidence.doubtful]).toEqual([1, 2]);
    const found = problemsOf(plan).find(({ code }) => code === 'LOW_CONFIDENCE');
    expect([...(found?.rows ?? [])]).toEqual([1, 2]);
    expect(missing.map(({ what }) => what)).toEqual([
      'Strategic fit (30 accounts), Churn risk (30 accounts)',
    ]);
  });

  it('[EXP-06] doubts only accounts that decide much and lack what others have', () => {
    fc.assert(
      fc.property(arbitraryPlan(40), (any) => {
        const facts = factsOf(any);
        const rows = [...doubtfulRows(any)];
        expect(rows).toEqual(rows.toSorted((a, b) => a - b));
        for (const row of rows) {
          expect(facts.active[row]).toBe(1);
          expect(
            (facts.tier[row] ?? 9) < 2 || facts.mustCover[row] === 1 || facts.strategic[row] === 1,
          ).toBeTruthy();
        }
      }),
    );
  });

  it('[EXP-08] answers about one territory by the ranks of the whole plan', () => {
    const two: Plan = {
      ...plan,
      territories: [territory(0), territory(1)],
      assignment: Int32Array.from({ length: 30 }, (_, row) => (row < 28 ? 0 : 1)),
    };
    const answer = whichAccounts(two, { territory: 1 });
    const first = answer.sections[0]?.blocks[0];
    if (first?.kind !== 'table') throw new Error('a table');
    expect(first.rows.map((cells) => [cells[1]?.text, cells[2]?.text])).toEqual([
      ['Account 28', 'SMB'],
      ['Account 29', 'SMB'],
    ]);
    expect(answer.about).toContain('Territory 1 alone');
  });

  it('[EXP-08] gives the same bytes for the same plan, and says what an empty one lacks', () => {
    fc.assert(
      fc.property(arbitraryPlan(30), (any) => {
        expect(JSON.stringify(whichAccounts(structuredClone(any)))).toBe(JSON.stringify(whichAccounts(any)));
      }),
      { numRuns: 40 },
    );
    const empty = whichAccounts(planOf({ accounts: accountTableFrom(0, {}, {}) }));
    expect(empty.verdict.text).toBe('There are no accounts to rank yet.');
    expect(empty.missing.map(({ what }) => what)).toEqual(['Accounts']);
  });
});
