/** One thread that reads versions: a question in, an answer out, one at a time. */
import { parentPort } from 'node:worker_threads';
import type { IsoDate } from '../../domain/brand.ts';
import type { Result } from '../../domain/result.ts';
import type { Beside } from './read-version.ts';
import { readDemands, readRelease, readVersion } from './read-version.ts';

export type Asked =
  | { readonly ask: 'version' }
  | { readonly ask: 'demands'; readonly beside: Beside }
  | { readonly ask: 'release'; readonly releasedOn: IsoDate };

export interface Question {
  readonly asked: Asked;
  readonly bytes: Uint8Array;
}

export type Answer = Result<unknown>;

export function serveReading(): void {
  parentPort?.on('message', ({ asked, bytes }: Question) => {
    // What a reader throws is a fault of ours: it ends the thread, and the store answers 500.
    void answerTo(asked, bytes).then((answer) => parentPort?.postMessage(answer));
  });
}

function answerTo(asked: Asked, bytes: Uint8Array): Promise<Answer> {
  switch (asked.ask) {
    case 'version':
      return readVersion(bytes);
    case 'demands':
      return readDemands(bytes, asked.beside);
    case 'release':
      return readRelease(bytes, asked.releasedOn);
  }
}
