import { describe, expect, it } from 'vitest';
import type { Configuration } from '../../../domain/advisor/configurations.ts';
import { howToCut } from '../../../domain/advisor/configurations.ts';
import { cv } from '../../../domain/measures/inequality.ts';
import { accountTableFrom } from '../../../domain/plan/account-table.ts';
import { planOf, territory } from '../support.ts';

const plan = planOf({
  accounts: accountTableFrom(
    4,
    { name: ['A', 'B', 'C', 'D'] },
    { potential: [100_00, 100_00, 100_00, 300_00], lat: [35, 35, 40, 40], lon: [-120, -120, -108, -108] },
  ),
  territories: [territory(0), territory(1)],
  assignment: Int32Array.of(0, 1, 1, 1),
});

const cut = (label: string, ...assignment: readonly number[]): Configuration => ({
  label,
  cutBy: 'place',
  assignment: Int32Array.from(assignment),
  repFit: 0.5,
});

const options = [cut('Even', 0, 0, 0, 1), cut('Uneven', 0, 1, 1, 1), cut('Swapped', 1, 0, 0, 0)];

describe('“How could territories be cut?”', () => {
  it('[SCN-02] puts at least three side by side by five lines, beside the plan as it is', () => {
    const block = howToCut(plan, options).sections[0]?.blocks[0];
    if (block?.kind !== 'table') throw new Error('a table');
    expect(block.columns.map(({ header }) => header)).toEqual([
      'Evaluated by',
      'Even (recommended)',
      'Uneven',
      'Swapped',
      'As it is',
    ]);
    const lines = new Map(block.rows.map(([name, ...cells]) => [name?.text, cells.map(({ text }) => text)]));
    expect(lines.get('1. Accounts a rep')).toEqual(['1 to 3', '1 to 3', '1 to 3', '1 to 3']);
    expect(lines.get('2. Standard deviation of potential')?.[0]).toBe('0 USD (0.0% of the mean)');
    expect(lines.get('2. Standard deviation of potential')?.[1]).toBe(
      `200 USD (${(100 * cv([100, 500])).toFixed(1)}% of the mean)`,
    );
    expect(lines.get('4. Complexity of change')).toEqual([
      '2 accounts move (50.0%)',
      '0 accounts move (0.0%)',
      '4 accounts move (100.0%)',
      '0 accounts move (0.0%)',
    ]);
    expect(lines.get('5. Rep fit')?.[0]).toBe('0.50 of 1');
  });

  it('[SCN-03] recommends one, and says what each other trades', () => {
    const answer = howToCut(plan, options);
    expect(answer.verdict.text).toMatch(/^We would take “Even”\. It meets \d+ of \d+ targets/);
    expect(answer.summary).toHaveLength(2);
    expect(answer.summary[0]).toMatch(/^Uneven: 2 fewer moves/);
  });

  it('[EXP-08] builds on nothing it was not given, leaves out what is of another plan, and says the same each time', () => {
    expect(howToCut(plan, []).sections).toEqual([]);
    const wrong = howToCut(plan, [...options.slice(0, 1), cut('Of another plan', 0)]);
    expect(wrong.missing.map(({ what }) => what)).toContain('2 more configurations to compare');
    expect(JSON.stringify(howToCut(structuredClone(plan), options))).toBe(
      JSON.stringify(howToCut(plan, options)),
    );
  });
});
