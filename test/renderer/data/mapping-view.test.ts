import { describe, expect, it } from 'vitest';
import { chooseField } from '../../../domain/intake/mapping.ts';
import type { RawTable } from '../../../domain/intake/raw-table.ts';
import { decodePasted } from '../../../formats/tabular/decode-delimited.ts';
import { columnSamples } from '../../../renderer/intake/column-sample.ts';
import { recogniseFamily } from '../../../renderer/intake/recognise-family.ts';
import {
  fieldChoices,
  firstOrder,
  isUsable,
  needsOf,
  readingOf,
  startingMapping,
} from '../../../renderer/steps/data/model/mapping-view.ts';

async function table(text: string): Promise<RawTable> {
  const decoded = await decodePasted(text);
  if (!decoded.ok) throw new Error(decoded.errors[0]?.message);
  return decoded.value;
}

const ACCOUNTS =
  'ID,NAME,CITY,STATE,ZIP,BEDS,HELIPAD\n1,Mercy,Denver,CO,80202,120,Y\n2,Grace,Boulder,CO,80301,,N\n';
const REPS =
  'sales_agent,manager,regional_office\nAnna Snelling,Dustin Brinkmann,Central\nCecily Lampkin,Dustin Brinkmann,East\n';
const BOOKINGS =
  'opportunity_id,sales_agent,account,deal_stage,close_date,close_value\nX1,Anna,Mercy,Won,2017-03-01,1054\nX2,Anna,Grace,Lost,2017-03-11,0\n';
const TERRITORIES = 'Territory,Rep,Base City,State,Quota\nNorth,Ann Lee,Denver,CO,600000\nTotal,,,,1000000\n';

describe('what a file is about', () => {
  it.each([
    ['accounts', ACCOUNTS],
    ['reps', REPS],
    ['bookings', BOOKINGS],
    ['territories', TERRITORIES],
  ])('[ING-01] is recognised as %s from its columns', async (family, text) => {
    expect(recogniseFamily(await table(text), 'USD').family).toBe(family);
  });
});

describe('the table of columns', () => {
  it('shows the first different values and how many cells are filled', async () => {
    const [, , , , , beds] = columnSamples(await table(ACCOUNTS));
    expect(beds).toMatchObject({ header: 'BEDS', samples: ['120'], filled: 1 });
  });

  it('lists matched columns before those that are not stored, each in file order', async () => {
    const mapping = recogniseFamily(await table(ACCOUNTS), 'USD');
    const order = firstOrder(mapping);
    expect(order.at(-1)).toBe(6);
    expect(order.toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6]);
  });

  it('says which other column holds a field before it is taken away', async () => {
    const mapping = recogniseFamily(await table(ACCOUNTS), 'USD');
    const choice = mapping.columns[6];
    if (choice === undefined) throw new Error('no column');
    expect(fieldChoices(mapping, choice).find(({ id }) => id === 'name')?.label).toBe('Name (now NAME)');
  });

  it('asks for a second look where a number can be read both ways, until the person says which', async () => {
    const raw = await table('Name,City,Potential\nA,Ulm,1.234\nB,Bonn,5.678\n');
    const mapping = recogniseFamily(raw, 'EUR');
    const [choice, sample] = [mapping.columns[2], columnSamples(raw)[2]];
    if (choice === undefined || sample === undefined) throw new Error('no column');
    expect(readingOf('accounts', choice, sample)).toMatchObject({ kind: 'number', value: '.' });
    expect(readingOf('accounts', choice, sample)?.doubt).toContain('1.234');
    const chosen = { ...choice, reading: { decimal: ',' } } as const;
    expect(readingOf('accounts', chosen, sample)).toMatchObject({ value: ',', doubt: null });
  });
});

describe('what the plan needs', () => {
  it('is not met by accounts without a place', async () => {
    const mapping = recogniseFamily(await table('ID,NAME,BEDS\n1,Mercy,12\n2,Grace,14\n'), 'USD');
    expect(isUsable(mapping)).toBe(false);
    expect(needsOf(mapping).find(({ title }) => title === 'A place')?.header).toBeNull();
  });

  it('names the best column for a place', async () => {
    const mapping = recogniseFamily(await table(ACCOUNTS), 'USD');
    expect(needsOf(mapping).find(({ title }) => title === 'A place')?.header).toBe('ZIP');
    expect(isUsable(mapping)).toBe(true);
  });
});

describe('a remembered mapping', () => {
  it('wins over the proposed one, with what the person left out', async () => {
    const proposed = recogniseFamily(await table(ACCOUNTS), 'USD');
    const known = { mapping: chooseField(proposed, 5, null), savedAt: '2026-01-01T00:00:00.000Z' };
    const { mapping, rememberedAt } = startingMapping(proposed, known);
    expect(rememberedAt).toBe('2026-01-01T00:00:00.000Z');
    expect(mapping.columns[5]).toMatchObject({ field: null, why: 'Left out the last time' });
    expect(mapping.columns[0]).toMatchObject({ field: 'accountId', confidence: 1 });
  });
});
