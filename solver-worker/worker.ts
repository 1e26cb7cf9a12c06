/** The Web Worker: `new Worker(new URL('…/solver-worker/worker.ts', import.meta.url), { type: 'module' })`. */
import { expose } from 'comlink';
import { createRemoteSolver } from './remote.ts';

expose(createRemoteSolver());
