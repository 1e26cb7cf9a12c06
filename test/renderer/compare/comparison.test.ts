import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TerritoryId } from '../../../domain/brand.ts';
import { measureContext } from '../../../domain/measures/measure-plan.ts';
import { textAt } from '../../../domain/plan/account-table.ts';
import type { Plan } from '../../../domain/plan/plan.ts';
import {
  coloursBefore,
  comparisonOf,
  maskOf,
  measurePairs,
  sameAccounts,
  sameTerritory,
} from '../../../renderer/compare/comparison.ts';
import { arbitraryPlan } from '../../domain/support.ts';
import { smallPlan } from '../../storage/support.ts';

const plan = smallPlan(6);
const assigned = (assignment: readonly number[]): Plan => ({
  ...plan,
  assignment: Int32Array.from(assignment),
});

describe('comparisonOf', () => {
  it('a plan beside itself differs in no measure', () => {
    fc.assert(
      fc.property(arbitraryPlan(), (any) => {
        for (const { change, better } of comparisonOf(any, any).measures) {
          expect(change === null || change === 0).toBe(true);
          expect(better).toBeNull();
        }
      }),
    );
  });

  it('swapping the sides turns every difference round', () => {
    const one = fc.constantFrom(-1, 0, 1);
    const alignment = fc.array(one, { minLength: 6, maxLength: 6 });
    fc.assert(
      fc.property(alignment, alignment, (from, to) => {
        const [a, b] = [measureContext(assigned(from)), measureContext(assigned(to))];
        const back = measurePairs(b, a);
        for (const [i, { change, better }] of measurePairs(a, b).entries()) {
          expect(back[i]?.change).toBe(change === null ? null : 0 - change);
          if (better !== null) expect(back[i]?.better).not.toBe(better);
        }
      }),
    );
  });

  it('calls a more even split better', () => {
    // Potentials 10, 20 … 60: all to one territory, then 110 against 100.
    const { measures } = comparisonOf(assigned([0, 0, 0, 0, 0, 0]), assigned([0, 1, 1, 0, 1, 0]));
    const spread = measures.find(({ measure }) => measure.key === 'potentialSpread');
    expect(measures.find(({ measure }) => measure.key === 'potentialCv')).toMatchObject({
      better: true,
    });
    expect(spread?.after.value).toBeCloseTo(1.1, 10);
  });
});

describe('the two maps', () => {
  it('show the same territory in the same colour, whatever its place in the list, and vanished ones too', () => {
    const [north, south] = plan.territories;
    if (north === undefined || south === undefined) throw new Error('smallPlan has two territories');
    const old = { ...north, territoryId: 't-old' as TerritoryId };
    const before: Plan = { ...assigned([2, 2, 1, 1, 0, 0]), territories: [south, old, north] };
    const { differences } = comparisonOf(before, plan);
    const colours = differences.plan.territories.map(({ name, territoryId }) => `${name} ${territoryId}`);
    expect(coloursBefore(before, differences, colours)).toEqual([
      `${south.name} ${south.territoryId}`,
      `${old.name} t-old`,
      `${north.name} ${north.territoryId}`,
    ]);
    expect(sameTerritory(before, 0, plan)).toBe(1);
    expect(sameTerritory(before, 1, plan)).toBe(-1);
  });

  it('mark the same accounts in both, by account ID', () => {
    const longer = smallPlan(9);
    const rows = sameAccounts(plan, [1, 4], longer);
    expect([...rows].map((row) => textAt(longer.accounts, 'accountId', row))).toEqual(['A1', 'A4']);
    expect([...maskOf(rows, 9)]).toEqual([0, 1, 0, 0, 1, 0, 0, 0, 0]);
  });
});
