import { describe, expect, it } from 'vitest';
import type { IsoDate, RepId } from '../../../domain/brand.ts';
import { problemsOf } from '../../../domain/advice/problems.ts';
import { accountTableFrom } from '../../../domain/plan/account-table.ts';
import type { Plan } from '../../../domain/plan/plan.ts';
import { applied, planOf, rep, territory } from '../support.ts';

/** Six accounts around the first of three bases, worked by a rep whose last day is given. */
function withLastDay(to: string | null, room = 3): Plan {
  const capacity = { value: room, unit: 'accounts' as const };
  const bases = [0, 1, 2].map((i) => ({ lat: 40, lon: -100 + i }));
  return planOf({
    accounts: accountTableFrom(
      6,
      {},
      {
        lat: [40, 40, 40, 40, 40, 40],
        lon: [-100, -100, -100, -100, -100, -100],
        potential: [10, 20, 30, 40, 50, 60],
      },
    ),
    reps: [rep(0, { name: 'Ada', to: to as IsoDate | null }), rep(1), rep(2)],
    territories: bases.map((base, i) =>
      territory(i, { name: `T${i}`, base, capacity, repIds: [`rep-${i}` as RepId] }),
    ),
    assignment: Int32Array.from([0, 0, 0, 0, 0, 0]),
  });
}

const departure = (plan: Plan) => problemsOf(plan).find(({ code }) => code === 'REP_LEAVES');

describe('a rep whose last day comes before the cycle ends', () => {
  it('[GOV-06] is said, with her accounts, and a proposal hands them to the nearest with room', () => {
    const plan = withLastDay('2026-04-30');
    const problem = departure(plan);
    expect(problem?.message).toBe(
      'Ada leaves T0 by 2026-04-30, before the cycle ends, and nobody else works its 6 accounts.',
    );
    const fix = problem?.fix?.();
    if (fix === null || fix === undefined) throw new Error('no proposal');
    const after = applied(plan, fix.command);
    expect([...after.assignment]).toEqual([2, 2, 2, 1, 1, 1]);
    expect(departure(after)).toBeUndefined();
  });

  it('[GOV-06] where few have room, the largest are handed over and the rest stay to be decided on', () => {
    const plan = withLastDay('2026-04-30', 1);
    const fix = departure(plan)?.fix?.();
    if (fix === null || fix === undefined) throw new Error('no proposal');
    expect([...applied(plan, fix.command).assignment]).toEqual([0, 0, 0, 0, 2, 1]);
  });

  it('[GOV-06] is no problem where she stays to the end, nobody knows a date, or somebody else stays', () => {
    expect(departure(withLastDay(null))).toBeUndefined();
    expect(departure(withLastDay('2026-12-31'))).toBeUndefined();
    const plan = withLastDay('2026-04-30');
    const both = plan.territories.with(0, {
      ...territory(0),
      repIds: ['rep-0' as RepId, 'rep-1' as RepId],
    });
    expect(departure({ ...plan, territories: both })).toBeUndefined();
  });
});
