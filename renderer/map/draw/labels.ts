import type { Frame, Region } from '../engine/frame.ts';
import type { LabelBox } from '../labels/collision-grid.ts';
import { CollisionGrid } from '../labels/collision-grid.ts';
import type { MeasureText, PlacedLabel } from '../labels/place-labels.ts';
import type { MapLayers } from '../map-props.ts';
import type { Palette } from './palette.ts';

/** A circle on the map that names should not cover, in CSS pixels of the frame. */
export interface Obstacle {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
}

interface LabelScene {
  readonly obstacles: readonly Obstacle[];
  /** What lies over the map or ends it, in CSS pixels of the frame: no name is put there. */
  readonly covered: readonly LabelBox[];
  readonly places: readonly PlacedLabel[];
  readonly territories: readonly TerritoryLabel[];
  readonly layers: MapLayers;
  readonly palette: Palette;
}

/** A territory's name where it lies, in unit coordinates. */
export interface TerritoryLabel {
  readonly name: string;
  readonly note: string | null;
  readonly colour: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly faded: boolean;
}

const SPACING = { country: 2, state: 1.4, city: 0, road: 0 } as const;

const fontOf = (label: Pick<PlacedLabel, 'kind' | 'size' | 'weight'>, family: string): string =>
  `${label.kind === 'city' ? (label.weight === 0 ? 600 : label.weight === 1 ? 500 : 400) : 600} ${label.size}px ${family}`;

/** Widths as the browser sets them, remembered. */
export function textMeasure(palette: Palette): MeasureText {
  const ctx = document.createElement('canvas').getContext('2d');
  const widths = new Map<string, number>();
  return (text, size, kind) => {
    const key = `${kind} ${size} ${text}`;
    const known = widths.get(key);
    if (known !== undefined || ctx === null) return known ?? text.length * size * 0.55;
    ctx.font = fontOf({ kind, size, weight: 0 }, palette.font);
    const shown = kind === 'city' ? text : text.toUpperCase();
    const width = ctx.measureText(shown).width + SPACING[kind] * shown.length;
    widths.set(key, width);
    return width;
  };
}

export function drawLabels(
  ctx: CanvasRenderingContext2D,
  frame: Frame,
  region: Region,
  scene: LabelScene,
): void {
  const { layers } = scene;
  const territories = layers.territoryLabels
    ? scene.territories.filter((label) => touches(frame, region, label))
    : [];
  ctx.textAlign = 'center';
  ctx.textBaseline = 'middle';
  ctx.lineJoin = 'round';
  const taken = new CollisionGrid(64);
  for (const territory of territories) taken.take(boxOf(frame, { ...territory, dx: 0, dy: 0 }));
  for (const box of scene.covered) taken.take(box);
  for (const { x, y, radius: r } of scene.obstacles)
    taken.take({ minX: x - r, minY: y - r, maxX: x + r, maxY: y + r });
  for (const label of scene.places) {
    if (label.kind === 'road' ? !layers.roads : !layers.placeLabels) continue;
    if (!isNear(frame, region, label) || !inRegion(boxOf(frame, label), region)) continue;
    const spot = freeSpot(frame, label, taken);
    if (spot === null) continue;
    const dotted =
      label.kind === 'city' && taken.isFree(boxOf(frame, { ...label, dx: 0, dy: 0, width: 3, height: 3 }));
    taken.take(boxOf(frame, spot));
    if (label.kind === 'road') drawShield(ctx, frame, spot, scene.palette);
    else drawPlace(ctx, frame, spot, dotted, scene.palette);
  }
  for (const label of territories) drawTerritory(ctx, frame, label, scene.palette);
}

/** Steps aside, in CSS pixels, that let the name of a city clear the cluster that lies on it. */
const ASIDE: readonly (readonly [number, number])[] = [
  [0, 0],
  [15, 0],
  [0, -16],
  [0, 16],
  [15, -12],
  [15, 12],
];

/** The label where it covers nothing; null where a lesser one finds no room. */
function freeSpot(frame: Frame, label: PlacedLabel, taken: CollisionGrid): PlacedLabel | null {
  if (label.kind !== 'city') return taken.isFree(boxOf(frame, label)) ? label : null;
  const away = label.dx < 0 ? -1 : 1;
  for (const [dx, dy] of ASIDE) {
    const moved = { ...label, dx: label.dx + dx * away, dy: label.dy + dy };
    if (taken.isFree(boxOf(frame, moved))) return moved;
  }
  return null;
}

interface Boxed {
  readonly x: number;
  readonly y: number;
  readonly dx: number;
  readonly dy: number;
  readonly width: number;
  readonly height: number;
}

function boxOf(frame: Frame, label: Boxed): LabelBox {
  const x = label.x * frame.scale - frame.left + label.dx;
  const y = label.y * frame.scale - frame.top + label.dy;
  return {
    minX: x - label.width / 2,
    minY: y - label.height / 2,
    maxX: x + label.width / 2,
    maxY: y + label.height / 2,
  };
}

