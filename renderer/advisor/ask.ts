/** The page's end of the advisor's thread: started when first asked, replaced when it breaks, ended with the screen. */
import type { Remote } from 'comlink';
import { wrap } from 'comlink';
import type { PlanId } from '../../domain/brand.ts';
import type { Ask } from '../../domain/advisor/ask.ts';
import type { Result } from '../../domain/result.ts';
import { codedError, refuse } from '../../domain/result.ts';
import { clientHere } from '../host/client.ts';
import { databaseName } from '../storage/database.ts';
import type { AdvisorApi, Answered } from './advisor-api.ts';

interface Running {
  readonly api: Remote<AdvisorApi>;
  /** Settles when the worker is gone; what waits for an answer hears of it. */
  readonly gone: Promise<Result<never>>;
  readonly end: (why: string) => void;
}

let running: Running | null = null;

function start(): Running {
  const worker = new Worker(new URL('./advisor.worker.ts', import.meta.url), {
    type: 'module',
    name: 'advisor',
  });
  let settle: (answer: Result<never>) => void = () => undefined;
  const gone = new Promise<Result<never>>((resolve) => (settle = resolve));
  const end = (why: string): void => {
    worker.terminate();
    running = null;
    settle(refuse(codedError('WORKER_FAILED', `The advisor stopped (${why}). Ask again.`)));
  };
  worker.addEventListener('error', (event) => {
    event.preventDefault();
    end(event.message);
  });
  const api = wrap<AdvisorApi>(worker);
  void api.begin(databaseName(clientHere()));
  return { api, gone, end };
}

export async function askAdvisor(planId: PlanId, ask: Ask): Promise<Result<Answered>> {
  const { api, gone } = (running ??= start());
  try {
    return await Promise.race([api.ask(planId, ask), gone]);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    return refuse(codedError('WORKER_FAILED', `That could not be answered: ${why}. Ask again.`));
  }
}

/** The plan it holds is let go of. */
export const endAdvisor = (): void => running?.end('the screen was left');
