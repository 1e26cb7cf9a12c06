import type { ReactNode } from 'react';
import { metresPerPixel } from '../basemap/mercator.ts';
import type { MapView } from '../map-props.ts';
import { scaleLengths } from './scale-length.ts';

const WIDEST = 110;

export function ScaleBar({ view }: { readonly view: MapView }): ReactNode {
  const bars = scaleLengths(metresPerPixel(view.lat, view.zoom), WIDEST);
  return (
    <div className="map-scale" role="img" aria-label={`Scale: ${bars.map((bar) => bar.text).join(', ')}`}>
      {bars.map((bar) => (
        <div key={bar.text} className="map-scale-bar" style={{ width: bar.width }}>
          {bar.text}
        </div>
      ))}
    </div>
  );
}
