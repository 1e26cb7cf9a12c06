/** The Leaflet map under the canvases: dragging and pinching are its; every other motion is ours (map-motion.ts). */
import L from 'leaflet';
import { reducedMotion } from './map-motion.ts';

export function createLeafletMap(host: HTMLElement): L.Map {
  return L.map(host, {
    attributionControl: false,
    zoomControl: false,
    keyboard: false,
    scrollWheelZoom: false,
    doubleClickZoom: false,
    boxZoom: false,
    zoomSnap: 0,
    zoomAnimation: false,
    fadeAnimation: false,
    inertia: !reducedMotion(),
    minZoom: 2,
    maxZoom: 15,
    maxBounds: [
      [-85, -360],
      [85, 360],
    ],
    center: [39, -97],
    zoom: 4,
    trackResize: false,
  });
}
