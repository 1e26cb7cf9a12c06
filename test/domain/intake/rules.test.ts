import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { applyCommand } from '../../../domain/commands/apply-command.ts';
import { haversineKm } from '../../../domain/geo/haversine.ts';
import { ALL_RULES } from '../../../domain/intake/rules/all-rules.ts';
import { checkAccounts } from '../../../domain/intake/rules/check-accounts.ts';
import { groupRows } from '../../../domain/intake/rules/group-rows.ts';
import type { IntakeResult } from '../../../domain/intake/intake-result.ts';
import { numberAt, textAt } from '../../../domain/plan/account-table.ts';
import { planFor } from '../support-plan.ts';
import { contextFor, gazetteers, intakeOf, rowsOf } from './support.ts';

const HEADER = 'id,name,street,city,state,zip,lat,lon,beds';
const csv = (...rows: readonly string[]): string => [HEADER, ...rows].join('\n');
/** Andalusia, Alabama: 31.31, -86.48. */
const GOOD = '1,Andalusia Health,1 Main St,Andalusia,AL,36420,31.3,-86.5,88';

const rules = (result: IntakeResult): readonly string[] =>
  [...new Set(result.findings.map((finding) => finding.rule))].sort();

describe('every rule', () => {
  it('has an id of its own, and there are at least twenty-five', () => {
    expect(new Set(ALL_RULES.map((rule) => rule.id)).size).toBe(ALL_RULES.length);
    expect(ALL_RULES.length).toBeGreaterThanOrEqual(25);
  });

  it('is silent about a good row', async () => {
    expect(rules(await intakeOf(csv(GOOD)))).toEqual([]);
  });
});

describe('rules about places', () => {
  it.each([
    ['2,B,2 A St,Andalusia,AL,36420,0,0,5', 'zero-coordinates'],
    ['2,B,2 A St,Andalusia,AL,36420,-86.5,31.3,5', 'swapped-coordinates'],
    ['2,B,2 A St,Andalusia,AL,36420,31.3,86.5,5', 'wrong-sign-coordinates'],
    ['2,B,2 A St,Andalusia,AL,36420,34.7,-87.0,5', 'far-from-postal-code'],
    ['2,B,2 A St,Andalusia,AL,36420,131.3,-186.5,5', 'invalid-coordinates'],
    ['2,B,2 A St,Andalusia,AL,36420,,,5', 'missing-coordinates'],
    ['2,B,2 A St,Nowhere,,,,,5', 'not-placed'],
    ['2,B,2 A St,Andalusia,AL,3642A,31.3,-86.5,5', 'postal-code-invalid'],
    ['2,B,2 A St,Andalusia,AL,36999,31.3,-86.5,5', 'postal-code-unknown'],
    ['2,B,2 A St,Andalusia,GA,36420,31.3,-86.5,5', 'state-disagrees'],
    ['2,B,2 A St,Andalusia,XQ,36420,31.3,-86.5,5', 'unknown-state'],
  ])('%s: %s', async (row, rule) => {
    const result = await intakeOf(csv(GOOD, row));
    expect(rowsOf(result.findings, rule)).toEqual([[2]]);
  });

  it('compares the point with the postal code exactly as a naive model does', async () => {
    const us = gazetteers('US').get('US');
    const codes = ['36420', '10001', '99501', '80202'];
    const point = fc.record({
      code: fc.constantFrom(...codes),
      north: fc.double({ min: -0.9, max: 0.9, noNaN: true }),
      east: fc.double({ min: -0.9, max: 0.9, noNaN: true }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(point, { minLength: 1, maxLength: 12 }), async (points) => {
        const placed = points.map(({ code, north, east }) => {
          const place = us?.postalCodes.get(code) ?? { lat: 0, lon: 0 };
          return { code, lat: place.lat + north, lon: place.lon + east, home: place };
        });
        const rows = placed.map(({ code, lat, lon }, i) => `${i},N${i},,,,${code},${lat},${lon},5`);
        const expected = placed.flatMap(({ lat, lon, home }, i) =>
          haversineKm(lat, lon, home.lat, home.lon) > 50 ? [[i + 1]] : [],
        );
        expect(rowsOf((await intakeOf(csv(...rows))).findings, 'far-from-postal-code')).toEqual(expected);
      }),
      { numRuns: 25 },
    );
  });
});

describe('rules about what an account is', () => {
  it.each([
    [
      ['2,Other,9 B St,Mobile,AL,36602,30.69,-88.04,5', '2,Other,9 B St,Mobile,AL,36602,30.69,-88.04,5'],
      'duplicate-key',
      [2, 3],
    ],
    [['2,ANDALUSIA  Health,,andalusia,AL,36420,31.3,-86.5,5'], 'duplicate-name-place', [1, 2]],
    [['2,Covington Clinic,1 MAIN STREET,Andalusia,AL,36420,31.31,-86.5,5'], 'duplicate-address', [1, 2]],
    [['2,Covington Clinic,7 Oak Ave,Andalusia,AL,36420,31.3,-86.5,5'], 'shared-point', [1, 2]],
    [['2,B,2 A St,Andalusia,AL,36420,31.31,-86.5,-50'], 'negative-size', [2]],
    [['2,B,2 A St,Andalusia,AL,36420,31.31,-86.5,'], 'missing-potential', [2]],
    [['2,,2 A St,Andalusia,AL,36420,31.31,-86.5,5'], 'missing-name', [2]],
  ])('%j: %s', async (rows, rule, expected) => {
    expect(rowsOf((await intakeOf(csv(GOOD, ...rows))).findings, rule)).toEqual([expected]);
  });

  it('finds circles of parents once each, and parents that are not there', async () => {
    const result = await intakeOf('id,name,parent id\na,A,b\nb,B,c\nc,C,a\nd,D,a\ne,E,gone\nf,F,f\n');
    expect(rowsOf(result.findings, 'parent-cycle')).toEqual([[1, 2, 3], [6]]);
    expect(rowsOf(result.findings, 'unknown-parent')).toEqual([[5]]);
  });

  it('finds a size that slipped by orders of magnitude, not merely a large one', async () => {
    const rows = Array.from({ length: 40 }, (_, i) => `${i + 10},N${i},,,AL,36420,31.3,-86.5,${50 + i * 20}`);
    const result = await intakeOf(csv(...rows, '99,Big,,,AL,36420,31.3,-86.5,88000000'));
    expect(rowsOf(result.findings, 'absurd-size')).toEqual([[41]]);
  });

  it('finds closed sites, stale and future dates, unknown owners and mixed currencies', async () => {
    const result = await intakeOf(
      [
        'id,name,status,last updated,owner,currency,country',
        '1,A,OPEN,2026-06-01,Ann Lee,USD,US',
        '2,B,CLOSED,2024-01-01,Ann Leee,USD,US',
        '3,C,OPEN,2027-01-01,Zed Quill,EUR,Atlantis',
      ].join('\n'),
      ['US'],
      { knownOwners: ['Ann Lee'] },
    );
    const named = [
      'closed-site',
      'stale-record',
      'future-date',
      'unknown-owner',
      'currency-mix',
      'unknown-country',
    ];
    expect(named.map((rule) => rowsOf(result.findings, rule))).toEqual([
      [[2]],
      [[2]],
      [[3]],
      [[2], [3]],
      [[3]],
      [[3]],
    ]);
    const spelt = result.findings.find((one) => one.rule === 'unknown-owner' && one.rows[0] === 2);
    expect(spelt?.fix?.label).toBe('Set owner to Ann Lee');
  });

  it('finds an industry and a territory that are spelt two ways, and damaged characters', async () => {
    const rows = Array.from({ length: 12 }, (_, i) => `${i},N${i},technology,West Coast`);
    const result = await intakeOf(
      ['id,name,industry,territory', ...rows, '20,MÃ¼nchen Klinik,technolgy,west coast'].join('\n'),
    );
    const named = ['unmapped-industry', 'territory-spelling', 'damaged-text'];
    expect(named.map((rule) => rowsOf(result.findings, rule))).toEqual([[[13]], [[13]], [[13]]]);
  });

  it('groups rows as a naive model does', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', 'b', 'c', null), { maxLength: 30 }), (keys) => {
        const groups = groupRows(Int32Array.from(keys.keys()), (row) => keys[row] ?? null);
        const naive = [...new Set(keys)]
          .filter((key) => key !== null)
          .map((key) => [...keys.keys()].filter((row) => keys[row] === key))
          .filter((rows) => rows.length > 1);
        expect(groups).toEqual(naive);
      }),
    );
  });
});

