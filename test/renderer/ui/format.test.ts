import { describe, expect, it } from 'vitest';
import {
  count,
  counted,
  moneyNumber,
  moneyText,
  NONE,
  rate,
  signedMoneyNumber,
  signedPercent,
  signedTenths,
} from '../../../renderer/ui/format.ts';

describe('figures', () => {
  it('are grouped, and one of a thing is named in the singular', () => {
    expect(count(7555)).toBe('7,555');
    expect(counted(1, 'row')).toBe('1 row');
    expect(counted(7555, 'territory', 'territories')).toBe('7,555 territories');
    expect([count(null), count(NaN)]).toEqual([NONE, NONE]);
  });

  it('have a minus as wide as their plus', () => {
    expect([signedPercent(-0.18), signedPercent(0.18)]).toEqual(['−18%', '+18%']);
    expect(signedTenths(-0.004)).toBe('−0.4%');
    expect(signedMoneyNumber(-1_230_000, 'USD')).toBe('−12,300');
    expect(moneyText(-320_000_000, 'USD')).toBe('−$3.2M');
    expect(count(-5)).toBe('−5');
  });

  it('count a currency by its own minor units, and a rate by the digits that matter', () => {
    expect([moneyNumber(120_000, 'JPY'), moneyNumber(120_000, 'EUR')]).toEqual(['120,000', '1,200']);
    expect(signedMoneyNumber(-1500, 'JPY')).toBe('−1,500');
    expect([rate(16_340.4), rate(2.8123), rate(0.002_81)]).toEqual(['16,340', '2.81', '0.00281']);
  });
});
