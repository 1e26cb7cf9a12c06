/** The worker's three desks over the real store, from a paste to a plan, a fix and a newer file. */
import 'fake-indexeddb/auto';
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ActorId, CycleId, IsoDate, IsoTime, PlanId, TenantId } from '../../../domain/brand.ts';
import { applyCommand } from '../../../domain/commands/apply-command.ts';
import type { Command } from '../../../domain/commands/apply-command.ts';
import type { ColumnMapping } from '../../../domain/intake/mapping.ts';
import type { TracedField } from '../../../domain/lineage/trace.ts';
import { placeWords, readingWords } from '../../../domain/lineage/words.ts';
import { textAt } from '../../../domain/plan/account-table.ts';
import { invertDiff } from '../../../domain/plan/diff.ts';
import type { Plan } from '../../../domain/plan/plan.ts';
import type { Result } from '../../../domain/result.ts';
import { ok } from '../../../domain/result.ts';
import { decodeGazetteer } from '../../../formats/gazetteer/decode-gazetteer.ts';
import type { CheckJob, CheckReport, NewPlanSpec } from '../../../renderer/intake/check-api.ts';
import type { Shelf } from '../../../renderer/intake/gazetteer-shelf.ts';
import { ImportDesk } from '../../../renderer/intake/import-desk.ts';
import { accountLineage } from '../../../renderer/lineage/account-lineage.ts';
import { territoryLineage } from '../../../renderer/lineage/territory-lineage.ts';
import { PlanDesk } from '../../../renderer/intake/plan-desk.ts';
import { TableDesk } from '../../../renderer/intake/table-desk.ts';
import { changeDecisions, NO_DECISIONS, recallDecisions } from '../../../renderer/storage/data-decisions.ts';
import { Database } from '../../../renderer/storage/database.ts';
import { recallImports } from '../../../renderer/storage/import-records.ts';
import { PlanStore, shownOf } from '../../../renderer/storage/plan-store.ts';
import type { EditKind } from '../../../renderer/storage/rows.ts';
import { keepCopyOf, recallSources } from '../../../renderer/storage/source-store.ts';
import { anyPlan } from '../../storage/support.ts';

const AT = '2026-03-01T10:00:00.000Z' as IsoTime;
const SETTING = { today: '2026-03-01', assetsUrl: '' };

const ACCOUNTS = [
  'id,name,address,city,state,zip,status,beds,mood,owner',
  'a1,Mercy Hospital,1 Main St,Andover,MA,1810,OPEN,120,good,Ann Lee',
  'a2,Mercy Hospital,1 Main St,Andover,MA,1810,OPEN,120,good,Ann Lee',
  'a3,Grace Clinic,9 Oak Ave,Boulder,CO,80301,CLOSED,-999,bad,Bo Ray',
  'a4,Hope Center,5 Pine Rd,Denver,CO,80202,OPEN,80,good,Bo Ray',
  'a5,Broken,7 Elm St,Denver,CO,80202,OPEN,70,good,Bo Ray,extra',
].join('\n');
const REPS = ['rep,home city,home state,territory', 'Ann Lee,Boston,MA,East', 'Bo Ray,Denver,CO,West'].join(
  '\n',
);

let shelf: Shelf;
beforeAll(() => {
  const decoded = decodeGazetteer(readFileSync('assets/gazetteer/US.json'));
  if (!decoded.ok) throw new Error(decoded.errors[0]?.message);
  shelf = () => Promise.resolve(ok(new Map([['US', decoded.value]])));
});

function value<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.errors.map((error) => error.message).join(' '));
  return result.value;
}

async function desks(name: string) {
  const store = value(await PlanStore.open(new Database(name), () => AT));
  const tables = new TableDesk();
  const open = async (id: string, text: string): Promise<ColumnMapping> =>
    value(await tables.open(id, { kind: 'pasted', text }, {}, () => undefined)).mapping;
  return {
    store,
    tables,
    open,
    imports: new ImportDesk(tables, Promise.resolve(store), shelf),
    plans: new PlanDesk(Promise.resolve(store), shelf),
  };
}

async function checked(desk: Awaited<ReturnType<typeof desks>>, accounts = ACCOUNTS): Promise<CheckReport> {
  const job: CheckJob = {
    ...SETTING,
    accounts: { id: 'accounts', name: 'accounts.csv', mapping: await desk.open('accounts', accounts) },
    reps: { id: 'reps', name: 'reps.csv', mapping: await desk.open('reps', REPS) },
    bookings: null,
    territories: null,
    currency: 'USD',
    country: 'US',
  };
  return value(await desk.imports.check(job, () => undefined));
}

