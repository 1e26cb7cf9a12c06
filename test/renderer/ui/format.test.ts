import { describe, expect, it } from 'vitest';
import {
  count,
  counted,
  moneyText,
  NONE,
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
    expect(signedMoneyNumber(-1_230_000)).toBe('−12,300');
    expect(moneyText(-320_000_000, 'USD')).toBe('−$3.2M');
    expect(count(-5)).toBe('−5');
  });
});
