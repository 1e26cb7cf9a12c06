import { useRef } from 'react';
import type { KeyboardEvent, PointerEvent, ReactNode } from 'react';
import { finiteNumber, useRemembered } from './remembered.ts';
import './split.css';

interface SplitProps {
  /** Remembered under this name. */
  readonly name: string;
  /** The side that keeps its size while the other takes the rest. */
  readonly fixed: 'start' | 'end';
  readonly direction: 'row' | 'column';
  readonly size: number;
  readonly min: number;
  readonly max: number;
  /** Never more than this part of the whole, so that the other side stays usable in a small window. */
  readonly maxShare: number;
  /** What the handle resizes: "territories panel". */
  readonly label: string;
  readonly start: ReactNode;
  readonly end: ReactNode;
  /** The fixed side is closed. */
  readonly closed?: boolean;
}

const STEP = 16;

/** Two panes with a handle between: drag it, or focus it and press the arrow keys. */
export function Split(props: SplitProps) {
  const { name, fixed, direction, min, max, maxShare, label, start, end, closed = false } = props;
  const [size, setSize] = useRemembered(`split.${name}`, finiteNumber, props.size);
  const from = useRef<{ at: number; size: number } | null>(null);
  const along = (event: PointerEvent): number => (direction === 'row' ? event.clientX : event.clientY);
  const sign = fixed === 'start' ? 1 : -1;
  const set = (value: number): void => setSize(Math.round(Math.min(max, Math.max(min, value))));
  const shown = Math.min(max, Math.max(min, size));
  const limit = `${maxShare * 100}%`;
  const style = direction === 'row' ? { width: shown, maxWidth: limit } : { height: shown, maxHeight: limit };

  const onKeyDown = (event: KeyboardEvent): void => {
    const [less, more] = direction === 'row' ? ['ArrowLeft', 'ArrowRight'] : ['ArrowUp', 'ArrowDown'];
    if (event.key !== less && event.key !== more) return;
    event.preventDefault();
    set(shown + (event.key === more ? STEP : -STEP) * sign);
  };

  const pane = (side: 'start' | 'end', children: ReactNode) =>
    side !== fixed ? (
      <div className="split-rest">{children}</div>
    ) : closed ? null : (
      <div className="split-fixed" style={style}>
        {children}
      </div>
    );

  return (
    <div className={`split split-${direction}`}>
      {pane('start', start)}
      {closed ? null : (
        <div
          className="split-handle"
          role="separator"
          tabIndex={0}
          aria-label={`Resize the ${label}`}
          aria-orientation={direction === 'row' ? 'vertical' : 'horizontal'}
          aria-valuenow={shown}
          aria-valuemin={min}
          aria-valuemax={max}
          onKeyDown={onKeyDown}
          onPointerDown={(event) => {
            event.currentTarget.setPointerCapture(event.pointerId);
            from.current = { at: along(event), size: shown };
          }}
          onPointerMove={(event) => {
            if (from.current !== null) set(from.current.size + (along(event) - from.current.at) * sign);
          }}
          onPointerUp={() => (from.current = null)}
          onPointerCancel={() => (from.current = null)}
          onDoubleClick={() => set(props.size)}
        />
      )}
      {pane('end', end)}
    </div>
  );
}
