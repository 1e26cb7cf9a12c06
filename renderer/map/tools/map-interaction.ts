/** From pointer, wheel and keys to the callbacks of the props. Leaflet pans and pinches; picking up is ours. */
import L from 'leaflet';
import type { UnitPoint } from '../basemap/mercator.ts';
import { worldPixels } from '../basemap/mercator.ts';
import type { MapEngine } from '../engine/map-engine.ts';
import type { MapTool, PaintSource, SelectMode } from '../map-props.ts';
import type { Hit } from '../pick/hit.ts';
import { paintInteraction } from '../draw/interaction.ts';
import type { Gesture, GestureGround } from './gesture.ts';
import { BoxGesture, BrushGesture, LassoGesture, PolygonGesture } from './gesture.ts';
import { hitAt, pickGround } from './picker.ts';
import { modeOf, sameRows, stepsOf } from './pointer.ts';

interface InteractionSettings {
  readonly tool: MapTool;
  readonly brushRadius: number;
  readonly paintFrom: PaintSource;
  readonly readOnly: boolean;
}

export interface Readout {
  readonly rows: Int32Array;
  readonly mode: SelectMode;
  /** CSS pixels from the map's corner. */
  readonly x: number;
  readonly y: number;
}

interface InteractionEvents {
  select(rows: Int32Array, mode: SelectMode): void;
  preview(readout: Readout | null): void;
  hover(hit: Hit | null): void;
}

/** A press that moves less than this many CSS pixels is a click. */
const CLICK_SLOP = 4;
const SNAP_TO_FIRST = 10;

export class MapInteraction {
  private readonly engine: MapEngine;
  private readonly host: HTMLElement;
  private readonly events: InteractionEvents;
  private settings: InteractionSettings;
  private gesture: Gesture | null = null;
  private pressed: { readonly point: L.Point; readonly id: number; moved: boolean } | null = null;
  private mode: SelectMode = 'replace';
  private pointer: L.Point | null = null;
  private hit: Hit | null = null;
  private previewed: Int32Array | null = null;
  private spaceHeld = false;
  private steering = false;
  private pending = 0;
  private readonly listening = new AbortController();

  constructor(
    engine: MapEngine,
    host: HTMLElement,
    settings: InteractionSettings,
    events: InteractionEvents,
  ) {
    this.engine = engine;
    this.host = host;
    this.settings = settings;
    this.events = events;
    const { signal } = this.listening;
    host.addEventListener('pointerdown', this.onDown, { signal, capture: true });
    host.addEventListener('pointermove', this.onMove, { signal });
    host.addEventListener('pointerup', this.onUp, { signal });
    host.addEventListener('pointercancel', this.cancel, { signal });
    host.addEventListener('pointerleave', this.onLeave, { signal });
    host.addEventListener('dblclick', this.onDoubleClick, { signal });
    host.addEventListener('contextmenu', (event) => event.preventDefault(), { signal });
    engine.map.on('zoomend moveend', this.refresh);
    engine.setOverlay((ctx, frame, palette) =>
      paintInteraction(ctx, frame, palette, {
        engine,
        hit: this.hit,
        gesture: this.gesture,
        previewed: this.previewed,
        brush: this.brushAt(),
        crosshair: this.steering,
      }),
    );
    this.configure(settings);
  }

  destroy(): void {
    cancelAnimationFrame(this.pending);
    this.listening.abort();
    this.engine.map.off('zoomend moveend', this.refresh);
  }

  configure(settings: InteractionSettings): void {
    if (settings.tool !== this.settings.tool) this.cancel();
    this.settings = settings;
    this.updateDragging();
    this.engine.redrawOverlay();
  }

  get drawing(): boolean {
    return this.gesture !== null;
  }

  /** Space held: pan with whatever tool. */
  holdSpace(held: boolean): void {
    this.spaceHeld = held;
    this.updateDragging();
  }

  readonly cancel = (): void => {
    if (this.gesture === null && this.pressed === null) return;
    this.gesture = null;
    this.pressed = null;
    this.showPreview();
  };

