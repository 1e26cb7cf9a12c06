import { describe, expect, it } from 'vitest';
import type { CycleId, IsoDate, PlanId, TenantId } from '../../../domain/brand.ts';
import { accountTableFrom } from '../../../domain/plan/account-table.ts';
import { centreOf } from '../../../domain/plan/centre.ts';
import type { PlanSource } from '../../../domain/plan/plan-from-intake.ts';
import { planFromIntake } from '../../../domain/plan/plan-from-intake.ts';
import { slug, uniqueIds } from '../../../domain/plan/slug.ts';
import { rep } from '../support.ts';

const source = (changes: Partial<PlanSource>): PlanSource => ({
  planId: 'plan-1' as PlanId,
  tenant: 'tenant-1' as TenantId,
  name: 'FY26',
  cycle: {
    cycleId: 'fy26' as CycleId,
    name: 'FY26',
    from: '2026-01-01' as IsoDate,
    to: '2026-12-31' as IsoDate,
  },
  currency: 'USD',
  potentialUnit: { kind: 'count', name: 'beds', minorPerMajor: 1 },
  roster: null,
  accounts: accountTableFrom(0, {}, {}),
  ...changes,
});

const accounts = accountTableFrom(
  5,
  {
    territoryName: ['Rockies', 'rockies ', 'Coast', null, null],
    ownerName: [null, null, null, 'Ann Lee', 'Nobody'],
  },
  { lat: [40, 42, 37, 41, NaN], lon: [-105, -107, -122, -106, NaN] },
);

describe('[ING-05] the first plan', () => {
  it('takes territories, bases and capacities from the roster, and the alignment from the file', () => {
    const denver = { lat: 39.74, lon: -104.99 };
    const { plan, origin, vacant, idle } = planFromIntake(
      source({
        accounts,
        roster: {
          reps: [
            rep(0, { name: 'Ann Lee', base: denver, capacity: { value: 110, unit: 'accounts' } }),
            rep(1, { name: 'Bo', capacity: { value: 90, unit: 'accounts' } }),
            rep(2, { name: 'Cy' }),
          ],
          territoryNames: ['Rockies', 'ROCKIES', null],
        },
      }),
    );
    expect(origin).toBe('roster');
    expect(plan.territories.map((t) => [t.territoryId, t.name, t.repIds])).toEqual([
      ['rockies', 'Rockies', ['rep-0', 'rep-1']],
      ['cy', 'Cy', ['rep-2']],
      ['coast', 'Coast', []],
    ]);
    expect(plan.territories[0]).toMatchObject({ base: denver, capacity: { value: 200, unit: 'accounts' } });
    expect(Array.from(plan.assignment)).toEqual([0, 0, 2, 0, -1]);
    expect(Array.from(plan.baseline)).toEqual([0, 0, 2, 0, -1]);
    expect(vacant).toEqual(['Coast']);
    expect(idle).toEqual(['Cy']);
  });

  it('puts the base of a territory without one in the middle of its accounts, and says so', () => {
    const { plan, origin } = planFromIntake(source({ accounts }));
    expect(origin).toBe('territory column');
    expect(plan.territories.map((t) => t.name)).toEqual(['Coast', 'Rockies']);
    expect(plan.territories[0]?.base).toEqual({ lat: 37, lon: -122 });
    expect(plan.territories[1]?.note).toContain('centre of its accounts');
  });

  it('takes owners for territories when the file names only owners', () => {
    const owned = accountTableFrom(3, { ownerName: ['Zoe', 'Al', 'zoe'] }, {});
    const { plan, origin } = planFromIntake(source({ accounts: owned }));
    expect(origin).toBe('owner column');
    expect(plan.reps.map((r) => r.name)).toEqual(['Al', 'Zoe']);
    expect(Array.from(plan.assignment)).toEqual([1, 0, 1]);
  });

  it('makes K empty territories with free centres when asked, whatever the file names', () => {
    const { plan, origin } = planFromIntake(source({ accounts, freeTerritories: 3 }));
    expect(origin).toBe('free');
    expect(plan.territories.map((t) => [t.name, t.base])).toEqual([
      ['Territory 1', null],
      ['Territory 2', null],
      ['Territory 3', null],
    ]);
    expect(plan.assignment.every((t) => t === -1)).toBe(true);
  });

  it('is the same plan from the same files', () => {
    expect(planFromIntake(source({ accounts }))).toEqual(planFromIntake(source({ accounts })));
  });
});

describe('ids from names', () => {
  it('read like the name and are unique', () => {
    const next = uniqueIds();
    expect(['São Paulo / Centro', 'Sao Paulo — centro', '???', '!!'].map((name) => next(slug(name)))).toEqual(
      ['sao-paulo-centro', 'sao-paulo-centro-2', 'unnamed', 'unnamed-2'],
    );
  });
});

describe('the middle of a territory', () => {
  it('is right across the antimeridian', () => {
    const table = accountTableFrom(2, {}, { lat: [10, 10], lon: [179, -179] });
    expect(Math.abs(centreOf(table, Int32Array.of(0, 0), 0)?.lon ?? 0)).toBeCloseTo(180, 6);
  });

  it('is nowhere without a place', () => {
    expect(centreOf(accountTableFrom(1, {}, { lat: [0], lon: [0] }), Int32Array.of(0), 0)).toBeNull();
  });
});
