import 'leaflet/dist/leaflet.css';
import './map-tokens.css';
import './plan-map.css';
import type { ReactNode } from 'react';
import { useEffect, useImperativeHandle, useLayoutEffect, useRef, useState } from 'react';
import { loadBasemap } from './basemap/load-basemap.ts';
import { makeScenery } from './basemap/scenery.ts';
import { MapEngine } from './engine/map-engine.ts';
import type { MapHandle, PlanMapProps } from './map-props.ts';

export function PlanMap(props: PlanMapProps): ReactNode {
  const host = useRef<HTMLDivElement>(null);
  const [engine, setEngine] = useState<MapEngine | null>(null);
  const latest = useRef(props);
  useLayoutEffect(() => {
    latest.current = props;
  });

  useLayoutEffect(() => {
    if (host.current === null) return undefined;
    const made = new MapEngine(host.current, latest.current);
    setEngine(made);
    return () => {
      setEngine(null);
      made.destroy();
    };
  }, []);

  useEffect(() => {
    if (engine === null) return undefined;
    let gone = false;
    void loadBasemap().then((result) => {
      if (!gone && result.ok) engine.setScenery(makeScenery(result.value));
    });
    return () => {
      gone = true;
    };
  }, [engine]);

  const { plan, facts, colours, selection, layers, theme, handleRef } = props;
  useLayoutEffect(() => {
    engine?.update({ plan, facts, colours, selection, layers, theme });
  }, [engine, plan, facts, colours, selection, layers, theme]);

  useImperativeHandle(handleRef, () => handleOf(engine, host.current), [engine]);

  return (
    <div className="plan-map" data-theme={theme}>
      <div ref={host} className="plan-map-host" />
    </div>
  );
}

function handleOf(engine: MapEngine | null, host: HTMLElement | null): MapHandle {
  return {
    zoomToRows: (rows) => engine?.zoomToRows(rows),
    zoomToTerritory: (index) => engine?.zoomToTerritory(index),
    fit: () => engine?.fit(),
    zoomBy: (levels) => engine?.map.setZoom(engine.map.getZoom() + levels),
    view: () => engine?.view() ?? { lat: 0, lon: 0, zoom: 2 },
    follow: (view) => engine?.follow(view),
    focus: () => host?.focus(),
    snapshot: () => snapshotOf(engine),
  };
}

async function snapshotOf(engine: MapEngine | null): Promise<Blob> {
  const canvas = engine?.compose() ?? document.createElement('canvas');
  return new Promise((resolve, reject) => {
    canvas.toBlob(
      (blob) => (blob === null ? reject(new Error('The map is empty.')) : resolve(blob)),
      'image/png',
    );
  });
}
