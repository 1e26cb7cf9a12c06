/** Keeps the canvases true to the props: derives what changed and draws no more than that. */
import L from 'leaflet';
import type { Scenery } from '../basemap/scenery.ts';
import { latOf, lonOf, unitX, unitY } from '../basemap/mercator.ts';
import { drawFills } from '../draw/fills.ts';
import type { GroundBrush } from '../draw/ground.ts';
import { drawLand, drawLandWithAreas, drawUrban, drawWaterAndLines } from '../draw/ground.ts';
import type { Obstacle, TerritoryLabel } from '../draw/labels.ts';
import { drawLabels, TERRITORY_FONT, textMeasure } from '../draw/labels.ts';
import type { Palette } from '../draw/palette.ts';
import { readPalette } from '../draw/palette.ts';
import type { PointScene } from '../draw/points.ts';
import { drawPoints } from '../draw/points.ts';
import { SpriteSheet } from '../draw/sprites.ts';
import type { MeasureText } from '../labels/place-labels.ts';
import { labelLevel, placeLabels } from '../labels/place-labels.ts';
import { separateLabels } from '../labels/territory-anchors.ts';
import type { MapView } from '../map-props.ts';
import type { AccountStates } from '../points/account-state.ts';
import { clusterRadius } from '../points/cells.ts';
import { changedRows } from '../points/account-state.ts';
import { dirtyRegions } from './dirty-regions.ts';
import type { Frame, Region, UnitBox } from './frame.ts';
import { createLeafletMap } from './leaflet-view.ts';
import { MapMotion } from './map-motion.ts';
import type { SceneInput } from './map-scene.ts';
import { MapScene } from './map-scene.ts';
import { memoOne } from './memo-one.ts';
import { Stage } from './stage.ts';

export interface EngineInput extends SceneInput {
  readonly theme: 'light' | 'dark';
}

/** No closer than this unless a person asks: the basemap has no streets. */
const CLOSEST_FIT = 11;

export type OverlayPainter = (ctx: CanvasRenderingContext2D, frame: Frame, palette: Palette) => void;

export class MapEngine {
  readonly map: L.Map;
  readonly motion: MapMotion;
  readonly scene = new MapScene();
  private readonly host: HTMLElement;
  private readonly onPalette: (palette: Palette) => void;
  private readonly stage: Stage;
  private readonly resizing: ResizeObserver;
  private input: EngineInput;
  private drawn: AccountStates;
  private scenery: Scenery | null = null;
  private overlayPainter: OverlayPainter = () => undefined;
  private readonly paletteOf = memoOne((host: HTMLElement, _theme: string) => readPalette(host));
  private gone = false;
  private fontsReady = false;
  private groundReady = false;
  private readonly measureOf = memoOne((palette: Palette, _fontsReady: boolean) => textMeasure(palette));
  private readonly spritesOf = memoOne(
    (palette: Palette, colours: readonly string[], dpr: number) => new SpriteSheet(palette, colours, dpr),
  );
  private readonly placesOf = memoOne((scenery: Scenery | null, level: number, measure: MeasureText) =>
    scenery === null ? [] : placeLabels(scenery.basemap, level, measure),
  );

  /** `onPalette` hears of the colours now and whenever the theme changes. */
  constructor(host: HTMLElement, input: EngineInput, onPalette: (palette: Palette) => void) {
    this.host = host;
    this.onPalette = onPalette;
    this.input = input;
    this.drawn = this.scene.states(input);
    this.map = createLeafletMap(host);
    this.stage = new Stage(this.map, [
      { name: 'ground', scrolls: true, draw: (ctx, frame, region) => this.drawGround(ctx, frame, region) },
      { name: 'points', scrolls: true, draw: (ctx, frame, region) => this.drawPoints(ctx, frame, region) },
      { name: 'labels', scrolls: false, draw: (ctx, frame, region) => this.drawLabels(ctx, frame, region) },
      {
        name: 'overlay',
        scrolls: false,
        draw: (ctx, frame) => this.overlayPainter(ctx, frame, this.palette),
      },
    ]);
    this.motion = new MapMotion(this.map);
    this.resizing = new ResizeObserver(() => this.map.invalidateSize({ pan: false, animate: false }));
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
  }

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

  follow(view: MapView): void {
    const now = this.view();
    if (now.lat === view.lat && now.lon === view.lon && now.zoom === view.zoom) return;
    this.motion.goTo(L.latLng(view.lat, view.lon), view.zoom, false);
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
    this.showBox(box, animate);
  }

