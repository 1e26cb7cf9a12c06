import type { RefObject } from 'react';
import { useEffect } from 'react';
import type { Region } from './engine/frame.ts';
import type { MapEngine } from './engine/map-engine.ts';

/** What lies over the map for good. Names of territories keep clear of it. */
const FURNITURE = '.map-corner, .map-attribution, .map-buttons';

/** Tells the engine which parts of the window the legend, the scale, the buttons and the attribution cover. */
export function useKeepClear(root: RefObject<HTMLElement | null>, engine: MapEngine | null): void {
  useEffect(() => {
    const page = root.current;
    if (page === null || engine === null) return undefined;
    const covering = [...page.querySelectorAll(FURNITURE)];
    const tell = (): void => engine.keepClear(covering.map((element) => boxWithin(page, element)));
    const watch = new ResizeObserver(tell);
    for (const element of [page, ...covering]) watch.observe(element);
    return () => watch.disconnect();
  }, [root, engine]);
}

function boxWithin(page: HTMLElement, element: Element): Region {
  const origin = page.getBoundingClientRect();
  const { left, top, width, height } = element.getBoundingClientRect();
  return { x: left - origin.left, y: top - origin.top, width, height };
}
