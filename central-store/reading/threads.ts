/**
 * Versions are read apart from the thread that serves: one of 100,000 accounts takes seconds, and nobody waits for it but
 * who sent it. Blobs are fetched when a thread is free, so that waiting ones cost no memory. A version that does not fit
 * into a thread's memory ends that thread and is refused; the next question starts another.
 */
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { IsoDate } from '../../domain/brand.ts';
import type { PreviousRelease } from '../../domain/governance/requirements.ts';
import type { Result } from '../../domain/result.ts';
import { codedError, refuse } from '../../domain/result.ts';
import type { Beside, Load, ReadDemands, Reader, ReadVersion } from './read-version.ts';
import type { Answer, Asked, Question } from './reading-thread.ts';

export interface ThreadOptions {
  /** Runs `serveReading` when it is not the main thread. */
  readonly program: URL;
  readonly threads: number;
  /** Of each thread's heap. */
  readonly megabytes: number;
}

/** One processor is left to those who are served. */
export const THREADS = Math.max(1, Math.min(4, availableParallelism() - 1));
export const MEGABYTES = 2048;

export class ReadingThreads implements Reader {
  private readonly options: ThreadOptions;
  private readonly idle: Worker[] = [];
  private readonly waiting: (() => void)[] = [];
  private busy = 0;

  constructor(options: ThreadOptions) {
    this.options = options;
  }

  version(load: Load): Promise<Result<ReadVersion> | null> {
    return this.read({ ask: 'version' }, load) as Promise<Result<ReadVersion> | null>;
  }

  demands(load: Load, beside: Beside): Promise<Result<ReadDemands> | null> {
    return this.read({ ask: 'demands', beside }, load) as Promise<Result<ReadDemands> | null>;
  }

  release(load: Load, releasedOn: IsoDate): Promise<Result<PreviousRelease> | null> {
    return this.read({ ask: 'release', releasedOn }, load) as Promise<Result<PreviousRelease> | null>;
  }

  backlog(): number {
    return this.waiting.length;
  }

  private async read(asked: Asked, load: Load): Promise<Answer | null> {
    if (this.busy < this.options.threads) this.busy++;
    else await new Promise<void>((turn) => this.waiting.push(turn));
    try {
      const bytes = await load();
      return bytes === null ? null : await this.answer({ asked, bytes: new Uint8Array(bytes) });
    } finally {
      const next = this.waiting.shift();
      if (next === undefined) this.busy--;
      else next();
    }
  }

  private async answer(question: Question): Promise<Answer> {
    const worker = this.idle.pop() ?? this.start();
    try {
      const answer = await answerOf(worker, question);
      this.idle.push(worker);
      return answer;
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code !== 'ERR_WORKER_OUT_OF_MEMORY') throw cause;
      const message = 'The version does not fit into the memory the store reads it in.';
      return refuse(codedError('READING_TOO_LARGE', message));
    }
  }

  private start(): Worker {
    const { program, megabytes } = this.options;
    const worker = new Worker(program, { resourceLimits: { maxOldGenerationSizeMb: megabytes } });
    // Nothing but a question keeps the program running.
    worker.unref();
    // Whoever waits for its answer is told; one that ends while idle is not asked again.
    worker.on('error', () => undefined);
    worker.once('exit', () => {
      const at = this.idle.indexOf(worker);
      if (at >= 0) this.idle.splice(at, 1);
    });
    return worker;
  }
}

function answerOf(worker: Worker, question: Question): Promise<Answer> {
  return new Promise((answered, failed) => {
    const settle = (): void => {
      worker.off('message', take).off('error', fail).off('exit', leave);
    };
    const take = (answer: Answer): void => {
      settle();
      answered(answer);
    };
    const fail = (cause: Error): void => {
      settle();
      failed(cause);
    };
    const leave = (code: number): void => fail(new Error(`A thread that read a version ended with ${code}.`));
    worker.on('message', take).on('error', fail).on('exit', leave);
    worker.postMessage(question, [question.bytes.buffer as ArrayBuffer]);
  });
}
