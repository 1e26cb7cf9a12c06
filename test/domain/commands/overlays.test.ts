import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OverlayId, RepId } from '../../../domain/brand.ts';
import { applyCommand } from '../../../domain/commands/apply-command.ts';
import type { Command } from '../../../domain/commands/apply-command.ts';
import { accumulate, updateAccumulators } from '../../../domain/measures/accumulators.ts';
import { measurePlan } from '../../../domain/measures/measure-plan.ts';
import { mergePlans } from '../../../domain/merge/merge-plans.ts';
import { accountTableFrom } from '../../../domain/plan/account-table.ts';
import { applyDiff, invertDiff } from '../../../domain/plan/diff.ts';
import type { Overlay } from '../../../domain/plan/overlay.ts';
import { overlaysAt, RESERVED } from '../../../domain/plan/overlay.ts';
import type { Plan } from '../../../domain/plan/plan.ts';
import { ACTIVE, UNASSIGNED } from '../../../domain/plan/plan.ts';
import { reasonCode } from '../../../domain/plan/reason-codes.ts';
import { applied, arbitraryPlan, CONTEXT, planOf, refusals, rep, spelledOut, territory } from '../support.ts';

const base = (): Plan =>
  planOf({
    accounts: accountTableFrom(
      6,
      { accountId: ['A', 'B', 'C', 'D', 'E', 'F'], name: ['Ash', 'Birch', 'Cedar', 'Elm', 'Fir', 'Oak'] },
      { potential: [10, 20, 30, 40, 50, 60] },
    ),
    territories: [territory(0), territory(1)],
    reps: [rep(0), rep(1)],
    assignment: Int32Array.of(0, 0, 0, 1, 1, UNASSIGNED),
  });

const overlay = (more: Partial<Overlay> = {}): Overlay => ({
  overlayId: 'o-1' as OverlayId,
  name: 'Cardiology',
  kind: 'specialist',
  repIds: ['rep-1' as RepId],
  rows: [0, 3],
  credit: 0.2,
  note: '',
  ...more,
});

const set = (more: Partial<Overlay> = {}): Command => ({ type: 'setOverlay', overlay: overlay(more) });
const partner = (more: Partial<Overlay> = {}): Command =>
  set({ name: 'Medline', kind: 'partner', repIds: [], credit: 0.3, ...more });

const primary = ({ assignment, reason, source, standing, locked }: Plan) => [
  assignment,
  reason,
  source,
  standing,
  locked,
];

