/** The basemap made ready to draw: borders sorted by what they part, and thinner copies for lower zoom levels. */
import type { ArcSet } from './arcs.ts';
import { thinArcs } from './arcs.ts';
import type { Basemap, RankedLines } from './decode-basemap.ts';
import type { RingList } from './topology.ts';
import { arcNeighbours, ringList } from './topology.ts';

interface SceneryLevel {
  readonly countries: ArcSet;
  readonly counties: ArcSet;
  readonly lakes: ArcSet;
  readonly rivers: ArcSet;
  readonly urban: ArcSet;
  readonly roads: ArcSet;
}

export interface Scenery {
  readonly basemap: Basemap;
  readonly countryRings: RingList;
  readonly countyRings: RingList;
  /** Numbers of the lines between two countries, two states, two counties of a state. */
  readonly countryBorders: readonly number[];
  readonly stateBorders: readonly number[];
  readonly countyBorders: readonly number[];
  /** The lines fit for a zoom level. */
  level(zoom: number): SceneryLevel;
}

/** Above this level the packed detail is coarser than a pixel, so nothing is left out. */
const FULL_DETAIL_ZOOM = 11;

export function makeScenery(basemap: Basemap): Scenery {
  const levels = new Map<number, SceneryLevel>();
  return {
    basemap,
    countryRings: ringList(basemap.countries),
    countyRings: ringList(basemap.counties),
    countryBorders: bordersBetween(arcNeighbours(basemap.countries), () => true),
    ...usBorders(basemap),
    level(zoom) {
      const key = Math.min(FULL_DETAIL_ZOOM, Math.max(0, Math.ceil(zoom)));
      const known = levels.get(key);
      if (known !== undefined) return known;
      const made = makeLevel(basemap, key);
      levels.set(key, made);
      return made;
    },
  };
}

function usBorders(basemap: Basemap): Pick<Scenery, 'stateBorders' | 'countyBorders'> {
  const sides = arcNeighbours(basemap.counties);
  const stateOf = basemap.countyFips.map((fips) => fips.slice(0, 2));
  return {
    stateBorders: bordersBetween(sides, (a, b) => stateOf[a] !== stateOf[b]),
    countyBorders: bordersBetween(sides, (a, b) => stateOf[a] === stateOf[b]),
  };
}

function bordersBetween(sides: Int32Array, wanted: (a: number, b: number) => boolean): number[] {
  const borders: number[] = [];
  for (let arc = 0; arc * 2 < sides.length; arc++) {
    const a = sides[arc * 2]!;
    const b = sides[arc * 2 + 1]!;
    if (a !== -1 && b !== -1 && a !== b && wanted(a, b)) borders.push(arc);
  }
  return borders;
}

function makeLevel(basemap: Basemap, zoom: number): SceneryLevel {
  const gap = zoom >= FULL_DETAIL_ZOOM ? 0 : (0.75 * basemap.size) / (256 * 2 ** zoom);
  const thin = (arcs: ArcSet): ArcSet => (gap <= 1 ? arcs : thinArcs(arcs, gap));
  const lines = (layer: RankedLines): ArcSet => thin(layer.arcs);
  return {
    countries: thin(basemap.countries.arcs),
    counties: thin(basemap.counties.arcs),
    lakes: lines(basemap.lakes),
    rivers: lines(basemap.rivers),
    urban: lines(basemap.urban),
    roads: lines(basemap.roads),
  };
}
