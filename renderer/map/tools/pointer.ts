import type { SelectMode } from '../map-props.ts';

/** Shift adds, Alt takes away, Ctrl or Cmd turns over. */
export function modeOf(event: {
  shiftKey: boolean;
  altKey: boolean;
  ctrlKey: boolean;
  metaKey: boolean;
}): SelectMode {
  if (event.altKey) return 'remove';
  if (event.ctrlKey || event.metaKey) return 'toggle';
  return event.shiftKey ? 'add' : 'replace';
}

export const sameRows = (a: Int32Array, b: Int32Array): boolean =>
  a.length === b.length && a.every((row, i) => row === b[i]);

/** A fast hand moves several times between two frames; a lasso wants every step. */
export function stepsOf(event: PointerEvent): readonly PointerEvent[] {
  const steps = event.getCoalescedEvents?.() ?? [];
  return steps.length > 0 ? steps : [event];
}
