import type L from 'leaflet';
import { UNASSIGNED } from '../../../domain/plan/plan.ts';
import type { MapEngine } from '../engine/map-engine.ts';
import type { PaintSource } from '../map-props.ts';
import type { Hit } from '../pick/hit.ts';
import { hitTest } from '../pick/hit.ts';
import type { GestureGround } from './gesture.ts';

/** What lies under a point of the window; null over empty ground. */
export function hitAt(engine: MapEngine, point: L.Point): Hit | null {
  const input = engine.current;
  if (!input.layers.points) return null;
  const zoom = engine.map.getZoom();
  const { visible } = input.facts;
  return hitTest(
    engine.scene.placed(input),
    engine.scene.cellsAt(input, zoom),
    engine.scene.scale(input),
    zoom,
    engine.unitAt(point),
    (row) => visible === null || visible[row] === 1,
  );
}

/** The accounts a gesture may pick up: those shown, of the territory painted from. */
export function pickGround(engine: MapEngine, paintFrom: PaintSource): GestureGround {
  const { plan, facts } = engine.current;
  const wanted = paintFrom.kind === 'territory' ? paintFrom.index : UNASSIGNED;
  return {
    placed: engine.scene.placed(engine.current),
    pickable: (row) =>
      (facts.visible === null || facts.visible[row] === 1) &&
      (paintFrom.kind === 'all' || plan.assignment[row] === wanted),
  };
}
