import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { matchAccounts, profileOf, scorePair } from '../../../domain/intake/identity/match-accounts.ts';
import { previewMerge, survivorOf } from '../../../domain/intake/identity/merge-preview.ts';
import { parentRows } from '../../../domain/intake/identity/hierarchy.ts';
import { jaroWinkler, tokenSimilarity } from '../../../domain/intake/similarity.ts';
import { shortStreet } from '../../../domain/intake/identity/address-key.ts';
import { accountTableFrom } from '../../../domain/plan/account-table.ts';
import type { AccountTable } from '../../../domain/plan/account-table.ts';

const THRESHOLDS = { matchAutomatic: 0.97, matchReview: 0.8 };
const inUs = (): string => 'US';

interface Row {
  readonly name: string;
  readonly street: string | null;
  readonly postalCode: string | null;
  readonly city: string | null;
}

function tableOf(rows: readonly Row[]): AccountTable {
  const column = (field: keyof Row): (string | null)[] => rows.map((row) => row[field]);
  return accountTableFrom(
    rows.length,
    {
      accountId: rows.map((_row, i) => `A${i}`),
      name: column('name'),
      street: column('street'),
      postalCode: column('postalCode'),
      city: column('city'),
    },
    {},
  );
}

const allRows = (table: AccountTable): Int32Array =>
  Int32Array.from({ length: table.rowCount }, (_, row) => row);

