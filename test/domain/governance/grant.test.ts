import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CycleId, IsoDate, TenantId, TerritoryId } from '../../../domain/brand.ts';
import { Faults } from '../../../domain/bundle/check.ts';
import type { Grant, GrantPoint } from '../../../domain/governance/grant.ts';
import { checkGrant, covers, mayActAs, roleGrant, rolesAt } from '../../../domain/governance/grant.ts';
import { DECIDING_ROLES, PERSON_ROLES, ROLE_CATALOGUE, ROLES } from '../../../domain/governance/role.ts';

const tenant = 'acme' as TenantId;
const cycle = 'fy27' as CycleId;
const den = 'DEN' as TerritoryId;
const slc = 'SLC' as TerritoryId;
const day = (text: string): IsoDate => text as IsoDate;

const grant = (over: Partial<Grant> = {}, scope: Partial<Grant['scope']> = {}): Grant => ({
  role: 'finance',
  from: day('2026-01-01'),
  to: day('2026-12-31'),
  ...over,
  scope: { tenant, cycle, territories: null, ...scope },
});
const point = (over: Partial<GrantPoint> = {}): GrantPoint => ({
  tenant,
  cycle,
  territories: [den],
  on: day('2026-06-15'),
  ...over,
});

describe('[ROL-01] a grant covers what it names and nothing else', () => {
  it('[ROL-01] it holds from its first day to its last, both included', () => {
    expect(covers(grant(), point({ on: day('2025-12-31') }))).toBe(false);
    expect(covers(grant(), point({ on: day('2026-01-01') }))).toBe(true);
    expect(covers(grant(), point({ on: day('2026-12-31') }))).toBe(true);
    expect(covers(grant(), point({ on: day('2027-01-01') }))).toBe(false);
    expect(covers(grant({ to: null }), point({ on: day('2099-01-01') }))).toBe(true);
  });

  it('[ROL-05] it never reaches another workspace or another cycle', () => {
    expect(covers(grant(), point({ tenant: 'globex' as TenantId }))).toBe(false);
    expect(covers(grant(), point({ cycle: 'fy28' as CycleId }))).toBe(false);
    expect(covers(grant({}, { cycle: null }), point({ cycle: 'fy28' as CycleId }))).toBe(true);
    expect(covers(grant({}, { tenant: 'globex' as TenantId, cycle: null }), point())).toBe(false);
  });

  it('[ROL-01] a grant for Denver does not cover Salt Lake, nor a change of everything', () => {
    const denver = grant({}, { territories: [den] });
    expect(covers(denver, point())).toBe(true);
    expect(covers(denver, point({ territories: [den, slc] }))).toBe(false);
    expect(covers(denver, point({ territories: null }))).toBe(false);
    expect(covers(grant(), point({ territories: null }))).toBe(true);
  });

  it('[ROL-01] two grants in one role add up; grants in different roles do not', () => {
    const both = point({ territories: [den, slc] });
    const denver = grant({}, { territories: [den] });
    const saltLake = grant({}, { territories: [slc] });
    expect(mayActAs([denver, saltLake], 'finance', both)).toBe(true);
    expect(mayActAs([denver, { ...saltLake, role: 'executive' }], 'finance', both)).toBe(false);
    expect(
      mayActAs([denver, grant({ to: day('2026-02-01') }, { territories: [slc] })], 'finance', both),
    ).toBe(false);
    expect(mayActAs([], 'finance', point({ territories: [] }))).toBe(false);
  });

  it('[ROL-01] more grants never take a permission away, and a wider point never gives one', () => {
    const ids = ['A', 'B', 'C', 'D'] as TerritoryId[];
    const anyGrant = fc
      .tuple(fc.constantFrom('finance', 'revops'), fc.option(fc.subarray(ids)))
      .map(([role, territories]) => grant({ role: role as Grant['role'] }, { territories }));
    fc.assert(
      fc.property(
        fc.array(anyGrant),
        anyGrant,
        fc.subarray(ids),
        fc.subarray(ids),
        (held, more, some, wider) => {
          const here = point({ territories: some });
          const all = point({ territories: [...new Set([...some, ...wider])] });
          if (mayActAs(held, 'finance', here)) expect(mayActAs([...held, more], 'finance', here)).toBe(true);
          if (mayActAs(held, 'finance', all)) expect(mayActAs(held, 'finance', here)).toBe(true);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('[ROL-02] a key of before there were grants acts in its one role, everywhere in its workspace', () => {
    const old = [roleGrant('revops', tenant)];
    expect(rolesAt(old, point({ territories: null }))).toEqual(['revops']);
    expect(rolesAt(old, point({ tenant: 'globex' as TenantId }))).toEqual([]);
  });

  it('[ROL-02] services, administrators and representatives decide nothing', () => {
    expect(ROLES.filter((role) => !PERSON_ROLES.includes(role))).toEqual(['service']);
    expect(DECIDING_ROLES).not.toContain('service');
    expect(DECIDING_ROLES).not.toContain('administrator');
    expect(DECIDING_ROLES).not.toContain('rep');
    expect(ROLE_CATALOGUE.service.makes || ROLE_CATALOGUE.service.releases).toBe(false);
  });

  it('[ROL-01] a grant is read whole or refused with the place of each fault', () => {
    const faults = new Faults();
    expect(checkGrant(grant(), '', faults)).toEqual(grant());
    expect(faults.list).toEqual([]);
    checkGrant({ ...grant(), role: 'king', from: '2026-02-31x' }, 'grants[0]', faults);
    expect(faults.list.map((fault) => fault.path)).toEqual(['grants[0].role', 'grants[0].from']);
  });
});
