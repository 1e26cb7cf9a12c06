/** The plan store as a worker opens it: the page says whose database it is, and what is asked before waits. */
import type { IsoTime } from '../../domain/brand.ts';
import { Database } from './database.ts';
import { PlanStore } from './plan-store.ts';

export interface WorkerStore {
  readonly begin: (database: string) => void;
  readonly store: Promise<PlanStore>;
}

export function workerStore(): WorkerStore {
  let begin: (database: string) => void = () => undefined;
  const store = new Promise<string>((resolve) => (begin = resolve)).then(openStore);
  return { begin: (database) => begin(database), store };
}

/** The page opens the same tables and reports what is wrong with them; here a refusal surfaces as a failed question. */
async function openStore(database: string): Promise<PlanStore> {
  const opened = await PlanStore.open(new Database(database), () => new Date().toISOString() as IsoTime);
  if (!opened.ok) throw new Error(opened.errors.map((error) => error.message).join(' '));
  return opened.value;
}
