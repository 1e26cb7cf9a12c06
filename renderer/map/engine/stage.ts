/**
 * A stack of canvases over the Leaflet map that move with its pane. They reach beyond the window, so that panning
 * shows what is already drawn; when it runs out, what is there is shifted and only the new strips are drawn.
 */
import L from 'leaflet';
import type { Frame, Region } from './frame.ts';
import { exposedStrips, frameAt, wholeFrame } from './frame.ts';

interface StageLayer {
  readonly name: string;
  /** Draws `region`, which is cleared and clipped already, in CSS pixels of the frame. */
  draw(ctx: CanvasRenderingContext2D, frame: Frame, region: Region): void;
  /** False for what is not fixed to the ground alone: it is drawn whole each time. */
  readonly scrolls: boolean;
}

interface Sheet {
  readonly layer: StageLayer;
  readonly canvas: HTMLCanvasElement;
  readonly ctx: CanvasRenderingContext2D;
}

/** Share of the window by which the canvases reach beyond it, on each side. */
const PADDING = { sharp: 0.15, plain: 0.25 };

export class Stage {
  private readonly map: L.Map;
  private readonly container: HTMLDivElement;
  private readonly sheets: readonly Sheet[];
  private frameNow: Frame | null = null;
  private pending = 0;

  constructor(map: L.Map, layers: readonly StageLayer[]) {
    this.map = map;
    this.container = L.DomUtil.create('div', 'map-stage leaflet-zoom-animated', map.getPane('overlayPane'));
    this.sheets = layers.map((layer) => this.sheet(layer));
    map.on('viewreset resize moveend', this.cover);
    map.on('move', this.coverSoon);
    map.on('zoom', this.followZoom);
  }

  get frame(): Frame | null {
    return this.frameNow;
  }

  destroy(): void {
    cancelAnimationFrame(this.pending);
    this.map.off('viewreset resize moveend', this.cover);
    this.map.off('move', this.coverSoon);
    this.map.off('zoom', this.followZoom);
    this.container.remove();
  }

  /** Draws one layer again, whole or only in `regions`. */
  redraw(name: string, regions?: readonly Region[]): void {
    const frame = this.frameNow;
    if (frame === null) return;
    for (const sheet of this.sheets) {
      if (sheet.layer.name !== name) continue;
      for (const region of regions ?? [wholeFrame(frame)]) paint(sheet, frame, region);
    }
  }

  redrawAll(): void {
    for (const sheet of this.sheets) this.redraw(sheet.layer.name);
  }

  /** What the window shows now, over `background`. */
  compose(background: string): HTMLCanvasElement {
    const frame = this.frameNow;
    const size = this.map.getSize();
    const dpr = frame?.dpr ?? 1;
    const canvas = document.createElement('canvas');
    canvas.width = Math.round(size.x * dpr);
    canvas.height = Math.round(size.y * dpr);
    const ctx = canvas.getContext('2d');
    if (ctx === null || frame === null) return canvas;
    ctx.fillStyle = background;
    ctx.fillRect(0, 0, canvas.width, canvas.height);
    const corner = this.map.containerPointToLayerPoint([0, 0]).add(this.map.getPixelOrigin());
    const dx = (frame.left - corner.x) * dpr;
    const dy = (frame.top - corner.y) * dpr;
    for (const sheet of this.sheets) ctx.drawImage(sheet.canvas, dx, dy);
    return canvas;
  }

  private sheet(layer: StageLayer): Sheet {
    const canvas = document.createElement('canvas');
    canvas.className = `map-sheet map-sheet-${layer.name}`;
    this.container.append(canvas);
    const ctx = canvas.getContext('2d');
    if (ctx === null) throw new Error('This browser has no 2D canvas.');
    return { layer, canvas, ctx };
  }

  /** Makes the canvases cover the window, drawing no more than is missing. */
  private readonly cover = (): void => {
    cancelAnimationFrame(this.pending);
    this.pending = 0;
    const next = this.wantedFrame();
    const previous = this.frameNow;
    if (previous !== null && sameScale(previous, next) && this.stillCovers(previous)) {
      this.place(previous);
      return;
    }
    this.frameNow = next;
    this.place(next);
    for (const sheet of this.sheets) renew(sheet, previous, next);
  };

