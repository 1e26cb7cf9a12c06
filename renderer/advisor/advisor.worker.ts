import { expose } from 'comlink';
import type { IsoTime } from '../../domain/brand.ts';
import { DATABASE_NAME, Database } from '../storage/database.ts';
import { PlanStore } from '../storage/plan-store.ts';
import type { AdvisorApi } from './advisor-api.ts';
import { AdvisorDesk } from './advisor-desk.ts';

/** The page opens the same tables and reports what is wrong with them; here a refusal surfaces as a failed question. */
async function openStore(): Promise<PlanStore> {
  const opened = await PlanStore.open(new Database(DATABASE_NAME), () => new Date().toISOString() as IsoTime);
  if (!opened.ok) throw new Error(opened.errors.map((error) => error.message).join(' '));
  return opened.value;
}

const desk = new AdvisorDesk(openStore());

const api: AdvisorApi = { ask: (planId, ask) => desk.ask(planId, ask) };

expose(api);
