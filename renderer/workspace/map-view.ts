/** How the map is looked at and worked with; shared by its toolbar, the keys, the tables and the inbox. */
import { create } from 'zustand';
import type { MapHandle, MapLayers, MapTool, PaintSource } from '../map/map-props.ts';
import { DEFAULT_LAYERS } from '../map/map-props.ts';

interface MapViewState {
  readonly tool: MapTool;
  readonly layers: MapLayers;
  readonly brushRadius: number;
  readonly paintFrom: PaintSource;
}

export const useMapView = create<MapViewState>(() => ({
  tool: 'select',
  layers: DEFAULT_LAYERS,
  brushRadius: 28,
  paintFrom: { kind: 'all' },
}));

export const setTool = (tool: MapTool): void => useMapView.setState({ tool });
export const setLayers = (layers: MapLayers): void => useMapView.setState({ layers });
export const setBrushRadius = (brushRadius: number): void => useMapView.setState({ brushRadius });
export const setPaintFrom = (paintFrom: PaintSource): void => useMapView.setState({ paintFrom });

let handle: MapHandle | null = null;
let awaited: ((map: MapHandle) => void) | null = null;

/** The map on screen, while there is one. */
export const holdMap = (map: MapHandle | null): void => {
  handle = map;
  if (map === null || awaited === null) return;
  const work = awaited;
  awaited = null;
  work(map);
};

/** Now, or once the map is shown; the last one asked for counts. */
export function whenMapIsThere(work: (map: MapHandle) => void): void {
  if (handle === null) awaited = work;
  else work(handle);
}

export const theMap = (): MapHandle | null => handle;

/** Brings accounts into sight; nothing to do where no map is shown. */
export const showRows = (rows: ArrayLike<number>): void => handle?.zoomToRows(rows);
