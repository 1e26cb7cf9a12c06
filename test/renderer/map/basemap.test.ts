import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { arcSet, thinArcs } from '../../../renderer/map/basemap/arcs.ts';
import type { Basemap } from '../../../renderer/map/basemap/decode-basemap.ts';
import { decodeBasemap } from '../../../renderer/map/basemap/decode-basemap.ts';
import { latOf, lonOf, metresPerPixel, unitX, unitY } from '../../../renderer/map/basemap/mercator.ts';
import { makeScenery } from '../../../renderer/map/basemap/scenery.ts';
import { CollisionGrid } from '../../../renderer/map/labels/collision-grid.ts';
import type { LabelBox } from '../../../renderer/map/labels/collision-grid.ts';
import { labelLevel, placeLabels } from '../../../renderer/map/labels/place-labels.ts';
import { separateLabels, territoryAnchors } from '../../../renderer/map/labels/territory-anchors.ts';
import { worldPixels } from '../../../renderer/map/basemap/mercator.ts';
import { random, scattered } from './ground.ts';

const bytes = new Uint8Array(readFileSync('assets/basemap/basemap.bin'));
let basemap: Basemap;
beforeAll(() => {
  const decoded = decodeBasemap(bytes);
  if (!decoded.ok) throw new Error(decoded.errors[0]?.message);
  basemap = decoded.value;
});

const naiveOverlap = (a: LabelBox, b: LabelBox): boolean =>
  Math.max(a.minX, b.minX) < Math.min(a.maxX, b.maxX) && Math.max(a.minY, b.minY) < Math.min(a.maxY, b.maxY);

describe('the bundled basemap', () => {
  it('holds the countries, every US county, interstates and cities of both continents', () => {
    expect(basemap.countryNames).toContain('Germany');
    expect(basemap.countyFips).toContain('08031');
    expect(basemap.countyFips.length).toBe(3231);
    expect(basemap.roadNumbers).toContain('80');
    expect(basemap.cities.names).toEqual(expect.arrayContaining(['Denver', 'Berlin', 'Québec']));
    expect(basemap.stateLabels.map((label) => label.code)).toContain('CO');
  });

  it('puts Denver where Denver is, to within half a kilometre', () => {
    const i = basemap.cities.names.indexOf('Denver');
    expect(latOf(basemap.cities.coords[i * 2 + 1]! / basemap.size)).toBeCloseTo(39.739, 2);
    expect(lonOf(basemap.cities.coords[i * 2]! / basemap.size)).toBeCloseTo(-104.985, 2);
  });

  it('refuses bytes that are something else, or that stop early', () => {
    const other = decodeBasemap(new TextEncoder().encode('PK\u0003\u0004 something else'));
    expect(other.ok ? null : other.errors[0]?.code).toBe('NOT_A_BASEMAP');
    for (const share of [0.01, 0.5, 0.999]) {
      const cut = decodeBasemap(bytes.subarray(0, Math.floor(bytes.length * share)));
      expect(cut.ok ? null : cut.errors[0]?.code).toBe('BASEMAP_TRUNCATED');
    }
  });

  it('tells state borders from county borders', () => {
    const scenery = makeScenery(basemap);
    const both = new Set(scenery.stateBorders);
    expect(scenery.stateBorders.length).toBeGreaterThan(500);
    expect(scenery.countyBorders.some((arc) => both.has(arc))).toBe(false);
  });
});

describe('thinner lines for lower zoom levels', () => {
  it('keep both ends, so that lines that met still meet', () => {
    const thin = thinArcs(basemap.counties.arcs, 40);
    const full = basemap.counties.arcs;
    expect(thin.coords.length).toBeLessThan(full.coords.length);
    for (let arc = 0; arc < full.count; arc++) {
      for (const end of [0, 1]) {
        const a = end === 0 ? full.starts[arc]! : full.starts[arc + 1]! - 1;
        const b = end === 0 ? thin.starts[arc]! : thin.starts[arc + 1]! - 1;
        expect([thin.coords[b * 2], thin.coords[b * 2 + 1]]).toEqual([
          full.coords[a * 2],
          full.coords[a * 2 + 1],
        ]);
      }
    }
  });

  it('leave nothing out when nothing is nearer than the gap', () => {
    const arcs = arcSet(Int32Array.from([0, 0, 50, 0, 100, 0]), Uint32Array.from([0, 3]));
    expect([...thinArcs(arcs, 10).coords]).toEqual([0, 0, 50, 0, 100, 0]);
  });
});

