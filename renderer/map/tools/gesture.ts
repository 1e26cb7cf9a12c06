/** One stroke of a tool, from the first press to the release. Places are unit coordinates, so that a zoom keeps them. */
import type { UnitPoint } from '../basemap/mercator.ts';
import type { Palette } from '../draw/palette.ts';
import type { Frame, UnitBox } from '../engine/frame.ts';
import type { Pickable } from '../pick/pick-area.ts';
import { rowsAlong, rowsInBox, rowsInPolygon } from '../pick/pick-area.ts';
import type { PlacedAccounts } from '../points/placed-accounts.ts';

export interface GestureGround {
  readonly placed: PlacedAccounts;
  readonly pickable: Pickable;
}

export interface Gesture {
  readonly kind: 'box' | 'lasso' | 'polygon' | 'brush';
  move(at: UnitPoint): void;
  /** What letting go now would pick up. Ascending. */
  rows(ground: GestureGround): Int32Array;
  paint(ctx: CanvasRenderingContext2D, frame: Frame, palette: Palette): void;
}

export class BoxGesture implements Gesture {
  readonly kind = 'box';
  private readonly start: UnitPoint;
  private end: UnitPoint;

  constructor(start: UnitPoint) {
    this.start = start;
    this.end = start;
  }

  move(at: UnitPoint): void {
    this.end = at;
  }

  rows({ placed, pickable }: GestureGround): Int32Array {
    return rowsInBox(placed, this.box(), pickable);
  }

  paint(ctx: CanvasRenderingContext2D, frame: Frame, palette: Palette): void {
    const [minX, minY, maxX, maxY] = this.box();
    ctx.beginPath();
    ctx.rect(
      minX * frame.scale - frame.left,
      minY * frame.scale - frame.top,
      (maxX - minX) * frame.scale,
      (maxY - minY) * frame.scale,
    );
    paintArea(ctx, palette);
  }

  private box(): UnitBox {
    const { start, end } = this;
    return [
      Math.min(start.x, end.x),
      Math.min(start.y, end.y),
      Math.max(start.x, end.x),
      Math.max(start.y, end.y),
    ];
  }
}

export class LassoGesture implements Gesture {
  readonly kind = 'lasso';
  private readonly line: number[];

  constructor(start: UnitPoint) {
    this.line = [start.x, start.y];
  }

  move(at: UnitPoint): void {
    this.line.push(at.x, at.y);
  }

  rows({ placed, pickable }: GestureGround): Int32Array {
    return rowsInPolygon(placed, this.line, pickable);
  }

  paint(ctx: CanvasRenderingContext2D, frame: Frame, palette: Palette): void {
    traceLine(ctx, frame, this.line);
    ctx.closePath();
    paintArea(ctx, palette);
  }
}

/** Corner by corner: the single-pointer twin of the lasso. The last corner follows the pointer until it is set. */
export class PolygonGesture implements Gesture {
  readonly kind = 'polygon';
  private readonly corners: number[];
  private pointer: UnitPoint;

  constructor(start: UnitPoint) {
    this.corners = [start.x, start.y];
    this.pointer = start;
  }

  get cornerCount(): number {
    return this.corners.length / 2;
  }

  get first(): UnitPoint {
    return { x: this.corners[0]!, y: this.corners[1]! };
  }

  move(at: UnitPoint): void {
    this.pointer = at;
  }

  add(at: UnitPoint): void {
    this.corners.push(at.x, at.y);
    this.pointer = at;
  }

  /** Takes the last corner back; false when none is left. */
  removeLast(): boolean {
    this.corners.length -= 2;
    return this.corners.length > 0;
  }

  rows({ placed, pickable }: GestureGround): Int32Array {
    return rowsInPolygon(placed, [...this.corners, this.pointer.x, this.pointer.y], pickable);
  }

  /** Without the corner under the pointer: what Enter closes. */
  closedRows({ placed, pickable }: GestureGround): Int32Array {
    return rowsInPolygon(placed, this.corners, pickable);
  }

  paint(ctx: CanvasRenderingContext2D, frame: Frame, palette: Palette): void {
    traceLine(ctx, frame, [...this.corners, this.pointer.x, this.pointer.y]);
    ctx.closePath();
    paintArea(ctx, palette);
    for (let i = 0; i < this.corners.length; i += 2) {
      const x = this.corners[i]! * frame.scale - frame.left;
      const y = this.corners[i + 1]! * frame.scale - frame.top;
      ctx.beginPath();
      ctx.arc(x, y, i === 0 ? 5 : 3.5, 0, 7);
      ctx.fillStyle = palette.paper;
      ctx.fill();
      ctx.strokeStyle = palette.accent;
      ctx.lineWidth = 1.75;
      ctx.stroke();
    }
  }
}

export class BrushGesture implements Gesture {
  readonly kind = 'brush';
  /** Unit coordinates. */
  private readonly radius: number;
  private last: UnitPoint;
  private fresh: UnitPoint[];
  private readonly line: number[];
  private readonly touched = new Set<number>();

  constructor(start: UnitPoint, radius: number) {
    this.radius = radius;
    this.last = start;
    this.fresh = [start];
    this.line = [start.x, start.y];
  }

  move(at: UnitPoint): void {
    this.fresh.push(at);
    this.line.push(at.x, at.y);
  }

  rows({ placed, pickable }: GestureGround): Int32Array {
    for (const at of this.fresh) {
      for (const row of rowsAlong(placed, this.last, at, this.radius, pickable)) this.touched.add(row);
      this.last = at;
    }
    this.fresh = [];
    return Int32Array.from(this.touched).sort();
  }

  paint(ctx: CanvasRenderingContext2D, frame: Frame, palette: Palette): void {
    traceLine(ctx, frame, this.line.length > 2 ? this.line : [...this.line, ...this.line]);
    ctx.lineWidth = this.radius * frame.scale * 2;
    ctx.lineCap = 'round';
    ctx.lineJoin = 'round';
    ctx.globalAlpha = 0.16;
    ctx.strokeStyle = palette.accent;
    ctx.stroke();
    ctx.globalAlpha = 1;
  }
}

function traceLine(ctx: CanvasRenderingContext2D, frame: Frame, line: readonly number[]): void {
  ctx.beginPath();
  for (let i = 0; i < line.length; i += 2) {
    const x = line[i]! * frame.scale - frame.left;
    const y = line[i + 1]! * frame.scale - frame.top;
    if (i === 0) ctx.moveTo(x, y);
    else ctx.lineTo(x, y);
  }
}

function paintArea(ctx: CanvasRenderingContext2D, palette: Palette): void {
  ctx.globalAlpha = 0.1;
  ctx.fillStyle = palette.accent;
  ctx.fill('evenodd');
  ctx.globalAlpha = 1;
  ctx.strokeStyle = palette.accent;
  ctx.lineWidth = 1.75;
  ctx.lineJoin = 'round';
  ctx.setLineDash([5, 4]);
  ctx.stroke();
  ctx.setLineDash([]);
}
