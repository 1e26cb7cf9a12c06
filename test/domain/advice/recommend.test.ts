import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OptionFigures } from '../../../domain/advice/recommend.ts';
import { recommend } from '../../../domain/advice/recommend.ts';

const LABELS = ['Coverage', 'Equity', 'Potential spread', 'Accounts moved'] as const;

const option = (label: string, met: number, moves: number, travel: number): OptionFigures => ({
  label,
  met: LABELS.slice(0, met),
  missed: LABELS.slice(met),
  moves,
  movedShare: moves / 1000,
  travel,
});

describe('the recommended option', () => {
  it('[SCN-03] is the one that meets most targets, and each runner-up says what it trades for what', () => {
    const found = recommend([
      option('Even loads', 4, 150, 2300),
      option('Short travel', 2, 150, 2100),
      option('Few changes', 3, 75, 2200),
    ]);
    expect(found?.best).toBe(0);
    expect(found?.because).toBe('It meets 4 of 4 targets, more than the others.');
    expect(found?.tradeOffs).toEqual([
      '',
      '200 h less travel a year; but misses potential spread and accounts moved.',
      '75 fewer moves, 100 h less travel a year; but misses accounts moved.',
    ]);
  });

  it('[SCN-04] is the simpler one to put into effect, by the amount of change, where targets are even', () => {
    const found = recommend([option('A', 3, 150, 2000), option('B', 3, 75, 2300)]);
    expect(found).toMatchObject({
      best: 1,
      because: 'It meets 3 of 4 targets, as no other does with so few moves.',
    });
    expect(found?.tradeOffs[0]).toBe('300 h less travel a year; but 75 more moves.');
  });

  it('[SCN-03] is never beaten in targets, moves and travel at once, whatever the options', () => {
    const any = fc.record({ met: fc.nat(4), moves: fc.nat(500), travel: fc.nat(3000) });
    fc.assert(
      fc.property(fc.array(any, { minLength: 1, maxLength: 5 }), (list) => {
        const options = list.map(({ met, moves, travel }, i) => option(`O${i}`, met, moves, travel));
        const best = options[recommend(options)?.best ?? -1] as OptionFigures;
        for (const other of options)
          expect(
            other.met.length > best.met.length ||
              (other.met.length === best.met.length &&
                (other.moves < best.moves || (other.moves === best.moves && other.travel < best.travel))),
          ).toBe(false);
      }),
    );
  });

  it('has nothing to say of no options', () => expect(recommend([])).toBeNull());
});
