import { describe, expect, it } from 'vitest';
import { intakeBookings } from '../../../domain/intake/intake-bookings.ts';
import { intakeReps } from '../../../domain/intake/intake-reps.ts';
import { proposeMapping } from '../../../domain/intake/propose-mapping.ts';
import { numberAt } from '../../../domain/plan/account-table.ts';
import { assetBytes, contextFor, fixtureBytes, intakeOf, tableOf } from './support.ts';

const repsOf = async (input: string | Uint8Array) => {
  const table = await tableOf(input);
  return intakeReps(table, proposeMapping(table, 'reps'), contextFor(['US']));
};

describe('[IDR-06] intakeReps', () => {
  it('brings the sample roster whole, every rep placed and with capacity', async () => {
    const { reps, findings, unmapped, territoryNames } = await repsOf(assetBytes('sample/reps.csv'));
    expect(reps).toHaveLength(24);
    expect(findings).toEqual([]);
    expect(unmapped).toEqual([]);
    expect(new Set(territoryNames).size).toBe(24);
    expect(reps[0]).toEqual({
      repId: 'R01',
      name: 'Abigail Thornton',
      managerName: 'Ruth Okafor',
      email: null,
      seniority: 'senior',
      base: { lat: 42.2803, lon: -71.8183 },
      city: 'Worcester',
      state: 'MA',
      capacity: { value: 1420, unit: 'hours' },
      skills: ['imaging', 'critical care'],
      from: '2014-03-17',
      to: null,
    });
  });

  it('places homes by city, and says what it could not understand', async () => {
    const rows = [
      '1,Ann,Denver,Colorado,Sr AE,110',
      '2,Bob,Nosuchtown,CO,wizard,-4',
      '2,Cid,Austin,TX,junior,',
    ];
    const { reps, findings } = await repsOf(
      ['rep id,name,city,state,level,max accounts', ...rows].join('\n'),
    );
    expect(reps[0]).toMatchObject({
      seniority: 'senior',
      state: 'CO',
      capacity: { value: 110, unit: 'accounts' },
    });
    expect(reps[0]?.base?.lat).toBeCloseTo(39.7, 0);
    expect(findings.map(({ rule, rows: at }) => [rule, at])).toEqual([
      ['rep-not-placed', [2]],
      ['unknown-seniority', [2]],
      ['capacity-not-positive', [2]],
      ['duplicate-rep', [2, 3]],
    ]);
  });
});

describe('intakeBookings', () => {
  it('sums won bookings of a CRM onto its accounts to the cent', async () => {
    const { accounts } = await intakeOf(fixtureBytes('crm_maven_accounts.csv'));
    const table = await tableOf(fixtureBytes('crm_maven_sales_pipeline.csv'));
    const result = intakeBookings(table, proposeMapping(table, 'bookings'), accounts, contextFor(['US']));
    // 4,238 rows are Won and sum to 10,005,534 (counted from the file by itself).
    expect(result.matchedBookings).toBe(4238);
    expect(result.matchedAccounts).toBe(85);
    expect(result.total).toBe(1_000_553_400);
    const sum = accounts.number.historicalRevenue.length;
    expect(result.accounts.number.historicalRevenue).toHaveLength(sum);
    expect(result.accounts.number.historicalRevenue.reduce((a, b) => a + b, 0)).toBe(1_000_553_400);
  });

  it('counts no lost deal, reports bookings of nobody, and measures the relationship', async () => {
    const { accounts } = await intakeOf('id,name\nA1,Acme Inc.\nA2,Beta\n');
    const rows = [
      'Acme,100.10,Won,2025-06-30',
      'ACME,0.20,Closed Won,2024-06-30',
      'Beta,5,Lost,2024-01-01',
      'Gamma,7,Won,2024-01-01',
    ];
    const table = await tableOf(['account,amount,stage,close date', ...rows].join('\n'));
    const result = intakeBookings(table, proposeMapping(table, 'bookings'), accounts, contextFor(['US']));
    expect(numberAt(result.accounts, 'historicalRevenue', 0)).toBe(10_030);
    expect(numberAt(result.accounts, 'tenureMonths', 0)).toBe(23);
    expect(numberAt(result.accounts, 'historicalRevenue', 1)).toBeNaN();
    expect(result.findings).toMatchObject([{ rule: 'booking-unmatched', rows: [4], value: 'Gamma' }]);
  });
});
