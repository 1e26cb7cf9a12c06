import { describe, expect, it } from 'vitest';
import type { PairDetail } from '../../../renderer/intake/health-api.ts';
import {
  looksLikeTable,
  pasteName,
  progressWords,
  rowsPerSecond,
} from '../../../renderer/steps/data/model/import-file.ts';
import { choose, mergeCommand, proposedChoices } from '../../../renderer/steps/data/model/merge-choice.ts';
import { kpiWords, percentWords } from '../../../renderer/steps/data/model/scorecard-view.ts';
import { templateBytes } from '../../../renderer/steps/data/model/templates.ts';
import { WindowCache } from '../../../renderer/steps/data/model/window-cache.ts';
import { decodeTable } from '../../../formats/tabular/decode-table.ts';
import { recogniseFamily } from '../../../renderer/intake/recognise-family.ts';

describe('what is pasted', () => {
  it('is taken for a table when it has columns and a second line', () => {
    expect(looksLikeTable('Name\tCity\nMercy\tDenver')).toBe(true);
    expect(looksLikeTable('Name;City\r\nMercy;Denver')).toBe(true);
    expect(looksLikeTable('a sentence, with a comma')).toBe(false);
    expect(looksLikeTable('one\ntwo')).toBe(false);
  });

  it('is named after its first header', () => {
    expect(pasteName('Name\tCity\nMercy\tDenver')).toBe('Pasted rows (Name, …)');
    expect(pasteName('\t\n')).toBe('Pasted rows');
  });
});

describe('progress in words', () => {
  it('says rows a second once there is enough to tell', () => {
    expect(rowsPerSecond(100, 50)).toBeNull();
    expect(rowsPerSecond(250_000, 1000)).toBe(250_000);
    expect(progressWords({ rows: 12_400, done: 0.5 }, 40)).toBe('12,400 rows');
    expect(progressWords({ rows: 12_400, done: 0.5 }, 1000)).toBe('12,400 rows · 12,000 rows/s');
  });
});

describe('figures of the scorecard', () => {
  it('never round something to nothing, or nearly all to all', () => {
    expect(percentWords(3 / 100_000)).toBe('<0.1%');
    expect(percentWords(99_999 / 100_000)).toBe('>99.9%');
    expect(percentWords(0)).toBe('0%');
    expect(percentWords(1)).toBe('100%');
  });

  it('say that a figure could not be measured', () => {
    const kpi = {
      id: 'timeliness',
      title: 'Fresh',
      numerator: 0,
      denominator: 0,
      value: null,
      target: 0.9,
    } as const;
    expect(kpiWords({ ...kpi, better: 'higher', pass: null, explanation: '' })).toEqual({
      value: '–',
      target: 'Not measured',
      status: 'none',
    });
  });
});

describe('choosing what survives a merge', () => {
  const pair: PairDetail = {
    a: 7,
    b: 3,
    fields: [
      { field: 'name', a: 'Mercy', b: 'Mercy Hospital', proposed: 'a', why: 'of the row that stays' },
      { field: 'phone', a: null, b: '555', proposed: 'b', why: 'only value' },
      { field: 'city', a: 'Denver', b: 'Denver', proposed: 'same', why: 'same everywhere' },
      { field: 'lat', a: 1, b: 2, proposed: 'a', why: 'of the row that stays' },
      { field: 'lon', a: 1, b: 2, proposed: 'a', why: 'of the row that stays' },
    ],
  };

  it('[IDR-04] starts from what is proposed and names only what the survivor takes over', () => {
    expect(mergeCommand(pair, proposedChoices(pair))).toEqual({
      type: 'mergeAccounts',
      into: 7,
      rows: Int32Array.of(3),
      survivors: { phone: '555' },
    });
  });

  it('moves latitude and longitude together', () => {
    const choices = choose(proposedChoices(pair), 'lat', 'b');
    expect(mergeCommand(pair, choices).survivors).toEqual({ phone: '555', lat: 2, lon: 2 });
  });
});

describe('the templates', () => {
  it.each(['accounts', 'reps', 'bookings'] as const)(
    '[ING-01] are read back as %s, column by column',
    async (family) => {
      const table = await decodeTable(templateBytes(family));
      if (!table.ok) throw new Error(table.errors[0]?.message);
      const mapping = recogniseFamily(table.value, 'USD');
      expect(mapping.family).toBe(family);
      expect(mapping.columns.filter(({ field }) => field === null).map(({ header }) => header)).toEqual([]);
    },
  );
});

describe('a list that lives in the worker', () => {
  it('is asked for block by block, once, and keeps what it shows while it is renewed', async () => {
    const asked: number[] = [];
    let answer = 'old';
    const cache = new WindowCache<string>((from, count) => {
      asked.push(from);
      const text = answer;
      return Promise.resolve(Array.from({ length: count }, (_, i) => `${text} ${from + i}`));
    });
    let told = 0;
    cache.subscribe(() => told++);
    cache.want(5);
    cache.want(99);
    expect(cache.at(5)).toBeUndefined();
    await Promise.resolve();
    expect(cache.at(5)).toBe('old 5');
    expect([asked, told]).toEqual([[0], 1]);
    answer = 'new';
    cache.renew();
    expect(cache.at(5)).toBe('old 5');
    await Promise.resolve();
    expect(cache.at(5)).toBe('new 5');
    expect(asked).toEqual([0, 0]);
  });
});
