import { expose } from 'comlink';
import type { IsoTime } from '../../domain/brand.ts';
import { Database } from '../storage/database.ts';
import { PlanStore } from '../storage/plan-store.ts';
import type { AdvisorApi } from './advisor-api.ts';
import { AdvisorDesk } from './advisor-desk.ts';

/** Settles when the page has said whose database it is; what is asked before waits. */
let begin: (database: string) => void = () => undefined;
const store = new Promise<string>((resolve) => (begin = resolve)).then(openStore);

/** The page opens the same tables and reports what is wrong with them; here a refusal surfaces as a failed question. */
async function openStore(database: string): Promise<PlanStore> {
  const opened = await PlanStore.open(new Database(database), () => new Date().toISOString() as IsoTime);
  if (!opened.ok) throw new Error(opened.errors.map((error) => error.message).join(' '));
  return opened.value;
}

const desk = new AdvisorDesk(store);

const api: AdvisorApi = {
  begin: (database) => begin(database),
  ask: (planId, ask) => desk.ask(planId, ask),
};

expose(api);
