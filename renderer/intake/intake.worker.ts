import { expose } from 'comlink';
import type { IntakeApi } from './intake-api.ts';
import { TableDesk } from './table-desk.ts';

const desk = new TableDesk();

const api: IntakeApi = {
  open: (id, source, choices, onProgress) => desk.open(id, source, choices, onProgress),
  propose: (id, family, currency) => desk.propose(id, family, currency),
  cancel: (id) => desk.cancel(id),
  close: (id) => desk.close(id),
};

expose(api);
