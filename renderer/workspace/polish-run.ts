/** HiGHS over an answer, in a thread that is ended when nobody waits any more. */
import { wrap } from 'comlink';
import wasm from 'highs/runtime?url';
import type { Result } from '../../domain/result.ts';
import { codedError, ok, refuse } from '../../domain/result.ts';
import type { Polished, PolishWorker } from '../../solver-worker/page/contract.ts';
import type { Proposal } from './build-run.ts';

/** HiGHS stops by itself after this. */
export const POLISH_SECONDS = 10;

export interface PolishRun {
  readonly done: Promise<Result<Polished | null>>;
  readonly stop: () => void;
}

export function polishProposal({ asked, answer }: Proposal): PolishRun {
  const worker = new Worker(new URL('../../solver-worker/polish-worker.ts', import.meta.url), {
    type: 'module',
    name: 'HiGHS',
  });
  let resolve: (result: Result<Polished | null>) => void = () => undefined;
  const done = new Promise<Result<Polished | null>>((settle) => (resolve = settle));
  const end = (result: Result<Polished | null>): void => {
    worker.terminate();
    resolve(result);
  };
  const failed = (why: string): void =>
    end(refuse(codedError('WORKER_FAILED', `HiGHS stopped: ${why}. The proposal stays as it was.`)));
  worker.addEventListener('error', (event) => failed(event.message));
  const url = new URL(wasm, document.baseURI).href;
  wrap<PolishWorker>(worker)
    .polish(url, asked.problem, asked.settings, answer, POLISH_SECONDS)
    .then(
      (polished) => end(ok(polished)),
      (cause: unknown) => failed(cause instanceof Error ? cause.message : String(cause)),
    );
  return { done, stop: () => end(ok(null)) };
}
