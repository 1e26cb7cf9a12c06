import { useSyncExternalStore } from 'react';

/** Below this the panels no longer fit beside each other and become tabs. */
const narrow = window.matchMedia('(max-width: 1000px)');

function subscribe(onChange: () => void): () => void {
  narrow.addEventListener('change', onChange);
  return () => narrow.removeEventListener('change', onChange);
}

export const useNarrow = (): boolean => useSyncExternalStore(subscribe, () => narrow.matches);
