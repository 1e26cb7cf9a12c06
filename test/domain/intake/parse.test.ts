import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { readBoolean } from '../../../domain/intake/parse/boolean.ts';
import { decideDateOrder, isoOfDay, readDate } from '../../../domain/intake/parse/date.ts';
import { decideDecimalSeparator } from '../../../domain/intake/parse/decimal-separator.ts';
import { readNumber } from '../../../domain/intake/parse/number.ts';
import { isNumberSentinel, isTextSentinel } from '../../../domain/intake/parse/sentinel.ts';
import { fromWebMercator, metreRows } from '../../../domain/intake/parse/web-mercator.ts';

describe('readNumber', () => {
  it.each([
    ['$681,000,000,000', 681_000_000_000, 'USD'],
    ['(1,200)', -1200, null],
    ['($1,200.50)', -1200.5, 'USD'],
    ['-$5', -5, 'USD'],
    ['1,234.5-', -1234.5, null],
    ['12%', 0.12, null],
    ['1.2M', 1_200_000, null],
    ['$1.25bn', 1_250_000_000, 'USD'],
    ['350k', 350_000, null],
    ['USD 1,000', 1000, 'USD'],
    ['1 234 567', 1_234_567, null],
    ["1'234.50", 1234.5, null],
    ['12,34,567', 1_234_567, null],
    ['1e3', 1000, null],
    ['.5', 0.5, null],
    ['-0', 0, null],
    ['+7', 7, null],
  ])('reads %j with a decimal point', (text, value, currency) => {
    expect(readNumber(text, '.')).toMatchObject({ value, currency });
  });

  it.each([
    ['1.234,56', 1234.56, null],
    ['1.234.567', 1_234_567, null],
    ['1 234,5 €', 1234.5, 'EUR'],
    ['12,5 %', 0.125, null],
    ['3,5 Mio', 3_500_000, null],
  ])('reads %j with a decimal comma', (text, value, currency) => {
    expect(readNumber(text, ',')).toMatchObject({ value, currency });
  });

  it.each([
    '',
    'abc',
    '12 beds',
    '1,23',
    '1,2345',
    '1.2.3',
    '12-34',
    '--5',
    '1,234,56',
    'FIVE',
    '5x',
    '()',
    '$',
    '%',
  ])('does not make a number of %j', (text) => {
    expect(readNumber(text, '.')).toBeNull();
  });

  it('moves the point in the text, so that 1.005M is not a float away', () => {
    expect(readNumber('1.005M', '.')?.value).toBe(1_005_000);
  });

  it('reads back what Intl prints, in either style', () => {
    const number = fc.integer({ min: -1e12, max: 1e12 }).map((value) => value / 100);
    const style = fc.constantFrom(['en-US', '.'] as const, ['de-DE', ','] as const, ['en-IN', '.'] as const);
    fc.assert(
      fc.property(number, style, (value, [locale, decimal]) => {
        const text = value.toLocaleString(locale, { maximumFractionDigits: 2 });
        expect(readNumber(text, decimal)?.value).toBe(value);
      }),
    );
  });
});

describe('decideDecimalSeparator', () => {
  it.each([
    [['1,234.50', '12'], '.', false],
    [['1.234,50', '12'], ',', false],
    [['1,5', '2,25'], ',', false],
    [['1.5', '1,234'], '.', false],
    [['1.234.567', '1.234'], ',', false],
    [['1,234', '5,678'], '.', true],
    [['12', '15'], '.', false],
    [['0.125'], '.', false],
  ])('reads the column %j with %j (ambiguous: %j)', (values, separator, ambiguous) => {
    expect(decideDecimalSeparator(values)).toMatchObject({ separator, ambiguous });
  });

  it('counts the values that speak against the decision', () => {
    const decision = decideDecimalSeparator(['1.5', '2.5', '1,25']);
    expect(decision).toMatchObject({ separator: '.', against: 1, example: '1,25' });
  });
});

