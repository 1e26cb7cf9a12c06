import { expose } from 'comlink';
import type { Result } from '../../domain/result.ts';
import { ok } from '../../domain/result.ts';
import { workerStore } from '../storage/worker-store.ts';
import type { FindingsIndex } from './findings-index.ts';
import { gazetteers } from './gazetteer-shelf.ts';
import { ImportDesk } from './import-desk.ts';
import type { FindingScope, IntakeApi } from './intake-api.ts';
import { PlanDesk } from './plan-desk.ts';
import { TableDesk } from './table-desk.ts';

const { begin, store } = workerStore();
const tables = new TableDesk();
const imports = new ImportDesk(tables, store, gazetteers);
const plans = new PlanDesk(store, gazetteers);

const indexOf = (scope: FindingScope): Result<FindingsIndex> =>
  scope === 'import' ? imports.index : plans.index;

function asked<T>(scope: FindingScope, answer: (index: FindingsIndex) => T): Result<T> {
  const index = indexOf(scope);
  return index.ok ? ok(answer(index.value)) : index;
}

const api: IntakeApi = {
  begin,
  open: (id, source, choices, onProgress) => tables.open(id, source, choices, onProgress),
  propose: (id, family, currency) => tables.propose(id, family, currency),
  cancel: (id) => tables.cancel(id),
  close: (id) => tables.close(id),
  check: (job, onProgress) => imports.check(job, onProgress),
  cancelCheck: () => imports.cancel(),
  previewUpdate: (planId) => imports.previewUpdate(planId),
  update: () => imports.update(),
  record: (planId, brought) => imports.record(planId, brought),
  create: (spec) => imports.create(spec),
  rest: (family) => imports.rest(family),
  checkPlan: (planId, setting, decisions, onProgress) => plans.check(planId, setting, decisions, onProgress),
  decide: (decisions) => plans.decide(decisions),
  pairs: (from, count) => plans.pairs(from, count),
  pair: (a, b) => plans.pair(a, b),
  findings: (scope, rule, skipped, from, count) =>
    asked(scope, (index) => index.window(rule, skipped, from, count)),
  findingRows: (scope, key) => asked(scope, (index) => index.withKey(key).flatMap((at) => index.rowsOf(at))),
  accountRows: (scope, rule) => asked(scope, (index) => index.accountRowsOf(rule)),
  fixes: (which) =>
    asked('plan', (index) =>
      index.fixesOf(which.kind === 'rule' ? index.fixableOf(which.rule) : index.withKey(which.key)),
    ),
  findingKeys: (scope, rule) => asked(scope, (index) => index.keysOf(rule)),
  findingsCsv: (scope) => (scope === 'import' ? imports.csv() : plans.csv()),
};

expose(api);
