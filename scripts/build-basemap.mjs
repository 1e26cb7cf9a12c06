#!/usr/bin/env node
/**
 * Packs the basemap into assets/basemap/basemap.bin: one file, small, decoded in milliseconds.
 *
 *   node scripts/build-basemap.mjs SOURCE_DIR
 *
 * SOURCE_DIR holds Natural Earth layers as GeoJSON (lakes, rivers, rivers_na, urban, roads) and GeoNames cities as
 * JSON rows (cities, cities_eu); assets/basemap/ATTRIBUTION.md lists their hashes. Countries, states and counties
 * come from the world-atlas and us-atlas packages. The layout of the file is described in
 * renderer/map/basemap/decode-basemap.ts. Same inputs, same bytes.
 */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { feature } from 'topojson-client';
import { labelPoint } from './basemap/label-point.mjs';
import { simplify } from './basemap/simplify.mjs';
import { STATE_CODES } from './basemap/state-codes.mjs';
import { StreamWriter } from './basemap/stream-writer.mjs';

const BITS = 20;
const SIZE = 2 ** BITS;
const OUTPUT = new URL('../assets/basemap/basemap.bin', import.meta.url);
const require = createRequire(import.meta.url);
const source = process.argv[2];
if (source === undefined) {
  console.error('Say where the sources are: node scripts/build-basemap.mjs SOURCE_DIR');
  process.exit(2);
}

const readSource = (name) => {
  const bytes = readFileSync(join(source, name));
  console.log(`${createHash('sha256').update(bytes).digest('hex')}  ${name}`);
  return JSON.parse(bytes.toString('utf8'));
};

/** Web Mercator in whole units, 2^20 around the equator: 38 m at the equator, one pixel at zoom 12. */
function project([lon, lat]) {
  const sin = Math.sin((Math.max(-85.0511, Math.min(85.0511, lat)) * Math.PI) / 180);
  const x = (lon + 180) / 360;
  const y = 0.5 - Math.log((1 + sin) / (1 - sin)) / (4 * Math.PI);
  return [Math.round(x * SIZE), Math.round(y * SIZE)];
}

const inBox = ([lon, lat], [west, south, east, north]) =>
  lon >= west && lon <= east && lat >= south && lat <= north;
const DETAILED = [
  [-128, 14, -52, 53],
  [-12, 35, 32, 60],
];
const FAMILIAR = [
  [-172, 14, -50, 72],
  [-26, 33, 46, 72],
];

/** Units a line may stray from its source: planning happens in the middle of the map, the rest is scenery. */
function toleranceOf(line) {
  if (line.some((p) => DETAILED.some((box) => inBox(p, box)))) return 3;
  if (line.some((p) => FAMILIAR.some((box) => inBox(p, box)))) return 12;
  return 60;
}

const packLine = (line, tolerance) => simplify(line.map(project), tolerance);

function absoluteArcs(topology) {
  const { scale, translate } = topology.transform;
  return topology.arcs.map((arc) => {
    let x = 0;
    let y = 0;
    return arc.map(([dx, dy]) => [(x += dx) * scale[0] + translate[0], (y += dy) * scale[1] + translate[1]]);
  });
}

const polygonsOf = (geometry) =>
  geometry.type === 'MultiPolygon' ? geometry.arcs : geometry.type === 'Polygon' ? [geometry.arcs] : [];

/** Keeps the arcs that `geometries` use, renumbered in order of first use. */
function writeTopology(writer, topology, geometries, tolerance) {
  const arcs = absoluteArcs(topology);
  const number = new Map();
  const packed = [];
  const renumber = (ref) => {
    const arc = ref < 0 ? ~ref : ref;
    if (!number.has(arc)) {
      number.set(arc, packed.length);
      packed.push(packLine(arcs[arc], tolerance ?? toleranceOf(arcs[arc])));
    }
    return ref < 0 ? ~number.get(arc) : number.get(arc);
  };
  const features = geometries.map((geometry) =>
    polygonsOf(geometry)
      .flat()
      .map((ring) => ring.map(renumber)),
  );
  writer.lines(packed);
  writer.uint(features.length);
  for (const rings of features) {
    writer.uint(rings.length);
    for (const ring of rings) writer.ints(ring);
  }
}

