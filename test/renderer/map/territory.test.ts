import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Basemap } from '../../../renderer/map/basemap/decode-basemap.ts';
import { decodeBasemap } from '../../../renderer/map/basemap/decode-basemap.ts';
import type { Scenery } from '../../../renderer/map/basemap/scenery.ts';
import { makeScenery } from '../../../renderer/map/basemap/scenery.ts';
import { accountCountries } from '../../../renderer/map/territory/account-countries.ts';
import { countyLookup, countyOwners, countyRegions } from '../../../renderer/map/territory/county-regions.ts';
import { dissolveCells } from '../../../renderer/map/territory/dissolve-cells.ts';
import { ringsContain } from '../../../renderer/map/territory/regions.ts';
import { adjacentPairs, territoryAdjacency } from '../../../renderer/map/territory/territory-adjacency.ts';
import { cellBoxes, siteTerritories, voronoiNet } from '../../../renderer/map/territory/voronoi-net.ts';
import { placeAccounts } from '../../../renderer/map/points/placed-accounts.ts';
import { planOf } from '../../browser/map/small-plan.ts';
import { random, scattered } from './ground.ts';

describe('Voronoi areas', () => {
  it.each([1, 2, 3, 4])('hold their own accounts and nobody else’s (seed %d)', (seed) => {
    const placed = scattered(300, seed);
    const next = random(seed + 100);
    const territory = placed.rows.map(() => Math.floor(next() * 5) - 1);
    const net = voronoiNet(placed)!;
    const { regions } = dissolveCells(
      net,
      siteTerritories(net, (place) => territory[place]!),
      4,
    );
    for (let place = 0; place < placed.count; place++) {
      const holders = [0, 1, 2, 3].filter((t) =>
        ringsContain(regions.rings[t]!, placed.x[place]!, placed.y[place]!),
      );
      expect(holders).toEqual(territory[place]! < 0 ? [] : [territory[place]]);
    }
  });

  it('give any point to the territory of the nearest account', () => {
    const placed = scattered(200, 8);
    const next = random(77);
    const territory = placed.rows.map(() => Math.floor(next() * 3));
    const net = voronoiNet(placed)!;
    const { regions } = dissolveCells(
      net,
      siteTerritories(net, (place) => territory[place]!),
      3,
    );
    for (let i = 0; i < 500; i++) {
      const x = 0.165 + next() * 0.12;
      const y = 0.36 + next() * 0.06;
      const distance = (place: number): number => Math.hypot(placed.x[place]! - x, placed.y[place]! - y);
      const nearest = [...placed.rows.keys()].reduce((best, place) =>
        distance(place) < distance(best) ? place : best,
      );
      expect(ringsContain(regions.rings[territory[nearest]!]!, x, y)).toBe(true);
    }
  });

  it('come out the same after any edits, and keep the rings of territories an edit did not touch', () => {
    const placed = scattered(400, 5);
    const net = voronoiNet(placed)!;
    const next = random(11);
    let sites = siteTerritories(net, () => Math.floor(next() * 6) - 1);
    let dissolved = dissolveCells(net, sites, 5);
    for (let edit = 0; edit < 20; edit++) {
      const to = Math.floor(next() * 6) - 1;
      const before = sites;
      sites = sites.map((was, site) => (site < net.accountSites && next() < 0.01 ? to : was));
      const kept = dissolved.regions;
      dissolved = dissolveCells(net, sites, 5, dissolved);
      expect(dissolved.regions).toEqual(dissolveCells(net, sites, 5).regions);
      const touched = new Set<number>();
      sites.forEach((now, site) => {
        if (now !== before[site]) touched.add(now).add(before[site]!);
      });
      for (let t = 0; t < 5; t++) if (!touched.has(t)) expect(dissolved.regions.rings[t]).toBe(kept.rings[t]);
    }
  });

  it('can be made of one account, of accounts in one place, and of none', () => {
    expect(voronoiNet(scattered(0, 1))).toBeNull();
    const twice = [0, 1].map((territory) => ({ name: 'Twin', lat: 40, lon: -100, potential: 1, territory }));
    expect(territoryAdjacency(planOf(twice))).toEqual([]);
  });
});

