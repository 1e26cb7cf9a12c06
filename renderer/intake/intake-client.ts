/** The page's end of the intake worker: one worker, started when first asked for, replaced when it breaks. */
import type { Remote } from 'comlink';
import { proxy, wrap } from 'comlink';
import type { ColumnMapping, Family } from '../../domain/intake/mapping.ts';
import type { Result } from '../../domain/result.ts';
import { codedError, refuse } from '../../domain/result.ts';
import { clientHere } from '../host/client.ts';
import { databaseName } from '../storage/database.ts';
import type {
  FileId,
  IntakeApi,
  IntakeSource,
  OpenedTable,
  ReadingChoices,
  ReadProgress,
} from './intake-api.ts';

interface Running {
  readonly worker: Worker;
  readonly api: Remote<IntakeApi>;
  /** Settles when the worker is gone; what waits for an answer hears of it. */
  readonly gone: Promise<Result<never>>;
}

let running: Running | null = null;

function start(): Running {
  const worker = new Worker(new URL('./intake.worker.ts', import.meta.url), {
    type: 'module',
    name: 'intake',
  });
  let settle: (answer: Result<never>) => void = () => undefined;
  const gone = new Promise<Result<never>>((resolve) => (settle = resolve));
  const end = (answer: Result<never>): void => {
    worker.terminate();
    running = null;
    settle(answer);
  };
  worker.addEventListener('error', (event) => {
    event.preventDefault();
    end(refuse(codedError('WORKER_FAILED', `Reading stopped (${event.message}). Try again with less data.`)));
  });
  const api = wrap<IntakeApi>(worker);
  void api.begin(databaseName(clientHere()));
  return { worker, api, gone };
}

/** Asks the worker; answers what it answers, or a refusal when it breaks before that. */
export async function ask<T>(question: (api: Remote<IntakeApi>) => Promise<Result<T>>): Promise<Result<T>> {
  const { api, gone } = (running ??= start());
  try {
    return await Promise.race([question(api), gone]);
  } catch (cause) {
    return refuse(
      codedError(
        'WORKER_FAILED',
        `That did not work: ${cause instanceof Error ? cause.message : String(cause)}`,
      ),
    );
  }
}

export function openTable(
  id: FileId,
  source: IntakeSource,
  choices: ReadingChoices,
  onProgress: (progress: ReadProgress) => void,
): Promise<Result<OpenedTable>> {
  return ask((api) => api.open(id, source, choices, proxy(onProgress)));
}

export const proposeMapping = (
  id: FileId,
  family: Family,
  currency: string,
): Promise<Result<ColumnMapping>> => ask((api) => api.propose(id, family, currency));

export const cancelReading = (id: FileId): void => void running?.api.cancel(id);
export const closeTable = (id: FileId): void => void running?.api.close(id);
