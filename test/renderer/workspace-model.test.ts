import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { factsOf } from '../../domain/measures/facts.ts';
import type { OverlayId } from '../../domain/brand.ts';
import { RESERVED } from '../../domain/plan/overlay.ts';
import type { Plan } from '../../domain/plan/plan.ts';
import { UNASSIGNED } from '../../domain/plan/plan.ts';
import { NO_FILTER, filterAccounts, shownRows } from '../../renderer/workspace/account-filter.ts';
import { accountOrder } from '../../renderer/workspace/account-sort.ts';
import { readPastedList } from '../../renderer/workspace/pasted-list.ts';
import { combineRows } from '../../renderer/workspace/selection.ts';
import { nextRow } from '../../renderer/ui/table-keys.ts';
import { smallPlan } from '../storage/support.ts';

const plan = smallPlan(12);
const facts = factsOf(plan);

describe('a selection', () => {
  const rows = fc.uniqueArray(fc.nat(30)).map((list) => Int32Array.from(list).sort());
  it('combines as sets do, ascending and without repeats, whatever the mode', () => {
    fc.assert(
      fc.property(rows, rows, (before, picked) => {
        const [a, b] = [new Set(before), new Set(picked)];
        const sorted = (list: readonly number[]) => Int32Array.from(new Set(list)).sort();
        expect(combineRows(before, picked, 'replace')).toEqual(picked);
        expect(combineRows(before, picked, 'add')).toEqual(sorted([...before, ...picked]));
        expect(combineRows(before, picked, 'remove')).toEqual(
          sorted([...before].filter((row) => !b.has(row))),
        );
        expect(combineRows(before, picked, 'toggle')).toEqual(
          sorted([...before, ...picked].filter((row) => a.has(row) !== b.has(row))),
        );
      }),
    );
  });
});

describe('the account filter', () => {
  it('[DSN-10] shows the accounts of an overlay alone, those a partner has reserved among them', () => {
    const covered: Plan = {
      ...plan,
      standing: plan.standing.map((_, row) => (row === 3 ? RESERVED : row === 4 ? 2 : 0)),
      overlays: [
        {
          overlayId: 'o' as OverlayId,
          name: 'Medline',
          kind: 'partner',
          repIds: [],
          rows: [3, 4, 5],
          credit: 0,
          note: '',
        },
      ],
    };
    const shown = filterAccounts(covered, factsOf(covered), { ...NO_FILTER, only: 'overlay:o' });
    expect([...shownRows(factsOf(covered), shown, null)]).toEqual([3, 5]);
    expect([...shownRows(factsOf(covered), null, null)]).not.toContain(3);
  });

  it('lets everything through when nothing is asked', () => {
    expect(filterAccounts(plan, facts, NO_FILTER)).toBeNull();
    expect(shownRows(facts, null, null)).toHaveLength(12);
  });

  it('finds all words in name or id, whatever their case, and bounds potential in shown units', () => {
    const found = (change: Partial<typeof NO_FILTER>) =>
      shownRows(facts, filterAccounts(plan, facts, { ...NO_FILTER, ...change }), null);
    expect([...found({ text: 'HOSPITAL a1' })]).toEqual([1, 10, 11]);
    expect([...found({ text: 'a1', potentialTo: 100 })]).toEqual([1]);
    expect([...found({ potentialFrom: 110 })]).toEqual([10, 11]);
    expect([...found({ territory: UNASSIGNED })]).toEqual([]);
    expect([...found({ only: 'moved' })]).toEqual([]);
  });

  it('sorts by any column both ways, ties in the order of the file', () => {
    const sorted = (column: Parameters<typeof accountOrder>[2], descending: boolean) => [
      ...shownRows(facts, null, accountOrder(plan, facts, column, descending)),
    ];
    expect(sorted('potential', true)[0]).toBe(11);
    expect(sorted('territory', false)).toEqual([0, 2, 4, 6, 8, 10, 1, 3, 5, 7, 9, 11]);
    expect(sorted('name', false).slice(0, 3)).toEqual([0, 1, 2]);
  });
});

describe('a pasted list', () => {
  it('selects the accounts it names and says which it does not know', () => {
    const read = readPastedList(plan, 'account_id\r\nA3\r\na1\r\nZ9\r\n\r\n');
    expect([...read.rows]).toEqual([1, 3]);
    expect(read.moves.rows).toHaveLength(0);
    expect(read.problems).toEqual(['1 id is not in this plan: Z9']);
  });

  it('moves accounts to the territories beside them, leaves out what is there already, and says what it cannot use', () => {
    const read = readPastedList(plan, 'A0\tSouth\nA1\tsouth\nA2\tNowhere\nA4\tunassigned\nA0\tNorth');
    expect([...read.moves.rows]).toEqual([4]);
    expect([...read.moves.territories]).toEqual([UNASSIGNED]);
    expect(read.problems).toEqual([
      '1 territory is not known: Nowhere',
      '1 id came twice; the last line counts: A0',
    ]);
  });
});

describe('keys in a table', () => {
  it('move within its rows and nowhere else', () => {
    expect(nextRow('ArrowDown', 4, 5, 10)).toBe(4);
    expect(nextRow('PageUp', 4, 50, 10)).toBe(0);
    expect(nextRow('End', 0, 50, 10)).toBe(49);
    expect(nextRow('a', 0, 50, 10)).toBeNull();
    expect(nextRow('ArrowDown', 0, 0, 10)).toBeNull();
  });
});
