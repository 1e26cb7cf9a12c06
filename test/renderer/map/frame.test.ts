import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { legendValues, roundLength, scaleLengths } from '../../../renderer/map/controls/scale-length.ts';
import { exposedStrips, frameAt } from '../../../renderer/map/engine/frame.ts';
import { between } from '../../../renderer/map/engine/glide.ts';

describe('shifting what is drawn', () => {
  it('leaves exactly the strips that were not covered, and none twice', () => {
    const shift = fc.integer({ min: -25, max: 25 });
    fc.assert(
      fc.property(shift, shift, (dx, dy) => {
        const before = frameAt(5, 100, 200, 20, 14, 1);
        const after = frameAt(5, 100 + dx, 200 + dy, 20, 14, 1);
        const strips = exposedStrips(before, after);
        if (strips === null) {
          expect(Math.abs(dx) >= 20 || Math.abs(dy) >= 14).toBe(true);
          return;
        }
        for (let x = 0; x < 20; x++) {
          for (let y = 0; y < 14; y++) {
            const kept = x + dx >= 0 && x + dx < 20 && y + dy >= 0 && y + dy < 14;
            const drawn = strips.filter(
              (s) => x >= s.x && x < s.x + s.width && y >= s.y && y < s.y + s.height,
            ).length;
            expect(drawn).toBe(kept ? 0 : 1);
          }
        }
      }),
    );
  });

  it('keeps nothing at another zoom level', () => {
    expect(exposedStrips(frameAt(5, 0, 0, 9, 9, 1), frameAt(5.5, 0, 0, 9, 9, 1))).toBeNull();
  });
});

describe('gliding between views', () => {
  it('keeps the shared point still while it zooms', () => {
    const from = { x: 0.3, y: 0.4, zoom: 4 };
    const fixed = { x: 0.31, y: 0.38 };
    const ratio = 2 ** (from.zoom - 7);
    const to = { x: fixed.x + (from.x - fixed.x) * ratio, y: fixed.y + (from.y - fixed.y) * ratio, zoom: 7 };
    for (const part of [0.2, 0.5, 0.9]) {
      const view = between(from, to, part);
      const offset = (view.x - fixed.x) * 2 ** view.zoom;
      expect(offset).toBeCloseTo((from.x - fixed.x) * 2 ** from.zoom, 9);
    }
  });

  it('goes straight where the zoom stays', () => {
    expect(between({ x: 0, y: 0, zoom: 5 }, { x: 1, y: 2, zoom: 5 }, 0.25)).toEqual({
      x: 0.25,
      y: 0.5,
      zoom: 5,
    });
  });
});

describe('round lengths', () => {
  it('are the longest of 1, 2, 5 × 10ⁿ that fit', () => {
    expect([0, 0.7, 1, 1.9, 3, 7, 99, 100, 4999].map(roundLength)).toEqual([
      0, 0.5, 1, 1, 2, 5, 50, 100, 2000,
    ]);
  });

  it('give a scale bar in kilometres and miles, each true to the ground', () => {
    const [metric, imperial] = scaleLengths(1000, 110);
    expect(metric).toEqual({ text: '100 km', width: 100 });
    expect(imperial.text).toBe('50 mi');
    expect(imperial.width).toBeCloseTo(80.4672, 3);
  });

  it('turn to metres and feet close by', () => {
    expect(scaleLengths(4, 110).map((bar) => bar.text)).toEqual(['200 m', '1000 ft']);
  });

  it('span a size legend from large to small', () => {
    expect(legendValues(870)).toEqual([500, 100, 20]);
    expect(legendValues(0)).toEqual([]);
  });
});
