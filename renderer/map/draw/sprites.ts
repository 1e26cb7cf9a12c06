/**
 * The symbol of one account. Colour says the territory; form says the rest: a square is locked, a hollow ring is
 * unassigned, two halves are a pending move (from, to), a flag has moved since the cycle began, an outer ring is
 * selected.
 */
import type { Palette } from './palette.ts';

export interface SymbolLook {
  /** Null: unassigned. */
  readonly colour: string | null;
  /** Where a pending move would take it: a colour, null for none; undefined: no pending move. */
  readonly to?: string | null;
  readonly radius: number;
  readonly locked: boolean;
  readonly moved: boolean;
  readonly selected: boolean;
  /** Covered by somebody beside its territory, or reserved; drawn over the points, see overlays.ts. */
  readonly overlay?: 'beside' | 'reserved';
}

export function drawSymbol(
  ctx: CanvasRenderingContext2D,
  x: number,
  y: number,
  look: SymbolLook,
  palette: Palette,
): void {
  const r = look.radius;
  ctx.save();
  ctx.translate(x, y);
  if (look.selected) drawSelectionRing(ctx, r, look.locked, palette);
  outline(ctx, r, look.locked);
  fillBody(ctx, r, look, palette);
  if (look.locked && r >= 4) {
    ctx.beginPath();
    ctx.arc(0, 0, r * 0.28, 0, 7);
    ctx.fillStyle = palette.paper;
    ctx.fill();
  }
  if (look.moved) drawFlag(ctx, r, palette);
  ctx.restore();
}

function outline(ctx: CanvasRenderingContext2D, r: number, square: boolean): void {
  ctx.beginPath();
  if (square) ctx.roundRect(-r * 0.9, -r * 0.9, r * 1.8, r * 1.8, Math.min(1.2, r * 0.25));
  else ctx.arc(0, 0, r, 0, 7);
}

function fillBody(ctx: CanvasRenderingContext2D, r: number, look: SymbolLook, palette: Palette): void {
  ctx.fillStyle = look.colour ?? palette.paper;
  ctx.fill();
  if (look.to !== undefined) {
    ctx.save();
    ctx.clip();
    ctx.fillStyle = look.to ?? palette.paper;
    ctx.fillRect(0, -r, r, 2 * r);
    ctx.restore();
    outline(ctx, r, look.locked);
    ctx.setLineDash([2, 1.5]);
    ctx.strokeStyle = palette.ink;
    ctx.lineWidth = 1.3;
  } else if (look.colour === null) {
    ctx.strokeStyle = palette.unassigned;
    ctx.lineWidth = r < 2.5 ? 1 : 1.5;
  } else {
    ctx.strokeStyle = palette.halo;
    ctx.lineWidth = r < 2.5 ? 0.5 : 0.9;
  }
  ctx.stroke();
  ctx.setLineDash([]);
}

function drawSelectionRing(
  ctx: CanvasRenderingContext2D,
  r: number,
  square: boolean,
  palette: Palette,
): void {
  outline(ctx, r + 2.6, square);
  ctx.fillStyle = palette.paper;
  ctx.fill();
  ctx.strokeStyle = palette.ink;
  ctx.lineWidth = 1.6;
  ctx.stroke();
}

function drawFlag(ctx: CanvasRenderingContext2D, r: number, palette: Palette): void {
  const x = r * 0.7;
  const y = -r * 0.7;
  ctx.beginPath();
  ctx.moveTo(x, y);
  ctx.lineTo(x, y - 5);
  ctx.lineTo(x + 4.4, y - 3.2);
  ctx.lineTo(x, y - 1.4);
  ctx.closePath();
  ctx.lineJoin = 'round';
  ctx.strokeStyle = palette.paper;
  ctx.lineWidth = 1.6;
  ctx.stroke();
  ctx.fillStyle = palette.ink;
  ctx.fill();
}

/** Symbols drawn once and stamped many times; radii are rounded to a quarter pixel. */
export class SpriteSheet {
  private readonly sprites = new Map<number, HTMLCanvasElement>();
  private readonly palette: Palette;
  private readonly colours: readonly string[];
  private readonly dpr: number;

  constructor(palette: Palette, colours: readonly string[], dpr: number) {
    this.palette = palette;
    this.colours = colours;
    this.dpr = dpr;
  }

  /** `territory` and `to` are indices, -1 for none; `to` is -2 where no move is pending. */
  stamp(
    ctx: CanvasRenderingContext2D,
    x: number,
    y: number,
    territory: number,
    to: number,
    radius: number,
    marks: number,
  ): void {
    const step = Math.round(radius * 4);
    const key = (((territory + 1) * 4096 + to + 2) * 128 + step) * 8 + marks;
    let sprite = this.sprites.get(key);
    if (sprite === undefined) {
      sprite = this.make(territory, to, step / 4, marks);
      this.sprites.set(key, sprite);
    }
    const size = sprite.width / this.dpr;
    ctx.drawImage(sprite, x - size / 2, y - size / 2, size, size);
  }

  private make(territory: number, to: number, radius: number, marks: number): HTMLCanvasElement {
    const sprite = document.createElement('canvas');
    const half = Math.ceil(radius + 7);
    sprite.width = sprite.height = Math.round(half * 2 * this.dpr);
    const ctx = sprite.getContext('2d');
    if (ctx === null) return sprite;
    ctx.scale(this.dpr, this.dpr);
    const at = sprite.width / this.dpr / 2;
    const look = {
      colour: this.colour(territory),
      radius,
      locked: (marks & MARK_LOCKED) !== 0,
      moved: (marks & MARK_MOVED) !== 0,
      selected: (marks & MARK_SELECTED) !== 0,
    };
    drawSymbol(ctx, at, at, to === -2 ? look : { ...look, to: this.colour(to) }, this.palette);
    return sprite;
  }

  private colour(territory: number): string | null {
    return territory < 0 ? null : (this.colours[territory] ?? this.palette.unassigned);
  }
}

export const MARK_LOCKED = 1;
export const MARK_MOVED = 2;
export const MARK_SELECTED = 4;
