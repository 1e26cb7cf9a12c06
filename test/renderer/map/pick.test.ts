import { booleanPointInPolygon, polygon } from '@turf/turf';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { worldPixels } from '../../../renderer/map/basemap/mercator.ts';
import { hitTest } from '../../../renderer/map/pick/hit.ts';
import { rowsAlong, rowsInBox, rowsInPolygon } from '../../../renderer/map/pick/pick-area.ts';
import { polygonTester } from '../../../renderer/map/pick/polygon-tester.ts';
import { makeCells } from '../../../renderer/map/points/cells.ts';
import { radiusScale } from '../../../renderer/map/points/radius-scale.ts';
import { scattered } from './ground.ts';

const everyRow = (): boolean => true;
/** Steps of a sixty-fourth: corners coincide and edges run level often, as a naive generator never has them. */
const unit = fc.nat(64).map((step) => step / 64);
const ring = fc.array(unit, { minLength: 6, maxLength: 80 }).map((all) => all.slice(0, all.length & ~1));

/** The textbook test: how often a ray to the right crosses the line. */
function naiveContains(corners: readonly number[], x: number, y: number): boolean {
  const n = corners.length / 2;
  let crossings = 0;
  for (let i = 0; i < n; i++) {
    const [ax, ay] = [corners[i * 2]!, corners[i * 2 + 1]!];
    const [bx, by] = [corners[((i + 1) % n) * 2]!, corners[((i + 1) % n) * 2 + 1]!];
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) crossings++;
  }
  return crossings % 2 === 1;
}

describe('point in polygon', () => {
  it('agrees with counting every edge, for any line that may cross itself', () => {
    fc.assert(
      fc.property(ring, unit, unit, (corners, x, y) => {
        expect(polygonTester(corners).contains(x, y)).toBe(naiveContains(corners, x, y));
      }),
    );
  });

  it('agrees with Turf on rings that do not cross themselves', () => {
    const reach = fc.array(fc.integer({ min: 5, max: 100 }), { minLength: 3, maxLength: 60 });
    const at = fc.double({ min: -1, max: 1, noNaN: true });
    fc.assert(
      fc.property(reach, at, at, (reaches, x, y) => {
        const star = reaches.map((r, i): [number, number] => {
          const angle = (i / reaches.length) * 2 * Math.PI + 0.1;
          return [(r / 100) * Math.cos(angle), (r / 100) * Math.sin(angle)];
        });
        const closed = polygon([[...star, star[0]!]]);
        expect(polygonTester(star.flat()).contains(x, y)).toBe(booleanPointInPolygon([x, y], closed));
      }),
    );
  });

  it('holds nothing with fewer than three corners', () => {
    expect(polygonTester([0, 0, 1, 1]).contains(0.5, 0.5)).toBe(false);
  });
});

describe('picking up an area', () => {
  const placed = scattered(2000, 11);
  const west = 0.16;
  const toGround = (v: number, i: number): number => (i % 2 === 0 ? west + v * 0.13 : 0.35 + v * 0.07);

  it('takes the rows that a walk over all accounts finds inside a lasso, ascending', () => {
    fc.assert(
      fc.property(ring, (corners) => {
        const line = corners.map(toGround);
        const wanted = [...placed.rows.keys()]
          .filter((place) => naiveContains(line, placed.x[place]!, placed.y[place]!))
          .map((place) => placed.rows[place]!)
          .toSorted((a, b) => a - b);
        expect([...rowsInPolygon(placed, line, everyRow)]).toEqual(wanted);
      }),
      { numRuns: 60 },
    );
  });

  it('takes only rows that may be picked up', () => {
    const box = [0, 0, 1, 1] as const;
    const odd = rowsInBox(placed, box, (row) => row % 2 === 1);
    expect(odd.length).toBe(1000);
    expect(odd.every((row) => row % 2 === 1)).toBe(true);
  });

  it('takes what a brush passed within its radius of', () => {
    fc.assert(
      fc.property(unit, unit, unit, unit, (ax, ay, bx, by) => {
        const from = { x: toGround(ax, 0), y: toGround(ay, 1) };
        const to = { x: toGround(bx, 0), y: toGround(by, 1) };
        const radius = 0.002;
        const steps = 4000;
        const near = new Set<number>();
        for (let place = 0; place < placed.count; place++) {
          for (let i = 0; i <= steps; i += 40) {
            const x = from.x + ((to.x - from.x) * i) / steps;
            const y = from.y + ((to.y - from.y) * i) / steps;
            if (Math.hypot(placed.x[place]! - x, placed.y[place]! - y) <= radius * 0.99)
              near.add(placed.rows[place]!);
          }
        }
        const taken = new Set(rowsAlong(placed, from, to, radius, everyRow));
        expect([...near].filter((row) => !taken.has(row))).toEqual([]);
      }),
      { numRuns: 10 },
    );
  });
});

describe('what lies under the pointer', () => {
  const placed = scattered(400, 5);
  const scale = radiusScale(placed.potential);
  const zoom = 7;
  const cells = makeCells(placed, scale, zoom);

  it('is the account whose symbol is nearest, or nothing when none is near', () => {
    const pixels = worldPixels(zoom);
    const edge = (place: number, x: number, y: number): number =>
      Math.hypot(placed.x[place]! - x, placed.y[place]! - y) * pixels -
      scale.radius(placed.potential[place]!, zoom);
    fc.assert(
      fc.property(fc.nat(399), fc.double({ min: -9, max: 9, noNaN: true }), (place, shift) => {
        const at = { x: placed.x[place]! + shift / pixels, y: placed.y[place]! };
        const singles = [...placed.rows.keys()].filter((other) => cells.crowded[cells.cellOf[other]!] === 0);
        const least = Math.min(...singles.map((other) => edge(other, at.x, at.y)));
        const hit = hitTest(placed, cells, scale, zoom, at, everyRow);
        if (hit === null) expect(least).toBeGreaterThan(3.4);
        else if (!hit.cluster)
          expect(edge(placed.placeOfRow[hit.rows[0]!]!, at.x, at.y)).toBeLessThanOrEqual(
            Math.max(0, least) + 0.02,
          );
      }),
    );
  });

  it('passes over rows that the filter hides', () => {
    const at = { x: placed.x[0]!, y: placed.y[0]! };
    const row = placed.rows[0]!;
    expect(hitTest(placed, cells, scale, 12, at, everyRow)?.rows).toContain(row);
    expect(hitTest(placed, cells, scale, 12, at, (other) => other !== row)?.rows ?? []).not.toContain(row);
  });
});
