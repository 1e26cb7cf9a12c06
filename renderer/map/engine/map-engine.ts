/** Keeps the canvases true to the props: derives what changed and draws no more than that. */
import L from 'leaflet';
import type { Scenery } from '../basemap/scenery.ts';
import { latOf, lonOf, unitX, unitY } from '../basemap/mercator.ts';
import type { Palette } from '../draw/palette.ts';
import { readPalette } from '../draw/palette.ts';
import type { MapView } from '../map-props.ts';
import type { AccountStates } from '../points/account-state.ts';
import { changedRows } from '../points/account-state.ts';
import { dirtyRegions, regionsOfBoxes } from './dirty-regions.ts';
import type { Frame, Region, UnitBox } from './frame.ts';
import type { Shown } from './layer-painter.ts';
import { LayerPainter } from './layer-painter.ts';
import { createLeafletMap } from './leaflet-view.ts';
import { MapMotion } from './map-motion.ts';
import type { SceneInput } from './map-scene.ts';
import { MapScene } from './map-scene.ts';
import { memoOne } from './memo-one.ts';
import { Stage } from './stage.ts';

interface EngineInput extends SceneInput {
  readonly theme: 'light' | 'dark';
}

/** No closer than this unless a person asks: the basemap has no streets. */
const CLOSEST_FIT = 11;
/** Milliseconds the map stands still before the names of territories are set anew. */
const LABEL_REST = 160;
/** CSS pixels. */
const EDGE = 4;

type OverlayPainter = (ctx: CanvasRenderingContext2D, frame: Frame, palette: Palette) => void;

export class MapEngine {
  readonly map: L.Map;
  readonly motion: MapMotion;
  readonly scene = new MapScene();
  private readonly host: HTMLElement;
  private readonly onPalette: (palette: Palette) => void;
  private readonly stage: Stage;
  private readonly resizing: ResizeObserver;
  private input: EngineInput;
  /** Where the whole plan was last shown; null after a look at a part of it. */
  private fitted: MapView | null = null;
  private drawn: AccountStates;
  private scenery: Scenery | null = null;
  private overlayPainter: OverlayPainter = () => undefined;
  private readonly paletteOf = memoOne((host: HTMLElement, _theme: string) => readPalette(host));
  private furniture: readonly Region[] = [];
  private rest = 0;
  private gone = false;
  private fontsReady = false;
  private groundReady = false;
  private readonly painter: LayerPainter;

  /** `onPalette` hears of the colours now and whenever the theme changes. */
  constructor(host: HTMLElement, input: EngineInput, onPalette: (palette: Palette) => void) {
    this.host = host;
    this.onPalette = onPalette;
    this.input = input;
    this.drawn = this.scene.states(input);
    this.map = createLeafletMap(host);
    this.painter = new LayerPainter(this.scene, () => this.shown());
    this.stage = new Stage(this.map, [
      {
        name: 'ground',
        scrolls: true,
        draw: (ctx, frame, region) => this.painter.drawGround(ctx, frame, region),
      },
      {
        name: 'points',
        scrolls: true,
        draw: (ctx, frame, region) => this.painter.drawPoints(ctx, frame, region),
      },
      {
        name: 'labels',
        scrolls: false,
        draw: (ctx, frame, region) => this.painter.drawLabels(ctx, frame, region),
      },
      {
        name: 'overlay',
        scrolls: false,
        draw: (ctx, frame) => this.overlayPainter(ctx, frame, this.palette),
      },
    ]);
    this.motion = new MapMotion(this.map);
    this.map.on('moveend', this.settle);
    this.resizing = new ResizeObserver(() => this.resized());
    this.resizing.observe(host);
    this.fit(false);
    onPalette(this.palette);
    void this.awaitFont();
  }

  /** A canvas draws with the fonts that are there at the time: once ours is, the labels are set again. */
  private async awaitFont(): Promise<void> {
    const { font } = this.palette;
    await Promise.all([400, 500, 600].map((weight) => document.fonts.load(`${weight} 12px ${font}`)));
    if (this.gone) return;
    this.fontsReady = true;
    this.stage.redraw('points');
    this.stage.redraw('labels');
  }

  get palette(): Palette {
    return this.paletteOf(this.host, this.input.theme);
  }

  get frame(): Frame | null {
    return this.stage.frame;
  }

  get current(): EngineInput {
    return this.input;
  }

  get states(): AccountStates {
    return this.drawn;
  }

  destroy(): void {
    this.gone = true;
    this.resizing.disconnect();
    window.clearTimeout(this.rest);
    this.motion.destroy();
    this.stage.destroy();
    this.map.remove();
  }

