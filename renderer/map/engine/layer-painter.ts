/** Draws the layers of the map from what is to be shown now. */
import type { Scenery } from '../basemap/scenery.ts';
import { drawFills } from '../draw/fills.ts';
import type { GroundBrush } from '../draw/ground.ts';
import { drawLand, drawLandWithAreas, drawUrban, drawWaterAndLines } from '../draw/ground.ts';
import type { Obstacle, TerritoryLabel } from '../draw/labels.ts';
import { drawLabels, TERRITORY_FONT, textMeasure } from '../draw/labels.ts';
import { drawOverlays } from '../draw/overlays.ts';
import type { Palette } from '../draw/palette.ts';
import type { PointScene } from '../draw/points.ts';
import { drawPoints } from '../draw/points.ts';
import { SpriteSheet } from '../draw/sprites.ts';
import type { MeasureText, PlacedLabel } from '../labels/place-labels.ts';
import { labelLevel, placeLabels } from '../labels/place-labels.ts';
import { separateLabels } from '../labels/territory-anchors.ts';
import type { AccountStates } from '../points/account-state.ts';
import { clusterRadius } from '../points/cells.ts';
import type { Frame, Region, UnitBox } from './frame.ts';
import type { MapScene, SceneInput } from './map-scene.ts';
import { memoOne } from './memo-one.ts';

export interface Shown {
  readonly input: SceneInput;
  readonly states: AccountStates;
  readonly palette: Palette;
  /** Null while the background is read, and when it cannot be. */
  readonly scenery: Scenery | null;
  /** The background was read, or never will be. */
  readonly groundReady: boolean;
  readonly fontsReady: boolean;
  /** The ground in which names may stand. */
  readonly window: UnitBox;
  /** The ground under what lies over the map, where none may. */
  readonly covered: readonly UnitBox[];
}

export class LayerPainter {
  private readonly scene: MapScene;
  private readonly shown: () => Shown;
  private readonly measureOf = memoOne((palette: Palette, _fontsReady: boolean) => textMeasure(palette));
  private readonly spritesOf = memoOne(
    (palette: Palette, colours: readonly string[], dpr: number) => new SpriteSheet(palette, colours, dpr),
  );
  /** The names of each zoom level asked for so far; choosing them at zoom 10 takes some 180 ms, once. */
  private readonly placesOf = memoOne((scenery: Scenery | null, measure: MeasureText) => {
    const byLevel = new Map<number, readonly PlacedLabel[]>();
    return (level: number): readonly PlacedLabel[] => {
      const known = byLevel.get(level);
      if (known !== undefined || scenery === null) return known ?? [];
      const made = placeLabels(scenery.basemap, level, measure);
      byLevel.set(level, made);
      return made;
    };
  });

  constructor(scene: MapScene, shown: () => Shown) {
    this.scene = scene;
    this.shown = shown;
  }

  drawGround(ctx: CanvasRenderingContext2D, frame: Frame, region: Region): void {
    const { scenery, input, groundReady, palette } = this.shown();
    if (!groundReady) return;
    const brush: GroundBrush = { ctx, frame, region, palette };
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

  drawPoints(ctx: CanvasRenderingContext2D, frame: Frame, region: Region): void {
    if (!this.shown().input.layers.points) return;
    const scene = this.pointScene(frame);
    drawPoints(ctx, frame, region, scene);
    const overlays = this.scene.overlays(this.shown().input);
    if (overlays !== null) drawOverlays(ctx, frame, region, overlays, scene);
  }

  private pointScene(frame: Frame): PointScene {
    const { input, states, palette } = this.shown();
    return {
      placed: this.scene.placed(input),
      scale: this.scene.scale(input),
      cells: this.scene.cellsAt(input, frame.zoom),
      states,
      colours: input.colours,
      palette,
      sprites: this.spritesOf(palette, input.colours, frame.dpr),
    };
  }

  drawLabels(ctx: CanvasRenderingContext2D, frame: Frame, region: Region): void {
    const { input, palette, scenery, fontsReady, covered } = this.shown();
    const measure = this.measureOf(palette, fontsReady);
    drawLabels(ctx, frame, region, {
      places: this.placesOf(scenery, measure)(labelLevel(frame.zoom)),
      territories: this.territoryLabels(frame),
      obstacles: this.clusters(frame),
      covered: covered.map(([minX, minY, maxX, maxY]) => ({
        minX: minX * frame.scale - frame.left,
        minY: minY * frame.scale - frame.top,
        maxX: maxX * frame.scale - frame.left,
        maxY: maxY * frame.scale - frame.top,
      })),
      layers: input.layers,
      palette,
    });
  }

  private clusters(frame: Frame): readonly Obstacle[] {
    const { input } = this.shown();
    if (!input.layers.points) return [];
    const cells = this.scene.cellsAt(input, frame.zoom);
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
    const { input, palette, fontsReady, window, covered } = this.shown();
    const { plan, facts, colours, selection } = input;
    const measure = this.measureOf(palette, fontsReady);
    const note = (index: number): string | null => facts.territoryNotes?.[index] ?? null;
    const sizeOf = (index: number): { width: number; height: number } => {
      const name = measure(plan.territories[index]?.name ?? '', TERRITORY_FONT.name, 'city');
      const beside = note(index) === null ? 0 : measure(note(index) ?? '', TERRITORY_FONT.note, 'city') + 6;
      return { width: name + beside + 26, height: 20 };
    };
    const anchors = this.scene.anchors(input, window, covered);
    return separateLabels(anchors, frame.scale, sizeOf, covered).map((anchor) => ({
      ...sizeOf(anchor.territory),
      name: plan.territories[anchor.territory]?.name ?? '',
      note: note(anchor.territory),
      colour: colours[anchor.territory] ?? palette.unassigned,
      x: anchor.x,
      y: anchor.y,
      faded: selection.territory !== null && selection.territory !== anchor.territory,
    }));
  }
}
