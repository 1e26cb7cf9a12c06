import type { RefObject } from 'react';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { loadBasemap } from './basemap/load-basemap.ts';
import { makeScenery } from './basemap/scenery.ts';
import type { Palette } from './draw/palette.ts';
import { MapEngine } from './engine/map-engine.ts';
import type { MapView, PlanMapProps } from './map-props.ts';
import type { Hit } from './pick/hit.ts';
import { MapInteraction } from './tools/map-interaction.ts';
import type { Readout } from './tools/map-interaction.ts';

export interface LiveMap {
  readonly engine: MapEngine;
  readonly interaction: MapInteraction;
}

export interface MapState {
  readonly live: LiveMap | null;
  readonly view: MapView | null;
  readonly hit: Hit | null;
  readonly readout: Readout | null;
  /** Colours of the theme shown. */
  readonly palette: Palette | null;
  /** Why the background is missing, or null. */
  readonly trouble: string | null;
}

const DEFAULT_BRUSH = 28;

const settingsOf = (props: PlanMapProps): ConstructorParameters<typeof MapInteraction>[2] => ({
  tool: props.tool,
  brushRadius: props.brushRadius ?? DEFAULT_BRUSH,
  paintFrom: props.paintFrom ?? { kind: 'all' },
  readOnly: props.readOnly ?? false,
});

/** Makes the map when the page has a place for it, feeds it the props, and tells what the pointer does on it. */
export function useMapEngine(host: RefObject<HTMLDivElement | null>, props: PlanMapProps): MapState {
  const [live, setLive] = useState<LiveMap | null>(null);
  const [view, setView] = useState<MapView | null>(null);
  const [hit, setHit] = useState<Hit | null>(null);
  const [readout, setReadout] = useState<Readout | null>(null);
  const [palette, setPalette] = useState<Palette | null>(null);
  const latest = useRef(props);
  useLayoutEffect(() => {
    latest.current = props;
  });

  useLayoutEffect(() => {
    if (host.current === null) return undefined;
    const engine = new MapEngine(host.current, latest.current, setPalette);
    const interaction = new MapInteraction(engine, host.current, settingsOf(latest.current), {
      select: (rows, mode) => latest.current.onSelect?.(rows, mode),
      preview: (next) => {
        setReadout(next);
        latest.current.onPreview?.(next?.rows ?? null, next?.mode ?? 'replace');
      },
      hover: (next) => {
        setHit(next);
        latest.current.onHover?.(next === null ? null : { rows: next.rows });
      },
    });
    const tellView = (): void => {
      setView(engine.view());
      if (!engine.isFollowing) latest.current.onViewChange?.(engine.view());
    };
    engine.map.on('move zoom moveend', tellView);
    tellView();
    setLive({ engine, interaction });
    return () => {
      setLive(null);
      interaction.destroy();
      engine.destroy();
    };
  }, [host]);

  const { plan, facts, colours, selection, layers, theme } = props;
  useLayoutEffect(() => {
    live?.engine.update({ plan, facts, colours, selection, layers, theme });
  }, [live, plan, facts, colours, selection, layers, theme]);

  const { tool, brushRadius, paintFrom, readOnly } = props;
  useLayoutEffect(() => {
    live?.interaction.configure(settingsOf(latest.current));
  }, [live, tool, brushRadius, paintFrom, readOnly]);

  return { live, view, hit, readout, palette, trouble: useScenery(live?.engine ?? null) };
}

function useScenery(engine: MapEngine | null): string | null {
  const [trouble, setTrouble] = useState<string | null>(null);
  useEffect(() => {
    if (engine === null) return undefined;
    let gone = false;
    void loadBasemap().then((result) => {
      if (gone) return;
      engine.setScenery(result.ok ? makeScenery(result.value) : null);
      setTrouble(result.ok ? null : (result.errors[0]?.message ?? null));
    });
    return () => {
      gone = true;
    };
  }, [engine]);
  return trouble;
}
