import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyCommand } from '../../../domain/commands/apply-command.ts';
import type { Finding } from '../../../domain/intake/finding.ts';
import type { FixCommand } from '../../../domain/intake/fix.ts';
import { accountTableFrom, cellAt } from '../../../domain/plan/account-table.ts';
import { STANDINGS } from '../../../domain/plan/plan.ts';
import { findingsCsv } from '../../../renderer/intake/findings-csv.ts';
import { combineFixes, findingKey, FindingsIndex } from '../../../renderer/intake/findings-index.ts';
import { CONTEXT, planOf } from '../../domain/support.ts';

const accounts = accountTableFrom(
  4,
  {
    accountId: ['a', 'b', 'c', 'd'],
    name: ['Mercy', 'Grace', 'Hope', null],
    city: ['Denver', 'Boulder', 'Pueblo', null],
    state: ['CO', 'CO', 'CO', null],
    postalCode: ['1234', '80301', '2345', null],
  },
  {},
);

const edit = (row: number, value: string): FixCommand => ({
  type: 'editCells',
  field: 'postalCode',
  rows: Int32Array.of(row),
  values: [value],
  reason: 'Lost zeros',
});

const finding = (rule: string, row: number, fix: FixCommand | null = null, value = 'x'): Finding => ({
  rule,
  severity: rule === 'closed-site' ? 'warning' : 'error',
  rows: [row + 1],
  accountRows: [row],
  field: 'postalCode',
  value,
  message: `Row ${row + 1} is wrong.`,
  fix: fix === null ? null : { label: 'Restore', commands: [fix] },
});

const FINDINGS = [
  finding('closed-site', 1),
  finding('parent-cycle', 0, edit(0, '01234')),
  finding('parent-cycle', 2, edit(2, '02345')),
  finding('parent-cycle', 3),
];

describe('findings by rule', () => {
  it('come with errors first, and count what is open and what can be fixed', () => {
    const groups = new FindingsIndex(FINDINGS, accounts, new Set()).groups();
    expect(groups.map(({ rule, open, fixable, accounts: rows }) => [rule, open, fixable, rows])).toEqual([
      ['parent-cycle', 3, 2, 3],
      ['closed-site', 1, 0, 1],
    ]);
  });

  it('leave out what a person skipped, and keep it to be brought back', () => {
    const [, first] = FINDINGS;
    if (first === undefined) throw new Error('no finding');
    const index = new FindingsIndex(FINDINGS, accounts, new Set([findingKey(first)]));
    expect(index.groups()[0]).toMatchObject({ open: 2, fixable: 1, skipped: 1 });
    expect(index.window('parent-cycle', true, 0, 10).findings.map(({ row }) => row)).toEqual([1]);
    expect(index.window('parent-cycle', false, 0, 10).findings.map(({ row }) => row)).toEqual([3, 4]);
    expect(index.fixableOf('parent-cycle')).toHaveLength(1);
  });

  it('show the account, the place, the cell and what the fix would make of it', () => {
    const { findings, total } = new FindingsIndex(FINDINGS, accounts, new Set()).window(
      'parent-cycle',
      false,
      0,
      1,
    );
    expect(total).toBe(3);
    expect(findings[0]).toMatchObject({
      account: 'Mercy',
      place: 'Denver, CO, 1234',
      fixLabel: 'Restore',
      changes: [{ account: 'Mercy', field: 'postalCode', before: '1234', after: '01234' }],
    });
  });

  it('are answered by key, never by a position of an older check', () => {
    const [, , second] = FINDINGS;
    if (second === undefined) throw new Error('no finding');
    const fewer = new FindingsIndex(FINDINGS.slice(2), accounts, new Set());
    expect(fewer.fixesOf(fewer.withKey(findingKey(second)))).toEqual([edit(2, '02345')]);
    expect(fewer.withKey('parent-cycle|1+0|postalCode|x')).toEqual([]);
  });
});

describe('many fixes as few commands', () => {
  it('joins edits of one field and reason, in row order', () => {
    expect(combineFixes([edit(2, '02345'), edit(0, '01234')])).toEqual([
      {
        type: 'editCells',
        field: 'postalCode',
        rows: Int32Array.of(0, 2),
        values: ['01234', '02345'],
        reason: 'Lost zeros',
      },
    ]);
  });

  it('does not merge a row that an earlier fix of the same go already merged or closed', () => {
    const merge = (into: number, row: number): FixCommand => ({
      type: 'mergeAccounts',
      into,
      rows: Int32Array.of(row),
      survivors: {},
    });
    expect(combineFixes([merge(0, 1), merge(1, 2), merge(3, 1)])).toEqual([merge(0, 1)]);
  });

  it('has the effect of the fixes one after the other, where the first to want a cell gets it', () => {
    const cell = fc.record({ row: fc.integer({ min: 0, max: 3 }), value: fc.constantFrom('1', '2', '3') });
    const plan = planOf({ accounts });
    fc.assert(
      fc.property(
        fc.array(cell, { minLength: 1, maxLength: 12 }),
        fc.integer({ min: 0, max: 3 }),
        (cells, shut) => {
          const close: FixCommand = {
            type: 'setStanding',
            rows: Int32Array.of(shut),
            standing: 'closed',
            reason: 'Closed',
          };
          const commands = [...cells.map(({ row, value }) => edit(row, value)), close];
          const applied = applyCommand(
            plan,
            { type: 'applyFixes', label: 'All', commands: combineFixes(commands) },
            CONTEXT,
          );
          if (!applied.ok) throw new Error(applied.errors[0]?.message);
          for (let row = 0; row < 4; row++) {
            const wanted =
              cells.find((known) => known.row === row)?.value ?? cellAt(accounts, 'postalCode', row);
            expect(cellAt(applied.value.plan.accounts, 'postalCode', row)).toBe(wanted);
          }
          expect(applied.value.plan.standing[shut]).toBe(STANDINGS.indexOf('closed'));
        },
      ),
    );
  });
});

describe('the CSV of findings', () => {
  it('has a line for every finding and row, with the account beside it', () => {
    const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(
      findingsCsv([{ of: 'a.csv', findings: FINDINGS.slice(0, 2), accounts }]),
    );
    expect(text.split('\r\n')).toEqual([
      '\u{feff}of,row,account_id,name,severity,rule,title,field,value,message,fix',
      'a.csv,2,b,Grace,warning,closed-site,Closed site,postalCode,x,Row 2 is wrong.,',
      expect.stringMatching(/^a\.csv,1,a,Mercy,error,parent-cycle,.*,postalCode,x,Row 1 is wrong\.,Restore$/),
      '',
    ]);
  });
});
