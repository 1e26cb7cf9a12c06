/** Land, water, borders and roads, under the accounts. Territory fills come between the land and its lines. */
import type { ArcSet } from '../basemap/arcs.ts';
import type { RankedLines } from '../basemap/decode-basemap.ts';
import type { Scenery } from '../basemap/scenery.ts';
import type { RingList } from '../basemap/topology.ts';
import type { Frame, Region } from '../engine/frame.ts';
import type { MapLayers } from '../map-props.ts';
import type { Palette } from './palette.ts';
import type { Scaling } from './trace.ts';
import { scalingOf, showsBox, traceArc, traceRing } from './trace.ts';

export interface GroundBrush {
  readonly ctx: CanvasRenderingContext2D;
  readonly frame: Frame;
  readonly region: Region;
  readonly palette: Palette;
}

export function drawLand(brush: GroundBrush, scenery: Scenery): void {
  const { ctx, frame, palette } = brush;
  const s = scalingOf(frame, scenery.basemap.size);
  const level = scenery.level(frame.zoom);
  traceLand(brush, scenery, s);
  ctx.lineJoin = 'round';
  ctx.strokeStyle = palette.coast;
  ctx.lineWidth = frame.zoom < 6 ? 0.8 : 1.2;
  ctx.stroke();
  ctx.fillStyle = palette.land;
  ctx.fill('evenodd');
  ctx.beginPath();
  traceRings(brush, level.counties, scenery.countyRings, s);
  ctx.fill('evenodd');
  fillRanked(brush, scenery.basemap.urban, level.urban, s, palette.urban, 10);
}

/** All countries as one path, for filling or clipping. */
function traceLand(brush: GroundBrush, scenery: Scenery, s: Scaling): void {
  brush.ctx.beginPath();
  traceRings(brush, scenery.level(brush.frame.zoom).countries, scenery.countryRings, s);
}

export function traceRings(brush: GroundBrush, arcs: ArcSet, list: RingList, s: Scaling): void {
  for (let i = 0; i < list.rings.length; i++) {
    if (showsBox(list.bounds, i * 4, s, brush.region, 0.7)) traceRing(brush.ctx, arcs, list.rings[i]!, s);
  }
}

export function drawWaterAndLines(brush: GroundBrush, scenery: Scenery, layers: MapLayers): void {
  const { ctx, frame, palette } = brush;
  const s = scalingOf(frame, scenery.basemap.size);
  const level = scenery.level(frame.zoom);
  const zoom = frame.zoom;
  ctx.lineJoin = 'round';
  ctx.lineCap = 'round';
  strokeRanked(brush, scenery.basemap.rivers, level.rivers, s, riverRank(zoom), {
    colour: palette.river,
    width: zoom < 6 ? 0.7 : zoom < 9 ? 1 : 1.5,
  });
  if (layers.countyLines && zoom >= 5.4) {
    strokeArcs(brush, level.counties, scenery.countyBorders, s, palette.county, zoom < 7 ? 0.5 : 0.8);
  }
  strokeArcs(brush, level.counties, scenery.stateBorders, s, palette.state, zoom < 5 ? 0.7 : 1);
  if (layers.roads) drawRoads(brush, scenery, level.roads, s);
  fillRanked(brush, scenery.basemap.lakes, level.lakes, s, palette.water, lakeRank(zoom), palette.coast);
  strokeArcs(brush, level.countries, scenery.countryBorders, s, palette.country, zoom < 5 ? 0.9 : 1.3);
}

const riverRank = (zoom: number): number =>
  zoom < 4 ? 3 : zoom < 5 ? 5 : zoom < 6 ? 7 : zoom < 7 ? 9 : zoom < 8 ? 10 : 12;
const lakeRank = (zoom: number): number => (zoom < 4 ? 2 : zoom < 5 ? 5 : zoom < 6 ? 7 : 9);

function drawRoads(brush: GroundBrush, scenery: Scenery, arcs: ArcSet, s: Scaling): void {
  const { palette, frame } = brush;
  if (frame.zoom < 4.6) return;
  const width = frame.zoom < 6 ? 0.8 : frame.zoom < 8 ? 1.1 : 1.8;
  const rank = frame.zoom < 6 ? 3 : frame.zoom < 7 ? 5 : 9;
  const { roads } = scenery.basemap;
  strokeRanked(brush, roads, arcs, s, rank, { colour: palette.roadCasing, width: width + 1.3 });
  strokeRanked(brush, roads, arcs, s, rank, { colour: palette.road, width });
}

function strokeArcs(
  brush: GroundBrush,
  arcs: ArcSet,
  which: readonly number[],
  s: Scaling,
  colour: string,
  width: number,
): void {
  const { ctx, region } = brush;
  ctx.beginPath();
  for (const arc of which) {
    if (showsBox(arcs.bounds, arc * 4, s, region, 0)) traceArc(ctx, arcs, arc, s);
  }
  ctx.strokeStyle = colour;
  ctx.lineWidth = width;
  ctx.stroke();
}

function strokeRanked(
  brush: GroundBrush,
  { rank }: RankedLines,
  arcs: ArcSet,
  s: Scaling,
  highest: number,
  pen: { readonly colour: string; readonly width: number },
): void {
  const { ctx, region } = brush;
  ctx.beginPath();
  for (let i = 0; i < arcs.count && rank[i]! <= highest; i++) {
    if (showsBox(arcs.bounds, i * 4, s, region, 0)) traceArc(ctx, arcs, i, s);
  }
  ctx.strokeStyle = pen.colour;
  ctx.lineWidth = pen.width;
  ctx.stroke();
}

function fillRanked(
  brush: GroundBrush,
  { rank }: RankedLines,
  arcs: ArcSet,
  s: Scaling,
  colour: string,
  highest: number,
  outline?: string,
): void {
  const { ctx, region } = brush;
  ctx.beginPath();
  for (let i = 0; i < arcs.count && rank[i]! <= highest; i++) {
    if (!showsBox(arcs.bounds, i * 4, s, region, 1)) continue;
    traceArc(ctx, arcs, i, s);
    ctx.closePath();
  }
  ctx.fillStyle = colour;
  ctx.fill('evenodd');
  if (outline === undefined) return;
  ctx.strokeStyle = outline;
  ctx.lineWidth = 0.6;
  ctx.stroke();
}

/** Keeps what is drawn next inside these countries. The United States end where their counties do. */
export function clipToCountries(brush: GroundBrush, scenery: Scenery, countries: readonly number[]): void {
  const { ctx, frame, region } = brush;
  const { basemap, countryRings, countyRings } = scenery;
  const s = scalingOf(frame, basemap.size);
  const level = scenery.level(frame.zoom);
  ctx.beginPath();
  if (countries.some((country) => basemap.countryNames[country] === UNITED_STATES)) {
    traceRings(brush, level.counties, countyRings, s);
  }
  const others = new Set(countries.filter((country) => basemap.countryNames[country] !== UNITED_STATES));
  countryRings.rings.forEach((ring, i) => {
    if (!others.has(countryRings.area[i]!)) return;
    if (showsBox(countryRings.bounds, i * 4, s, region, 0.7)) traceRing(ctx, level.countries, ring, s);
  });
  ctx.clip('evenodd');
}

const UNITED_STATES = 'United States of America';
