/**
 * What the map asks of whoever shows it. The map keeps no plan and no selection of its own, so that the workspace,
 * a read-only review and a side-by-side comparison are the same component with other props.
 */
import type { Ref } from 'react';
import type { Plan } from '../../domain/plan/plan.ts';

/**
 * `pan` drags the map, `select` drags a box; both click. `lasso` is freehand, `polygon` click by click (Enter or a
 * double click closes, Backspace takes the last corner back, Esc gives up), `brush` paints a disc.
 * Space held, the middle button or two fingers pan with every tool.
 */
const MAP_TOOLS = ['pan', 'select', 'lasso', 'polygon', 'brush'] as const;
export type MapTool = (typeof MAP_TOOLS)[number];

export type SelectMode = 'replace' | 'add' | 'remove' | 'toggle';

/** Which accounts a gesture may pick up. `index` is a territory's index in the plan. */
export type PaintSource =
  | { readonly kind: 'all' }
  | { readonly kind: 'unassigned' }
  | { readonly kind: 'territory'; readonly index: number };

export const TERRITORY_FILLS = ['none', 'voronoi', 'counties'] as const;
export type TerritoryFill = (typeof TERRITORY_FILLS)[number];

export interface MapLayers {
  readonly fill: TerritoryFill;
  /** Hatches over the fills, one pattern a territory, for those who cannot tell the hues apart. */
  readonly hatches: boolean;
  readonly points: boolean;
  readonly territoryLabels: boolean;
  readonly placeLabels: boolean;
  readonly roads: boolean;
  readonly countyLines: boolean;
}

export const DEFAULT_LAYERS: MapLayers = {
  fill: 'voronoi',
  hatches: false,
  points: true,
  territoryLabels: true,
  placeLabels: true,
  roads: true,
  countyLines: true,
};

export interface MapSelection {
  /** Account rows, in any order. */
  readonly selected: ArrayLike<number>;
  /** The row another view (the table) points at, or null. */
  readonly hovered: number | null;
  /** Index of the territory to bring forward (the others fade), or null. */
  readonly territory: number | null;
}

export const NO_SELECTION: MapSelection = { selected: [], hovered: null, territory: null };

/** What the plan alone does not say. */
export interface MapFacts {
  /** Moves that are shown but not committed: `rows[i]` would go to territory `to[i]` (-1: to none). */
  readonly staged: { readonly rows: Int32Array; readonly to: Int32Array } | null;
  /** One entry a row, 0 for rows the filter leaves out (they fade and are not picked up); null shows all. */
  readonly visible: Uint8Array | null;
  /** A potential in minor units as a person reads it, with its unit: "1,240 beds", "$3.2M". */
  readonly formatPotential: (minorUnits: number) => string;
  /** A second, smaller line under a territory's name on the map ("+12%"), by territory index. */
  readonly territoryNotes?: readonly (string | null)[];
}

export interface MapView {
  readonly lat: number;
  readonly lon: number;
  readonly zoom: number;
}

/** Rows under the pointer, or null over empty ground: one account, or the accounts of one cluster. */
interface MapHover {
  readonly rows: Int32Array;
}

export interface MapHandle {
  /** Shows all the rows, as close as a street allows. Rows without a place are passed over. */
  zoomToRows(rows: ArrayLike<number>): void;
  zoomToTerritory(index: number): void;
  /** The whole plan. */
  fit(): void;
  zoomBy(levels: number): void;
  view(): MapView;
  /** Puts the map there at once and tells nobody: for maps that follow each other. */
  follow(view: MapView): void;
  focus(): void;
  /** What is to be seen now, without controls, as a PNG: for slides and reports. */
  snapshot(): Promise<Blob>;
}

export interface PlanMapProps {
  readonly plan: Plan;
  readonly facts: MapFacts;
  /** A CSS colour for each territory, by its index in the plan. */
  readonly colours: readonly string[];
  readonly selection: MapSelection;
  readonly theme: 'light' | 'dark';
  readonly layers: MapLayers;
  readonly onLayersChange?: (layers: MapLayers) => void;
  readonly tool: MapTool;
  readonly onToolChange?: (tool: MapTool) => void;
  /** Radius in CSS pixels; `[` and `]` change it. */
  readonly brushRadius?: number;
  readonly onBrushRadiusChange?: (radius: number) => void;
  readonly paintFrom?: PaintSource;
  /** A gesture was completed: a click, or a box, lasso, polygon or brush stroke let go. Rows ascend. */
  readonly onSelect?: (rows: Int32Array, mode: SelectMode) => void;
  /** What an unfinished gesture would pick up, at most once a frame; null when it ends or is given up. */
  readonly onPreview?: (rows: Int32Array | null, mode: SelectMode) => void;
  readonly onHover?: (hover: MapHover | null) => void;
  readonly onViewChange?: (view: MapView) => void;
  readonly handleRef?: Ref<MapHandle>;
  /** Look, hover, zoom; nothing can be picked up. */
  readonly readOnly?: boolean;
  /** What a screen reader calls this map; by default the plan's name. */
  readonly label?: string;
}
