import { describe, expect, it } from 'vitest';
import { numberAt, textAt } from '../../../domain/plan/account-table.ts';
import { assetBytes, gazetteers, intakeOf, rowsOf } from './support.ts';
import { decodeGazetteer } from '../../../formats/gazetteer/decode-gazetteer.ts';
import { isPostalShape, postalKey } from '../../../domain/geo/postal-code.ts';

const ALL = ['US', 'CA', 'DE', 'ES', 'GB', 'IT', 'NL'];

describe('[GEO-01] placing without a network', () => {
  it.each([
    ['US', '36420', 'Andalusia', 'AL', 31.31, -86.48],
    ['US', '36420-1234', 'Andalusia', 'Alabama', 31.31, -86.48],
    ['Canada', 'M5V 2T6', 'Toronto', 'ON', 43.64, -79.4],
    ['DE', '80331', 'München', 'Bayern', 48.14, 11.57],
    ['Deutschland', '1067', 'Dresden', 'Sachsen', 51.06, 13.71],
    ['GB', 'SW1A 1AA', 'London', 'England', 51.5, -0.13],
    ['IT', '184', 'Roma', 'Lazio', 41.9, 12.49],
    ['ES', '8001', 'Barcelona', 'Cataluña', 41.38, 2.17],
    ['The Netherlands', '1012 AB', 'Amsterdam', 'Noord-Holland', 52.37, 4.9],
  ])('%s %s by postal code', async (country, code, city, state, lat, lon) => {
    const result = await intakeOf(
      `id,name,city,state,postal code,country\n1,A,${city},${state},${code},${country}\n`,
      ALL,
    );
    expect(textAt(result.accounts, 'geoPrecision', 0)).toBe('postal');
    expect(textAt(result.accounts, 'geoSource', 0)).toBe('geonames-postal');
    expect(Math.abs(numberAt(result.accounts, 'lat', 0) - lat)).toBeLessThan(0.05);
    expect(Math.abs(numberAt(result.accounts, 'lon', 0) - lon)).toBeLessThan(0.05);
  });

  it('takes the city where the code is not known, the state where the city is not, and says none where nothing is', async () => {
    const rows = [
      '1,A,Andalusia,AL,',
      '2,B,Nosuchtown,Alabama,',
      '3,C,Nosuchtown,,',
      '4,D,St. Louis,MO,00000',
    ];
    const result = await intakeOf(['id,name,city,state,zip', ...rows].join('\n'));
    const precision = [0, 1, 2, 3].map((row) => textAt(result.accounts, 'geoPrecision', row));
    expect(precision).toEqual(['city', 'state', 'none', 'city']);
    expect(result.geocoded).toEqual({ street: 0, postal: 0, city: 2, state: 1, none: 1 });
    expect(textAt(result.accounts, 'state', 1)).toBe('AL');
  });

  it('finds out the country of a file that names none', async () => {
    const rows = ['1,A,80331,München', '2,B,10115,Berlin', '3,C,1067,Dresden', '4,D,20095,Hamburg'];
    const result = await intakeOf(['id,name,plz,ort', ...rows].join('\n'), ALL);
    expect(result.findings.find((finding) => finding.rule === 'country-assumed')?.value).toBe('DE');
    expect(result.geocoded.postal).toBe(4);
    expect(textAt(result.accounts, 'postalCode', 2)).toBe('01067');
  });

  it('gives zeros back only where the state agrees', async () => {
    const rows = [
      '1,A,Boston,MA,2108',
      '2,B,Austin,TX,2108',
      '3,C,San Juan,PR,907',
      '4,D,Boston,Massachusetts,2108-1234',
    ];
    const result = await intakeOf(['id,name,city,state,zip', ...rows].join('\n'));
    expect([0, 1, 2, 3].map((row) => textAt(result.accounts, 'postalCode', row))).toEqual([
      '02108',
      '2108',
      '00907',
      '02108-1234',
    ]);
    expect(rowsOf(result.findings, 'postal-code-invalid')).toEqual([[2]]);
  });

  it('converts Web Mercator metres, and says which rows', async () => {
    const rows = ['1,A,-9629000,3670000', '2,B,-86.5,31.3'];
    const result = await intakeOf(['id,name,x,y', ...rows].join('\n'));
    expect(numberAt(result.accounts, 'lon', 0)).toBeCloseTo(-86.498, 2);
    expect(numberAt(result.accounts, 'lat', 0)).toBeCloseTo(31.28, 1);
    expect(rowsOf(result.findings, 'web-mercator')).toEqual([[1]]);
  });
});

