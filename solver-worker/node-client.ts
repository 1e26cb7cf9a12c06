/** The optimizer in a Node worker thread, for the command line and the benchmarks. */
import { Worker } from 'node:worker_threads';

import { createSolverClient } from './client.ts';
import type { Solver } from './contract.ts';
import { nodeEndpoint } from './node-endpoint.ts';

/** `script` is the built node-worker.mjs. */
export function createNodeSolver(script: URL): Solver {
  const worker = new Worker(script);
  return createSolverClient(nodeEndpoint(worker), () => void worker.terminate());
}
