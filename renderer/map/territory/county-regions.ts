/** Territories as dissolved US counties: a county belongs to whoever holds most of its accounts. */
import type { Scenery } from '../basemap/scenery.ts';
import type { Topology } from '../basemap/decode-basemap.ts';
import { chainArcs, ringPoints } from '../basemap/topology.ts';
import { polygonTester } from '../pick/polygon-tester.ts';
import type { PlacedAccounts } from '../points/placed-accounts.ts';
import type { Regions } from './regions.ts';
import { makeRegions } from './regions.ts';

interface CountyLookup {
  readonly topology: Topology;
  /** Map units around the world. */
  readonly size: number;
  /** County of each placed account, -1 outside the United States. */
  readonly countyOf: Int32Array;
  /** For each county without accounts the nearest account (a placed account), else -1. */
  readonly nearest: Int32Array;
}

/** Finds every account's county by its place, not by what its record says: records disagree with their points. */
export function countyLookup(scenery: Scenery, placed: PlacedAccounts): CountyLookup {
  const { counties, size, countyFips } = scenery.basemap;
  const countyOf = new Int32Array(placed.count).fill(-1);
  const { rings, bounds, area } = scenery.countyRings;
  rings.forEach((ring, i) => {
    const box = [0, 1, 2, 3].map((side) => bounds[i * 4 + side]! / size) as [number, number, number, number];
    const places = placed.within(box);
    if (places.length === 0) return;
    const tester = polygonTester(ringPoints(counties.arcs, ring));
    for (const place of places) {
      if (tester.contains(placed.x[place]! * size, placed.y[place]! * size)) countyOf[place] = area[i]!;
    }
  });
  const nearest = nearestAccounts(scenery, placed, countyOf, countyFips);
  return { topology: counties, size, countyOf, nearest };
}

/** Empty counties follow the nearest account, in states where the plan has accounts at all. */
function nearestAccounts(
  scenery: Scenery,
  placed: PlacedAccounts,
  countyOf: Int32Array,
  fips: readonly string[],
): Int32Array {
  const nearest = new Int32Array(fips.length).fill(-1);
  const held = new Set(countyOf);
  const states = new Set([...held].map((county) => fips[county]?.slice(0, 2)));
  const { bounds, area } = scenery.countyRings;
  const { size } = scenery.basemap;
  const widest = new Float64Array(fips.length);
  area.forEach((county, ring) => {
    if (held.has(county) || !states.has(fips[county]!.slice(0, 2))) return;
    const width = bounds[ring * 4 + 2]! - bounds[ring * 4]!;
    if (width <= widest[county]!) return;
    widest[county] = width;
    const x = (bounds[ring * 4]! + bounds[ring * 4 + 2]!) / 2 / size;
    const y = (bounds[ring * 4 + 1]! + bounds[ring * 4 + 3]!) / 2 / size;
    nearest[county] = nearestPlace(placed, x, y);
  });
  return nearest;
}

function nearestPlace(placed: PlacedAccounts, x: number, y: number): number {
  for (let radius = 0.0005; radius < 0.06; radius *= 2) {
    const found = placed.near(x, y, radius);
    if (found.length === 0) continue;
    const distance = (place: number): number => (placed.x[place]! - x) ** 2 + (placed.y[place]! - y) ** 2;
    return found.reduce((best, place) =>
      distance(place) < distance(best) || (distance(place) === distance(best) && place < best) ? place : best,
    );
  }
  return -1;
}

export function countyRegions(
  lookup: CountyLookup,
  placed: PlacedAccounts,
  assignment: Int32Array,
  territoryCount: number,
): Regions {
  const owner = countyOwners(lookup, placed, assignment);
  const rings = dissolveAreas(lookup, owner, territoryCount);
  return makeRegions(rings, false);
}

/** The territory with most accounts in each county; on a tie the one with more potential, then the first. */
export function countyOwners(
  lookup: CountyLookup,
  placed: PlacedAccounts,
  assignment: Int32Array,
): Int32Array {
  const { countyOf, nearest } = lookup;
  const tallies = new Map<number, Map<number, { count: number; potential: number }>>();
  countyOf.forEach((county, place) => {
    const territory = assignment[placed.rows[place]!]!;
    if (county < 0 || territory < 0) return;
    const tally = tallies.get(county) ?? new Map<number, { count: number; potential: number }>();
    tallies.set(county, tally);
    const held = tally.get(territory) ?? { count: 0, potential: 0 };
    tally.set(territory, { count: held.count + 1, potential: held.potential + placed.potential[place]! });
  });
  const owner = nearest.map((place) => (place < 0 ? -1 : assignment[placed.rows[place]!]!));
  for (const [county, tally] of tallies) {
    const [first] = [...tally].toSorted(
      ([ta, a], [tb, b]) => b.count - a.count || b.potential - a.potential || ta - tb,
    );
    owner[county] = first?.[0] ?? -1;
  }
  return owner;
}

/**
 * The lines that an odd number of a territory's counties have in their borders, joined into closed rings in unit
 * coordinates: every county's border is closed, so what is left of their sum is closed too.
 */
function dissolveAreas(
  { topology, size }: CountyLookup,
  owner: Int32Array,
  territoryCount: number,
): Float64Array[][] {
  const borders = Array.from({ length: territoryCount }, () => new Set<number>());
  topology.rings.forEach((rings, county) => {
    const border = borders[owner[county]!];
    if (border === undefined) return;
    for (const ref of rings.flatMap((ring) => [...ring])) {
      const arc = ref < 0 ? ~ref : ref;
      if (!border.delete(arc)) border.add(arc);
    }
  });
  return borders.map((border) =>
    chainArcs(topology.arcs, [...border]).map((ring) =>
      Float64Array.from(ringPoints(topology.arcs, ring), (value) => value / size),
    ),
  );
}