describe('jaroWinkler', () => {
  // Winkler 1990, table of name pairs; published to three places.
  it.each([
    ['MARTHA', 'MARHTA', 0.961],
    ['DIXON', 'DICKSONX', 0.813],
    ['DWAYNE', 'DUANE', 0.84],
    ['', 'A', 0],
    ['same', 'same', 1],
  ])('%s and %s: %f', (a, b, expected) => {
    expect(jaroWinkler(a, b)).toBeCloseTo(expected, 3);
  });

  it('is symmetric and lies between 0 and 1', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 8 });
    fc.assert(
      fc.property(word, word, (a, b) => {
        expect(jaroWinkler(a, b)).toBeCloseTo(jaroWinkler(b, a), 12);
        expect(jaroWinkler(a, b)).toBeGreaterThanOrEqual(0);
        expect(jaroWinkler(a, b)).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe('tokenSimilarity', () => {
  it('does not mind the order of words, minds numbers', () => {
    expect(tokenSimilarity('mercy hospital east', 'east mercy hospital')).toBe(1);
    expect(tokenSimilarity('suite 12', 'suite 13')).toBeLessThan(0.8);
  });
});

describe('shortStreet', () => {
  it('writes one street one way', () => {
    expect(shortStreet('100 North Hospital Drive, Suite 5')).toBe(shortStreet('100 N HOSPITAL DR. STE 5'));
    expect(shortStreet('Hauptstraße 3')).toBe(shortStreet('Hauptstr. 3'));
  });
});

describe('[IDR-01] [IDR-05] matchAccounts', () => {
  it('takes what is sure as one account and asks a person about the rest', () => {
    const table = tableOf([
      { name: 'Mercy Hospital', street: '100 Hospital Drive', postalCode: '36420', city: 'Andalusia' },
      { name: 'Mercy Hospital, Inc.', street: '100 HOSPITAL DR', postalCode: '36420', city: 'Andalusia' },
      { name: 'Mercy Hosptal East', street: '100 Hospital Dr', postalCode: '36420', city: 'Andalusia' },
      { name: 'Quarry Supply', street: '9 Stone Rd', postalCode: '36420', city: 'Andalusia' },
    ]);
    const { automatic, review } = matchAccounts(table, allRows(table), inUs, THRESHOLDS);
    expect(automatic.map(({ a, b }) => [a, b])).toEqual([[0, 1]]);
    expect(automatic[0]?.because).toContain('same street');
    expect(review.map(({ a, b }) => [a, b])).toEqual([
      [0, 2],
      [1, 2],
    ]);
  });

  it('never takes a name alone as proof', () => {
    const table = tableOf([
      { name: 'Mercy Hospital', street: null, postalCode: null, city: null },
      { name: 'Mercy Hospital', street: null, postalCode: null, city: null },
    ]);
    const { automatic, review } = matchAccounts(table, allRows(table), inUs, THRESHOLDS);
    expect(automatic).toEqual([]);
    expect(review).toHaveLength(1);
  });

  it('finds every pair of one postal code that naive all-pairs comparison finds, and no other', () => {
    const words = ['mercy', 'merci', 'general', 'hospital', 'clinic', 'st', 'mary'];
    const row = fc.record({
      name: fc
        .array(fc.constantFrom(...words), { minLength: 1, maxLength: 3 })
        .map((parts) => `mercy ${parts.join(' ')}`),
      street: fc.option(fc.constantFrom('1 main st', '1 main street', '2 oak ave'), { nil: null }),
      postalCode: fc.constant('36420'),
      city: fc.constantFrom('andalusia', 'opp'),
    });
    fc.assert(
      fc.property(
        fc.uniqueArray(row, { maxLength: 9, selector: ({ name, city }) => `${name}|${city}` }),
        (rows) => {
          const table = tableOf(rows);
          const found = matchAccounts(table, allRows(table), inUs, THRESHOLDS);
          const naive = rows.flatMap((_one, a) =>
            rows.flatMap((_other, b) => {
              if (a >= b) return [];
              const pair = scorePair(profileOf(table, a, 'US'), profileOf(table, b, 'US'));
              return pair !== null && pair.score >= THRESHOLDS.matchReview ? [pair] : [];
            }),
          );
          const key = ({ a, b, score }: { a: number; b: number; score: number }): string =>
            `${a} ${b} ${score}`;
          expect([...found.automatic, ...found.review].map(key).sort()).toEqual(naive.map(key).sort());
        },
      ),
    );
  });
});

describe('[IDR-04] previewMerge', () => {
  const table = accountTableFrom(
    3,
    {
      accountId: ['a', 'b', 'c'],
      name: ['Acme', 'ACME Corp', null],
      city: [null, 'Opp', 'Opp'],
      geoPrecision: ['postal', 'street', 'none'],
    },
    { historicalRevenue: [100, 700, NaN], lat: [1, 31.3, NaN], lon: [2, -86.5, NaN], potential: [5, 9, NaN] },
  );

  it('keeps the row with most filled, and says of every field what stays and why', () => {
    expect(survivorOf(table, [0, 1, 2])).toBe(1);
    const preview = previewMerge(table, [0, 1, 2], 0);
    const chosen = Object.fromEntries(
      preview.fields.map(({ field, chosen: value, why }) => [field, [value, why]]),
    );
    expect(chosen).toMatchObject({
      name: ['Acme', 'of the row that stays'],
      city: ['Opp', 'only value'],
      historicalRevenue: [700, 'largest'],
      potential: [5, 'of the row that stays'],
    });
  });

  it('takes a place from one row whole, the best known one', () => {
    const preview = previewMerge(table, [0, 1, 2], 0);
    const value = (field: string) => preview.fields.find((merged) => merged.field === field)?.chosen;
    expect([value('lat'), value('lon'), value('geoPrecision')]).toEqual([31.3, -86.5, 'street']);
  });
});

describe('[IDR-03] parentRows', () => {
  it('finds parents by ID, else by a name only one account has', () => {
    const table = accountTableFrom(
      5,
      {
        accountId: ['1', '2', '3', '4', '5'],
        name: ['Acme', 'Twin', 'Twin', 'X', 'Y'],
        parentId: [null, '1', 'ACME', 'Twin', '9'],
      },
      {},
    );
    expect([...parentRows(table, allRows(table))]).toEqual([-1, 0, 0, -1, -1]);
  });
});
