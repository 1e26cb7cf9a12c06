import type { MapEngine } from '../engine/map-engine.ts';
import type { MapTool } from '../map-props.ts';
import type { MapInteraction } from './map-interaction.ts';
import L from 'leaflet';

interface KeyContext {
  readonly engine: MapEngine;
  readonly interaction: MapInteraction;
  readonly brushRadius: number;
  readonly setTool: ((tool: MapTool) => void) | undefined;
  readonly setBrushRadius: ((radius: number) => void) | undefined;
  /** Called when arrows move the map: what lies in the middle is what Enter takes. */
  readonly steered: () => void;
}

const TOOL_KEYS: Readonly<Record<string, MapTool>> = {
  v: 'select',
  h: 'pan',
  l: 'lasso',
  p: 'polygon',
  b: 'brush',
};
const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};
const STEP = 60;
const BRUSH_RADII = { least: 6, most: 200 } as const;

/** Does what a key means while the map has the focus; answers whether it meant anything. */
export function mapKey(event: KeyboardEvent, context: KeyContext): boolean {
  if (event.metaKey || (event.ctrlKey && event.key !== 'Enter')) return false;
  return gestureKey(event, context) || moveKey(event, context) || toolKey(event, context);
}

function gestureKey(event: KeyboardEvent, { interaction, engine }: KeyContext): boolean {
  switch (event.key) {
    case 'Escape':
      if (!interaction.drawing) return false;
      interaction.cancel();
      return true;
    case 'Backspace':
      return interaction.removeCorner();
    case 'Enter':
      if (interaction.finishPolygon()) return true;
      return interaction.pickCentre(engine.map.getSize().divideBy(2), event);
    case ' ':
      interaction.holdSpace(true);
      return true;
    default:
      return false;
  }
}

function moveKey(event: KeyboardEvent, { engine, steered }: KeyContext): boolean {
  const arrow = ARROWS[event.key];
  if (arrow !== undefined) {
    const step = event.shiftKey ? STEP * 4 : STEP;
    engine.map.panBy(L.point(arrow[0] * step, arrow[1] * step), { animate: false });
    steered();
    return true;
  }
  if (event.key === '+' || event.key === '=') return zoom(engine, 0.5);
  if (event.key === '-' || event.key === '_') return zoom(engine, -0.5);
  if (event.key.toLowerCase() === 'f') {
    engine.fit();
    return true;
  }
  if (event.key.toLowerCase() !== 'z' || engine.current.selection.selected.length === 0) return false;
  engine.zoomToRows(engine.current.selection.selected);
  return true;
}

function zoom(engine: MapEngine, by: number): boolean {
  engine.motion.zoomBy(by);
  return true;
}

function toolKey(event: KeyboardEvent, context: KeyContext): boolean {
  const tool = TOOL_KEYS[event.key.toLowerCase()];
  if (tool !== undefined && context.setTool !== undefined && !event.shiftKey && !event.altKey) {
    context.setTool(tool);
    return true;
  }
  if ((event.key !== '[' && event.key !== ']') || context.setBrushRadius === undefined) return false;
  const wanted = context.brushRadius * (event.key === '[' ? 1 / 1.25 : 1.25);
  context.setBrushRadius(Math.round(Math.max(BRUSH_RADII.least, Math.min(BRUSH_RADII.most, wanted))));
  return true;
}
