import type { Frame, Region } from '../engine/frame.ts';
import { unitBoxOf } from '../engine/frame.ts';
import type { AccountStates } from '../points/account-state.ts';
import { isFaded, isLocked, isMoved, NOT_STAGED } from '../points/account-state.ts';
import type { Cells } from '../points/cells.ts';
import { CELL_PIXELS, clusterRadius } from '../points/cells.ts';
import type { PlacedAccounts } from '../points/placed-accounts.ts';
import type { RadiusScale } from '../points/radius-scale.ts';
import type { ClusterShares } from '../points/cluster-shares.ts';
import { clusterShares } from '../points/cluster-shares.ts';
import type { Palette } from './palette.ts';
import { MARK_LOCKED, MARK_MOVED, MARK_SELECTED, SpriteSheet } from './sprites.ts';

export interface PointScene {
  readonly placed: PlacedAccounts;
  readonly scale: RadiusScale;
  readonly cells: Cells;
  readonly states: AccountStates;
  readonly colours: readonly string[];
  readonly palette: Palette;
  readonly sprites: SpriteSheet;
}

/** How far a symbol or a cluster may reach beyond its cell, in CSS pixels. */
export const REACH = CELL_PIXELS + 12;
/** A point with a mark is never smaller than this, so that the mark can be read. */
const LEAST_MARKED = 3.4;
const FADED = 0.16;

export function drawPoints(
  ctx: CanvasRenderingContext2D,
  frame: Frame,
  region: Region,
  scene: PointScene,
): void {
  const { cells } = scene;
  const [minX, minY, maxX, maxY] = unitBoxOf(frame, region, REACH);
  const clusters: number[] = [];
  const marked: number[] = [];
  for (let cell = 0; cell < cells.count; cell++) {
    const x = cells.x[cell]!;
    const y = cells.y[cell]!;
    if (x < minX || x > maxX || y < minY || y > maxY) continue;
    if (cells.crowded[cell] === 1) {
      clusters.push(cell);
      continue;
    }
    for (let i = cells.starts[cell]!; i < cells.starts[cell + 1]!; i++) {
      if (!stampAccount(ctx, frame, scene, cells.members[i]!, false)) marked.push(cells.members[i]!);
    }
  }
  for (const cell of clusters) drawCluster(ctx, frame, scene, cell);
  for (const place of marked) stampAccount(ctx, frame, scene, place, true);
}

/** Draws one account; leaves a marked one for later, so that marks lie on top. Answers whether it was drawn. */
function stampAccount(
  ctx: CanvasRenderingContext2D,
  frame: Frame,
  { placed, scale, states, sprites }: PointScene,
  place: number,
  late: boolean,
): boolean {
  const row = placed.rows[place]!;
  const to = states.stagedTo[row]!;
  const marks = marksOf(states, row);
  const marked = marks !== 0 || to !== NOT_STAGED;
  if (marked && !late) return false;
  const plain = scale.radius(placed.potential[place]!, frame.zoom);
  const radius = marked ? Math.max(LEAST_MARKED, plain) : plain;
  const x = placed.x[place]! * frame.scale - frame.left;
  const y = placed.y[place]! * frame.scale - frame.top;
  const faded = isFaded(states, row);
  if (faded) ctx.globalAlpha = FADED;
  sprites.stamp(ctx, x, y, states.assignment[row]!, to, radius, marks);
  if (faded) ctx.globalAlpha = 1;
  return true;
}

const marksOf = (states: AccountStates, row: number): number =>
  (isLocked(states, row) ? MARK_LOCKED : 0) |
  (isMoved(states, row) ? MARK_MOVED : 0) |
  (states.selected[row] === 1 ? MARK_SELECTED : 0);

function drawCluster(ctx: CanvasRenderingContext2D, frame: Frame, scene: PointScene, cell: number): void {
  const { cells, palette } = scene;
  const shares = clusterShares(cells, cell, scene.placed, scene.states);
  const x = cells.x[cell]! * frame.scale - frame.left;
  const y = cells.y[cell]! * frame.scale - frame.top;
  const r = clusterRadius(cells, cell);
  ctx.save();
  ctx.translate(x, y);
  if (shares.count === 0) ctx.globalAlpha = FADED;
  if (shares.selected > 0) ringShare(ctx, r + 3, shares.selected / shares.count, palette.ink, 2);
  if (shares.staged > 0) ringShare(ctx, r + 3, 1, palette.ink, 1.2, [2, 2]);
  ctx.beginPath();
  ctx.arc(0, 0, r + 1, 0, 7);
  ctx.fillStyle = palette.paper;
  ctx.fill();
  drawDonut(ctx, r, shares, scene);
  const label = shortCount(shares.count);
  ctx.font = `600 ${label.length > 3 ? 8 : label.length > 2 ? 9 : 10}px ${palette.font}`;
  ctx.textAlign = 'center';
  ctx.textBaseline = 'middle';
  ctx.fillStyle = palette.ink;
  if (r >= 8.5 && shares.count > 0) ctx.fillText(label, 0, 0.5);
  ctx.restore();
}

function drawDonut(ctx: CanvasRenderingContext2D, r: number, shares: ClusterShares, scene: PointScene): void {
  const band = r >= 8.5 ? Math.max(3, r * 0.28) : r * 0.55;
  ctx.lineWidth = band;
  let from = -Math.PI / 2;
  for (const { territory, share } of shares.parts) {
    const to = from + share * 2 * Math.PI;
    ctx.beginPath();
    ctx.arc(0, 0, r - band / 2, from, to);
    ctx.strokeStyle =
      territory < 0 ? scene.palette.unassigned : (scene.colours[territory] ?? scene.palette.unassigned);
    if (territory < 0) ctx.setLineDash([1.5, 1.5]);
    ctx.stroke();
    ctx.setLineDash([]);
    from = to;
  }
}

function ringShare(
  ctx: CanvasRenderingContext2D,
  r: number,
  share: number,
  colour: string,
  width: number,
  dash: number[] = [],
): void {
  ctx.beginPath();
  ctx.arc(0, 0, r, -Math.PI / 2, -Math.PI / 2 + share * 2 * Math.PI);
  ctx.strokeStyle = colour;
  ctx.lineWidth = width;
  ctx.setLineDash(dash);
  ctx.stroke();
  ctx.setLineDash([]);
}

/** 37, 940, 1.2k, 14k: what fits in a cluster. */
function shortCount(count: number): string {
  if (count < 1000) return String(count);
  return count < 9950 ? `${(count / 1000).toFixed(1)}k` : `${Math.round(count / 1000)}k`;
}
