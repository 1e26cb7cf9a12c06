import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyCommand } from '../../../domain/commands/apply-command.ts';
import type { Accumulators } from '../../../domain/measures/accumulators.ts';
import { accumulate, sumOf, totalOf, updateAccumulators } from '../../../domain/measures/accumulators.ts';
import { measureContext, measurePlan } from '../../../domain/measures/measure-plan.ts';
import { previewMove } from '../../../domain/measures/preview-move.ts';
import { accountTableFrom } from '../../../domain/plan/account-table.ts';
import { invertDiff, applyDiff } from '../../../domain/plan/diff.ts';
import type { Plan } from '../../../domain/plan/plan.ts';
import { UNASSIGNED } from '../../../domain/plan/plan.ts';
import { CONTEXT, applied, arbitraryPlan, arbitrarySession, planOf, territory } from '../support.ts';

const comparable = (acc: Accumulators): unknown => ({ sums: acc.sums, overlapping: acc.overlapping });

describe('[DSN-14] accumulators follow each edit', () => {
  it('equal rebuilt ones to the last bit after any commands, and after undoing them', () => {
    fc.assert(
      fc.property(arbitrarySession(), ({ plan, commands }) => {
        let at = plan;
        let acc = accumulate(at);
        for (const command of commands) {
          const result = applyCommand(at, command, CONTEXT);
          if (!result.ok) continue;
          const { plan: next, diff } = result.value;
          const forth = updateAccumulators(acc, at, next, diff);
          expect(comparable(forth)).toEqual(comparable(accumulate(next)));
          const undo = invertDiff(diff);
          const back = updateAccumulators(forth, next, applyDiff(next, undo), undo);
          expect(comparable(back)).toEqual(comparable(acc));
          at = next;
          acc = forth;
        }
      }),
    );
  });

  it('hold every active account once, assigned or not', () => {
    fc.assert(
      fc.property(arbitraryPlan(), (plan) => {
        const acc = accumulate(plan);
        expect(totalOf(acc, 'count')).toBe(plan.accounts.rowCount);
        expect(sumOf(acc, 'count', UNASSIGNED)).toBe(plan.assignment.filter((t) => t === UNASSIGNED).length);
        const known = plan.accounts.number.potential.filter((value) => !Number.isNaN(value));
        expect(totalOf(acc, 'potential')).toBe(known.reduce((sum, value) => sum + value, 0));
      }),
    );
  });

  it('leave the facts alone, and so rebuild nothing, when accounts move or are renamed', () => {
    const plan = planOf({
      accounts: accountTableFrom(3, { name: ['A', 'B', 'C'] }, { potential: [1, 2, 3] }),
      territories: [territory(0), territory(1)],
    });
    const { facts } = accumulate(plan);
    const moved = applied(plan, {
      type: 'assignAccounts',
      rows: Int32Array.of(0, 1),
      territory: 1,
      reason: 'MANUAL_EDIT',
      source: 'manual',
    });
    const renamed = applied(moved, {
      type: 'editCells',
      field: 'name',
      rows: Int32Array.of(0),
      values: ['Z'],
      reason: '',
    });
    expect(accumulate(renamed).facts).toBe(facts);
    const revalued = applied(renamed, {
      type: 'editCells',
      field: 'potential',
      rows: Int32Array.of(0),
      values: [9],
      reason: '',
    });
    expect(accumulate(revalued).facts).not.toBe(facts);
  });
});

const openPlan = (plan: Plan): Plan => ({ ...plan, lockedAll: false });

describe('[SCN-05] previewed moves', () => {
  it('show exactly what the move then does, and leave the plan alone', () => {
    const cases = arbitraryPlan().chain((plan) =>
      fc.record({
        plan: fc.constant(openPlan(plan)),
        rows: fc.array(fc.nat({ max: plan.accounts.rowCount - 1 }), { maxLength: 10 }),
        target: fc.integer({ min: -1, max: plan.territories.length - 1 }),
      }),
    );
    fc.assert(
      fc.property(cases, ({ plan, rows, target }) => {
        const acc = accumulate(plan);
        const preview = previewMove(plan, acc, Int32Array.from(rows), target);
        const moved = applied(plan, {
          type: 'assignAccounts',
          rows: preview.rows,
          territory: target,
          reason: 'MANUAL_EDIT',
          source: 'manual',
        });
        expect(comparable(preview.accumulators)).toEqual(comparable(accumulate(moved)));
        expect(preview.measures.map((m) => m.after)).toEqual(measurePlan(measureContext(moved)));
        expect(preview.measures.map((m) => m.before)).toEqual(measurePlan(measureContext(plan)));
        const left = new Set(preview.blocked.flatMap((b) => Array.from(b.rows)));
        for (const row of rows) {
          expect(left.has(row) || preview.rows.includes(row) || plan.assignment[row] === target).toBe(true);
        }
      }),
    );
  });

  it('name the territories on both ends with figures before and after', () => {
    const plan = planOf({
      accounts: accountTableFrom(3, {}, { potential: [100, 250, 400] }),
      territories: [territory(0), territory(1)],
      assignment: Int32Array.of(0, 0, 1),
    });
    const preview = previewMove(plan, accumulate(plan), Int32Array.of(1), 1);
    expect(
      preview.territories.map((t) => [t.before.territory, t.before.potential, t.after.potential]),
    ).toEqual([
      [1, 400, 650],
      [0, 350, 100],
    ]);
    expect(preview.territories[0]?.after).toMatchObject({ accounts: 2, movedIn: 1 });
    expect(preview.territories[1]?.after).toMatchObject({ accounts: 1, movedOut: 1 });
  });

  it('say which rows a lock or the strategic freeze keeps back, and move the rest', () => {
    const base = planOf({
      accounts: accountTableFrom(
        3,
        { name: ['A', 'B', 'C'] },
        { potential: [1, 2, 3], strategic: [0, 1, 0] },
      ),
      territories: [territory(0), territory(1)],
      assignment: Int32Array.of(0, 0, 0),
    });
    const plan = applied(base, { type: 'setLocks', rows: Int32Array.of(2), locked: true });
    const preview = previewMove(plan, accumulate(plan), Int32Array.of(0, 1, 2), 1);
    expect(Array.from(preview.rows)).toEqual([0]);
    expect(preview.blocked.map((b) => [b.code, Array.from(b.rows)])).toEqual([
      ['STRATEGIC_FROZEN', [1]],
      ['LOCKED_ACCOUNT', [2]],
    ]);
    const excepted = previewMove(plan, accumulate(plan), Int32Array.of(0, 1, 2), 1, 'EXCEPTION');
    expect(Array.from(excepted.rows)).toEqual([0, 1]);
  });
});
