/** The Leaflet map under the canvases: panning, pinching and animation are its; wheel zoom is continuous and ours. */
import L from 'leaflet';
import { latOf, lonOf } from '../basemap/mercator.ts';
import type { UnitBox } from './frame.ts';

/** Methods of L.Map that its own handlers zoom with; stable through 1.x, and not in its types. */
interface LeafletInternals {
  _stop(): void;
  _moveStart(zoomChanged: boolean, noMoveStart: boolean): void;
  _move(center: L.LatLng, zoom: number): void;
  _moveEnd(zoomChanged: boolean): void;
}

export const MIN_ZOOM = 2;
export const MAX_ZOOM = 15;
/** What no gesture but a double click goes beyond: the basemap has no streets. */
const CLOSEST_FIT = 11;

export const reducedMotion = (): boolean => window.matchMedia('(prefers-reduced-motion: reduce)').matches;

export function createLeafletMap(host: HTMLElement): L.Map {
  const still = reducedMotion();
  return L.map(host, {
    attributionControl: false,
    zoomControl: false,
    keyboard: false,
    scrollWheelZoom: false,
    doubleClickZoom: false,
    boxZoom: false,
    zoomSnap: 0,
    zoomAnimation: !still,
    fadeAnimation: false,
    inertia: !still,
    minZoom: MIN_ZOOM,
    maxZoom: MAX_ZOOM,
    maxBounds: [
      [-85, -360],
      [85, 360],
    ],
    center: [39, -97],
    zoom: 4,
    trackResize: false,
  });
}

export function fitBox(map: L.Map, box: UnitBox, animate: boolean): void {
  const bounds = L.latLngBounds([latOf(box[3]), lonOf(box[0])], [latOf(box[1]), lonOf(box[2])]);
  map.fitBounds(bounds, {
    padding: [36, 36],
    maxZoom: CLOSEST_FIT,
    animate: animate && !reducedMotion(),
  });
}

/** Zooms around the pointer as far as the wheel turned, and comes to rest when it does. Answers an undo. */
export function smoothWheelZoom(map: L.Map): () => void {
  const inner = map as unknown as LeafletInternals;
  const host = map.getContainer();
  let settle = 0;
  let moving = false;
  const finish = (): void => {
    moving = false;
    inner._moveEnd(true);
  };
  const onWheel = (event: WheelEvent): void => {
    event.preventDefault();
    const turned = event.deltaY * (event.deltaMode === 1 ? 18 : event.deltaMode === 2 ? 300 : 1);
    const step = Math.max(-0.6, Math.min(0.6, -turned * (event.ctrlKey ? 0.012 : 0.0035)));
    const zoom = Math.max(map.getMinZoom(), Math.min(map.getMaxZoom(), map.getZoom() + step));
    if (!moving) {
      inner._stop();
      inner._moveStart(true, false);
      moving = true;
    }
    inner._move(centerFor(map, map.mouseEventToContainerPoint(event), zoom), zoom);
    window.clearTimeout(settle);
    settle = window.setTimeout(finish, 110);
  };
  host.addEventListener('wheel', onWheel, { passive: false });
  return () => {
    window.clearTimeout(settle);
    host.removeEventListener('wheel', onWheel);
  };
}

/** The centre that keeps the ground under `pointer` where it is at another zoom level. */
function centerFor(map: L.Map, pointer: L.Point, zoom: number): L.LatLng {
  const half = map.getSize().divideBy(2);
  const ratio = map.getZoomScale(zoom);
  const offset = pointer.subtract(half).multiplyBy(1 - 1 / ratio);
  return map.containerPointToLatLng(half.add(offset));
}

export const zoomAround = (map: L.Map, pointer: L.Point, by: number): void => {
  const zoom = Math.max(map.getMinZoom(), Math.min(map.getMaxZoom(), map.getZoom() + by));
  map.setView(centerFor(map, pointer, zoom), zoom, { animate: !reducedMotion() });
};
