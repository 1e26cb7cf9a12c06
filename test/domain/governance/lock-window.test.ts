import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { IsoDate, TerritoryId } from '../../../domain/brand.ts';
import { plusDays } from '../../../domain/governance/business-days.ts';
import { lockedOn, movesReleased } from '../../../domain/governance/lock-window.ts';
import { requirementsOf } from '../../../domain/governance/requirements.ts';
import type { Plan } from '../../../domain/plan/plan.ts';
import { planMoving } from './plan-case.ts';

const JAN = '2026-01-01' as IsoDate;
const released = movesReleased(planMoving(4), JAN);
const lockedMoved = (plan: Plan, on: string, releases = [released]): number =>
  requirementsOf({ plan, lines: [], on: on as IsoDate, releases }).facts.lockedMoved;

describe('[DIS-05] lock windows', () => {
  it('[DIS-05] a version that leaves the accounts where the release put them moves none of them', () => {
    expect(lockedMoved(planMoving(4), '2026-01-02')).toBe(0);
    expect(lockedMoved(planMoving(1), '2026-01-02')).toBe(3);
  });

  it('[DIS-05] going back to where the cycle began is a move as well, for 90 days and no day longer', () => {
    expect(lockedMoved(planMoving(0), '2026-03-31')).toBe(4);
    expect(lockedMoved(planMoving(0), '2026-04-01')).toBe(0);
  });

  it('[DIS-05] a release of a later day locks nothing before it', () => {
    expect(lockedMoved(planMoving(0), '2025-12-31')).toBe(0);
  });

  it('[DIS-05] any number of releases, in any order, locks what a day-by-day diary of them locks', () => {
    const move = fc.record({
      day: fc.nat(40),
      account: fc.nat(3),
      to: fc.constantFrom('north', 'south', 'east'),
    });
    fc.assert(
      fc.property(
        fc.uniqueArray(move, { selector: ({ day }) => day, maxLength: 8 }),
        fc.nat(60),
        fc.integer({ min: 1, max: 30 }),
        (moves, today, lockDays) => {
          const past = moves.filter(({ day }) => day <= today);
          const releases = past.map(({ day, account, to }) => ({
            releasedOn: plusDays(JAN, day),
            to: new Map([[`a-${account}`, to as TerritoryId]]),
          }));
          const diary = new Map<string, { to: string; day: number }>();
          for (let day = 0; day <= today; day++) {
            const one = past.find((other) => other.day === day);
            if (one !== undefined && diary.get(`a-${one.account}`)?.to !== one.to)
              diary.set(`a-${one.account}`, { to: one.to, day });
          }
          const expected = [...diary].filter(([, { day }]) => today - day < lockDays);
          expect(lockedOn(releases, plusDays(JAN, today), lockDays)).toEqual(
            new Map(expected.map(([id, { to }]) => [id, to])),
          );
        },
      ),
    );
  });
});
