import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readMoney } from '../../../renderer/ui/MoneyField.tsx';

describe('readMoney', () => {
  it.each([
    ['120M', 120_000_000_00],
    ['$1,250,000', 1_250_000_00],
    [' 6,000,000 ', 6_000_000_00],
    ['0', 0],
    ['12.34', 12_34],
  ])('[QUO-01] reads %j as the amount it says', (text, minor) => {
    expect(readMoney(text, 'USD')).toBe(minor);
  });

  it('[QUO-01] reads yen as yen: they have no hundredths', () => {
    expect(readMoney('120M', 'JPY')).toBe(120_000_000);
  });

  it.each(['', '-5', '12%', 'a lot', '99999999999999999'])(
    '[QUO-01] refuses %j rather than guess',
    (text) => {
      expect(readMoney(text, 'USD')).toBeNull();
    },
  );

  it('[QUO-01] reads back whatever amount is shown, to the cent', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e12 }), (minor) => {
        expect(readMoney(new Intl.NumberFormat().format(Math.floor(minor / 100)), 'USD')).toBe(
          Math.floor(minor / 100) * 100,
        );
      }),
    );
  });
});