  private readonly coverSoon = (): void => {
    const frame = this.frameNow;
    if (frame === null || this.pending !== 0 || this.map.getZoom() !== frame.zoom) return;
    if (!this.stillCovers(frame)) this.pending = requestAnimationFrame(() => this.cover());
  };

  private wantedFrame(): Frame {
    const size = this.map.getSize();
    const dpr = Math.min(3, window.devicePixelRatio || 1);
    const padding = dpr > 1 ? PADDING.sharp : PADDING.plain;
    const padX = Math.round(size.x * padding);
    const padY = Math.round(size.y * padding);
    const corner = this.map.containerPointToLayerPoint([-padX, -padY]).round();
    const origin = corner.add(this.map.getPixelOrigin());
    return frameAt(this.map.getZoom(), origin.x, origin.y, size.x + 2 * padX, size.y + 2 * padY, dpr);
  }

  private stillCovers(frame: Frame): boolean {
    const size = this.map.getSize();
    const corner = this.map.containerPointToLayerPoint([0, 0]).add(this.map.getPixelOrigin());
    return (
      corner.x >= frame.left &&
      corner.y >= frame.top &&
      corner.x + size.x <= frame.left + frame.width &&
      corner.y + size.y <= frame.top + frame.height
    );
  }

  private place(frame: Frame): void {
    const corner = L.point(frame.left, frame.top).subtract(this.map.getPixelOrigin());
    L.DomUtil.setTransform(this.container, corner, 1);
  }

  private readonly followZoom = (): void => {
    this.transform(this.map.getCenter(), this.map.getZoom());
  };

  /** Stretches what is drawn to where it belongs at another zoom level, until it is drawn again. */
  private transform(center: L.LatLng, zoom: number): void {
    const frame = this.frameNow;
    if (frame === null) return;
    const ratio = this.map.getZoomScale(zoom, frame.zoom);
    const pane = this.map.getPane('mapPane');
    const shift = pane === undefined ? L.point(0, 0) : L.DomUtil.getPosition(pane);
    const origin = this.map.project(center, zoom).subtract(this.map.getSize().divideBy(2)).add(shift).round();
    const corner = L.point(frame.left * ratio, frame.top * ratio).subtract(origin);
    L.DomUtil.setTransform(this.container, corner, ratio);
  }
}

const sameScale = (a: Frame, b: Frame): boolean =>
  a.scale === b.scale && a.dpr === b.dpr && a.width === b.width && a.height === b.height;

/** Shifts what is drawn and draws the strips that came into view; draws everything where nothing can be kept. */
function renew(sheet: Sheet, previous: Frame | null, next: Frame): void {
  const { canvas, ctx, layer } = sheet;
  const strips = previous === null || !layer.scrolls ? null : exposedStrips(previous, next);
  if (previous === null || strips === null) {
    size(canvas, next);
    paint(sheet, next, wholeFrame(next));
    return;
  }
  ctx.setTransform(1, 0, 0, 1, 0, 0);
  ctx.globalCompositeOperation = 'copy';
  ctx.drawImage(canvas, (previous.left - next.left) * next.dpr, (previous.top - next.top) * next.dpr);
  ctx.globalCompositeOperation = 'source-over';
  for (const strip of strips) paint(sheet, next, strip);
}

function size(canvas: HTMLCanvasElement, frame: Frame): void {
  const width = Math.round(frame.width * frame.dpr);
  const height = Math.round(frame.height * frame.dpr);
  if (canvas.width === width && canvas.height === height) return;
  canvas.width = width;
  canvas.height = height;
  canvas.style.width = `${frame.width}px`;
  canvas.style.height = `${frame.height}px`;
}

function paint({ ctx, layer }: Sheet, frame: Frame, region: Region): void {
  ctx.save();
  ctx.setTransform(frame.dpr, 0, 0, frame.dpr, 0, 0);
  ctx.beginPath();
  ctx.rect(region.x, region.y, region.width, region.height);
  ctx.clip();
  ctx.clearRect(region.x, region.y, region.width, region.height);
  layer.draw(ctx, frame, region);
  ctx.restore();
}
