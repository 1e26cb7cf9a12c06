// Builds assets/gazetteer/XX.json from GeoNames postal code files (https://download.geonames.org/export/zip/, CC BY 4.0).
// Usage: node scripts/build-gazetteer.mjs FOLDER_WITH_geonames_XX.txt [OUT_FOLDER]
// The same input gives the same bytes: everything is sorted by code unit, coordinates are whole ten-thousandths of a degree.
import { readdirSync, readFileSync, writeFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';

const [source, out = 'assets/gazetteer'] = process.argv.slice(2);
if (source === undefined) {
  console.error('Usage: node scripts/build-gazetteer.mjs FOLDER_WITH_geonames_XX.txt [OUT_FOLDER]');
  process.exit(2);
}

const byCodeUnit = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
const fixed = (degrees) => Math.round(degrees * 1e4);

/** Mean of a group's points. */
const mean = (points) => ({
  lat: points.reduce((sum, p) => sum + p.lat, 0) / points.length,
  lon: points.reduce((sum, p) => sum + p.lon, 0) / points.length,
});

/** Points this far from the middle one belong to another place of that name (there is many a Neustadt), or are faults. */
const SPREAD_KM = 60;
/** With fewer of its points around the middle one than this, a name places nothing. */
const MOST = 0.7;

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

/** The points of a name that lie together, or none. */
function onePlace(points) {
  const lat = median(points.map((p) => p.lat));
  const lon = median(points.map((p) => p.lon));
  const kmPerDegree = 111.2;
  const shrink = Math.cos((lat * Math.PI) / 180);
  const near = points.filter(
    (p) => Math.hypot(p.lat - lat, (p.lon - lon) * shrink) * kmPerDegree <= SPREAD_KM,
  );
  return near.length >= points.length * MOST ? near : [];
}

function grouped(rows, keyOf) {
  const groups = new Map();
  for (const row of rows) {
    const key = keyOf(row);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  return [...groups].sort(([a], [b]) => byCodeUnit(a, b));
}

/** What most rows of a group say. */
function mostFrequent(rows, valueOf) {
  const counts = new Map();
  for (const row of rows) counts.set(valueOf(row), (counts.get(valueOf(row)) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || byCodeUnit(String(a[0]), String(b[0])))[0][0];
}

/** Canada and the Netherlands have a part of the code in the file, Great Britain the outward half: keep what is there. */
const codeOf = (country, code) =>
  country === 'CA' ? code.slice(0, 3) : country === 'NL' ? code.slice(0, 4) : code;

/** "Alberta (Red Deer)" and "Newcastle upon Tyne": the part people write in an address. */
function placeNames(country, name) {
  const bare = name.replace(/\s*\([^)]*\)/g, '').trim();
  const inside = country === 'CA' ? [...name.matchAll(/\(([^)]*)\)/g)].flatMap((m) => m[1].split('/')) : [];
  return [bare, ...inside.map((part) => part.trim())].filter((part) => part !== '');
}

function columns(entries) {
  let lat = 0;
  let lon = 0;
  const result = { names: [], lat: [], lon: [], state: [], county: [] };
  for (const { name, point, state, county } of entries) {
    const [y, x] = [fixed(point.lat), fixed(point.lon)];
    result.names.push(name);
    result.lat.push(y - lat);
    result.lon.push(x - lon);
    result.state.push(state);
    result.county.push(county);
    [lat, lon] = [y, x];
  }
  return { ...result, names: result.names.join('\n') };
}

function build(country, text) {
  const rows = text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const [, code, place, state, stateCode, county, countyCode, district, districtCode, lat, lon] =
        line.split('\t');
      return {
        code: codeOf(country, code),
        place,
        state,
        stateCode: stateCode || state,
        county: county || district,
        countyCode: county ? countyCode : districtCode,
        lat: Number(lat),
        lon: Number(lon),
      };
    });
  const stateGroups = grouped(
    rows.filter((row) => row.stateCode !== ''),
    (row) => row.stateCode,
  );
  const states = stateGroups.map(([code, group]) => {
    const point = mean(group);
    return {
      code,
      name: mostFrequent(group, (row) => row.state),
      lat: fixed(point.lat),
      lon: fixed(point.lon),
    };
  });
  const stateIndex = new Map(states.map(({ code }, index) => [code, index]));
  const countyKey = (row) => `${row.county}\t${row.countyCode}`;
  const counties = grouped(
    rows.filter((row) => row.county !== ''),
    countyKey,
  ).map(([key]) => key.split('\t'));
  const countyIndex = new Map(counties.map(([name, code], index) => [`${name}\t${code}`, index]));
  const stateOf = (row) => stateIndex.get(row.stateCode) ?? -1;
  const countyOf = (row) => countyIndex.get(countyKey(row)) ?? -1;
  const entry = (name, group) => ({
    name,
    point: mean(group),
    state: mostFrequent(group, stateOf),
    county: mostFrequent(group, countyOf),
  });
  const codes = grouped(rows, (row) => row.code).map(([code, group]) => entry(code, group));
  const named = rows.flatMap((row) => placeNames(country, row.place).map((name) => ({ ...row, name })));
  const places = grouped(named, (row) => `${row.name}\t${row.stateCode}`)
    .map(([key, group]) => [key, onePlace(group)])
    .filter(([, group]) => group.length > 0)
    .map(([key, group]) => entry(key.split('\t')[0], group));
  return { format: 1, country, states, counties, codes: columns(codes), places: columns(places) };
}

mkdirSync(out, { recursive: true });
for (const file of readdirSync(source).sort(byCodeUnit)) {
  const country = /^geonames_([A-Z]{2})\.txt$/.exec(file)?.[1];
  if (country === undefined) continue;
  const gazetteer = build(country, readFileSync(join(source, file), 'utf8'));
  const json = JSON.stringify(gazetteer);
  writeFileSync(join(out, `${country}.json`), json);
  const codes = gazetteer.codes.lat.length;
  console.log(
    `${country}: ${codes} postal codes, ${gazetteer.places.lat.length} places, ${json.length} bytes`,
  );
}