  /** The background, once it is read; null when it could not be. Until then the ground waits, the accounts do not. */
  setScenery(scenery: Scenery | null): void {
    this.scenery = scenery;
    this.groundReady = true;
    this.stage.redraw('ground');
    this.stage.redraw('labels');
    this.host.dataset['ready'] = '';
  }

  /** Takes new props in and draws what they changed. */
  update(next: EngineInput): void {
    const previous = this.input;
    const before = this.drawn;
    this.input = next;
    this.drawn = this.scene.states(next);
    if (previous.theme !== next.theme) this.onPalette(this.palette);
    if (previous.theme !== next.theme || previous.colours !== next.colours) return this.stage.redrawAll();
    if (this.scene.placed(previous) !== this.scene.placed(next)) return this.stage.redrawAll();
    this.updateGround(previous, next);
    this.updatePoints(previous, next, before);
    this.updateLabels(previous, next);
    if (previous.selection.hovered !== next.selection.hovered) this.redrawOverlay();
  }

  /** Boxes in CSS pixels of the window over which no name of a territory may lie. */
  keepClear(boxes: readonly Region[]): void {
    this.furniture = boxes;
    this.settle();
  }

  /** Names move with the ground while the map does; once it rests, they keep clear of the furniture again. */
  private readonly settle = (): void => {
    window.clearTimeout(this.rest);
    if (this.gone) return;
    this.rest = window.setTimeout(() => {
      // Mid-zoom the canvases are stretched, and drawn again when it ends.
      if (this.map.getZoom() === this.stage.frame?.zoom) this.stage.redraw('labels');
    }, LABEL_REST);
  };

  setOverlay(painter: OverlayPainter): void {
    this.overlayPainter = painter;
    this.redrawOverlay();
  }

  redrawOverlay(): void {
    this.stage.redraw('overlay');
  }

  compose(): HTMLCanvasElement {
    return this.stage.compose(this.palette.water);
  }

  view(): MapView {
    const center = this.map.getCenter();
    return { lat: center.lat, lon: center.lng, zoom: this.map.getZoom() };
  }

  /** While the map goes where another one is: whoever leads knows already. */
  isFollowing = false;

  follow(view: MapView): void {
    const now = this.view();
    if (now.lat === view.lat && now.lon === view.lon && now.zoom === view.zoom) return;
    this.isFollowing = true;
    this.motion.goTo(L.latLng(view.lat, view.lon), view.zoom, false);
    this.isFollowing = false;
  }

  fit(animate = true): void {
    this.zoomToRows(null, animate);
  }

