import { describe, expect, it } from 'vitest';
import { chooseField, chooseReading, columnOf } from '../../../domain/intake/mapping.ts';
import { intakeAccounts } from '../../../domain/intake/intake-accounts.ts';
import { proposeMapping } from '../../../domain/intake/propose-mapping.ts';
import { findingRows, rejectedTable } from '../../../domain/intake/findings-table.ts';
import { numberAt, textAt } from '../../../domain/plan/account-table.ts';
import { contextFor, fixtureBytes, intakeOf, tableOf } from './support.ts';

const fieldsBy = async (header: string, row: string): Promise<(string | null)[]> =>
  proposeMapping(await tableOf(`${header}\n${row}\n`), 'accounts').columns.map((choice) => choice.field);

describe('proposeMapping', () => {
  it.each([
    ['Account ID,Account Name,Billing Zip', '1,Acme,36420', ['accountId', 'name', 'postalCode']],
    ['Kundennummer;Firma;PLZ;Ort', '1;Acme;80331;Ulm', ['accountId', 'name', 'postalCode', 'city']],
    ['accountId,geo_lat,geo_long', 'ACC-123,37.7749,-122.4194', ['accountId', 'lat', 'lon']],
    ['id,Lattitude,Longitude', '1,37.7,-122.4', ['accountId', 'lat', 'lon']],
    ['id,Status,owner', '1,Closed,Ann Lee', ['accountId', 'siteStatus', 'ownerName']],
    ['id,Status,owner', '1,Prospect,PROPRIETARY', ['accountId', 'status', null]],
    ['id,potential,beds', '1,"$5,000",9', ['accountId', 'potential', null]],
    ['id,lat,zip', '1,not a number,nine', ['accountId', null, null]],
  ])('%s', async (header, row, expected) => {
    expect(await fieldsBy(header, row)).toEqual(expected);
  });

  it('names the unit of potential from header and values', async () => {
    const unit = async (header: string, value: string) =>
      proposeMapping(await tableOf(`id,${header}\n1,${value}\n`), 'accounts', { currency: 'EUR' })
        .potentialUnit;
    expect(await unit('potential', '100')).toEqual({ kind: 'money', name: 'EUR', minorPerMajor: 100 });
    expect(await unit('potential', '£100')).toEqual({ kind: 'money', name: 'GBP', minorPerMajor: 100 });
    expect(await unit('beds', '100')).toEqual({ kind: 'count', name: 'beds', minorPerMajor: 1 });
    expect(await unit('city', 'Ulm')).toBeNull();
  });

  it('is remembered for the same headers, whatever their case, and for those alone', async () => {
    const table = await tableOf('ID,Thing\n1,x\n');
    const edited = chooseField(proposeMapping(table, 'accounts'), 1, 'segment');
    const kept = JSON.parse(JSON.stringify(edited)) as typeof edited;
    expect(proposeMapping(await tableOf('id, thing\n2,y\n'), 'accounts', { remembered: [kept] })).toEqual(
      edited,
    );
    const other = proposeMapping(await tableOf('id,thing,more\n2,y,z\n'), 'accounts', { remembered: [kept] });
    expect(columnOf(other, 'segment')).toBeNull();
  });

  it('gives a field to one column only', async () => {
    const proposed = proposeMapping(await tableOf('id,name,label\n1,x,y\n'), 'accounts');
    const edited = chooseField(proposed, 2, 'name');
    expect(edited.columns.map((choice) => choice.field)).toEqual(['accountId', null, 'name']);
  });
});

