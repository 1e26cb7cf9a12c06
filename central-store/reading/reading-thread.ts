/** One thread that reads versions: a question in, an answer out, one at a time. */
import { parentPort } from 'node:worker_threads';
import type { Result } from '../../domain/result.ts';
import { readDemands, readVersion } from './read-version.ts';

export interface Question {
  readonly ask: 'version' | 'demands';
  readonly bytes: Uint8Array;
}

export type Answer = Result<unknown>;

export function serveReading(): void {
  parentPort?.on('message', ({ ask, bytes }: Question) => {
    const read: Promise<Answer> = ask === 'version' ? readVersion(bytes) : readDemands(bytes);
    // What a reader throws is a fault of ours: it ends the thread, and the store answers 500.
    void read.then((answer) => parentPort?.postMessage(answer));
  });
}