  /** Enter: closes a polygon. False when there is none to close. */
  finishPolygon(): boolean {
    if (!(this.gesture instanceof PolygonGesture)) return false;
    const rows = this.gesture.closedRows(this.ground());
    this.finish(rows);
    return true;
  }

  /** Backspace: takes the last corner of a polygon back. */
  removeCorner(): boolean {
    if (!(this.gesture instanceof PolygonGesture)) return false;
    if (this.gesture.removeLast()) this.refreshSoon();
    else this.cancel();
    return true;
  }

  clickAt(point: L.Point, mode: SelectMode): void {
    if (this.settings.readOnly) return;
    const hit = hitAt(this.engine, point);
    if (hit !== null) this.events.select(hit.rows, mode);
    else if (mode === 'replace') this.events.select(new Int32Array(0), 'replace');
  }

  /** Enter: picks what lies in the middle of the map, where the crosshair is. False when nothing may be picked. */
  pickCentre(
    point: L.Point,
    keys: { shiftKey: boolean; altKey: boolean; ctrlKey: boolean; metaKey: boolean },
  ): boolean {
    if (this.settings.readOnly || !this.steering) return false;
    this.clickAt(point, modeOf(keys));
    return true;
  }

  /** The map was last moved by keys, not by a pointer. */
  get steered(): boolean {
    return this.steering;
  }

  /** While the map is steered by keys, the middle of it stands for the pointer. */
  steer(): void {
    this.steering = true;
    this.pointer = this.engine.map.getSize().divideBy(2);
    this.refreshSoon();
  }

  private readonly onDown = (event: PointerEvent): void => {
    this.host.focus({ preventScroll: true });
    this.engine.motion.halt();
    if (event.button === 1) {
      this.engine.map.dragging.enable();
      return;
    }
    if (event.button !== 0) return;
    if (this.pressed !== null) {
      // A second finger: the map is pinched, not drawn on.
      this.cancel();
      return;
    }
    const point = this.pointOf(event);
    this.pressed = { point, id: event.pointerId, moved: false };
    this.mode = modeOf(event);
    if (this.pans() || this.settings.readOnly) return;
    this.host.setPointerCapture(event.pointerId);
    if (this.settings.tool === 'brush') this.begin(new BrushGesture(this.unit(point), this.brushUnits()));
  };

  private readonly onMove = (event: PointerEvent): void => {
    const point = this.pointOf(event);
    this.pointer = point;
    this.steering = false;
    const { pressed, settings } = this;
    if (pressed !== null && pressed.id === event.pointerId && !this.pans() && !settings.readOnly) {
      if (!pressed.moved && pressed.point.distanceTo(point) >= CLICK_SLOP) {
        pressed.moved = true;
        this.startDrag(pressed.point);
      }
      for (const step of stepsOf(event)) this.dragTo(this.pointOf(step));
    } else if (this.gesture instanceof PolygonGesture) {
      this.gesture.move(this.unit(point));
    } else if (pressed !== null && pressed.point.distanceTo(point) >= CLICK_SLOP) {
      pressed.moved = true;
    }
    this.refreshSoon();
  };

  private startDrag(from: L.Point): void {
    if (this.gesture !== null) return;
    if (this.settings.tool === 'select') this.begin(new BoxGesture(this.unit(from)));
    if (this.settings.tool === 'lasso') this.begin(new LassoGesture(this.unit(from)));
  }

  private dragTo(point: L.Point): void {
    if (this.gesture !== null && this.gesture.kind !== 'polygon') this.gesture.move(this.unit(point));
  }

  private readonly onUp = (event: PointerEvent): void => {
    if (event.button === 1) this.updateDragging();
    const { pressed } = this;
    if (pressed === null || pressed.id !== event.pointerId) return;
    this.pressed = null;
    const point = this.pointOf(event);
    if (this.settings.tool === 'polygon' && !this.spaceHeld && !this.settings.readOnly) {
      this.addCorner(point);
    } else if (this.gesture !== null) {
      this.gesture.move(this.unit(point));
      this.finish(this.gesture.rows(this.ground()));
    } else if (!pressed.moved && !this.spaceHeld) {
      this.clickAt(point, modeOf(event));
    }
  };

