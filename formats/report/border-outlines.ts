/** State and country borders for the map of a report (US Census via us-atlas; Natural Earth via world-atlas). */
import { mesh } from 'topojson-client';
import type { GeometryObject, Topology } from 'topojson-specification';
import states from 'us-atlas/states-10m.json' with { type: 'json' };
import countries from 'world-atlas/countries-110m.json' with { type: 'json' };
import type { Outline } from './map-svg.ts';

/** The JSON modules are typed by their literal content, which is no use; their shape is the TopoJSON specification's. */
const linesOf = (topology: unknown, object: string): readonly Outline[] => {
  const atlas = topology as Topology;
  const lines = mesh(atlas, atlas.objects[object] as GeometryObject).coordinates;
  return lines.map((line) => line.map(([lon = 0, lat = 0]) => [lon, lat] as const));
};

let outlines: readonly Outline[] | null = null;

/** Made once, when the first report is. */
export function borderOutlines(): readonly Outline[] {
  outlines ??= [...linesOf(countries, 'countries'), ...linesOf(states, 'states')];
  return outlines;
}
