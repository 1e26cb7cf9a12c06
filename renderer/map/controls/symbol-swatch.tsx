import type { ReactNode } from 'react';
import { useLayoutEffect, useRef } from 'react';
import { drawOverlaid, drawReserved } from '../draw/overlays.ts';
import type { Palette } from '../draw/palette.ts';
import type { SymbolLook } from '../draw/sprites.ts';
import { drawSymbol } from '../draw/sprites.ts';

/** A symbol of the legend, drawn by what draws the map. Decorative: the words beside it say what it is. */
export function SymbolSwatch(props: {
  readonly look: SymbolLook;
  readonly palette: Palette;
  readonly size: number;
}): ReactNode {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { look, palette, size } = props;
  useLayoutEffect(() => {
    const ctx = canvas.current?.getContext('2d');
    if (!canvas.current || !ctx) return;
    const dpr = window.devicePixelRatio || 1;
    canvas.current.width = canvas.current.height = Math.round(size * dpr);
    ctx.scale(dpr, dpr);
    const at = [size / 2, size / 2] as const;
    if (look.overlay === 'reserved') return drawReserved(ctx, ...at, look.radius, palette);
    drawSymbol(ctx, ...at, look, palette);
    if (look.overlay === 'beside') drawOverlaid(ctx, ...at, look.radius, palette);
  }, [look, palette, size]);
  return (
    <canvas ref={canvas} aria-hidden="true" className="map-swatch" style={{ width: size, height: size }} />
  );
}