/** One line a ring or path, each with the number that decides from which zoom on it is drawn. */
function partsOf(collection, rankOf) {
  return collection.features.flatMap(({ geometry, properties }) => {
    if (!geometry) return [];
    const { type, coordinates } = geometry;
    const lines =
      type === 'LineString' ? [coordinates] : type === 'MultiPolygon' ? coordinates.flat() : coordinates;
    return lines.map((line) => ({ line, rank: rankOf(properties), properties }));
  });
}

function writeParts(writer, parts, tolerance) {
  const kept = parts
    .map((part) => ({ ...part, packed: packLine(part.line, tolerance) }))
    .filter((part) => part.packed.length > 1)
    .toSorted((a, b) => a.rank - b.rank);
  writer.lines(kept.map((part) => part.packed));
  for (const part of kept) writer.uint(part.rank);
  return kept;
}

function areaLabels(topology, object, nameOf) {
  return feature(topology, object)
    .features.filter((f) => f.geometry)
    .flatMap((f) => {
      const name = nameOf(f);
      const best = name === null ? null : labelPoint(f.geometry, project);
      return best === null
        ? []
        : [{ ...name, x: Math.round(best.x), y: Math.round(best.y), r: Math.round(best.r) }];
    })
    .toSorted((a, b) => b.r - a.r || (a.name < b.name ? -1 : 1));
}

const world = JSON.parse(readFileSync(require.resolve('world-atlas/countries-10m.json'), 'utf8'));
const us = JSON.parse(readFileSync(require.resolve('us-atlas/counties-10m.json'), 'utf8'));
const writer = new StreamWriter();

const countries = world.objects.countries.geometries.filter((g) => g.properties.name !== 'Antarctica');
writeTopology(writer, world, countries);
writeTopology(writer, us, us.objects.counties.geometries, 2);

writeParts(
  writer,
  partsOf(readSource('lakes.json'), (p) => p.scalerank),
  3,
);
const rivers = [
  ...partsOf(readSource('rivers.json'), (p) => Math.round(p.scalerank)),
  ...partsOf(readSource('rivers_na.json'), (p) => Math.round(p.scalerank)),
];
writeParts(writer, rivers, 5);
writeParts(
  writer,
  partsOf(readSource('urban.json'), (p) => p.scalerank),
  3,
);
const roads = writeParts(
  writer,
  partsOf(readSource('roads.json'), (p) => p.s).filter((part) => part.properties.n !== null),
  3,
);

const cities = [
  ...readSource('cities.json').map(([name, lat, lon, population, region]) => ({
    name,
    lat,
    lon,
    population,
    region,
  })),
  ...readSource('cities_eu.json').map(([name, lat, lon, population]) => ({
    name,
    lat,
    lon,
    population,
    region: '',
  })),
].toSorted((a, b) => b.population - a.population || (a.name < b.name ? -1 : 1));
writer.lines(cities.map((city) => [project([city.lon, city.lat])]));
for (const city of cities) writer.uint(Math.round(city.population / 1000));

const header = {
  bits: BITS,
  countries: countries.map((g) => g.properties.name),
  counties: us.objects.counties.geometries.map((g) => g.id),
  roads: roads.map((road) => road.properties.n),
  cities: cities.map((city) => city.name).join('\n'),
  stateLabels: areaLabels(us, us.objects.states, (f) => {
    const code = STATE_CODES[f.id];
    return code === undefined ? null : { name: f.properties.name, code };
  }),
  countryLabels: areaLabels(world, world.objects.countries, (f) => ({ name: f.properties.name })),
};
const json = Buffer.from(JSON.stringify(header), 'utf8');
const head = Buffer.alloc(8);
head.write('BWM1', 0, 'ascii');
head.writeUInt32LE(json.length, 4);
const bytes = Buffer.concat([head, json, writer.bytes()]);
writeFileSync(OUTPUT, bytes);
console.log(`${bytes.length} bytes in assets/basemap/basemap.bin`);
