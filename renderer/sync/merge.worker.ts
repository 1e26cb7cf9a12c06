import { expose } from 'comlink';
import type { MergeApi } from './merge-api.ts';
import { MergeDesk } from './merge-desk.ts';

const desk = new MergeDesk();

const api: MergeApi = {
  open: (bundles, heads, onProgress) => desk.open(bundles, heads, onProgress),
  settle: (resolutions) => Promise.resolve(desk.settle(resolutions)),
  finish: (draft, resolutions, onProgress) => Promise.resolve(desk.finish(draft, resolutions, onProgress)),
  theirs: () => Promise.resolve(desk.theirs()),
};

expose(api);