  /** Null: all rows. Rows without a place are passed over; none left, nothing moves. */
  zoomToRows(rows: ArrayLike<number> | null, animate = true): void {
    const placed = this.scene.placed(this.input);
    const places = rows === null ? typicalPlaces(placed) : placesOf(rows, placed.placeOfRow);
    if (places.length === 0) return;
    const box: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity];
    for (const place of places) {
      box[0] = Math.min(box[0], placed.x[place]!);
      box[1] = Math.min(box[1], placed.y[place]!);
      box[2] = Math.max(box[2], placed.x[place]!);
      box[3] = Math.max(box[3], placed.y[place]!);
    }
    const shown = this.showBox(box, animate);
    this.fitted = rows === null ? shown : null;
  }

  /** Who looks at the whole plan still does in a window of another size; any other view keeps its place. */
  private resized(): void {
    const whole = this.fitted;
    const { lat, lon, zoom } = this.view();
    this.map.invalidateSize({ pan: false, animate: false });
    if (whole === null || zoom !== whole.zoom) return;
    const away = this.map.project([lat, lon]).distanceTo(this.map.project([whole.lat, whole.lon]));
    if (away < 1) this.fit(false);
  }

  private showBox([minX, minY, maxX, maxY]: UnitBox, glide: boolean): MapView {
    const bounds = L.latLngBounds([latOf(maxY), lonOf(minX)], [latOf(minY), lonOf(maxX)]);
    const zoom = Math.min(CLOSEST_FIT, this.map.getBoundsZoom(bounds, false, L.point(72, 72)));
    const center = L.latLng(latOf((minY + maxY) / 2), lonOf((minX + maxX) / 2));
    this.motion.goTo(center, zoom, glide);
    return { lat: center.lat, lon: center.lng, zoom };
  }

  zoomToTerritory(index: number): void {
    const { assignment } = this.input.plan;
    const rows: number[] = [];
    assignment.forEach((territory, row) => {
      if (territory === index) rows.push(row);
    });
    this.zoomToRows(rows);
  }

  unitAt(point: L.Point): { x: number; y: number } {
    const at = this.map.containerPointToLatLng(point);
    return { x: unitX(at.lng), y: unitY(at.lat) };
  }

  pointAt(x: number, y: number): L.Point {
    return this.map.latLngToContainerPoint([latOf(y), lonOf(x)]);
  }

  private updateGround(previous: EngineInput, next: EngineInput): void {
    const everywhere =
      groundLayersDiffer(previous, next) || previous.selection.territory !== next.selection.territory;
    if (everywhere) return this.stage.redraw('ground');
    if (next.layers.fill === 'none' || previous.plan.assignment === next.plan.assignment) return;
    const frame = this.stage.frame;
    const boxes = frame === null ? null : this.scene.changedCells(previous, next);
    const regions = frame === null || boxes === null ? null : regionsOfBoxes(frame, boxes);
    if (regions === null) this.stage.redraw('ground');
    else this.stage.redraw('ground', regions);
  }

  private updatePoints(previous: EngineInput, next: EngineInput, before: AccountStates): void {
    const frame = this.stage.frame;
    if (frame === null) return;
    if (previous.layers.points !== next.layers.points) return this.stage.redraw('points');
    if (!next.layers.points) return;
    const rows = changedRows(before, this.drawn);
    if (rows === null) return this.stage.redraw('points');
    if (rows.length === 0) return;
    const cells = this.scene.cellsAt(next, frame.zoom);
    const regions = dirtyRegions(frame, this.scene.placed(next), cells, rows);
    if (regions === null) this.stage.redraw('points');
    else this.stage.redraw('points', regions);
  }

  private updateLabels(previous: EngineInput, next: EngineInput): void {
    const changed =
      previous.layers !== next.layers ||
      previous.plan.assignment !== next.plan.assignment ||
      previous.plan.territories !== next.plan.territories ||
      previous.facts.territoryNotes !== next.facts.territoryNotes ||
      previous.selection.territory !== next.selection.territory;
    if (changed) this.stage.redraw('labels');
  }

  private shown(): Shown {
    const { input, drawn, palette, scenery, groundReady, fontsReady } = this;
    const covered = [...this.furniture, ...this.edges()].map((box) => this.groundUnder(box));
    return {
      input,
      states: drawn,
      palette,
      scenery,
      groundReady,
      fontsReady,
      window: this.windowBox(),
      covered,
    };
  }

  /** A hair along each side of the window: a name that would be cut there steps aside instead. */
  private edges(): readonly Region[] {
    const { x: width, y: height } = this.map.getSize();
    return [
      { x: -EDGE, y: 0, width: EDGE, height },
      { x: width, y: 0, width: EDGE, height },
      { x: 0, y: -EDGE, width, height: EDGE },
      { x: 0, y: height, width, height: EDGE },
    ];
  }

  private groundUnder({ x, y, width, height }: Region): UnitBox {
    const low = this.unitAt(L.point(x, y));
    const high = this.unitAt(L.point(x + width, y + height));
    return [low.x, low.y, high.x, high.y];
  }

  /** The ground in the window, less a rim in which a name would be cut off. */
  private windowBox(): UnitBox {
    const size = this.map.getSize();
    const [x, y] = [Math.min(60, size.x / 4), Math.min(20, size.y / 4)];
    const low = this.unitAt(L.point(x, y));
    const high = this.unitAt(size.subtract([x, y]));
    return [low.x, low.y, high.x, high.y];
  }
}

const groundLayersDiffer = (a: EngineInput, b: EngineInput): boolean =>
  a.layers.fill !== b.layers.fill ||
  a.layers.hatches !== b.layers.hatches ||
  a.layers.roads !== b.layers.roads ||
  a.layers.countyLines !== b.layers.countyLines;

function placesOf(rows: ArrayLike<number>, placeOfRow: Int32Array): number[] {
  const places: number[] = [];
  for (let i = 0; i < rows.length; i++) {
    const place = placeOfRow[rows[i]!] ?? -1;
    if (place >= 0) places.push(place);
  }
  return places;
}

/**
 * The accounts to show when everything is to be shown: all but the outermost per cent on each side, so that Guam and
 * a wrong coordinate do not make a national plan a speck.
 */
function typicalPlaces({ count, x, y }: { count: number; x: Float64Array; y: Float64Array }): number[] {
  if (count === 0) return [];
  const xs = x.toSorted();
  const ys = y.toSorted();
  const low = Math.floor(count * 0.01);
  const high = Math.min(count - 1, Math.ceil(count * 0.99));
  const [minX, maxX, minY, maxY] = [xs[low]!, xs[high]!, ys[low]!, ys[high]!];
  return [...x.keys()].filter((i) => x[i]! >= minX && x[i]! <= maxX && y[i]! >= minY && y[i]! <= maxY);
}
