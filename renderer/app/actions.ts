/**
 * Everything a person can do, in one list: the palette, the keyboard and the help page all read from it. A screen
 * adds its own with `useActions` while it is shown.
 */
import { useEffect, useRef } from 'react';
import { create } from 'zustand';

export interface Action {
  /** Unique; the last one added under an id wins. */
  readonly id: string;
  readonly label: string;
  /** Heading in the palette and on the help page: "Edit", "Select", "Go to". */
  readonly group: string;
  /** "Mod+Shift+Z", "L", "?"; `Mod` is Cmd on a Mac and Ctrl elsewhere. Several by " or ". */
  readonly keys?: string;
  /** Words somebody might look for it by. */
  readonly also?: string;
  readonly enabled?: () => boolean;
  readonly run: () => void;
}

interface ActionState {
  readonly actions: ReadonlyMap<string, Action>;
}

export const useActionList = create<ActionState>(() => ({ actions: new Map() }));

function addActions(actions: readonly Action[]): () => void {
  useActionList.setState((state) => ({
    actions: new Map([...state.actions, ...actions.map((action) => [action.id, action] as const)]),
  }));
  return () =>
    useActionList.setState((state) => ({
      actions: new Map([...state.actions].filter(([, action]) => !actions.includes(action))),
    }));
}

/** Adds actions while the calling screen is mounted; `run` and `enabled` always see its newest render. */
export function useActions(actions: readonly Action[]): void {
  const latest = useRef(actions);
  useEffect(() => {
    latest.current = actions;
  });
  const shape = actions.map((action) => [action.id, action.label, action.keys].join('|')).join('\n');
  useEffect(() => {
    const now = (id: string): Action | undefined => latest.current.find((action) => action.id === id);
    return addActions(
      latest.current.map((action) => ({
        ...action,
        enabled: () => now(action.id)?.enabled?.() ?? true,
        run: () => now(action.id)?.run(),
      })),
    );
  }, [shape]);
}

export const isEnabled = (action: Action): boolean => action.enabled?.() ?? true;

/** Actions under their headings, in the order they were added. */
export function grouped(actions: readonly Action[]): readonly (readonly [string, readonly Action[]])[] {
  const groups = new Map<string, Action[]>();
  for (const action of actions) {
    const known = groups.get(action.group);
    if (known === undefined) groups.set(action.group, [action]);
    else known.push(action);
  }
  return [...groups];
}