describe('postal codes', () => {
  it.each([
    ['CA', 'm5v 2t6', 'M5V'],
    ['GB', 'M1 1AE', 'M1'],
    ['GB', 'SW1A', 'SW1A'],
    ['NL', '1012AB', '1012'],
    ['US', '36420-1234', '36420'],
    ['US', '3642', null],
  ])('%s %s is keyed %s', (country, code, key) => {
    expect(postalKey(country, code)).toBe(key);
  });

  it('does not judge the shape of countries it does not know', () => {
    expect(isPostalShape('JP', '100-0001')).toBe(true);
  });
});

describe('decodeGazetteer', () => {
  it.each([
    ['US', 41_481],
    ['CA', 1651],
    ['DE', 8308],
    ['ES', 11_150],
    ['GB', 3002],
    ['IT', 4735],
    ['NL', 4086],
  ])('%s holds %i postal codes', (country, count) => {
    expect(gazetteers(country).get(country)?.postalCodes.size).toBe(count);
  });

  it('refuses what is cut short or altered', () => {
    const bytes = assetBytes('gazetteer/NL.json');
    const altered = new TextEncoder().encode(new TextDecoder().decode(bytes).replace('"lat":[', '"lat":[1,'));
    for (const wrong of [bytes.subarray(0, 1000), altered, new TextEncoder().encode('{"format":2}')]) {
      expect(decodeGazetteer(wrong)).toMatchObject({ ok: false, errors: [{ code: 'BAD_GAZETTEER' }] });
    }
  });
});

describe('states as people write them', () => {
  it.each([
    ['NL', 'ZH', 'Leiden', 'ZH'],
    ['NL', 'Noord-Holland', 'Haarlem', 'NH'],
    ['NL', 'Gelderland', 'Arnhem', 'GE'],
    ['IT', 'Lombardy', 'Milano', 'Lombardia'],
    ['DE', 'NRW', 'Köln', 'NW'],
    ['DE', 'Bavaria', 'Augsburg', 'BY'],
    ['ES', 'Catalunya', 'Girona', 'CT'],
    ['CA', 'Northwest Territories', 'Yellowknife', 'NT'],
  ])('[GEO-01] %s: %s is known', async (country, state, city, code) => {
    const result = await intakeOf(`id,name,city,state,country\n1,A,${city},${state},${country}\n`, ALL);
    expect(textAt(result.accounts, 'state', 0)).toBe(code);
    expect(result.findings.map(({ rule }) => rule)).not.toContain('unknown-state');
  });

  it('takes NA for Naples among Italian provinces, and for missing elsewhere', async () => {
    const italy = await intakeOf(
      'id,name,city,state,country\n1,A,Napoli,NA,IT\n2,B,Roma,RM,IT\n3,C,Milano,MI,IT\n',
      ALL,
    );
    expect(italy.missing['state']).toBe(0);
    expect(textAt(italy.accounts, 'geoPrecision', 0)).toBe('city');
    const mixed = await intakeOf(
      'id,name,city,state,country\n1,A,Napoli,NA,IT\n2,B,Roma,RM,Italy\n3,C,Denver,NA,US\n4,D,Boston,MA,US\n5,E,Austin,TX,US\n',
      ALL,
    );
    expect([0, 2].map((row) => textAt(mixed.accounts, 'state', row))).toEqual(['NA', null]);
    expect(mixed.sentinels['state']).toEqual({ NA: 1 });
    const states = await intakeOf(
      'id,name,city,state\n1,A,Denver,NA\n2,B,Boston,MA\n3,C,Denver,CO\n4,D,Austin,TX\n',
    );
    expect(states.missing['state']).toBe(1);
  });
});

it('[ING-13] shows amounts in findings as the file has them, and says which percentages stand among amounts', async () => {
  const { findings } = await intakeOf(
    'id,name,city,state,revenue\n1,A,Denver,CO,"(1,200)"\n2,B,Boston,MA,12%\n3,C,Austin,TX,90\n',
  );
  const found = (rule: string) => findings.find((finding) => finding.rule === rule);
  expect(found('negative-size')).toMatchObject({
    value: '-1200',
    rows: [1],
    fix: { label: 'Clear company revenue' },
  });
  expect(found('percent-in-amount')).toMatchObject({ value: '12%', rows: [2] });
});

it('says which column a file without potential could be planned by', async () => {
  const result = await intakeOf('id,name,city,state,annual revenue\n1,A,Denver,CO,5000\n');
  const finding = result.findings.find(({ rule }) => rule === 'no-potential');
  expect(finding?.message).toContain('Match annual revenue to potential');
});
