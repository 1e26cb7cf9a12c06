/** Territory areas over the land: a wash of colour, an outline between neighbours, hatches when asked for. */
import type { Frame } from '../engine/frame.ts';
import type { Regions } from '../territory/regions.ts';
import type { GroundBrush } from './ground.ts';
import { hatchPattern } from './hatch.ts';

interface FillScene {
  readonly regions: Regions;
  readonly colours: readonly string[];
  readonly hatches: boolean;
  /** Index of the territory brought forward, or null. */
  readonly focus: number | null;
}

export function drawFills(brush: GroundBrush, scene: FillScene): void {
  const { ctx, palette } = brush;
  const strength = palette.fillStrength * nearness(brush.frame.zoom);
  scene.regions.rings.forEach((_, territory) => {
    if (!traceTerritory(brush, scene.regions, territory)) return;
    const back = scene.focus !== null && scene.focus !== territory;
    ctx.globalAlpha = strength * (back ? 0.35 : scene.focus === territory ? 1.35 : 1);
    ctx.fillStyle = scene.colours[territory] ?? palette.unassigned;
    ctx.fill('evenodd');
    if (scene.hatches) {
      ctx.globalAlpha = back ? 0.2 : 0.55;
      ctx.fillStyle = hatchPattern(
        ctx,
        territory,
        scene.colours[territory] ?? palette.unassigned,
        brush.frame,
      );
      ctx.fill('evenodd');
    }
    ctx.globalAlpha = 1;
  });
  drawOutlines(brush, scene);
}

/** Close by, the wash thins out: the outline and the name say it, and the ground shows. */
const nearness = (zoom: number): number => Math.max(0.5, Math.min(1, 1 - (zoom - 5.5) * 0.13));

function drawOutlines(brush: GroundBrush, scene: FillScene): void {
  const { ctx, palette } = brush;
  ctx.lineJoin = 'round';
  ctx.beginPath();
  scene.regions.rings.forEach((_, territory) => addTerritory(brush, scene.regions, territory));
  ctx.strokeStyle = palette.territoryLine;
  ctx.lineWidth = brush.frame.zoom < 6 ? 1 : 1.4;
  ctx.stroke();
  if (scene.focus !== null && traceTerritory(brush, scene.regions, scene.focus)) {
    ctx.strokeStyle = palette.ink;
    ctx.lineWidth = 2.2;
    ctx.stroke();
  }
}

function traceTerritory(brush: GroundBrush, regions: Regions, territory: number): boolean {
  brush.ctx.beginPath();
  return addTerritory(brush, regions, territory);
}

function addTerritory({ ctx, frame, region }: GroundBrush, regions: Regions, territory: number): boolean {
  let any = false;
  const bounds = regions.bounds[territory] ?? [];
  regions.rings[territory]?.forEach((ring, i) => {
    const box = bounds[i];
    if (box === undefined || ring.length < 6) return;
    const shown =
      box[2] * frame.scale - frame.left >= region.x - 4 &&
      box[0] * frame.scale - frame.left <= region.x + region.width + 4 &&
      box[3] * frame.scale - frame.top >= region.y - 4 &&
      box[1] * frame.scale - frame.top <= region.y + region.height + 4;
    if (!shown) return;
    traceUnitRing(ctx, ring, frame);
    any = true;
  });
  return any;
}

/** Round the first corner again rather than `closePath`: see `traceRing`. */
function traceUnitRing(ctx: CanvasRenderingContext2D, ring: Float64Array, frame: Frame): void {
  ctx.moveTo(ring[0]! * frame.scale - frame.left, ring[1]! * frame.scale - frame.top);
  for (let i = 2; i < ring.length; i += 2) {
    ctx.lineTo(ring[i]! * frame.scale - frame.left, ring[i + 1]! * frame.scale - frame.top);
  }
  for (let i = 0; i < 4; i += 2) {
    ctx.lineTo(ring[i]! * frame.scale - frame.left, ring[i + 1]! * frame.scale - frame.top);
  }
}