  private showBox([minX, minY, maxX, maxY]: UnitBox, glide: boolean): void {
    const bounds = L.latLngBounds([latOf(maxY), lonOf(minX)], [latOf(minY), lonOf(maxX)]);
    const zoom = Math.min(CLOSEST_FIT, this.map.getBoundsZoom(bounds, false, L.point(72, 72)));
    this.motion.goTo(L.latLng(latOf((minY + maxY) / 2), lonOf((minX + maxX) / 2)), zoom, glide);
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
    const changed =
      groundLayersDiffer(previous, next) ||
      previous.selection.territory !== next.selection.territory ||
      (next.layers.fill !== 'none' && previous.plan.assignment !== next.plan.assignment);
    if (changed) this.stage.redraw('ground');
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

  private drawGround(ctx: CanvasRenderingContext2D, frame: Frame, region: Region): void {
    const { scenery, input } = this;
    if (!this.groundReady) return;
    const brush: GroundBrush = { ctx, frame, region, palette: this.palette };
    const regions = this.scene.regions(input, scenery);
    const drawAreas = (): void => {
      if (regions === null) return;
      const { hatches } = input.layers;
      drawFills(brush, { regions, colours: input.colours, hatches, focus: input.selection.territory });
    };
    if (scenery === null) drawAreas();
    else if (regions?.cutAtCoast === true) {
      drawLandWithAreas(brush, scenery, this.scene.countries(input, scenery), drawAreas);
    } else {
      drawLand(brush, scenery);
      drawAreas();
    }
    if (scenery !== null) drawUrban(brush, scenery);
    if (scenery !== null) drawWaterAndLines(brush, scenery, input.layers);
  }

  private drawPoints(ctx: CanvasRenderingContext2D, frame: Frame, region: Region): void {
    if (!this.input.layers.points) return;
    drawPoints(ctx, frame, region, this.pointScene(frame));
  }

  private pointScene(frame: Frame): PointScene {
    const { input } = this;
    return {
      placed: this.scene.placed(input),
      scale: this.scene.scale(input),
      cells: this.scene.cellsAt(input, frame.zoom),
      states: this.drawn,
      colours: input.colours,
      palette: this.palette,
      sprites: this.spritesOf(this.palette, input.colours, frame.dpr),
    };
  }

  private drawLabels(ctx: CanvasRenderingContext2D, frame: Frame, region: Region): void {
    drawLabels(ctx, frame, region, {
      places: this.placesOf(
        this.scenery,
        labelLevel(frame.zoom),
        this.measureOf(this.palette, this.fontsReady),
      ),
      territories: this.territoryLabels(frame),
      obstacles: this.clusters(frame),
      layers: this.input.layers,
      palette: this.palette,
    });
  }

  /** The ground in the window, less a rim in which a name would be cut off. */
  private windowBox(): UnitBox {
    const size = this.map.getSize();
    const [x, y] = [Math.min(60, size.x / 4), Math.min(20, size.y / 4)];
    const low = this.unitAt(L.point(x, y));
    const high = this.unitAt(size.subtract([x, y]));
    return [low.x, low.y, high.x, high.y];
  }

  private clusters(frame: Frame): readonly Obstacle[] {
    if (!this.input.layers.points) return [];
    const cells = this.scene.cellsAt(this.input, frame.zoom);
    const found: Obstacle[] = [];
    for (let cell = 0; cell < cells.count; cell++) {
      if (cells.crowded[cell] === 0) continue;
      const x = cells.x[cell]! * frame.scale - frame.left;
      const y = cells.y[cell]! * frame.scale - frame.top;
      if (x < -20 || y < -20 || x > frame.width + 20 || y > frame.height + 20) continue;
      found.push({ x, y, radius: clusterRadius(cells, cell) });
    }
    return found;
  }

  private territoryLabels(frame: Frame): readonly TerritoryLabel[] {
    const { plan, facts, colours, selection } = this.input;
    const measure = this.measureOf(this.palette, this.fontsReady);
    const note = (index: number): string | null => facts.territoryNotes?.[index] ?? null;
    const sizeOf = (index: number): { width: number; height: number } => {
      const name = measure(plan.territories[index]?.name ?? '', TERRITORY_FONT.name, 'city');
      const beside = note(index) === null ? 0 : measure(note(index) ?? '', TERRITORY_FONT.note, 'city') + 6;
      return { width: name + beside + 26, height: 20 };
    };
    return separateLabels(this.scene.anchors(this.input, this.windowBox()), frame.scale, sizeOf).map(
      (anchor) => ({
        ...sizeOf(anchor.territory),
        name: plan.territories[anchor.territory]?.name ?? '',
        note: note(anchor.territory),
        colour: colours[anchor.territory] ?? this.palette.unassigned,
        x: anchor.x,
        y: anchor.y,
        faded: selection.territory !== null && selection.territory !== anchor.territory,
      }),
    );
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
