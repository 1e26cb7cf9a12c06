/** The Node worker thread, built to dist/solver-worker/node-worker.mjs. */
import { parentPort } from 'node:worker_threads';
import { expose } from 'comlink';

import { nodeEndpoint } from './node-endpoint.ts';
import { createRemoteSolver } from './remote.ts';

if (parentPort === null) throw new Error('node-worker runs as a worker thread only');
expose(createRemoteSolver(), nodeEndpoint(parentPort));
