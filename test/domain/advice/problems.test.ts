import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MinorUnits } from '../../../domain/brand.ts';
import type { Problem } from '../../../domain/advice/problem.ts';
import { problemsOf } from '../../../domain/advice/problems.ts';
import { accumulate } from '../../../domain/measures/accumulators.ts';
import { accountTableFrom } from '../../../domain/plan/account-table.ts';
import type { Plan } from '../../../domain/plan/plan.ts';
import { UNASSIGNED } from '../../../domain/plan/plan.ts';
import { applied, arbitraryPlan, planOf, refusals, territory } from '../support.ts';

const DENVER = { lat: 39.74, lon: -104.99 };
const BOSTON = { lat: 42.36, lon: -71.06 };

/** Two territories, Denver and Boston; accounts lie where they are told to. */
function planWith(
  places: readonly ('denver' | 'boston' | null)[],
  assignment: readonly number[],
  changes: { tier?: readonly (string | null)[]; capacity?: number; potential?: readonly number[] } = {},
): Plan {
  const at = places.map((place) => (place === null ? null : place === 'denver' ? DENVER : BOSTON));
  const capacity =
    changes.capacity === undefined ? null : { value: changes.capacity, unit: 'accounts' as const };
  return planOf({
    accounts: accountTableFrom(
      places.length,
      { tier: changes.tier ?? places.map(() => 'SMB') },
      {
        lat: at.map((p) => p?.lat ?? NaN),
        lon: at.map((p) => p?.lon ?? NaN),
        potential: changes.potential ?? places.map(() => 100),
      },
    ),
    territories: [
      territory(0, { name: 'Denver', base: DENVER, capacity }),
      territory(1, { name: 'Boston', base: BOSTON, capacity }),
    ],
    assignment: Int32Array.from(assignment),
  });
}

const codes = (plan: Plan): readonly string[] => problemsOf(plan).map((p) => p.code);

function theProblem(plan: Plan, code: string): Problem {
  const found = problemsOf(plan).find((p) => p.code === code);
  if (found === undefined) throw new Error(`expected ${code} among ${codes(plan).join(', ')}`);
  return found;
}

function fixed(plan: Plan, code: string): Plan {
  const fix = theProblem(plan, code).fix?.() ?? null;
  if (fix === null) throw new Error(`${code} must have a fix here`);
  return applied(plan, fix.command);
}

