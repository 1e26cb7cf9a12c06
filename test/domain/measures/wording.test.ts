import { describe, expect, it } from 'vitest';
import {
  fixed,
  moneyText,
  named,
  percent,
  potentialText,
  signedPercent,
} from '../../../domain/measures/wording.ts';

describe('figures in explanations', () => {
  it('round half away from zero, also where a binary fraction falls short of the half', () => {
    expect([fixed(0.285 * 100, 0), fixed(2.5, 0), fixed(-2.5, 0), fixed(1.005, 2)]).toEqual([
      '29',
      '3',
      '−3',
      '1.01',
    ]);
  });

  it('set thousands apart and never show a negative zero', () => {
    expect([fixed(1234567.891, 1), fixed(-0.04, 1), fixed(0, 0)]).toEqual(['1,234,567.9', '0.0', '0']);
  });

  it('are percentages with one decimal, signed where they compare', () => {
    expect([percent(0.98015), signedPercent(-0.06), signedPercent(0.08, 0)]).toEqual([
      '98.0%',
      '−6.0%',
      '+8%',
    ]);
  });

  it('know that yen have no hundredths, and that beds are counted whole', () => {
    expect([moneyText('USD', 123_456_00), moneyText('JPY', 1500)]).toEqual(['123,456 USD', '1,500 JPY']);
    expect(potentialText({ kind: 'count', name: 'beds', minorPerMajor: 1 }, 1240)).toBe('1,240 beds');
  });

  it('name a few and count the rest', () => {
    expect([named(['A']), named(['A', 'B']), named(['A', 'B', 'C', 'D', 'E'])]).toEqual([
      'A',
      'A and B',
      'A, B, C and 2 more',
    ]);
  });
});