describe('an overlay', () => {
  it('[DSN-10] of a specialist is a layer of its own: primary coverage and every measure stay as they are', () => {
    const plan = base();
    const after = applied(plan, set({ rows: [3, 0, 3] }));
    expect(primary(after)).toEqual(primary(plan));
    const measures = (of: Plan) => measurePlan({ plan: of, accumulators: accumulate(of) });
    expect(measures(after)).toEqual(measures(plan));
    expect(overlaysAt(after, 3).map(({ name }) => name)).toEqual(['Cardiology']);
    expect(after.overlays[0]?.rows).toEqual([0, 3]);
    expect(overlaysAt(after, 1)).toEqual([]);
  });

  it('[DSN-10] of a partner reserves its accounts: out of primary coverage, with the reason on record', () => {
    const plan = base();
    const after = applied(plan, partner());
    expect([...after.assignment]).toEqual([UNASSIGNED, 0, 0, UNASSIGNED, 1, UNASSIGNED]);
    expect([0, 3].map((row) => [after.standing[row], reasonCode(after.reason[row] ?? 0)])).toEqual([
      [RESERVED, 'RESERVED_PARTNER'],
      [RESERVED, 'RESERVED_PARTNER'],
    ]);
    const move: Command = {
      type: 'assignAccounts',
      rows: Int32Array.of(0),
      territory: 1,
      reason: 'MANUAL_EDIT',
      source: 'manual',
    };
    expect(refusals(after, move)).toEqual(['ACCOUNT_NOT_ACTIVE']);
    const restore: Command = { type: 'setStanding', rows: Int32Array.of(0), standing: 'active', reason: '' };
    expect(refusals(after, restore)).toEqual(['ACCOUNT_RESERVED']);
  });

  it('[DSN-10] ended, or without an account, gives it back to planning, unassigned', () => {
    const reserved = applied(base(), partner());
    const less = applied(reserved, partner({ rows: [3] }));
    expect([less.standing[0], less.assignment[0], reasonCode(less.reason[0] ?? 9)]).toEqual([
      ACTIVE,
      UNASSIGNED,
      'NONE',
    ]);
    expect(less.standing[3]).toBe(RESERVED);
    const ended = applied(reserved, { type: 'removeOverlay', overlayId: 'o-1' as OverlayId });
    expect(ended.overlays).toEqual([]);
    expect([...ended.standing]).toEqual([0, 0, 0, 0, 0, 0]);
  });

  it('[DSN-10] is refused with words when it cannot be', () => {
    const plan = applied(base(), partner());
    const other = { overlayId: 'o-2' as OverlayId, name: 'Other' };
    expect(refusals(plan, partner({ ...other, rows: [0] }))).toEqual(['OVERLAY_RESERVED']);
    expect(refusals(plan, set({ ...other, name: 'MEDLINE' }))).toEqual(['OVERLAY_NAME']);
    expect(refusals(plan, set({ ...other, credit: 1.2, rows: [] }))).toEqual([
      'OVERLAY_CREDIT',
      'OVERLAY_EMPTY',
    ]);
    expect(refusals(plan, set({ ...other, repIds: ['nobody' as RepId] }))).toEqual(['UNKNOWN_REP']);
    expect(refusals(plan, set({ ...other, rows: [99] }))).toEqual(['UNKNOWN_ACCOUNT']);
    const locked = applied(base(), { type: 'setLocks', rows: Int32Array.of(0), locked: true });
    expect(refusals(locked, partner())).toEqual(['LOCKED_ACCOUNT']);
  });

  it('[DSN-10] follows an account that is merged into another, and loses reps who leave the roster', () => {
    const plan = applied(base(), set());
    const merged = applied(plan, { type: 'mergeAccounts', into: 1, rows: Int32Array.of(0), survivors: {} });
    expect(overlaysAt(merged, 1).map(({ name }) => name)).toEqual(['Cardiology']);
    expect(applied(plan, { type: 'setReps', reps: [rep(0)] }).overlays[0]?.repIds).toEqual([]);
  });

  it('[DSN-10] is undone in one step, whatever it took, and sums that follow the diff stay right', () => {
    const any = arbitraryPlan(12).chain((plan) =>
      fc
        .array(
          fc.record({
            id: fc.constantFrom('a', 'b'),
            kind: fc.constantFrom('specialist', 'key-account', 'partner' as const),
            rows: fc.array(fc.nat(plan.accounts.rowCount - 1), { minLength: 1, maxLength: 5 }),
            remove: fc.boolean(),
          }),
          { maxLength: 6 },
        )
        .map((steps) => ({ plan, steps })),
    );
    fc.assert(
      fc.property(any, ({ plan: start, steps }) => {
        let [plan, sums] = [start, accumulate(start)];
        for (const { id, kind, rows, remove } of steps) {
          const overlayId = id as OverlayId;
          const result = applyCommand(
            plan,
            remove
              ? { type: 'removeOverlay', overlayId }
              : set({ overlayId, name: id, kind, rows, repIds: [] }),
            CONTEXT,
          );
          if (!result.ok) continue;
          const after = result.value.plan;
          expect(spelledOut(applyDiff(after, invertDiff(result.value.diff)))).toEqual(spelledOut(plan));
          sums = updateAccumulators(sums, plan, after, result.value.diff);
          plan = after;
          const measures = (accumulators: typeof sums) => measurePlan({ plan, accumulators });
          expect(measures(sums).map(({ result: { status } }) => status)).toEqual(
            measures(accumulate(plan)).map(({ result: { status } }) => status),
          );
        }
        const reserved = new Set(plan.overlays.filter((o) => o.kind === 'partner').flatMap((o) => o.rows));
        plan.standing.forEach((standing, row) => expect(standing === RESERVED).toBe(reserved.has(row)));
      }),
      { numRuns: 200 },
    );
  });

  it('[DSN-10] of one side is in the merge by account, not by row; two versions of it are asked about', () => {
    const plan = base();
    const ours = applied(plan, partner());
    const theirs = applied(plan, set({ overlayId: 'o-2' as OverlayId, rows: [5] }));
    const parents = ['a'.repeat(64), 'b'.repeat(64)] as never;
    const merge = mergePlans({ base: plan, ours, theirs, parents });
    if (!merge.ok) throw new Error(merge.errors[0]?.message);
    expect(merge.value.conflicts).toEqual([]);
    expect(merge.value.plan.overlays.map(({ name, rows }) => [name, rows])).toEqual([
      ['Medline', [0, 3]],
      ['Cardiology', [5]],
    ]);
    expect([...merge.value.plan.standing]).toEqual([RESERVED, 0, 0, RESERVED, 0, 0]);
    const wider = applied(ours, partner({ rows: [0, 1, 3] }));
    const narrower = applied(ours, partner({ rows: [0] }));
    const asked = mergePlans({ base: ours, ours: wider, theirs: narrower, parents });
    expect(asked.ok ? asked.value.conflicts.map(({ id }) => id) : []).toEqual(['overlay:o-1:accounts']);
  });
});
