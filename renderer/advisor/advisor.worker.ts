import { expose } from 'comlink';
import { workerStore } from '../storage/worker-store.ts';
import type { AdvisorApi } from './advisor-api.ts';
import { AdvisorDesk } from './advisor-desk.ts';

const { begin, store } = workerStore();
const desk = new AdvisorDesk(store);

const api: AdvisorApi = { begin, ask: (planId, ask) => desk.ask(planId, ask) };

expose(api);