describe('names on the map', () => {
  it.each([3.5, 4.5, 6, 8])('never overlap at level %d', (level) => {
    const labels = placeLabels(basemap, level, (text, size) => text.length * size * 0.55);
    expect(labels.length).toBeGreaterThan(30);
    const scale = worldPixels(level);
    const boxes = labels
      .map((label): LabelBox => {
        const x = label.x * scale + label.dx;
        const y = label.y * scale + label.dy;
        return {
          minX: x - label.width / 2,
          maxX: x + label.width / 2,
          minY: y - label.height / 2,
          maxY: y + label.height / 2,
        };
      })
      .toSorted((a, b) => a.minX - b.minX);
    const overlapping = boxes.filter((box, i) => {
      for (let j = i + 1; j < boxes.length && boxes[j]!.minX < box.maxX; j++)
        if (naiveOverlap(box, boxes[j]!)) return true;
      return false;
    });
    expect(overlapping).toEqual([]);
  });

  it('change at half levels only, and never to a level beyond the one shown', () => {
    expect([5, 5.2, 5.5, 5.99].map(labelLevel)).toEqual([5, 5, 5.5, 5.5]);
  });

  it('find room as a walk over all boxes would', () => {
    const next = random(6);
    const grid = new CollisionGrid(40);
    const taken: LabelBox[] = [];
    for (let i = 0; i < 800; i++) {
      const [x, y] = [next() * 900 - 100, next() * 900 - 100];
      const box = { minX: x, minY: y, maxX: x + 5 + next() * 120, maxY: y + 5 + next() * 20 };
      const free = !taken.some((other) => naiveOverlap(other, box));
      expect(grid.takeIfFree(box)).toBe(free);
      if (free) taken.push(box);
    }
    expect(taken.length).toBeGreaterThan(50);
  });

  it('put a territory’s name at one of its own accounts, within the part that is seen', () => {
    const placed = scattered(600, 14);
    const assignment = Int32Array.from({ length: 600 }, (_, row) => row % 7);
    const anchors = territoryAnchors(placed, assignment, 8, [0.2, 0.3, 0.25, 0.5]);
    expect(anchors.map((anchor) => anchor.territory).toSorted((a, b) => a - b)).toEqual([
      0, 1, 2, 3, 4, 5, 6,
    ]);
    for (const { territory, x, y } of anchors) {
      expect(x >= 0.2 && x <= 0.25).toBe(true);
      const place = placed.x.indexOf(x);
      expect(placed.y[place]).toBe(y);
      expect(assignment[placed.rows[place]!]).toBe(territory);
    }
  });

  it('move territory names aside rather than over each other', () => {
    const anchors = [0, 1, 2].map((territory) => ({ territory, x: 0.25, y: 0.4, accounts: 9 - territory }));
    const apart = separateLabels(anchors, 4096, () => ({ width: 80, height: 20 }));
    expect(apart.length).toBe(3);
    expect(new Set(apart.map((anchor) => anchor.y)).size).toBe(3);
  });

  it('keep territory names clear of what lies over the map', () => {
    const placed = scattered(600, 14);
    const all = new Int32Array(600);
    const [home] = territoryAnchors(placed, all, 1, [0, 0, 1, 1]);
    const covered = [[home!.x - 0.005, home!.y - 0.005, home!.x + 0.005, home!.y + 0.005]] as const;
    const [anchor] = territoryAnchors(placed, all, 1, [0, 0, 1, 1], covered);
    const away = Math.max(Math.abs(anchor!.x - home!.x), Math.abs(anchor!.y - home!.y));
    expect(away).toBeGreaterThan(0.005);
    const [label] = separateLabels([anchor!], 4096, () => ({ width: 80, height: 20 }), covered);
    const dx = Math.abs(label!.x - home!.x) * 4096;
    const dy = Math.abs(label!.y - home!.y) * 4096;
    expect(dx >= 40 + 20 || dy >= 10 + 20).toBe(true);
    expect(separateLabels([home!], 4096, () => ({ width: 8, height: 8 }), covered)).toEqual([]);
  });
});

describe('Web Mercator', () => {
  it('comes back to the place it started from', () => {
    for (const [lat, lon] of [
      [39.74, -104.99],
      [-33.9, 151.2],
      [84, 179.9],
    ] as const) {
      expect(latOf(unitY(lat))).toBeCloseTo(lat, 9);
      expect(lonOf(unitX(lon))).toBeCloseTo(lon, 9);
    }
  });

  it('has 156,543 m in a pixel of zoom 0 at the equator (EPSG:3857)', () => {
    expect(metresPerPixel(0, 0)).toBeCloseTo(156543.034, 3);
  });
});
