/** Land, water, borders and roads, under the accounts. Territory fills come between the land and its lines. */
import type { ArcSet } from '../basemap/arcs.ts';
import type { RankedLines } from '../basemap/decode-basemap.ts';
import type { Scenery } from '../basemap/scenery.ts';
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
  fillCountries(brush, scenery, () => true);
}

/**
 * Land with territory areas on it: the areas are drawn over everything, then the sea and the countries other than
 * `countries` over them. Covering costs a fill; clipping to a coastline would cost one for every area.
 */
export function drawLandWithAreas(
  brush: GroundBrush,
  scenery: Scenery,
  countries: readonly number[],
  drawAreas: () => void,
): void {
  const { ctx, region, palette } = brush;
  ctx.fillStyle = palette.land;
  ctx.fillRect(region.x, region.y, region.width, region.height);
  drawAreas();
  ctx.beginPath();
  traceCountries(brush, scenery, () => true);
  strokeCoast(brush);
  ctx.rect(region.x - 8, region.y - 8, region.width + 16, region.height + 16);
  ctx.fillStyle = palette.water;
  ctx.fill('evenodd');
  const held = new Set(countries);
  fillCountries(brush, scenery, (country) => !held.has(country));
}

export function drawUrban(brush: GroundBrush, scenery: Scenery): void {
  const s = scalingOf(brush.frame, scenery.basemap.size);
  const arcs = scenery.level(brush.frame.zoom).urban;
  fillRanked(brush, scenery.basemap.urban, arcs, s, brush.palette.urban, 10);
}

function fillCountries(brush: GroundBrush, scenery: Scenery, wanted: (country: number) => boolean): void {
  const { ctx, palette } = brush;
  ctx.beginPath();
  traceCountries(brush, scenery, wanted);
  strokeCoast(brush);
  ctx.fillStyle = palette.land;
  ctx.fill('evenodd');
}

function strokeCoast({ ctx, frame, palette }: GroundBrush): void {
  ctx.lineJoin = 'round';
  ctx.strokeStyle = palette.coast;
  ctx.lineWidth = frame.zoom < 6 ? 1 : 1.4;
  ctx.stroke();
}

function traceCountries(brush: GroundBrush, scenery: Scenery, wanted: (country: number) => boolean): void {
  const { rings, bounds, area } = scenery.countryRings;
  const s = scalingOf(brush.frame, scenery.basemap.size);
  const arcs = scenery.level(brush.frame.zoom).countries;
  for (let i = 0; i < rings.length; i++) {
    if (wanted(area[i]!) && showsBox(bounds, i * 4, s, brush.region, 0.7))
      traceRing(brush.ctx, arcs, rings[i]!, s);
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
    // As `traceRing` ends: back to where it began.
    const from = 2 * arcs.starts[i]!;
    ctx.lineTo(arcs.coords[from]! * s.k - s.left, arcs.coords[from + 1]! * s.k - s.top);
  }
  ctx.fillStyle = colour;
  ctx.fill('evenodd');
  if (outline === undefined) return;
  ctx.strokeStyle = outline;
  ctx.lineWidth = 0.6;
  ctx.stroke();
}