const spec = (changes: Partial<NewPlanSpec> = {}): NewPlanSpec => ({
  planId: 'plan-1' as PlanId,
  tenant: 'tenant' as TenantId,
  name: 'Hospitals',
  cycle: {
    cycleId: 'fy-2027' as CycleId,
    name: 'FY27',
    from: '2027-01-01' as IsoDate,
    to: '2027-12-31' as IsoDate,
  },
  importedAt: AT,
  by: 'ada' as ActorId,
  freeTerritories: null,
  ...changes,
});

async function planOf(store: PlanStore, planId: string): Promise<Plan> {
  return value(await store.loadPlan(planId as PlanId)).plan;
}

describe('a file that is too large', () => {
  it('is refused by its size alone, before a byte is read, with what to do', async () => {
    const file = { size: 2 ** 31, arrayBuffer: () => Promise.reject(new Error('it was read')) } as Blob;
    const opened = await new TableDesk().open('big', { kind: 'file', file }, {}, () => undefined);
    expect(opened.ok ? null : opened.errors[0]).toMatchObject({
      code: 'TOO_LARGE',
      message: expect.stringMatching(/^It has 2,048 MB; up to 512 MB are read\. Leave out columns/),
    });
  });
});

describe('a checked import', () => {
  it('[ING-01] reports accepted and left-out rows, sentinels, reps and columns that are not stored', async () => {
    const report = await checked(await desks('check'));
    expect(report).toMatchObject({ rowsInFile: 5, accepted: 4, unmapped: ['mood'] });
    expect(report.rejected.rows).toMatchObject([{ row: 5, line: 6, code: 'ROW_TOO_LONG' }]);
    expect(report.sentinels).toMatchObject({ potential: { '-999': 1 } });
    expect(report.reps).toMatchObject({ count: 2, territories: 2 });
    expect(report.groups.map(({ rule }) => rule)).toContain('closed-site');
  });

  it('is stopped between two steps and says so', async () => {
    const desk = await desks('cancel');
    const mapping = await desk.open('accounts', ACCOUNTS);
    const answer = desk.imports.check(
      {
        ...SETTING,
        accounts: { id: 'accounts', name: 'a.csv', mapping },
        reps: null,
        bookings: null,
        territories: null,
        currency: 'USD',
        country: 'US',
      },
      () => desk.imports.cancel(),
    );
    await expect(answer).resolves.toMatchObject({ ok: false, errors: [{ code: 'CANCELLED' }] });
  });

  it('becomes a stored plan: reps are territories, the owner column is the baseline, left-out rows stay on record', async () => {
    const desk = await desks('create');
    await checked(desk);
    const made = value(await desk.imports.create(spec()));
    expect(made).toMatchObject({ accounts: 4, territories: 2, origin: 'roster' });
    const plan = await planOf(desk.store, 'plan-1');
    expect(plan.territories.map(({ name }) => name)).toEqual(['East', 'West']);
    expect([...plan.baseline]).toEqual([0, 0, 1, 1]);
    expect(textAt(plan.accounts, 'postalCode', 0)).toBe('01810');
    const [record] = await recallImports(desk.store.db, 'plan-1' as PlanId);
    expect(record?.files[0]).toMatchObject({ name: 'accounts.csv', unmapped: ['mood'] });
    const rest = new TextDecoder().decode(record?.files[0]?.rest ?? new Uint8Array());
    expect(rest).toContain('a5,Broken');
    expect(rest).toContain(',6,');
  });
});

