import * as Plot from '@observablehq/plot';
import { useEffect, useRef, useState } from 'react';
import './plot-figure.css';

/** A chart as wide as its place. Its own stylesheet is taken out: our policy forbids inline styles. */
export function PlotFigure({
  options,
  label,
}: {
  readonly options: Plot.PlotOptions;
  readonly label: string;
}) {
  const host = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useEffect(() => {
    if (host.current === null) return;
    const observer = new ResizeObserver(([entry]) => setWidth(Math.floor(entry?.contentRect.width ?? 0)));
    observer.observe(host.current);
    return () => observer.disconnect();
  }, []);
  useEffect(() => {
    if (width === 0 || host.current === null) return;
    const plot = Plot.plot({ ...options, width, ariaLabel: label, style: { background: 'transparent' } });
    for (const style of plot.querySelectorAll('style')) style.remove();
    host.current.replaceChildren(plot);
  }, [options, width, label]);
  return <div ref={host} className="plot-figure" />;
}
