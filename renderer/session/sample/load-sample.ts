import type { Remote } from 'comlink';
import { wrap } from 'comlink';
import type { Plan } from '../../../domain/plan/plan.ts';
import type { Result } from '../../../domain/result.ts';
import type { SampleChoices } from './sample-plan.ts';
import type { SampleApi } from './sample.worker.ts';

/** Makes the sample plan in a worker of its own, so that the window is drawn meanwhile. */
export async function loadSample(choices: SampleChoices): Promise<Result<Plan>> {
  const worker = new Worker(new URL('./sample.worker.ts', import.meta.url), {
    type: 'module',
    name: 'sample',
  });
  try {
    const api: Remote<SampleApi> = wrap<SampleApi>(worker);
    return await api.load(new URL('assets/', document.baseURI).href, choices);
  } finally {
    worker.terminate();
  }
}