  private addCorner(point: L.Point): void {
    const at = this.unit(point);
    if (!(this.gesture instanceof PolygonGesture)) {
      this.begin(new PolygonGesture(at));
      return;
    }
    const first = this.engine.pointAt(this.gesture.first.x, this.gesture.first.y);
    if (this.gesture.cornerCount > 2 && first.distanceTo(point) <= SNAP_TO_FIRST) {
      this.finishPolygon();
      return;
    }
    this.gesture.add(at);
    this.refreshSoon();
  }

  private readonly onDoubleClick = (event: MouseEvent): void => {
    if (this.finishPolygon()) return;
    if (this.settings.tool !== 'pan' && this.settings.tool !== 'select') return;
    this.engine.motion.zoomBy(event.shiftKey ? -1 : 1, this.engine.map.mouseEventToContainerPoint(event));
  };

  private readonly onLeave = (): void => {
    if (this.steering) return;
    this.pointer = null;
    this.refreshSoon();
  };

  private begin(gesture: Gesture): void {
    this.gesture = gesture;
    this.setHit(null);
    this.refreshSoon();
  }

  private finish(rows: Int32Array): void {
    const mode = this.mode === 'replace' && this.settings.tool === 'brush' ? 'add' : this.mode;
    this.gesture = null;
    this.pressed = null;
    this.showPreview();
    this.events.select(rows, mode);
  }

  private refreshSoon(): void {
    if (this.pending === 0) this.pending = requestAnimationFrame(this.refresh);
  }

  private readonly refresh = (): void => {
    cancelAnimationFrame(this.pending);
    this.pending = 0;
    this.setHit(
      this.gesture === null && this.pointer !== null && !this.pans(true)
        ? hitAt(this.engine, this.pointer)
        : null,
    );
    this.showPreview();
  };

  private setHit(hit: Hit | null): void {
    const same = hit === this.hit || (hit !== null && this.hit !== null && sameRows(hit.rows, this.hit.rows));
    this.hit = hit;
    if (!same) this.events.hover(hit);
  }

  private showPreview(): void {
    const rows = this.gesture?.rows(this.ground()) ?? null;
    const ended = rows === null && this.previewed !== null;
    this.previewed = rows;
    const at = this.pointer ?? L.point(0, 0);
    if (rows !== null) this.events.preview({ rows, mode: this.mode, x: at.x, y: at.y });
    else if (ended) this.events.preview(null);
    this.engine.redrawOverlay();
  }

  private ground(): GestureGround {
    return pickGround(this.engine, this.settings.paintFrom);
  }

  /** `dragging`: only while a press is under way. */
  private pans(dragging = false): boolean {
    const panning = this.settings.tool === 'pan' || this.spaceHeld;
    return dragging ? panning && this.pressed?.moved === true : panning;
  }

  private updateDragging(): void {
    const { map } = this.engine;
    if (this.settings.tool === 'pan' || this.spaceHeld) map.dragging.enable();
    else map.dragging.disable();
    this.host.dataset['tool'] = this.spaceHeld ? 'pan' : this.settings.tool;
  }

  private brushAt(): { readonly point: L.Point; readonly radius: number } | null {
    const { pointer, settings } = this;
    if (settings.tool !== 'brush' || pointer === null || this.spaceHeld) return null;
    return { point: pointer, radius: settings.brushRadius };
  }

  private brushUnits(): number {
    return this.settings.brushRadius / worldPixels(this.engine.map.getZoom());
  }

  private unit(point: L.Point): UnitPoint {
    return this.engine.unitAt(point);
  }

  private pointOf(event: PointerEvent): L.Point {
    const box = this.host.getBoundingClientRect();
    return L.point(event.clientX - box.left, event.clientY - box.top);
  }
}