describe('which territories touch', () => {
  it('finds the neighbours of a board of four fields, corners aside', () => {
    const next = random(4);
    const sites = Array.from({ length: 400 }, (_, i) => {
      const lat = 30 + next() * 10;
      const lon = -100 + next() * 10;
      return { name: `S${i}`, lat, lon, potential: 1, territory: (lat > 35 ? 0 : 2) + (lon > -95 ? 1 : 0) };
    });
    const pairs = territoryAdjacency(planOf(sites)).map(([a, b]) => `${a}-${b}`);
    expect(pairs).toEqual(expect.arrayContaining(['0-1', '0-2', '1-3', '2-3']));
  });

  it('is what the triangulation’s edges say, each pair once, the smaller index first', () => {
    const placed = scattered(150, 21);
    const next = random(5);
    const territory = placed.rows.map(() => Math.floor(next() * 6));
    const net = voronoiNet(placed)!;
    const sites = siteTerritories(net, (place) => territory[place]!);
    const naive = new Set<string>();
    for (let t = 0; t < net.triangles.length; t += 3) {
      for (const [i, j] of [
        [0, 1],
        [1, 2],
        [2, 0],
      ] as const) {
        const [a, b] = [sites[net.triangles[t + i]!]!, sites[net.triangles[t + j]!]!];
        if (a >= 0 && b >= 0 && a !== b) naive.add(`${Math.min(a, b)}-${Math.max(a, b)}`);
      }
    }
    const pairs = adjacentPairs(net, sites, 6).map(([a, b]) => `${a}-${b}`);
    expect(pairs.toSorted()).toEqual([...naive].toSorted());
    expect(new Set(pairs).size).toBe(pairs.length);
  });
});