describe('the problem inbox', () => {
  it('[DSN-16] proposes customers likely to leave to the nearest rep with time for them, largest sales first', () => {
    const base = planWith(['denver', 'denver', 'denver', 'denver'], [0, 0, 0, 0], { capacity: 3 });
    const near = {
      ...territory(2, { name: 'Boulder', base: { lat: 40.01, lon: -105.27 } }),
      capacity: { value: 1, unit: 'accounts' as const },
    };
    const number = {
      ...base.accounts.number,
      churnRisk: Float64Array.of(0.9, 0.75, 0.9, 0.2),
      currentArr: Float64Array.of(100, 900, NaN, 5000),
    };
    const plan: Plan = {
      ...base,
      accounts: { ...base.accounts, number },
      territories: [...base.territories, near],
    };
    const found = theProblem(plan, 'AT_RISK');
    expect([...found.rows]).toEqual([0, 1]);
    expect(found.message).toBe(
      '2 accounts of Denver are customers likely to leave, and Denver uses 133.3% of its capacity.',
    );
    expect([...fixed(plan, 'AT_RISK').assignment]).toEqual([0, 2, 0, 0]);
    const enough = {
      ...plan,
      territories: plan.territories.map((t) => ({ ...t, capacity: { value: 9, unit: 'accounts' as const } })),
    };
    expect(codes(enough)).not.toContain('AT_RISK');
  });

  it('is empty for a plan in order', () => {
    expect(codes(planWith(['denver', 'boston'], [0, 1]))).toEqual([]);
  });

  it('[OPT-02] lists unassigned accounts, must-cover ones first as errors, and sends each to the nearest territory', () => {
    const plan = planWith(['boston', 'denver', 'boston', 'denver'], [-1, -1, -1, 0], {
      tier: ['Strategic', 'SMB', 'SMB', 'SMB'],
    });
    expect(codes(plan).slice(0, 2)).toEqual(['MUST_COVER_UNASSIGNED', 'UNASSIGNED']);
    expect(theProblem(plan, 'UNASSIGNED').message).toBe(
      '2 accounts have no territory, with 50.0% of the potential.',
    );
    const mended = fixed(fixed(plan, 'MUST_COVER_UNASSIGNED'), 'UNASSIGNED');
    expect(Array.from(mended.assignment)).toEqual([1, 0, 1, 0]);
    expect(codes(mended)).not.toContain('UNASSIGNED');
  });

  it('[CAP-03] relieves a territory over capacity towards one with room, cheapest detour first', () => {
    const plan = planWith(['denver', 'denver', 'boston', 'boston'], [0, 0, 0, 1], { capacity: 2 });
    expect(theProblem(plan, 'OVER_CAPACITY')).toMatchObject({ severity: 'error', territory: 0 });
    const mended = fixed(plan, 'OVER_CAPACITY');
    expect(Array.from(mended.assignment)).toEqual([0, 0, 1, 1]);
    expect(codes(mended).filter((code) => code === 'OVER_CAPACITY')).toHaveLength(2);
    expect(problemsOf(mended).every((p) => p.severity === 'info' || p.severity === 'warning')).toBe(true);
  });

  it('offers no fix for capacity where nobody has room', () => {
    const plan = planWith(['denver', 'denver', 'boston', 'boston'], [0, 0, 1, 1], { capacity: 1 });
    expect(theProblem(plan, 'OVER_CAPACITY').fix?.()).toBeNull();
  });

  it('lists accounts far from their base that another base would reach in time', () => {
    const plan = planWith(['denver', 'boston', 'boston'], [0, 0, 1]);
    const island = theProblem(plan, 'ISLAND');
    expect([Array.from(island.rows), island.territory]).toEqual([[1], 0]);
    expect(Array.from(fixed(plan, 'ISLAND').assignment)).toEqual([0, 1, 1]);
  });

  it('lists locks that contradict: locked to nobody, and more locked in than fits', () => {
    const out = applied(planWith(['denver', 'denver'], [-1, 0]), {
      type: 'setLocks',
      rows: Int32Array.of(0),
      locked: true,
    });
    expect(theProblem(out, 'LOCKED_UNASSIGNED').severity).toBe('warning');
    expect(fixed(out, 'LOCKED_UNASSIGNED').locked[0]).toBe(0);
    const full = applied(planWith(['denver', 'denver', 'denver'], [0, 0, 0], { capacity: 2 }), {
      type: 'setLocks',
      rows: Int32Array.of(0, 1, 2),
      locked: true,
    });
    expect(theProblem(full, 'LOCKED_OVER_CAPACITY').rows).toHaveLength(3);
    expect(theProblem(full, 'OVER_CAPACITY').fix?.()).toBeNull();
  });

  it('[FAI-01] lists territories far from the median potential', () => {
    const plan = planWith(['denver', 'boston'], [0, 1], { potential: [100, 200] });
    expect(problemsOf(plan).map((p) => p.message)).toEqual([
      'Denver holds −33% against the median potential; the band is 15%.',
      'Boston holds +33% against the median potential; the band is 15%.',
    ]);
  });

  it('lists accounts without place or potential, and territories without a base with a fix', () => {
    const plan = planWith(['denver', null], [0, 1], { potential: [100, NaN] });
    expect(codes(plan)).toEqual(expect.arrayContaining(['NO_COORDINATES', 'NO_POTENTIAL']));
    const baseless = applied(plan, { type: 'updateTerritory', territory: 0, changes: { base: null } });
    expect(fixed(baseless, 'NO_BASE').territories[0]?.base).toEqual(DENVER);
  });

  it('[QUO-02] lists quotas at risk, and clears an override far from the split', () => {
    const target = applied(planWith(['denver', 'boston'], [0, 1]), {
      type: 'setQuotaTarget',
      target: 100 as MinorUnits,
      overAssignment: 0,
      roundTo: 1,
    });
    const plan = applied(target, {
      type: 'overrideQuota',
      territory: 0,
      amount: 80 as MinorUnits,
      reason: 'Push',
    });
    const far = problemsOf(plan).find((p) => p.id === 'QUOTA_AT_RISK OVERRIDE_FAR 0');
    const command = far?.fix?.()?.command;
    expect(command).toEqual({ type: 'clearQuotaOverride', territory: 0 });
  });

  it('keeps its order by severity, its ids unique, and every fix one that the plan accepts', () => {
    fc.assert(
      fc.property(arbitraryPlan(), (plan) => {
        const problems = problemsOf(plan, accumulate(plan));
        const ranks = problems.map((p) => ['error', 'warning', 'info'].indexOf(p.severity));
        expect(ranks).toEqual(ranks.toSorted((a, b) => a - b));
        expect(new Set(problems.map((p) => p.id)).size).toBe(problems.length);
        for (const problem of problems) {
          const fix = problem.fix?.() ?? null;
          if (fix !== null) expect(refusals(plan, fix.command)).toEqual([]);
          for (const row of problem.rows) expect(plan.standing[row]).toBe(0);
          if (problem.code === 'UNASSIGNED') {
            for (const row of problem.rows) expect(plan.assignment[row]).toBe(UNASSIGNED);
          }
        }
      }),
    );
  });
});
