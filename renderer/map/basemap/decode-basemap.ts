/**
 * assets/basemap/basemap.bin, written by scripts/build-basemap.mjs: "BWM1", the header's length (u32 LE), a JSON
 * header with names, then variable-length integers (seven bits a byte, low first; signed ones zigzagged):
 * countries, counties (lines, then the rings of each area as line numbers, ~n for backwards), lakes, rivers, urban
 * areas, roads (lines, then a rank each), cities (a one-point line each, then thousands of people each).
 */
import type { CodedError, Result } from '../../../domain/result.ts';
import { codedError, ok, refuse } from '../../../domain/result.ts';
import type { ArcSet } from './arcs.ts';
import { arcSet } from './arcs.ts';

export type Ring = Int32Array;

/** Areas that share their borders. */
export interface Topology {
  readonly arcs: ArcSet;
  /** For each area its rings; each ring the numbers of its lines, ~n where line n runs backwards. */
  readonly rings: readonly (readonly Ring[])[];
}

/** Lines of their own, the most important (lowest rank) first. */
export interface RankedLines {
  readonly arcs: ArcSet;
  readonly rank: Uint8Array;
}

interface AreaLabel {
  readonly name: string;
  readonly code?: string;
  readonly x: number;
  readonly y: number;
  /** Radius, in map units, of a circle around the point that lies inside the area. */
  readonly r: number;
}

export interface Cities {
  readonly names: readonly string[];
  /** x and y in turn; the most populous city first. */
  readonly coords: Int32Array;
  readonly thousands: Int32Array;
}

export interface Basemap {
  /** Map units around the world. */
  readonly size: number;
  readonly countries: Topology;
  readonly countryNames: readonly string[];
  readonly counties: Topology;
  /** FIPS code of each county, five digits. */
  readonly countyFips: readonly string[];
  readonly lakes: RankedLines;
  readonly rivers: RankedLines;
  readonly urban: RankedLines;
  readonly roads: RankedLines;
  readonly roadNumbers: readonly string[];
  readonly cities: Cities;
  readonly stateLabels: readonly AreaLabel[];
  readonly countryLabels: readonly AreaLabel[];
}

interface Header {
  readonly bits: number;
  readonly countries: readonly string[];
  readonly counties: readonly string[];
  readonly roads: readonly string[];
  readonly cities: string;
  readonly stateLabels: readonly AreaLabel[];
  readonly countryLabels: readonly AreaLabel[];
}

export type BasemapError = CodedError<'NOT_A_BASEMAP' | 'BASEMAP_TRUNCATED'>;

class Reader {
  private at = 0;
  private readonly bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  get overran(): boolean {
    return this.at > this.bytes.length;
  }

  /** Below 2^31: what the build script writes. */
  uint(): number {
    let value = 0;
    let shift = 0;
    for (;;) {
      const byte = this.bytes[this.at++] ?? 0;
      value |= (byte & 127) << shift;
      if (byte < 128) return value;
      shift += 7;
    }
  }

  int(): number {
    const value = this.uint();
    return (value >>> 1) ^ -(value & 1);
  }

  lines(): ArcSet {
    const count = this.uint();
    const starts = new Uint32Array(count + 1);
    // A point takes two bytes at least, so what is left holds no more than this many numbers.
    const coords = new Int32Array(Math.max(0, this.bytes.length - this.at));
    let filled = 0;
    let x = 0;
    let y = 0;
    for (let line = 0; line < count && !this.overran; line++) {
      for (let left = this.uint(); left > 0 && !this.overran; left--) {
        x += this.int();
        y += this.int();
        coords[filled++] = x;
        coords[filled++] = y;
      }
      starts[line + 1] = filled / 2;
    }
    return arcSet(coords.slice(0, filled), starts);
  }

  topology(): Topology {
    const arcs = this.lines();
    const rings = this.list(() => this.list(() => this.ring()));
    return { arcs, rings };
  }

  private ring(): Ring {
    const ring = new Int32Array(Math.min(this.uint(), this.bytes.length));
    for (let i = 0; i < ring.length; i++) ring[i] = this.int();
    return ring;
  }

  ranked(): RankedLines {
    const arcs = this.lines();
    return { arcs, rank: Uint8Array.from({ length: arcs.count }, () => this.uint()) };
  }

  list<T>(read: () => T): T[] {
    const items: T[] = [];
    for (let left = this.uint(); left > 0 && !this.overran; left--) items.push(read());
    return items;
  }
}

/** Decodes the packed basemap; refuses bytes that are something else or stop early. */
export function decodeBasemap(bytes: Uint8Array): Result<Basemap, BasemapError> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const text = new TextDecoder();
  if (bytes.length < 8 || text.decode(bytes.subarray(0, 4)) !== 'BWM1') {
    return refuse(
      codedError('NOT_A_BASEMAP', 'These bytes are not a basemap: rebuild assets/basemap/basemap.bin.'),
    );
  }
  const headerEnd = 8 + view.getUint32(4, true);
  if (headerEnd > bytes.length) return refuse(truncated(bytes.length));
  // Written by our own build script together with the stream, under the same magic.
  const header = JSON.parse(text.decode(bytes.subarray(8, headerEnd))) as Header;
  const reader = new Reader(bytes.subarray(headerEnd));
  const basemap = readBasemap(header, reader);
  return reader.overran ? refuse(truncated(bytes.length)) : ok(basemap);
}

const truncated = (length: number): BasemapError =>
  codedError(
    'BASEMAP_TRUNCATED',
    `The basemap stops early, after ${length} bytes: install Bailiwick again.`,
    {
      length,
    },
  );

function readBasemap(header: Header, reader: Reader): Basemap {
  const countries = reader.topology();
  const counties = reader.topology();
  const lakes = reader.ranked();
  const rivers = reader.ranked();
  const urban = reader.ranked();
  const roads = reader.ranked();
  const places = reader.lines();
  const thousands = Int32Array.from({ length: places.count }, () => reader.uint());
  return {
    size: 2 ** header.bits,
    countries,
    countryNames: header.countries,
    counties,
    countyFips: header.counties,
    lakes,
    rivers,
    urban,
    roads,
    roadNumbers: header.roads,
    cities: { names: header.cities.split('\n'), coords: places.coords, thousands },
    stateLabels: header.stateLabels,
    countryLabels: header.countryLabels,
  };
}