describe('areas of counties', () => {
  let basemap: Basemap;
  let scenery: Scenery;
  beforeAll(() => {
    const decoded = decodeBasemap(readFileSync('assets/basemap/basemap.bin'));
    if (!decoded.ok) throw new Error(decoded.errors[0]?.message);
    basemap = decoded.value;
    scenery = makeScenery(basemap);
  });

  it('give every county to whoever holds most of its accounts', () => {
    const placed = scattered(1500, 31);
    const lookup = countyLookup(scenery, placed);
    const assignment = new Int32Array(1500);
    placed.rows.forEach((row, place) => (assignment[row] = placed.x[place]! > 0.22 ? 1 : 0));
    const owners = countyOwners(lookup, placed, assignment);
    const held = new Map<number, number[]>();
    lookup.countyOf.forEach((county, place) => {
      if (county >= 0) held.set(county, [...(held.get(county) ?? []), assignment[placed.rows[place]!]!]);
    });
    expect(held.size).toBeGreaterThan(500);
    for (const [county, territories] of held) {
      const ones = territories.filter((territory) => territory === 1).length;
      if (ones * 2 === territories.length) continue;
      expect(owners[county]).toBe(ones * 2 > territories.length ? 1 : 0);
    }
  });

  it('hold exactly the accounts of the counties they are made of', () => {
    const placed = scattered(800, 32);
    const lookup = countyLookup(scenery, placed);
    const assignment = new Int32Array(800);
    const next = random(2);
    placed.rows.forEach((row) => (assignment[row] = Math.floor(next() * 3)));
    const owners = countyOwners(lookup, placed, assignment);
    const regions = countyRegions(lookup, placed, assignment, 3);
    for (let place = 0; place < placed.count; place++) {
      const county = lookup.countyOf[place]!;
      if (county < 0) continue;
      const holders = [0, 1, 2].filter((t) =>
        ringsContain(regions.rings[t]!, placed.x[place]!, placed.y[place]!),
      );
      expect(holders).toEqual([owners[county]]);
    }
  });

  it('have no edge that is not the border of a county', () => {
    const placed = scattered(800, 33);
    const { arcs } = basemap.counties;
    const edges = new Set<string>();
    const key = (ax: number, ay: number, bx: number, by: number): string =>
      [`${ax} ${ay}`, `${bx} ${by}`].toSorted().join(' ');
    for (let arc = 0; arc < arcs.count; arc++) {
      for (let p = arcs.starts[arc]! + 1; p < arcs.starts[arc + 1]!; p++) {
        const [a, b] = [p * 2 - 2, p * 2];
        edges.add(key(arcs.coords[a]!, arcs.coords[a + 1]!, arcs.coords[b]!, arcs.coords[b + 1]!));
      }
    }
    const regions = countyRegions(countyLookup(scenery, placed), placed, new Int32Array(800), 1);
    for (const ring of regions.rings[0]!) {
      const at = (i: number): number => Math.round(ring[i % ring.length]! * basemap.size);
      for (let i = 0; i < ring.length; i += 2) {
        const edge = key(at(i), at(i + 1), at(i + 2), at(i + 3));
        if (at(i) !== at(i + 2) || at(i + 1) !== at(i + 3)) expect(edges.has(edge)).toBe(true);
      }
    }
  });

  it('places Denver in Denver county', () => {
    const plan = planOf([
      { name: 'Denver Health', lat: 39.7279, lon: -104.9906, potential: 1, territory: 0 },
    ]);
    const lookup = countyLookup(scenery, scatteredFrom(plan));
    expect(basemap.countyFips[lookup.countyOf[0]!]).toBe('08031');
  });

  it('are drawn in the countries the accounts lie in, and not where a wrong coordinate fell', () => {
    const denver = Array.from({ length: 600 }, (_, i) => ({
      name: `S${i}`,
      lat: 39 + (i % 20) * 0.05,
      lon: -105 - (i % 30) * 0.05,
      potential: 1,
      territory: 0,
    }));
    const stray = { name: 'Stray', lat: 48.85, lon: 2.35, potential: 1, territory: 0 };
    const countries = accountCountries(scenery, scatteredFrom(planOf([...denver, stray])));
    expect(countries.map((country) => basemap.countryNames[country])).toEqual(['United States of America']);
  });
});

function scatteredFrom(plan: ReturnType<typeof planOf>): ReturnType<typeof placeAccounts> {
  return placeAccounts(plan.accounts, plan.standing);
}

describe('drawing areas again after an edit', () => {
  it('covers every border that came or went', () => {
    const placed = scattered(400, 21);
    const net = voronoiNet(placed)!;
    const before = siteTerritories(net, (place) => place % 3);
    const after = before.slice();
    const marked = new Uint8Array(net.siteCount);
    for (const site of [7, 80, 211]) {
      after[site] = (before[site]! + 1) % 3;
      marked[site] = 1;
    }
    const boxes = cellBoxes(net, marked);
    const borders = (sites: Int32Array): Set<string> =>
      new Set(
        dissolveCells(net, sites, 3).regions.rings.flatMap((rings, territory) =>
          rings.flatMap((ring) =>
            Array.from({ length: ring.length / 2 }, (_, i) => {
              const j = (i * 2 + 2) % ring.length;
              return [territory, ring[i * 2], ring[i * 2 + 1], ring[j], ring[j + 1]].join(' ');
            }),
          ),
        ),
      );
    const [old, now] = [borders(before), borders(after)];
    const changed = [...old]
      .filter((edge) => !now.has(edge))
      .concat([...now].filter((edge) => !old.has(edge)));
    expect(changed.length).toBeGreaterThan(6);
    for (const edge of changed) {
      const [, x0, y0, x1, y1] = edge.split(' ').map(Number) as [number, number, number, number, number];
      const held = boxes.some(
        ([minX, minY, maxX, maxY]) =>
          Math.min(x0, x1) >= minX &&
          Math.max(x0, x1) <= maxX &&
          Math.min(y0, y1) >= minY &&
          Math.max(y0, y1) <= maxY,
      );
      expect(held).toBe(true);
    }
  });
});
