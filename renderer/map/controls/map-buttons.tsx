import { Layers, Maximize, Minus, Plus } from 'lucide-react';
import type { ReactNode } from 'react';
import { useId, useState } from 'react';
import type { MapLayers } from '../map-props.ts';
import { TERRITORY_FILLS } from '../map-props.ts';

interface MapButtonsProps {
  readonly zoomBy: (levels: number) => void;
  readonly fit: () => void;
  readonly layers: MapLayers;
  /** Absent: the layers are chosen elsewhere. */
  readonly onLayersChange?: ((layers: MapLayers) => void) | undefined;
}

export function MapButtons({ zoomBy, fit, layers, onLayersChange }: MapButtonsProps): ReactNode {
  return (
    <div className="map-buttons">
      <div className="map-button-group" role="group" aria-label="Zoom">
        <button type="button" aria-label="Zoom in" title="Zoom in (+)" onClick={() => zoomBy(1)}>
          <Plus aria-hidden="true" />
        </button>
        <button type="button" aria-label="Zoom out" title="Zoom out (−)" onClick={() => zoomBy(-1)}>
          <Minus aria-hidden="true" />
        </button>
        <button type="button" aria-label="Show the whole plan" title="Show the whole plan (F)" onClick={fit}>
          <Maximize aria-hidden="true" />
        </button>
      </div>
      {onLayersChange === undefined ? null : <LayerSwitcher layers={layers} onChange={onLayersChange} />}
    </div>
  );
}

const FILL_NAMES = { none: 'None', voronoi: 'Areas around accounts', counties: 'US counties' } as const;
const SWITCHES: readonly (readonly [Exclude<keyof MapLayers, 'fill'>, string])[] = [
  ['hatches', 'Hatches'],
  ['points', 'Accounts'],
  ['territoryLabels', 'Territory names'],
  ['placeLabels', 'Place names'],
  ['roads', 'Roads'],
  ['countyLines', 'County lines'],
];

function LayerSwitcher(props: {
  readonly layers: MapLayers;
  readonly onChange: (layers: MapLayers) => void;
}): ReactNode {
  const { layers, onChange } = props;
  const [open, setOpen] = useState(false);
  const id = useId();
  return (
    <div
      className="map-layers"
      onKeyDown={(event) => {
        if (event.key === 'Escape') setOpen(false);
      }}
    >
      <div className="map-button-group">
        <button
          type="button"
          aria-label="What the map shows"
          title="What the map shows"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        >
          <Layers aria-hidden="true" />
        </button>
      </div>
      {open ? (
        <div className="map-layers-panel">
          <fieldset>
            <legend>Territory areas</legend>
            {TERRITORY_FILLS.map((fill) => (
              <label key={fill}>
                <input
                  type="radio"
                  name={`${id}-fill`}
                  checked={layers.fill === fill}
                  onChange={() => onChange({ ...layers, fill })}
                />
                {FILL_NAMES[fill]}
              </label>
            ))}
          </fieldset>
          <fieldset>
            <legend>Show</legend>
            {SWITCHES.map(([key, name]) => (
              <label key={key}>
                <input
                  type="checkbox"
                  checked={layers[key]}
                  onChange={(event) => onChange({ ...layers, [key]: event.target.checked })}
                />
                {name}
              </label>
            ))}
          </fieldset>
        </div>
      ) : null}
    </div>
  );
}