/** Wider than any label is from its anchor. */
const REACH = 260;

/** Tells the many names of the world from the few that may be in sight, without making anything. */
const isNear = (frame: Frame, region: Region, { x, y }: Boxed): boolean => {
  const px = x * frame.scale - frame.left - region.x;
  const py = y * frame.scale - frame.top - region.y;
  return px > -REACH && py > -REACH && px < region.width + REACH && py < region.height + REACH;
};

const inRegion = (box: LabelBox, region: Region): boolean =>
  box.maxX + 12 >= region.x &&
  box.minX - 12 <= region.x + region.width &&
  box.maxY + 12 >= region.y &&
  box.minY - 12 <= region.y + region.height;

const touches = (frame: Frame, region: Region, label: TerritoryLabel): boolean =>
  inRegion(boxOf(frame, { ...label, dx: 0, dy: 0 }), region);

function drawPlace(
  ctx: CanvasRenderingContext2D,
  frame: Frame,
  label: PlacedLabel,
  dotted: boolean,
  palette: Palette,
): void {
  const x = label.x * frame.scale - frame.left;
  const y = label.y * frame.scale - frame.top;
  const city = label.kind === 'city';
  ctx.font = fontOf(label, palette.font);
  ctx.letterSpacing = `${SPACING[label.kind]}px`;
  const text = city ? label.text : label.text.toUpperCase();
  ctx.strokeStyle = palette.halo;
  ctx.lineWidth = 2.6;
  ctx.strokeText(text, x + label.dx, y + label.dy);
  ctx.fillStyle = city && label.weight < 2 ? palette.label : palette.labelFaint;
  ctx.fillText(text, x + label.dx, y + label.dy);
  ctx.letterSpacing = '0px';
  if (!dotted) return;
  ctx.beginPath();
  ctx.arc(x, y, label.weight === 0 ? 2 : 1.5, 0, 7);
  ctx.fillStyle = palette.label;
  ctx.fill();
  ctx.lineWidth = 1;
  ctx.stroke();
}

function drawShield(ctx: CanvasRenderingContext2D, frame: Frame, label: PlacedLabel, palette: Palette): void {
  const x = label.x * frame.scale - frame.left;
  const y = label.y * frame.scale - frame.top;
  const w = label.width / 2;
  ctx.beginPath();
  ctx.moveTo(x - w * 0.8, y - 7);
  ctx.quadraticCurveTo(x, y - 4.6, x + w * 0.8, y - 7);
  ctx.quadraticCurveTo(x + w * 1.15, y + 1, x + w * 0.55, y + 5);
  ctx.quadraticCurveTo(x + w * 0.25, y + 6.6, x, y + 8);
  ctx.quadraticCurveTo(x - w * 0.25, y + 6.6, x - w * 0.55, y + 5);
  ctx.quadraticCurveTo(x - w * 1.15, y + 1, x - w * 0.8, y - 7);
  ctx.closePath();
  ctx.fillStyle = palette.paper;
  ctx.fill();
  ctx.strokeStyle = palette.labelFaint;
  ctx.lineWidth = 1;
  ctx.stroke();
  ctx.font = `600 ${label.size}px ${palette.font}`;
  ctx.fillStyle = palette.label;
  ctx.fillText(label.text, x, y + 0.2);
}

export const TERRITORY_FONT = { name: 12, note: 11 } as const;

function drawTerritory(
  ctx: CanvasRenderingContext2D,
  frame: Frame,
  label: TerritoryLabel,
  palette: Palette,
): void {
  const box = boxOf(frame, { ...label, dx: 0, dy: 0 });
  ctx.globalAlpha = label.faded ? 0.45 : 1;
  ctx.beginPath();
  ctx.roundRect(box.minX, box.minY, label.width, label.height, 4);
  ctx.fillStyle = palette.paper;
  ctx.fill();
  ctx.strokeStyle = palette.state;
  ctx.lineWidth = 0.75;
  ctx.stroke();
  ctx.beginPath();
  ctx.roundRect(box.minX + 5, box.minY + label.height / 2 - 4, 8, 8, 2);
  ctx.fillStyle = label.colour;
  ctx.fill();
  ctx.textAlign = 'left';
  ctx.font = `600 ${TERRITORY_FONT.name}px ${palette.font}`;
  ctx.fillStyle = palette.ink;
  const textX = box.minX + 18;
  const middle = box.minY + label.height / 2 + 0.5;
  ctx.fillText(label.name, textX, middle);
  if (label.note !== null) {
    const after = ctx.measureText(label.name).width + 6;
    ctx.font = `500 ${TERRITORY_FONT.note}px ${palette.font}`;
    ctx.fillStyle = palette.labelFaint;
    ctx.fillText(label.note, textX + after, middle);
  }
  ctx.textAlign = 'center';
  ctx.globalAlpha = 1;
}