describe('the data of a plan', () => {
  it('[ING-13] [IDR-05] is checked from the store, and again after an edit, without being sent', async () => {
    const desk = await desks('health');
    await checked(desk);
    await desk.imports.create(spec());
    const before = value(await desk.plans.check('plan-1' as PlanId, SETTING, NO_DECISIONS));
    expect(before).toMatchObject({ active: 4, closed: 0, pairs: 1 });
    const index = value(desk.plans.index);
    const fixes = index.fixesOf(index.fixableOf('closed-site'));
    const plan = await planOf(desk.store, 'plan-1');
    const applied = value(
      applyCommand(
        plan,
        { type: 'applyFixes', label: 'Close', commands: fixes },
        { actor: 'me' as ActorId, at: AT },
      ),
    );
    const edit = {
      planId: plan.planId,
      edit: { kind: 'command', command: 'applyFixes' },
      label: 'Close',
      diff: applied.diff,
      actor: 'me' as ActorId,
      at: AT,
      shown: { name: plan.name, accounts: 4, territories: 2 },
    } as const;
    value(await desk.store.append(edit, 0));
    const after = value(await desk.plans.check('plan-1' as PlanId, SETTING, NO_DECISIONS));
    expect(after).toMatchObject({ active: 3, closed: 1 });
    expect(after.groups.map(({ rule }) => rule)).not.toContain('closed-site');
  });

  it('leaves out pairs a person said are two accounts, and findings she skipped, in another session too', async () => {
    const desk = await desks('decisions');
    await checked(desk);
    await desk.imports.create(spec());
    value(await desk.plans.check('plan-1' as PlanId, SETTING, NO_DECISIONS));
    const [pair] = value(desk.plans.pairs(0, 10));
    const [key] = value(desk.plans.index).keysOf('closed-site');
    if (pair === undefined || key === undefined) throw new Error('nothing to decide');
    expect(value(desk.plans.pair(pair.a, pair.b)).fields.find(({ field }) => field === 'name')).toMatchObject(
      {
        proposed: 'same',
      },
    );
    await changeDecisions(desk.store.db, 'plan-1' as PlanId, () => ({ skipped: [key], notSame: [pair.key] }));
    const decisions = await recallDecisions(new Database('decisions'), 'plan-1' as PlanId);
    const report = value(desk.plans.decide(decisions));
    expect(report.pairs).toBe(0);
    expect(report.groups.find(({ rule }) => rule === 'closed-site')).toMatchObject({ open: 0, skipped: 1 });
  });

  it('[ING-21] takes a newer file in place: preview, one edit by account ID, and a record of both imports', async () => {
    const desk = await desks('update');
    await checked(desk);
    await desk.imports.create(spec());
    const newer = `${ACCOUNTS.split('\n').slice(0, 2).join('\n')}\na9,Joy House,2 Lake St,Denver,CO,80202,OPEN,50,good,Bo Ray\n`;
    await checked(desk, newer);
    const preview = value(await desk.imports.previewUpdate('plan-1' as PlanId));
    expect([preview.added.total, preview.gone.total, preview.held]).toEqual([1, 3, 0]);
    const before = await planOf(desk.store, 'plan-1');
    const { command } = value(desk.imports.update());
    const context = { actor: 'ann' as ActorId, at: AT };
    const updated = value(applyCommand(before, { ...command, gone: 'close' }, context));
    expect(updated.plan.accounts.rowCount).toBe(5);
    expect(updated.plan.assignment[4]).toBe(1);
    value(await desk.imports.record('plan-1' as PlanId, { at: AT, by: 'ada' as ActorId, seq: null }));
    expect(await recallImports(desk.store.db, 'plan-1' as PlanId)).toHaveLength(2);
  });

  it('[AUD-08] keeps file, line and column of every value, what stood there, and what changed it since', async () => {
    const desk = await desks('lineage');
    const { store } = desk;
    await checked(desk);
    value(await desk.imports.create(spec()));
    const planId = 'plan-1' as PlanId;
    const say = async (row: number, field: TracedField) => {
      const { journal } = value(await store.loadPlan(planId));
      const { traces } = await accountLineage(store.db, planId, journal, row, [field]);
      const [trace] = traces;
      const { source = null, changes = [] } = trace ?? {};
      return {
        from: source === null ? null : placeWords(source),
        reading: source === null ? null : readingWords(source),
        by: source?.record.by ?? null,
        changes: changes.map(({ label, from, to, actor, stands }) => ({ label, from, to, actor, stands })),
      };
    };
    expect(await say(0, 'potential')).toMatchObject({
      from: 'accounts.csv, line 2, column “beds”',
      reading: null,
      by: 'ada',
    });
    expect((await say(0, 'postalCode')).reading).toBe('It was written “1810”.');
    expect((await say(2, 'potential')).reading).toBe('It was written “-999”.');
    expect((await say(3, 'lat')).reading).toBe('Placed by its address: no coordinates stood there.');
    expect((await say(3, 'propensity')).reading).toContain('accounts.csv does not say');

    const bo = 'bo' as ActorId;
    const edit = async (command: Command): Promise<number> => {
      const { plan, head } = value(await store.loadPlan(planId));
      const done = value(applyCommand(plan, command, { actor: bo, at: AT }));
      const kind: EditKind = { kind: 'command', command: command.type };
      const step = { planId, edit: kind, label: done.label, diff: done.diff, actor: bo, at: AT };
      return value(await store.append({ ...step, shown: shownOf(done.plan) }, head)).seq;
    };
    const set = (row: number, to: number): Command => ({
      type: 'editCells',
      field: 'potential',
      rows: Int32Array.of(row),
      values: [to],
      reason: 'beds counted again',
    });
    const seq = await edit(set(3, 95));
    expect((await say(3, 'potential')).changes).toMatchObject([
      { from: 80, to: 95, actor: 'bo', stands: true },
    ]);
    const undone = invertDiff(value(await store.diffOf(planId, seq)));
    const back: EditKind = { kind: 'undo', of: seq };
    const shown = shownOf(await planOf(store, planId));
    value(
      await store.append({ planId, edit: back, label: 'Undo', diff: undone, actor: bo, at: AT, shown }, seq),
    );
    expect((await say(3, 'potential')).changes).toMatchObject([{ to: 95, stands: false }]);

    const newer = `${ACCOUNTS.replace('80202,OPEN,80', '80202,OPEN,88').replace('\na5,Broken', '\na6,Whole').replace(',extra', '')}\n`;
    await checked(desk, newer);
    const { command } = value(desk.imports.update());
    const brought = await edit({
      type: 'bringFiles',
      accounts: { ...command, gone: 'close' },
      reps: null,
      territories: null,
    });
    value(await desk.imports.record(planId, { at: AT, by: 'cy' as ActorId, seq: brought }));
    expect(await say(3, 'potential')).toMatchObject({
      from: 'accounts.csv, line 5, column “beds”',
      by: 'cy',
      changes: [],
    });
    expect(await say(4, 'potential')).toMatchObject({
      from: 'accounts.csv, line 6, column “beds”',
      by: 'cy',
    });
    expect((await say(0, 'potential')).by).toBe('ada');

    await edit(set(3, 70));
    await edit({ type: 'setQuotaTarget', target: 1_000_000 as never });
    const now = value(await store.loadPlan(planId));
    const west = now.plan.assignment[3] ?? -1;
    const told = await territoryLineage(store.db, now.plan, now.journal, west);
    expect(told.files.map(({ record, accounts }) => [record.by, accounts])).toEqual([['cy', 3]]);
    expect(told.edits.map(({ values, actor }) => [values, actor])).toEqual([[1, 'bo']]);
    expect(told.quota.map(({ label }) => label)).toEqual(['Set the quota target']);

    await keepCopyOf(store.db, 'plan-2' as PlanId, planId, brought);
    const copied = await accountLineage(store.db, 'plan-2' as PlanId, [], 3, ['potential']);
    expect(copied.traces[0]?.source?.record.by).toBe('cy');
    expect(copied.unknown).toBe(false);

    const file = value(await store.planFile(planId));
    const again = await desks('lineage-again');
    value(await again.store.addPlanFile(file, 'spare' as PlanId, anyPlan));
    expect(await recallSources(again.store.db, planId)).toEqual(await recallSources(store.db, planId));
  });

  it('[AUD-08] a plan of before lineage was kept says so, and still tells what changed since', async () => {
    const desk = await desks('no-lineage');
    await checked(desk);
    value(await desk.imports.create(spec()));
    await desk.store.db.settings.delete('sources:plan-1');
    const found = await accountLineage(desk.store.db, 'plan-1' as PlanId, [], 0, ['potential']);
    expect(found).toEqual({ traces: [{ field: 'potential', source: null, changes: [] }], unknown: true });
  });

  it('refuses a newer file that counts something else', async () => {
    const desk = await desks('units');
    await checked(desk);
    await desk.imports.create(spec());
    await checked(desk, ACCOUNTS.replace(',beds,', ',seats,'));
    const refused = await desk.imports.previewUpdate('plan-1' as PlanId);
    expect(refused.ok ? [] : refused.errors.map(({ code }) => code)).toEqual(['UNIT_DIFFERS']);
  });

  it('reads the record of an import kept before a plan could be updated', async () => {
    const desk = await desks('old-record');
    const old = { importedAt: AT, files: [], missing: {}, sentinels: {}, score: 90 };
    await desk.store.db.settings.put({ key: 'import:plan-1', value: old });
    expect(await recallImports(desk.store.db, 'plan-1' as PlanId)).toEqual([old]);
  });
});
