import { beforeAll, describe, expect, it } from 'vitest';
import { intakeAccounts } from '../../../domain/intake/intake-accounts.ts';
import type { IntakeResult } from '../../../domain/intake/intake-result.ts';
import { columnOf } from '../../../domain/intake/mapping.ts';
import { proposeMapping } from '../../../domain/intake/propose-mapping.ts';
import type { RawTable } from '../../../domain/intake/raw-table.ts';
import { numberAt, textAt } from '../../../domain/plan/account-table.ts';
import { contextFor, fixtureBytes, rowsOf, tableOf } from './support.ts';

/** The counts were taken from the file by an independent script, not from this code. */
describe('the hospitals file as a government portal exports it', () => {
  let table: RawTable;
  let result: IntakeResult;
  const count = (rule: string): number => rowsOf(result.findings, rule).length;

  beforeAll(async () => {
    table = await tableOf(fixtureBytes('hospitals_hifld_as_exported.csv.gz'));
    result = intakeAccounts(table, proposeMapping(table, 'accounts'), contextFor(['US']));
  });

  it('[ING-01] is read whole: byte order mark, CRLF and all', () => {
    expect(table.headers[0]).toBe('X');
    expect(table.faults).toEqual([]);
    expect(result.rowsInFile).toBe(8013);
    expect(result.accounts.rowCount).toBe(8013);
    expect(result.rejected).toEqual([]);
  });

  it('resolves columns that compete', () => {
    const mapping = proposeMapping(table, 'accounts');
    const chosen = (field: string): string | undefined => columnOf(mapping, field)?.header;
    expect([chosen('lat'), chosen('lon'), chosen('potential'), chosen('accountId')]).toEqual([
      'LATITUDE',
      'LONGITUDE',
      'BEDS',
      'ID',
    ]);
    expect([chosen('postalCode'), chosen('countyFips'), chosen('siteStatus'), chosen('ownerName')]).toEqual([
      'ZIP',
      'COUNTYFIPS',
      'STATUS',
      undefined,
    ]);
    expect(result.potentialUnit).toEqual({ kind: 'count', name: 'beds', minorPerMajor: 1 });
    expect(result.unmapped).toEqual([
      'X',
      'Y',
      'OBJECTID',
      'POPULATION',
      'NAICS_CODE',
      'STATE_ID',
      'ST_FIPS',
      'OWNER',
      'TRAUMA',
      'HELIPAD',
    ]);
  });

  it('gives 539 postal codes and 1,294 county codes their zeros back', () => {
    expect(count('postal-code-zeros-restored')).toBe(539);
    expect(count('county-code-zero-restored')).toBe(1294);
    expect(textAt(result.accounts, 'countyFips', 0)).toBe('01039');
    const codes = result.accounts.text.postalCode.pool;
    expect(codes.every((code) => /^\d{5}$/.test(code))).toBe(true);
  });

  it('counts sentinels as missing, by field and by what they said', () => {
    expect(result.sentinels).toEqual({
      phone: { 'NOT AVAILABLE': 458 },
      website: { 'NOT AVAILABLE': 3491 },
      potential: { '-999': 368 },
    });
    expect(result.missing).toMatchObject({ phone: 458, website: 3491, potential: 368, accountId: 0, lat: 0 });
    expect(numberAt(result.accounts, 'potential', 0)).toBe(88);
  });

  it('finds the 39 points far from their postal code, Palomar among them', () => {
    const far = rowsOf(result.findings, 'far-from-postal-code');
    expect(far).toHaveLength(39);
    expect(far).toContainEqual([555]);
    const finding = result.findings.find((one) => one.rule === 'far-from-postal-code' && one.rows[0] === 555);
    expect(finding?.message).toContain('671 km from postal code 92064');
    expect(finding?.fix?.commands.map((command) => command.type === 'editCells' && command.field)).toEqual([
      'lat',
      'lon',
      'geoPrecision',
      'geoSource',
    ]);
  });

  it('finds closed sites, unknown postal codes and counties of another state', () => {
    expect(count('closed-site')).toBe(379);
    expect(count('postal-code-unknown')).toBe(8);
    expect(count('county-disagrees')).toBe(2);
    expect(count('missing-potential')).toBe(368);
    expect(count('state-disagrees')).toBe(0);
  });

  it('[IDR-04] finds repeated names in one city and different names at one address', () => {
    expect(count('duplicate-name-place')).toBe(122);
    expect(count('duplicate-key')).toBe(0);
    expect(count('duplicate-address')).toBe(182);
  });

  it('[GEO-01] takes all 8,013 coordinates as given and says so', () => {
    expect(result.geocoded).toEqual({ street: 8013, postal: 0, city: 0, state: 0, none: 0 });
    expect(textAt(result.accounts, 'geoSource', 0)).toBe('file');
  });

  it('[ING-09] [ING-12] [ING-13] scores it', () => {
    const kpi = (id: string) => result.scorecard.kpis.find((one) => one.id === id);
    expect(kpi('completeness')).toMatchObject({
      denominator: 5 * 8013,
      numerator: 5 * 8013 - 368,
      pass: true,
    });
    expect(kpi('uniqueness')).toMatchObject({
      denominator: 8013,
      better: 'lower',
      target: 0.01,
      pass: false,
    });
    expect(kpi('timeliness')).toMatchObject({ value: null, pass: null });
    expect(result.scorecard.score).toBeGreaterThan(95);
    expect(result.scorecard.score).toBeLessThan(100);
  });

  it('[ING-07] says that the gate misses territory, stage and date', () => {
    expect(result.scorecard.gate.pass).toBe(false);
    const missing = result.scorecard.gate.items.filter((item) => item.missing > 0);
    expect(missing.map((item) => [item.field, item.missing, item.inFile])).toEqual([
      ['territoryName', 8013, false],
      ['opportunityStage', 8013, false],
      ['lastUpdated', 8013, false],
    ]);
  });

  it('gives the same result twice', () => {
    const again = intakeAccounts(table, proposeMapping(table, 'accounts'), contextFor(['US']));
    expect(again.scorecard).toEqual(result.scorecard);
    expect(again.findings).toEqual(result.findings);
    expect(again.reviewQueue).toEqual(result.reviewQueue);
  });
});
