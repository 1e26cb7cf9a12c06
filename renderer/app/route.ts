/** Which step is shown is in the address (`#design`), so that a reload and the back button keep their place. */
import { useSyncExternalStore } from 'react';
import type { StepId } from './steps.ts';
import { STEP_IDS } from './steps.ts';

const stepOfHash = (hash: string): StepId => STEP_IDS.find((id) => `#${id}` === hash) ?? 'design';

function subscribe(onChange: () => void): () => void {
  window.addEventListener('hashchange', onChange);
  return () => window.removeEventListener('hashchange', onChange);
}

export const useStep = (): StepId => useSyncExternalStore(subscribe, () => stepOfHash(location.hash));

export const goTo = (step: StepId): void => {
  location.hash = step;
};
