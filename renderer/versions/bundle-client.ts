import type { Remote } from 'comlink';
import { wrap } from 'comlink';
import type { BundleApi } from './bundle-api.ts';

let api: Remote<BundleApi> | null = null;

/** The one bundle worker, started when it is first needed. */
export function bundles(): Remote<BundleApi> {
  api ??= wrap<BundleApi>(
    new Worker(new URL('./bundle.worker.ts', import.meta.url), { type: 'module', name: 'bundle' }),
  );
  return api;
}
