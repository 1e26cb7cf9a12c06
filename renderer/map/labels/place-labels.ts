/**
 * Which names the basemap shows at a zoom level, and where: chosen for the whole world at once, so that a name never
 * comes or goes while the map is panned. The more important takes its place first; who finds none is left out.
 */
import type { Basemap } from '../basemap/decode-basemap.ts';
import { worldPixels } from '../basemap/mercator.ts';
import type { LabelBox } from './collision-grid.ts';
import { CollisionGrid } from './collision-grid.ts';

type LabelKind = 'country' | 'state' | 'city' | 'road';

export interface PlacedLabel {
  readonly kind: LabelKind;
  readonly text: string;
  /** Anchor in unit coordinates. */
  readonly x: number;
  readonly y: number;
  /** Middle of the text beside the anchor, in CSS pixels. */
  readonly dx: number;
  readonly dy: number;
  readonly width: number;
  readonly height: number;
  /** Font size in CSS pixels. */
  readonly size: number;
  /** 0 for the largest cities, 2 for the smallest. */
  readonly weight: number;
}

/** Width in CSS pixels of a text in a size; letter-spaced for areas. */
export type MeasureText = (text: string, size: number, kind: LabelKind) => number;

/** Labels change at half zoom levels only. Rounding down keeps them apart at the levels between. */
export const labelLevel = (zoom: number): number => Math.floor(zoom * 2) / 2;

export function placeLabels(basemap: Basemap, level: number, measure: MeasureText): readonly PlacedLabel[] {
  const grid = new CollisionGrid(64);
  const labels: PlacedLabel[] = [];
  const scale = worldPixels(level) / basemap.size;
  const context: Context = { basemap, level, measure, grid, labels, scale };
  placeAreas(context, 'country');
  placeCities(context, 400, Infinity);
  placeAreas(context, 'state');
  placeCities(context, 100, 400);
  placeShields(context);
  placeCities(context, 0, 100);
  return labels;
}

interface Context {
  readonly basemap: Basemap;
  readonly level: number;
  readonly measure: MeasureText;
  readonly grid: CollisionGrid;
  readonly labels: PlacedLabel[];
  /** Pixels per map unit. */
  readonly scale: number;
}

/** Thousands of people a city needs to be named at a zoom level. */
function leastThousands(level: number): number {
  const steps: readonly (readonly [number, number])[] = [
    [3.5, 2000],
    [4, 700],
    [4.5, 450],
    [5, 250],
    [5.5, 170],
    [6, 100],
    [6.5, 70],
    [7, 45],
    [7.5, 30],
    [8, 25],
    [8.5, 18],
    [9, 14],
    [9.5, 11],
    [10, 8],
  ];
  return steps.find(([upTo]) => level <= upTo)?.[1] ?? 0;
}

function placeCities(context: Context, from: number, below: number): void {
  const { cities, size } = context.basemap;
  const least = Math.max(from, leastThousands(context.level));
  for (let i = 0; i < cities.names.length; i++) {
    const thousands = cities.thousands[i]!;
    if (thousands >= below) continue;
    if (thousands < least) return;
    const text = cities.names[i]!;
    const weight = thousands >= 400 ? 0 : thousands >= 80 ? 1 : 2;
    const font = 10.5 + (2 - weight) + (context.level >= 7 ? 1 : 0);
    const width = context.measure(text, font, 'city');
    placeCity(
      context,
      text,
      cities.coords[i * 2]! / size,
      cities.coords[i * 2 + 1]! / size,
      width,
      font,
      weight,
    );
  }
}

/** Right of its dot, else left, above or below it. */
function placeCity(
  context: Context,
  text: string,
  x: number,
  y: number,
  width: number,
  size: number,
  weight: number,
): void {
  const height = size * 1.15;
  const spots: readonly (readonly [number, number])[] = [
    [width / 2 + 5, 0],
    [-width / 2 - 5, 0],
    [0, -height / 2 - 4],
    [0, height / 2 + 4],
  ];
  const px = x * context.basemap.size * context.scale;
  const py = y * context.basemap.size * context.scale;
  const room = context.level < 6 ? 9 : 5;
  for (const [dx, dy] of spots) {
    const box = boxAround(px + dx, py + dy, width + room, height + room);
    if (!context.grid.isFree(box) || !context.grid.isFree(boxAround(px, py, 6, 6))) continue;
    context.grid.take(box);
    context.grid.take(boxAround(px, py, 6, 6));
    context.labels.push({ kind: 'city', text, x, y, dx, dy, width, height, size, weight });
    return;
  }
}

function placeAreas(context: Context, kind: 'country' | 'state'): void {
  const { basemap, level, scale, grid, labels } = context;
  if (kind === 'state' && level < 3.5) return;
  for (const area of kind === 'state' ? basemap.stateLabels : basemap.countryLabels) {
    const across = area.r * 2 * scale;
    if (kind === 'country' && (across < 26 || across > 900 || hidesStates(area.name, level))) continue;
    const size = kind === 'state' ? (level < 6 ? 10 : 11.5) : level < 5 ? 11 : 12.5;
    const full = context.measure(area.name, size, kind);
    const text = full > across * 1.35 && area.code !== undefined ? area.code : area.name;
    const width = text === area.name ? full : context.measure(text, size, kind);
    if (width > across * (kind === 'state' ? 1.6 : 2.2)) continue;
    const height = size * 1.2;
    const box = boxAround(area.x * scale, area.y * scale, width + 8, height + 6);
    if (!grid.takeIfFree(box)) continue;
    labels.push({
      kind,
      text,
      x: area.x / basemap.size,
      y: area.y / basemap.size,
      dx: 0,
      dy: 0,
      width,
      height,
      size,
      weight: 0,
    });
  }
}

/** Where its states are named, the country need not be. */
const hidesStates = (name: string, level: number): boolean =>
  name === 'United States of America' && level >= 3.5;

const SHIELD_GAP = 190;

function placeShields(context: Context): void {
  const { basemap, level, scale, grid, labels } = context;
  if (level < 5.5) return;
  const { arcs, rank } = basemap.roads;
  const placedAt = new Map<string, [number, number][]>();
  for (let road = 0; road < arcs.count; road++) {
    if (rank[road]! > (level < 7 ? 3 : 9)) continue;
    const text = basemap.roadNumbers[road]!;
    const middle = Math.floor((arcs.starts[road]! + arcs.starts[road + 1]! - 1) / 2);
    const px = arcs.coords[middle * 2]! * scale;
    const py = arcs.coords[middle * 2 + 1]! * scale;
    const others = placedAt.get(text) ?? [];
    if (others.some(([x, y]) => Math.hypot(x - px, y - py) < SHIELD_GAP)) continue;
    const width = text.length > 2 ? 22 : 18;
    if (!grid.takeIfFree(boxAround(px, py, width + 4, 20))) continue;
    placedAt.set(text, [...others, [px, py]]);
    const [x, y] = [px / scale / basemap.size, py / scale / basemap.size];
    labels.push({ kind: 'road', text, x, y, dx: 0, dy: 0, width, height: 16, size: 9, weight: 0 });
  }
}

const boxAround = (x: number, y: number, width: number, height: number): LabelBox => ({
  minX: x - width / 2,
  minY: y - height / 2,
  maxX: x + width / 2,
  maxY: y + height / 2,
});
