import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CycleId, IsoDate, TerritoryId } from '../../../domain/brand.ts';
import { plusDays } from '../../../domain/governance/business-days.ts';
import type { Grant } from '../../../domain/governance/grant.ts';
import { mayActAs } from '../../../domain/governance/grant.ts';
import type { Holder } from '../../../domain/governance/handing-out.ts';
import { grantsHeld, mayHandOut, withEnd, withGrant } from '../../../domain/governance/handing-out.ts';
import type { Role } from '../../../domain/governance/role.ts';
import { cycle, day, grantOf, tenant } from './case.ts';

const TODAY = day('2026-03-02');
const denver = 'denver' as TerritoryId;
const key = (name: string, role: Role, grants?: readonly Grant[]): Holder => ({
  name,
  role,
  revokedAt: null,
  ...(grants === undefined ? {} : { grants }),
});
const grant = (role: Role, over: Partial<Grant> = {}) => grantOf(role, { from: TODAY, ...over });
const here = (on: IsoDate, territories: readonly TerritoryId[] | null = null) => ({
  tenant,
  cycle,
  territories,
  on,
});
const codes = (result: ReturnType<typeof withGrant>) => (result.ok ? [] : result.errors.map((e) => e.code));
const granted = (result: ReturnType<typeof withGrant>): readonly Grant[] => {
  if (!result.ok) throw new Error(result.errors[0]?.message);
  return result.value;
};

describe('[ROL-01] handing out grants', () => {
  it('[ROL-01] another role, cycle or territory is added to what a key held; ending that narrows it', () => {
    const bea = key('Bea', 'finance');
    const limited = grant('compensation', { scope: { tenant, cycle, territories: [denver] } });
    const grants = granted(withGrant(bea, limited, TODAY));
    expect(mayActAs(grants, 'finance', here(TODAY))).toBe(true);
    expect(mayActAs(grants, 'compensation', here(TODAY, [denver]))).toBe(true);
    expect(mayActAs(grants, 'compensation', here(TODAY))).toBe(false);
    const [whole] = grantsHeld(bea, tenant) as [Grant];
    const narrowed = granted(withEnd({ ...bea, grants }, whole, TODAY, TODAY));
    expect(mayActAs(narrowed, 'finance', here(plusDays(TODAY, 1)))).toBe(false);
    expect(mayActAs(narrowed, 'finance', here(TODAY))).toBe(true);
    expect(mayActAs(narrowed, 'compensation', here(TODAY, [denver]))).toBe(true);
  });

  it('[ROL-01] making and checking may be granted to one person', () => {
    const both = granted(withGrant(key('Ada', 'planner'), grant('finance'), TODAY));
    expect(['planner', 'finance'].map((role) => mayActAs(both, role as Role, here(TODAY)))).toEqual([
      true,
      true,
    ]);
  });

  it('[ROL-01] nothing is granted or ended backwards, twice, to nobody, or to a revoked key', () => {
    const bea = key('Bea', 'finance', [grant('finance')]);
    const [held] = bea.grants as [Grant];
    expect(codes(withGrant(bea, grant('finance'), TODAY))).toEqual(['GRANT_EXISTS']);
    expect(codes(withGrant(bea, grant('revops', { from: plusDays(TODAY, -1) }), TODAY))).toEqual([
      'GRANT_PERIOD',
    ]);
    expect(codes(withGrant(bea, grant('revops', { to: plusDays(TODAY, -1) }), TODAY))).toEqual([
      'GRANT_PERIOD',
    ]);
    const nowhere = { tenant, cycle: null, territories: [] };
    expect(codes(withGrant(bea, grant('revops', { scope: nowhere }), TODAY))).toEqual(['GRANT_SCOPE']);
    expect(codes(withGrant(bea, grant('service'), TODAY))).toEqual(['GRANT_ROLE']);
    expect(codes(withGrant(key('Sync', 'service'), grant('finance'), TODAY))).toEqual(['GRANT_ROLE']);
    expect(codes(withGrant({ ...bea, revokedAt: '2026-01-01' as never }, grant('revops'), TODAY))).toEqual([
      'KEY_REVOKED',
    ]);
    expect(codes(withEnd(bea, held, plusDays(TODAY, -1), TODAY))).toEqual(['GRANT_PERIOD']);
    expect(codes(withEnd(bea, grant('revops'), TODAY, TODAY))).toEqual(['GRANT_UNKNOWN']);
    const ended = { ...bea, grants: granted(withEnd(bea, held, TODAY, TODAY)) };
    expect(codes(withEnd(ended, held, plusDays(TODAY, 9), TODAY))).toEqual(['GRANT_PERIOD']);
  });

  it('[ROL-01] while a workspace has an administrator, only she hands out, and within her own scope', () => {
    const whole = { tenant, cycle: null, territories: null };
    const thisCycle = { tenant, cycle, territories: null };
    const bea = key('Bea', 'finance');
    const may = (keys: readonly Holder[], by: Holder, scope: Grant['scope']) =>
      mayHandOut(keys, by, scope, TODAY).ok;
    expect(may([bea], bea, whole)).toBe(true);
    const ann = key('Ann', 'administrator', [grant('administrator', { scope: thisCycle })]);
    expect(may([bea, ann], bea, whole)).toBe(false);
    expect(may([bea, ann], ann, thisCycle)).toBe(true);
    expect(may([bea, ann], ann, { ...thisCycle, territories: [denver] })).toBe(true);
    expect(may([bea, ann], ann, whole)).toBe(false);
    expect(may([bea, ann], ann, { ...thisCycle, cycle: 'fy28' as CycleId })).toBe(false);
    const gone = { ...ann, revokedAt: '2026-01-01' as never };
    expect(may([bea, gone], gone, thisCycle)).toBe(false);
    expect(may([bea, gone], bea, thisCycle)).toBe(true);
  });

  it('[ROL-01] whatever is granted and ended, what held on a day goes on having held, and nothing begins in the past', () => {
    const anyRole = fc.constantFrom<Role>('finance', 'planner', 'compensation');
    const step = fc.record({
      role: anyRole,
      ends: fc.boolean(),
      days: fc.nat({ max: 30 }),
      length: fc.option(fc.nat({ max: 20 })),
      only: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        let now = TODAY;
        let bea = key('Bea', 'finance');
        const past: { on: IsoDate; role: Role; held: boolean }[] = [];
        for (const { role, ends, days, length, only } of steps) {
          for (const one of ['finance', 'planner', 'compensation'] as const)
            for (const on of [plusDays(now, -1), now]) {
              const held = mayActAs(grantsHeld(bea, tenant), one, here(on, [denver]));
              // Today may still gain by a grant; a day that is over changes no more.
              if (held || on < now) past.push({ on, role: one, held });
            }
          const scope = { tenant, cycle, territories: only ? [denver] : null };
          const to = length === null ? null : plusDays(now, length);
          const held = grantsHeld(bea, tenant).find((one) => one.role === role);
          const changed =
            ends && held !== undefined
              ? withEnd(bea, held, plusDays(now, days), now)
              : withGrant(bea, { role, scope, from: now, to }, now);
          if (changed.ok) bea = { ...bea, grants: changed.value };
          now = plusDays(now, days);
          for (const { on, role: then, held: before } of past)
            expect(mayActAs(grantsHeld(bea, tenant), then, here(on, [denver]))).toBe(before);
        }
      }),
      { numRuns: 300 },
    );
  });
});