describe('intakeAccounts', () => {
  it('stores money as whole minor units and adds nothing by floats', async () => {
    const result = await intakeOf('id,name,potential,last year sales\n1,A,"$1,234.56",0.29\n2,B,(5),1.15\n');
    expect(result.potentialUnit).toEqual({ kind: 'money', name: 'USD', minorPerMajor: 100 });
    expect([0, 1].map((row) => numberAt(result.accounts, 'potential', row))).toEqual([123_456, -500]);
    expect([0, 1].map((row) => numberAt(result.accounts, 'historicalRevenue', row))).toEqual([29, 115]);
  });

  it('reports what can be read two ways, and reads it as the person says', async () => {
    const table = await tableOf('id;potential\n1;1.234\n2;5.678\n');
    const proposed = proposeMapping(table, 'accounts');
    const first = intakeAccounts(table, proposed, contextFor(['US']));
    expect(first.findings.find((finding) => finding.rule === 'ambiguous-number')?.value).toBe('1.234');
    const chosen = intakeAccounts(table, chooseReading(proposed, 1, { decimal: ',' }), contextFor(['US']));
    expect(numberAt(chosen.accounts, 'potential', 0)).toBe(123_400);
    expect(chosen.findings.some((finding) => finding.rule === 'ambiguous-number')).toBe(false);
  });

  it('rejects rows that are broken or nameless, keeps their number, and hands them back', async () => {
    const table = await tableOf('id,name,city\n1,A,Opp\n2,B\n,N/A,Opp\n4,D,Opp\n');
    const result = intakeAccounts(table, proposeMapping(table, 'accounts'), contextFor(['US']));
    expect(result.rejected.map(({ row, line, code }) => [row, line, code])).toEqual([
      [2, 3, 'ROW_TOO_SHORT'],
      [3, 4, 'NO_IDENTITY'],
    ]);
    expect([...result.fileRows]).toEqual([1, 4]);
    expect(textAt(result.accounts, 'accountId', 1)).toBe('4');
    const { headers, rows } = rejectedTable(table, result.rejected);
    expect(headers).toEqual(['line', 'reason', 'id', 'name', 'city']);
    expect(rows.map((row) => row[0])).toEqual([3, 4]);
    expect([...findingRows(result.findings)].filter((row) => row[2] === 2).map((row) => row[0])).toEqual([
      'row-too-short',
    ]);
  });

  it('numbers rows without an ID, and uses unique names where there is no ID column', async () => {
    const some = await intakeOf('id,name\n1,A\n,B\n');
    expect(textAt(some.accounts, 'accountId', 1)).toBe('row-2');
    expect(some.missing['accountId']).toBe(1);
    const named = await intakeOf('name,city\nA,Opp\nB,Opp\n');
    expect(textAt(named.accounts, 'accountId', 1)).toBe('B');
  });

  it('plans by count where there is no size, and says so', async () => {
    const result = await intakeOf('id,name\n1,A\n');
    expect(result.potentialUnit).toEqual({ kind: 'count', name: 'accounts', minorPerMajor: 1 });
    expect(numberAt(result.accounts, 'potential', 0)).toBe(1);
    expect(result.findings.map((finding) => finding.rule)).toContain('no-potential');
  });

  it('takes small negative codes as missing when a column repeats them, as faults when it does not', async () => {
    const coded = await intakeOf(
      `id,beds\n${['-3', '-3', '-3', '-1', '7'].map((beds, i) => `${i},${beds}`).join('\n')}\n`,
    );
    expect(coded.sentinels['potential']).toEqual({ '-3': 3, '-1': 1 });
    const once = await intakeOf('id,beds\n1,-3\n2,7\n');
    expect(once.findings.map((finding) => finding.rule)).toContain('negative-size');
  });

  it('reads shares in percent, and refuses texts in numbers', async () => {
    const result = await intakeOf('id,propensity,employees\n1,80,12\n2,25,many\n');
    expect(numberAt(result.accounts, 'propensity', 0)).toBe(0.8);
    expect(result.findings.find((finding) => finding.rule === 'text-in-number')).toMatchObject({
      rows: [2],
      value: 'many',
    });
    expect(result.missing['employees']).toBe(1);
  });

  it("brings a CRM's accounts whose names are their keys", async () => {
    const result = await intakeOf(fixtureBytes('crm_maven_accounts.csv'));
    expect(result.accounts.rowCount).toBe(85);
    expect(textAt(result.accounts, 'accountId', 0)).toBe('Acme Corporation');
    expect(result.unmapped).toEqual(['year_established']);
  });
});
