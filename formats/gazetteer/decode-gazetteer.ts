/** The bytes of assets/gazetteer/XX.json to a Gazetteer. Coordinates are differences of ten-thousandths of a degree. */
import type {
  Gazetteer,
  GazetteerCounty,
  GazetteerPlace,
  GazetteerState,
} from '../../domain/geo/gazetteer.ts';
import { placeKey } from '../../domain/geo/gazetteer.ts';
import type { CodedError, Result } from '../../domain/result.ts';
import { codedError, ok, refuse } from '../../domain/result.ts';

interface Columns {
  readonly names: readonly string[];
  readonly places: readonly GazetteerPlace[];
}

/** Decodes one country. Error: BAD_GAZETTEER. */
export function decodeGazetteer(bytes: Uint8Array): Result<Gazetteer, CodedError<'BAD_GAZETTEER'>> {
  try {
    const file: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    if (!isRecord(file) || file['format'] !== 1) return refuse(bad('it is not of format 1'));
    const states = list(file['states']).map(stateOf);
    const counties = list(file['counties']).map(countyOf);
    const codes = columnsOf(file['codes'], states.length, counties.length);
    const places = columnsOf(file['places'], states.length, counties.length);
    return ok({
      country: text(file['country']),
      states,
      counties,
      postalCodes: new Map(codes.names.map((code, i) => [code, codes.places[i] as GazetteerPlace])),
      places: placeIndex(places, states),
    });
  } catch (cause) {
    return refuse(bad(cause instanceof Error ? cause.message : String(cause)));
  }
}

const bad = (why: string): CodedError<'BAD_GAZETTEER'> =>
  codedError('BAD_GAZETTEER', `The postal code file cannot be read (${why}). Reinstall Bailiwick.`);

/** Also without the state, where only one state has a place of that name. */
function placeIndex(
  columns: Columns,
  states: readonly GazetteerState[],
): ReadonlyMap<string, GazetteerPlace> {
  const index = new Map<string, GazetteerPlace>();
  const statesOfName = new Map<string, number>();
  columns.names.forEach((name, i) => {
    const place = columns.places[i] as GazetteerPlace;
    const key = placeKey(name, states[place.state]?.code ?? '');
    const anywhere = key.slice(key.indexOf('|'));
    if (!index.has(key)) statesOfName.set(anywhere, (statesOfName.get(anywhere) ?? 0) + 1);
    index.set(key, place);
    if (statesOfName.get(anywhere) === 1) index.set(anywhere, place);
    else index.delete(anywhere);
  });
  return index;
}

function stateOf(value: unknown): GazetteerState {
  if (!isRecord(value)) throw new TypeError('a state is not a record');
  return {
    code: text(value['code']),
    name: text(value['name']),
    lat: number(value['lat']) / 1e4,
    lon: number(value['lon']) / 1e4,
  };
}

function countyOf(value: unknown): GazetteerCounty {
  const [name, code] = list(value);
  return { name: text(name), code: text(code) };
}

function columnsOf(value: unknown, stateCount: number, countyCount: number): Columns {
  if (!isRecord(value)) throw new TypeError('columns are missing');
  const names = text(value['names']).split('\n');
  const [lat, lon] = [list(value['lat']), list(value['lon'])];
  const [state, county] = [list(value['state']), list(value['county'])];
  if ([lat, lon, state, county].some((column) => column.length !== names.length)) {
    throw new TypeError('columns differ in length');
  }
  let [y, x] = [0, 0];
  const places = names.map((_name, i): GazetteerPlace => {
    y += number(lat[i]);
    x += number(lon[i]);
    const place = { lat: y / 1e4, lon: x / 1e4, state: number(state[i]), county: number(county[i]) };
    if (place.state >= stateCount || place.county >= countyCount)
      throw new TypeError('an index is out of range');
    if (Math.abs(place.lat) > 90 || Math.abs(place.lon) > 180) throw new TypeError('a point is not on Earth');
    return place;
  });
  return { names, places };
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function list(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw new TypeError('a list is missing');
  return value;
}

function text(value: unknown): string {
  if (typeof value !== 'string') throw new TypeError('a text is missing');
  return value;
}

function number(value: unknown): number {
  if (typeof value !== 'number' || !Number.isInteger(value)) throw new TypeError('a whole number is missing');
  return value;
}
