/**
 * Wheel, buttons and keys move the view without waiting for each other: a second press while the first still moves
 * goes on from where that was going to end. Under reduced motion everything jumps.
 */
import L from 'leaflet';
import type { Target } from './glide.ts';
import { between } from './glide.ts';
import { latOf, lonOf, unitX, unitY } from '../basemap/mercator.ts';

/** Methods of L.Map that its own handlers zoom with; stable through 1.x, and not in its types. */
interface LeafletInternals {
  _stop(): void;
  _moveStart(zoomChanged: boolean, noMoveStart: boolean): void;
  _move(center: L.LatLng, zoom: number): void;
  _moveEnd(zoomChanged: boolean): void;
}

const DURATION = 140;
/** After the wheel has rested this long, in ms, the map is drawn sharp again. */
const WHEEL_REST = 110;
/** Beyond this many windows a glide would show nothing but a blur. */
const FARTHEST_GLIDE = 3;

export const reducedMotion = (): boolean => window.matchMedia('(prefers-reduced-motion: reduce)').matches;

export class MapMotion {
  private readonly map: L.Map;
  private readonly inner: LeafletInternals;
  private readonly listening = new AbortController();
  private target: Target | null = null;
  private frame = 0;
  private rest = 0;
  private moving = false;

  constructor(map: L.Map) {
    this.map = map;
    this.inner = map as unknown as LeafletInternals;
    const { signal } = this.listening;
    map.getContainer().addEventListener('wheel', this.onWheel, { passive: false, signal });
  }

  destroy(): void {
    cancelAnimationFrame(this.frame);
    window.clearTimeout(this.rest);
    this.listening.abort();
  }

  zoomBy(levels: number, around?: L.Point): void {
    const from = this.target ?? this.now();
    const zoom = this.limited(from.zoom + levels);
    if (around === undefined) this.glide({ ...from, zoom });
    else this.glide(this.around(around, zoom));
  }

  /** Goes there, gliding when it is near. */
  goTo(center: L.LatLng, zoom: number, glide: boolean): void {
    const to = { x: unitX(center.lng), y: unitY(center.lat), zoom: this.limited(zoom) };
    const now = this.now();
    const scale = this.map.getSize().x / (256 * 2 ** Math.min(now.zoom, to.zoom));
    const far = Math.hypot(to.x - now.x, to.y - now.y) > FARTHEST_GLIDE * scale;
    if (glide && !far) this.glide(to);
    else {
      this.halt();
      this.map.setView(center, to.zoom, { animate: false });
    }
  }

  /** Ends whatever moves, where it is. */
  halt(): void {
    cancelAnimationFrame(this.frame);
    window.clearTimeout(this.rest);
    this.target = null;
    this.end();
  }

  private glide(to: Target): void {
    cancelAnimationFrame(this.frame);
    const from = this.now();
    this.target = to;
    this.begin();
    const started = performance.now();
    const step = (time: number): void => {
      const linear = reducedMotion() ? 1 : Math.min(1, Math.max(0, time - started) / DURATION);
      this.show(between(from, to, 1 - (1 - linear) ** 3));
      if (linear < 1) this.frame = requestAnimationFrame(step);
      else this.halt();
    };
    this.frame = requestAnimationFrame(step);
  }

  private readonly onWheel = (event: WheelEvent): void => {
    event.preventDefault();
    cancelAnimationFrame(this.frame);
    this.target = null;
    const turned = event.deltaY * (event.deltaMode === 1 ? 18 : event.deltaMode === 2 ? 300 : 1);
    const step = Math.max(-0.6, Math.min(0.6, -turned * (event.ctrlKey ? 0.012 : 0.0035)));
    this.begin();
    const zoom = this.limited(this.map.getZoom() + step);
    this.show(this.around(this.map.mouseEventToContainerPoint(event), zoom));
    window.clearTimeout(this.rest);
    this.rest = window.setTimeout(() => this.end(), WHEEL_REST);
  };

  private begin(): void {
    if (this.moving) return;
    this.inner._stop();
    this.inner._moveStart(true, false);
    this.moving = true;
  }

  private end(): void {
    if (!this.moving) return;
    this.moving = false;
    this.inner._moveEnd(true);
  }

  private show({ x, y, zoom }: Target): void {
    this.inner._move(L.latLng(latOf(y), lonOf(x)), zoom);
  }

  private now(): Target {
    const center = this.map.getCenter();
    return { x: unitX(center.lng), y: unitY(center.lat), zoom: this.map.getZoom() };
  }

  /** The view at another zoom level that keeps the ground under a point of the window where it is. */
  private around(point: L.Point, zoom: number): Target {
    const now = this.now();
    const ground = this.map.containerPointToLatLng(point);
    const ratio = 2 ** (now.zoom - zoom);
    const [x, y] = [unitX(ground.lng), unitY(ground.lat)];
    return { x: x + (now.x - x) * ratio, y: y + (now.y - y) * ratio, zoom };
  }

  private limited(zoom: number): number {
    return Math.max(this.map.getMinZoom(), Math.min(this.map.getMaxZoom(), zoom));
  }
}