describe('readDate', () => {
  it.each([
    ['2024-02-29', 'mdy', '2024-02-29'],
    ['2014/02/10 00:00:00+00', 'mdy', '2014-02-10'],
    ['2023-12-01T08:30:00.000Z', 'mdy', '2023-12-01'],
    ['20240131', 'mdy', '2024-01-31'],
    ['3/4/2024', 'mdy', '2024-03-04'],
    ['3/4/2024', 'dmy', '2024-04-03'],
    ['31.12.99', 'dmy', '1999-12-31'],
    ['1-Feb-2024', 'mdy', '2024-02-01'],
    ['February 1, 2024', 'mdy', '2024-02-01'],
    ['45292', 'mdy', '2024-01-01'],
    ['45292.75', 'mdy', '2024-01-01'],
  ] as const)('reads %j (%s) as %s', (text, order, iso) => {
    const day = readDate(text, order);
    expect(day === null ? null : isoOfDay(day)).toBe(iso);
  });

  it.each(['2023-02-29', '13/13/2024', '31/02/2024', 'soon', '', '99999999', '5'])(
    'finds no date in %j',
    (text) => {
      expect(readDate(text, 'mdy')).toBeNull();
    },
  );

  it('reads back every day it prints', () => {
    fc.assert(
      fc.property(fc.integer({ min: -20_000, max: 40_000 }), (day) => {
        const iso = isoOfDay(day);
        const [year, month, date] = iso.split('-');
        expect(readDate(iso, 'mdy')).toBe(day);
        expect(readDate(`${month}/${date}/${year}`, 'mdy')).toBe(day);
        expect(readDate(`${date}.${month}.${year}`, 'dmy')).toBe(day);
      }),
    );
  });
});

describe('decideDateOrder', () => {
  it.each([
    [['03/14/2024', '01/02/2024'], 'mdy', false],
    [['14/03/2024', '01/02/2024'], 'dmy', false],
    [['01.02.2024'], 'dmy', false],
    [['01/02/2024', '03/04/2024'], 'mdy', true],
    [['2024-01-02'], 'mdy', false],
  ])('reads %j %s (ambiguous: %j)', (values, order, ambiguous) => {
    expect(decideDateOrder(values)).toMatchObject({ order, ambiguous });
  });
});

describe('sentinels and flags', () => {
  it.each(['NOT AVAILABLE', 'n/a', 'N/A', 'null', '#N/A', '-', 'Unknown'])('takes %j as missing', (text) => {
    expect(isTextSentinel(text, 'phone')).toBe(true);
  });

  it('leaves Namibia a country, and names alone', () => {
    expect(isTextSentinel('NA', 'country')).toBe(false);
    expect(isTextSentinel('None Such Records', 'name')).toBe(false);
  });

  it.each([
    ['-999', false, true],
    ['-9999', false, true],
    ['-999.0', false, true],
    ['-1', true, true],
    ['-1', false, false],
    ['-12', true, false],
    ['-99', true, true],
    ['-99', false, false],
    ['999', true, false],
  ])('%j (never negative: %j) is a sentinel: %j', (text, neverNegative, expected) => {
    expect(isNumberSentinel(text, neverNegative)).toBe(expected);
  });

  it.each([
    ['Yes', 1],
    ['n', 0],
    ['TRUE', 1],
    ['0', 0],
    ['maybe', null],
  ])('reads the flag %j as %j', (text, flag) => {
    expect(readBoolean(text)).toBe(flag);
  });
});

describe('Web Mercator', () => {
  it('finds metres beside degrees, row by row', () => {
    const x = Float64Array.of(-10_838_400, -97.4, NaN, 5000);
    const y = Float64Array.of(4_203_500, 35.3, NaN, 0.2);
    expect(metreRows(x, y)).toEqual([0]);
  });

  it('takes one large number as metres where most rows are metres', () => {
    expect(metreRows(Float64Array.of(-1e7, -1e7, 5000), Float64Array.of(4e6, 4e6, 0.2))).toEqual([0, 1, 2]);
  });

  it('inverts the projection', () => {
    const degrees = (max: number): fc.Arbitrary<number> => fc.double({ min: -max, max, noNaN: true });
    fc.assert(
      fc.property(degrees(85), degrees(180), (lat, lon) => {
        const x = (lon * Math.PI * 6_378_137) / 180;
        const y = Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360)) * 6_378_137;
        const point = fromWebMercator(x, y);
        expect(point.lat).toBeCloseTo(lat, 9);
        expect(point.lon).toBeCloseTo(lon, 9);
      }),
    );
  });
});
