import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Answer } from '../../../domain/advisor/answer.ts';
import { PER_QUARTER, whereIsNobody, whitespaceForm } from '../../../domain/advisor/whitespace.ts';
import { factsOf } from '../../../domain/measures/facts.ts';
import { accountTableFrom } from '../../../domain/plan/account-table.ts';
import type { Plan } from '../../../domain/plan/plan.ts';
import { comparablesTest } from '../../../domain/scoring/comparables.ts';
import { fitTest } from '../../../domain/scoring/fit.ts';
import { arbitraryPlan, planOf, territory } from '../support.ts';

const ROWS = 60;
const each = <T>(of: (row: number) => T): T[] => Array.from({ length: ROWS }, (_, row) => of(row));

/** Rows 0–9 are steel customers; 10 has an open opportunity; 11 was lost; 12 belongs to a buying group; odd later rows are paper. */
const plan: Plan = planOf({
  accounts: accountTableFrom(
    ROWS,
    {
      name: each((row) => `Account ${row}`),
      industry: each((row) => (row > 12 && row % 2 === 1 ? 'Paper' : 'Steel')),
      tier: each(() => 'SMB'),
      parentId: each((row) => (row === 0 || row === 12 ? 'G1' : null)),
      opportunityStage: each((row) => (row === 10 ? 'Negotiation' : row === 11 ? 'Closed lost' : null)),
    },
    {
      potential: each((row) => (ROWS - row) * 100_00),
      currentArr: each((row) => (row < 10 ? (row + 1) * 1000_00 : NaN)),
    },
  ),
  territories: [territory(0)],
  assignment: new Int32Array(ROWS),
});

const table = (answer: Answer): readonly (readonly string[])[] => {
  const block = answer.sections[0]?.blocks[0];
  if (block?.kind !== 'table') throw new Error('a table');
  return block.rows.map((cells) => cells.map(({ text }) => text));
};

describe('“Where is nobody yet?”', () => {
  it('[WSP-01] lists accounts that fit, without a relationship and without pipeline', () => {
    const names = table(whereIsNobody(plan)).map(([, name]) => name);
    expect(names.slice(0, 4)).toEqual(['Account 11', 'Account 12', 'Account 14', 'Account 16']);
    expect(names).not.toContain('Account 10');
    expect(names.every((name) => Number(name?.split(' ')[1]) >= 11)).toBe(true);
  });

  it('[WSP-03] gives fifteen a quarter, each with an estimate from like customers, a trigger and an opening', () => {
    const first = table(whereIsNobody(plan));
    expect(first).toHaveLength(PER_QUARTER);
    expect(first[0]?.slice(6, 8)).toEqual(['5,000 USD (3,000 to 8,000), 10 alike', 'was lost once']);
    expect(first[1]?.[7]).toBe('another account of its group buys');
    expect(first[1]?.[8]).toBe(
      'A SMB account in Steel with 4,800 USD, among the largest 21%, a very close fit; customers of the same industry and tier (Account 9 and Account 8) pay 5,000 USD in the middle, and another account of its group buys.'.replace(
        'An SMB',
        'A SMB',
      ),
    );
    const second = table(whereIsNobody(plan, { ...whitespaceForm(), quarter: 2 }));
    expect(second[0]?.[0]).toBe('16');
    expect(second.map(([, name]) => name)).not.toContain(first[0]?.[1]);
  });

  it('[SCO-04][SCO-05] fit is a mean of matches, and an estimate has its range and number', () => {
    const facts = factsOf(plan);
    expect(fitTest(plan, facts)(14)).toEqual({ fit: 5, stated: false, made: 'industry 5.0, size 5.0' });
    expect(fitTest(plan, facts)(13)?.fit).toBe(3);
    expect(comparablesTest(plan, facts)(14)).toMatchObject({
      count: 10,
      low: 3000_00,
      middle: 5000_00,
      high: 8000_00,
    });
  });

  it('[EXP-06][EXP-08] does not guess who is a customer where nothing says so', () => {
    const silent = planOf({
      accounts: accountTableFrom(3, {}, { potential: [1, 2, 3] }),
      territories: [territory(0)],
      assignment: new Int32Array(3),
    });
    const answer = whereIsNobody(silent);
    expect(answer.verdict.tone).toBe('warn');
    expect(answer.verdict.text).toMatch(/^Nothing in this plan says who is a customer/);
    expect(answer.confidence.level).toBe('low');
    expect(answer.missing[0]?.what).toMatch(/^Who is a customer/);
  });

  it('[WSP-01] never lists a relationship, whatever the plan, and says the same each time', () => {
    fc.assert(
      fc.property(arbitraryPlan(40), (any) => {
        const answer = whereIsNobody(any, { ...whitespaceForm(), leastFit: 1 });
        expect(
          JSON.stringify(whereIsNobody(structuredClone(any), { ...whitespaceForm(), leastFit: 1 })),
        ).toBe(JSON.stringify(answer));
        const facts = factsOf(any);
        for (const { blocks } of answer.sections)
          for (const block of blocks)
            for (const [, cell] of block.kind === 'table' ? block.rows : [])
              if (cell?.subject?.kind === 'account') expect(facts.relationship[cell.subject.row]).toBe(0);
      }),
      { numRuns: 40 },
    );
  });
});
