import { describe, expect, it } from 'vitest';
import { whyHere } from '../../../domain/advice/why-here.ts';
import { accumulate } from '../../../domain/measures/accumulators.ts';
import { accountTableFrom } from '../../../domain/plan/account-table.ts';
import type { Plan } from '../../../domain/plan/plan.ts';
import { applied, planOf, territory } from '../support.ts';

/** Five territories in a row along the equator, one degree apart; two accounts at the first base. */
const plan: Plan = planOf({
  accounts: accountTableFrom(
    2,
    { name: ['Ash', 'Birch'], tier: ['SMB', 'Strategic'] },
    { lat: [1, 1], lon: [10, 10], potential: [100, 300] },
  ),
  territories: [0, 1, 2, 3, 4].map((i) => territory(i, { name: `T${i}`, base: { lat: 1, lon: 10 + i } })),
  assignment: Int32Array.of(0, 0),
});

const why = (at: Plan, row: number) => whyHere(at, accumulate(at), row);

describe('[EXP-01] why is this account here', () => {
  it('says the reason, who decided, the travel and where it began', () => {
    expect(why(plan, 0).sentences).toEqual([
      'The imported alignment has it in T0. Decided from the imported file.',
      'It is 0 minutes from the base, estimated; within the 480 of its tier.',
      'It began the cycle here.',
    ]);
  });

  it('says what holds it: locks and the strategic freeze', () => {
    const locked = applied(plan, { type: 'setLocks', rows: Int32Array.of(1), locked: true });
    const closed = applied(locked, { type: 'lockTerritory', territory: 0, locked: true });
    expect(why(closed, 1).sentences.slice(3)).toEqual([
      'The account is locked where it is.',
      'T0 is locked.',
      'It is strategic: only an exception may move it away.',
    ]);
  });

  it('says that it counts as moved once it is elsewhere', () => {
    const moved = applied(plan, {
      type: 'assignAccounts',
      rows: Int32Array.of(0),
      territory: 2,
      reason: 'MANUAL_EDIT',
      source: 'manual',
    });
    expect(why(moved, 0).sentences).toContain('It began the cycle in T0, so it counts as moved.');
    expect(why(moved, 0).sentences[0]).toBe('Somebody put it in T2 by hand. Decided by hand.');
  });

  it('offers the three nearest other territories with what a move would do', () => {
    const { alternatives } = why(plan, 0);
    expect(alternatives.map((a) => a.territory)).toEqual([1, 2, 3]);
    const first = alternatives[0];
    expect(first?.extraMinutes).toBeCloseTo(first?.minutes ?? NaN, 9);
    expect(first?.blocked).toBeNull();
    expect(first?.effect).toMatch(/^\d+ minutes more travel one way, T0 −25\.0% potential/);
    expect(first?.preview.territories.map((t) => t.after.accounts)).toEqual([1, 1]);
  });

  it('says why an alternative is not allowed', () => {
    expect(why(plan, 1).alternatives[0]?.blocked).toContain('strategic');
    const locked = applied(plan, { type: 'lockPlan', locked: true });
    expect(why(locked, 0).alternatives[0]?.blocked).toBe(
      'The whole plan is locked. Unlock it to move accounts.',
    );
  });

  it('says nothing of travel for an account without a place', () => {
    const lost = applied(plan, {
      type: 'editCells',
      field: 'lat',
      rows: Int32Array.of(0),
      values: [null],
      reason: '',
    });
    expect(why(lost, 0)).toMatchObject({ minutes: null, alternatives: [] });
  });
});