describe('fixes', () => {
  it('[ING-23] are commands a plan accepts, after which the finding is gone', async () => {
    const rows = [
      GOOD,
      '2,B,2 A St,Andalusia,AL,36420,-86.5,31.3,5',
      '3,C,3 A St,Andalusia,AL,36420,34.7,-87.0,5',
      '4,Andalusia Health,,Andalusia,AL,36420,31.3,-86.5,9',
      '5,E,5 A St,Andalusia,AL,36420,31.3,-86.51,-50',
    ];
    const result = await intakeOf(csv(...rows));
    let plan = planFor(result);
    const fixes = result.findings.flatMap((finding) => finding.fix ?? []);
    expect(fixes.length).toBeGreaterThanOrEqual(4);
    for (const fix of fixes) {
      const command = { type: 'applyFixes', commands: fix.commands, label: fix.label } as const;
      const applied = applyCommand(plan, command, {
        actor: 'tester' as never,
        at: '2026-06-30T00:00:00.000Z' as never,
      });
      if (!applied.ok) throw new Error(applied.errors[0]?.message);
      plan = applied.value.plan;
    }
    expect([numberAt(plan.accounts, 'lat', 1), numberAt(plan.accounts, 'lon', 1)]).toEqual([31.3, -86.5]);
    expect(textAt(plan.accounts, 'geoPrecision', 2)).toBe('postal');
    const active = Int32Array.from([...plan.standing.keys()].filter((row) => plan.standing[row] === 0));
    const left = checkAccounts(plan.accounts, contextFor(['US']), {
      potentialUnit: result.potentialUnit,
      rows: active,
    });
    const fixed = ['swapped-coordinates', 'far-from-postal-code', 'duplicate-name-place', 'negative-size'];
    expect(fixed.flatMap((rule) => rowsOf(left, rule))).toEqual([]);
  });
});
