import { describe, expect, it } from 'vitest';
import type { IsoDate, Sha256Hex } from '../../../domain/brand.ts';
import type { Plan } from '../../../domain/plan/plan.ts';
import { ApprovedVersion } from '../../../domain/writeback/approved-version.ts';
import type { DryRun } from '../../../domain/writeback/batch.ts';
import { readBatch, batchText } from '../../../domain/writeback/batch.ts';
import type { PastBatch } from '../../../domain/writeback/gate.ts';
import { plusDays } from '../../../domain/governance/business-days.ts';
import { jobsOf } from '../../../domain/writeback/jobs.ts';
import { periodAmounts } from '../../../domain/writeback/quota-periods.ts';
import { reconcile, reconcileByExport } from '../../../domain/writeback/reconcile.ts';
import { fullId } from '../../../domain/writeback/salesforce-id.ts';
import { readApproved } from '../../../formats/bundle/read-bundle.ts';
import { batchFiles, inverseFiles } from '../../../formats/writeback/batch-folder.ts';
import { exactCsv } from '../../../formats/writeback/exact-csv.ts';
import type { NamedBytes } from '../../../formats/writeback/read-exports.ts';
import { readExports } from '../../../formats/writeback/read-exports.ts';
import { readResults } from '../../../formats/writeback/read-results.ts';
import { readZip } from '../../../workstation/read-zip.ts';
import { AT, bea, build, keyring, must, sealed, sign } from '../bundle/sample.ts';
import { accountId, file, planOf, run, Salesforce, territory2, textOf, userId } from './support.ts';

function crmFor(baseline: readonly number[]): Salesforce {
  const crm = new Salesforce();
  baseline.forEach((territory, row) => {
    crm.put('Account', accountId(row), { Name: `Account ${row}` });
    if (territory >= 0) crm.link(accountId(row), territory);
  });
  return crm;
}

const MOVED = { baseline: [0, 0, 1, 1], assignment: [0, 1, 1, 2] };
const codes = (dry: DryRun): readonly string[] => dry.changes.conflicts.map((one) => one.code);
const withPolicyCap = (plan: Plan, maxMovedShare: number): Plan => ({
  ...plan,
  policy: { ...plan.policy, disruption: { ...plan.policy.disruption, maxMovedShare } },
});

describe('the gate', () => {
  it('[SYN-02] knows no version that was not verified and approved', async () => {
    const version = build(planOf(MOVED));
    const read = (content: Uint8Array, keys = keyring) => readApproved(content, keys, readZip);
    expect(await read(sealed(version, []))).toMatchObject({ errors: [{ code: 'VERSION_NOT_APPROVED' }] });
    const rejected = sealed(version, [sign(bea, 'reject', version)]);
    expect(await read(rejected)).toMatchObject({ errors: [{ code: 'VERSION_NOT_APPROVED' }] });
    const changed = sealed(version);
    changed[300] = (changed[300] ?? 0) ^ 1;
    expect(await read(changed)).toMatchObject({ errors: [{ code: 'VERSION_NOT_VERIFIED' }] });
    expect(await read(sealed(version), [])).toMatchObject({
      errors: [{ code: 'VERSION_NOT_VERIFIED', details: { step: 'KEY_UNKNOWN' } }],
    });
    const approved = must(await read(sealed(version)));
    expect(approved).toBeInstanceOf(ApprovedVersion);
    const { versionId, plan, quotaLines, policy, releasedOn } = approved;
    // @ts-expect-error an object of the same shape is no approved version
    const forged: ApprovedVersion = { versionId, plan, quotaLines, policy, releasedOn, isApproved: true };
    expect(forged).not.toBeInstanceOf(ApprovedVersion);
  });

  it('[SYN-09] trips the breaker above the policy share, and goes on only with a reason that is kept', async () => {
    const plan = withPolicyCap(planOf(MOVED), 0.15);
    const exports = crmFor(MOVED.baseline).exports();
    const tripped = await run(plan, 'salesforce', exports);
    expect(tripped.refusals).toMatchObject([{ code: 'BREAKER_TRIPPED' }]);
    expect(batchFiles(tripped, tripped.version)).toMatchObject({
      ok: false,
      errors: [{ code: 'BREAKER_TRIPPED' }],
    });
    const spoken = await run(plan, 'salesforce', exports, { reason: 'New year' });
    expect(spoken.refusals).toEqual([]);
    expect(spoken.batch).toMatchObject({ reason: 'New year', overruled: ['BREAKER_TRIPPED'] });
    expect(textOf(must(batchFiles(spoken, spoken.version)).files.get('audit.jsonl'))).toContain(
      '"reason":"New year"',
    );
  });

  it('refuses when most accounts are missing from the export, for it was probably cut short', async () => {
    const crm = crmFor(MOVED.baseline);
    crm.of('Account').delete(accountId(0));
    const dry = await run(
      withPolicyCap(planOf({ baseline: MOVED.baseline, assignment: MOVED.baseline }), 0.15),
      'salesforce',
      crm.exports(),
    );
    expect(dry.refusals).toMatchObject([{ code: 'EXPORT_LOOKS_CUT', details: { missing: 1 } }]);
  });

  it('[SYN-09] [DIS-05] wants a sandbox run before production, and leaves territories alone for 90 days after one', async () => {
    const exports = crmFor(MOVED.baseline).exports();
    const production = { environment: 'production' } as const;
    const first = await run(planOf(MOVED), 'salesforce', exports, production);
    expect(first.refusals).toMatchObject([{ code: 'SANDBOX_FIRST' }]);
    const { batchId, target, planId, versionId } = first.batch;
    const tried: PastBatch = {
      batchId,
      target,
      planId,
      versionId,
      environment: 'sandbox',
      preparedAt: AT,
      effectiveFrom: '2026-02-01' as IsoDate,
      complete: true,
      applied: true,
    };
    expect(
      (await run(planOf(MOVED), 'salesforce', exports, { ...production, history: [tried] })).refusals,
    ).toEqual([]);
    const rolledOut = {
      ...tried,
      environment: 'production' as const,
      versionId: 'f'.repeat(64) as typeof versionId,
    };
    const inWindow = await run(planOf(MOVED), 'salesforce', exports, {
      ...production,
      history: [tried, rolledOut],
    });
    expect(inWindow.refusals).toMatchObject([{ code: 'LOCK_WINDOW', details: { until: '2026-05-02' } }]);
    const later = { ...production, history: [tried, rolledOut], effectiveFrom: '2026-05-02' as IsoDate };
    expect((await run(planOf(MOVED), 'salesforce', exports, later)).refusals).toEqual([]);
    const outside = await run(planOf(MOVED), 'salesforce', exports, {
      effectiveFrom: '2027-02-01' as IsoDate,
      reason: 'x',
    });
    expect(outside.refusals).toMatchObject([{ code: 'EFFECTIVE_OUTSIDE_CYCLE' }]);
  });

  it('[IDR-02] production waits for an owner of every territory, or for somebody who says who answers', async () => {
    const plan = planOf(MOVED);
    const vacant = {
      ...plan,
      territories: plan.territories.map((one, i) => (i === 0 ? { ...one, repIds: [] } : one)),
    };
    const exports = crmFor(MOVED.baseline).exports();
    const codes = async (more: Parameters<typeof run>[3]) =>
      (await run(vacant, 'salesforce', exports, more)).refusals.map((one) => one.code);
    expect(await codes({})).toEqual([]);
    expect(await codes({ environment: 'production' })).toContain('SCOPE_UNRESOLVED');
    const spoken = await run(vacant, 'salesforce', exports, {
      environment: 'production',
      reason: 'Ada answers',
    });
    expect(spoken.batch.overruled).toContain('SCOPE_UNRESOLVED');
  });

  it('[SYN-02] [APR-10] writes an approved version that nobody released to a sandbox alone, whatever the reason', async () => {
    const plan = planOf(MOVED);
    const version = must(await readApproved(sealed(build(plan)), keyring, readZip));
    const exports = crmFor(MOVED.baseline).exports();
    expect((await run(plan, 'salesforce', exports, { version })).refusals).toEqual([]);
    const production = { version, environment: 'production', reason: 'Hurry' } as const;
    const refused = await run(plan, 'salesforce', exports, production);
    expect(refused.refusals.map((one) => one.code)).toEqual(['NOT_RELEASED']);
  });

  it('[SYN-03] refuses a field outside the field lock', async () => {
    const { batch } = await run(planOf(MOVED), 'salesforce', crmFor(MOVED.baseline).exports());
    const [item] = batch.items;
    if (item === undefined) throw new Error('no item');
    const bent = { ...item, after: { ...item.after, OwnerId: userId(0) } };
    expect(jobsOf('salesforce', [bent], 'apply')).toMatchObject({ errors: [{ code: 'FIELD_LOCKED' }] });
    const other = { ...item, object: 'Account', operation: 'update' as const };
    expect(jobsOf('salesforce', [other], 'apply')).toMatchObject({ errors: [{ code: 'FIELD_LOCKED' }] });
  });
});

describe('the snapshot', () => {
  it('is refused whole when a row is broken, a file is unknown or a needed one is missing', async () => {
    const good = crmFor([0]).exports();
    const broken = good.map((one) =>
      one.name === 'Account.csv' ? file('Account.csv', 'Id,Name\n001000000000001,"A\n') : one,
    );
    expect((await readExports('salesforce', broken)).ok).toBe(false);
    const short = good.map((one) =>
      one.name === 'Account.csv' ? file('Account.csv', 'Id,Name\n001000000000001\n') : one,
    );
    expect(await readExports('salesforce', short)).toMatchObject({
      errors: [{ code: 'SNAPSHOT_FILE_FAULTY' }],
    });
    expect(await readExports('salesforce', [...good, file('x.csv', 'a,b\n1,2\n')])).toMatchObject({
      errors: [{ code: 'SNAPSHOT_FILE_UNKNOWN' }],
    });
    const without = good.filter((one) => one.name !== 'ObjectTerritory2Association.csv');
    expect(await readExports('salesforce', without)).toMatchObject({
      errors: [{ code: 'SNAPSHOT_OBJECT_MISSING' }],
    });
  });

  it('reads headers in any case and ids of 15 or 18 characters alike', async () => {
    // Blocks 00150, 00000, AbcDe: no capital, none, the first and the fourth (bits 1 + 8).
    expect(fullId('0015000000AbcDe')).toBe('0015000000AbcDeAAJ');
    const crm = crmFor(MOVED.baseline);
    const loud = crm.exports().map(({ name, bytes: content }) => {
      const [head = '', ...rows] = textOf(content).split('\n');
      return file(
        name,
        [head.toUpperCase(), ...rows.map((row) => row.replace(/^(001\d{12})\w{3},/, '$1,'))].join('\n'),
      );
    });
    const dry = await run(planOf(MOVED), 'salesforce', loud);
    expect(dry.batch.items).toEqual((await run(planOf(MOVED), 'salesforce', crm.exports())).batch.items);
  });

  it('[SYN-01] leaves out what a second export shows to have changed, the whole move of it', async () => {
    const crm = crmFor(MOVED.baseline);
    const snapshot = crm.exports();
    crm.link(accountId(1), 2);
    const current = must(await readExports('salesforce', crm.exports()));
    const dry = await run(planOf(MOVED), 'salesforce', snapshot, { current });
    expect(codes(dry)).toEqual(['CHANGED_SINCE_SNAPSHOT']);
    expect(dry.batch.items.map((item) => item.group)).toEqual([
      `account ${accountId(3)}`,
      `account ${accountId(3)}`,
    ]);
  });
});

describe('Salesforce', () => {
  it('[SYN-06] moves by an insert and a delete in separate ordered jobs, exact to the byte', async () => {
    const dry = await run(planOf(MOVED), 'salesforce', crmFor(MOVED.baseline).exports());
    const { files } = must(batchFiles(dry, dry.version));
    const names = [...files.keys()].filter((name) => name.startsWith('apply/'));
    expect(names).toEqual([
      'apply/01-ObjectTerritory2Association.insert.csv',
      'apply/02-ObjectTerritory2Association.delete.csv',
    ]);
    expect(textOf(files.get(names[0] ?? ''))).toBe(
      `ObjectId,Territory2Id,AssociationCause\n${accountId(1)},${territory2(1)},Territory2Manual\n${accountId(3)},${territory2(2)},Territory2Manual\n`,
    );
    expect(textOf(files.get(names[1] ?? ''))).toMatch(/^Id\n0TK\w{15}\n0TK\w{15}\n$/);
    expect(must(readBatch(JSON.parse(batchText(dry.batch))))).toEqual(dry.batch);
    expect(textOf(files.get('handover.csv'))).toContain(`${accountId(3)},Account 3,West,Rep 1,South,Rep 2`);
  });

  it('[SYN-06] makes missing territories first, in a model in Planning, and lets their accounts wait', async () => {
    const crm = crmFor(MOVED.baseline);
    crm.of('Territory2').delete(territory2(2));
    crm.of('UserTerritory2Association').delete([...crm.of('UserTerritory2Association').keys()][2] ?? '');
    const dry = await run(planOf(MOVED), 'salesforce', crm.exports());
    const { jobs } = must(batchFiles(dry, dry.version));
    expect(jobs[0]).toMatchObject({ object: 'Territory2', operation: 'insert', rows: 1 });
    expect(textOf(jobs[0]?.bytes)).toContain('t_south,South,');
    expect(dry.changes.waiting.map((one) => one.subject)).toEqual(['Account 3', 'Rep 2, South']);
    for (const job of jobs) await crm.load(job);
    const next = await run(planOf(MOVED), 'salesforce', crm.exports());
    expect(next.changes.waiting).toEqual([]);
    expect(next.batch.items.map((item) => item.object)).toContain('UserTerritory2Association');
    crm.of('Territory2Model').forEach((fields) => (fields['State'] = 'Active'));
    crm.of('Territory2').delete(territory2(1));
    expect(codes(await run(planOf(MOVED), 'salesforce', crm.exports()))).toContain('MODEL_NOT_PLANNING');
  });

  it('names users who are unknown or inactive, and a territory that would run as a formula', async () => {
    const crm = crmFor(MOVED.baseline);
    crm.put('User', userId(0), { Name: 'Rep 0', Email: 'rep0@example.com', IsActive: 'false' });
    crm.of('User').delete(userId(1));
    expect(codes(await run(planOf(MOVED), 'salesforce', crm.exports()))).toEqual([
      'USER_INACTIVE',
      'USER_UNKNOWN',
    ]);
    const plan = planOf(MOVED);
    const renamed = {
      ...plan,
      territories: plan.territories.map((one, i) => (i === 2 ? { ...one, name: '=cmd' } : one)),
    };
    crm.of('Territory2').delete(territory2(2));
    const dry = await run(renamed, 'salesforce', crm.exports());
    expect(codes(dry)).toContain('FORMULA_TEXT');
    expect(dry.batch.items.filter((item) => item.object === 'Territory2')).toEqual([]);
  });

  it('[QUO-01] writes quotas by period that sum to the approved line, and changes only what differs', async () => {
    const crm = crmFor(MOVED.baseline);
    const options = { quotaPeriod: 'quarter', forecastingType: '0Db000000000001' } as const;
    const first = await run(planOf(MOVED), 'salesforce', crm.exports([]), { options });
    const quotas = first.batch.items.filter((item) => item.object === 'ForecastingQuota');
    expect(quotas).toHaveLength(12);
    const sum = quotas.reduce(
      (total, item) => total + Math.round(Number(item.after?.['QuotaAmount']) * 100),
      0,
    );
    expect(sum).toBe(first.version.quotaLines.reduce((total, one) => total + Number(one.amount), 0));
    for (const job of must(batchFiles(first, first.version)).jobs) await crm.load(job);
    const [id = '', fields = {}] = [...crm.of('ForecastingQuota')][0] ?? [];
    crm.put('ForecastingQuota', id, { ...fields, QuotaAmount: '1.50' });
    const again = await run(planOf(MOVED), 'salesforce', crm.exports([]), { options });
    expect(again.batch.items).toMatchObject([{ operation: 'update', id, before: { QuotaAmount: '1.5' } }]);
    expect(textOf(must(inverseFiles(again.batch)).files[0]?.bytes)).toBe(`Id,QuotaAmount\n${id},1.5\n`);
  });

  it('[SYN-01] reconciles partial failures, names what is half done and whose rows are strangers', async () => {
    const crm = crmFor(MOVED.baseline);
    const dry = await run(planOf(MOVED), 'salesforce', crm.exports());
    const { jobs } = must(batchFiles(dry, dry.version));
    const [insert, remove] = jobs;
    if (insert === undefined || remove === undefined) throw new Error('two jobs');
    const results = [
      ...(await crm.load(insert, (row) => (row === 0 ? 'failed' : 'no'))),
      ...(await crm.load(remove)),
      file(
        'foreign.csv',
        `sf__Id,sf__Created,ObjectId,Territory2Id,AssociationCause\n0TK,true,${accountId(77)},${territory2(0)},Territory2Manual\n`,
      ),
    ];
    const found = reconcile(dry.batch, must(await readResults(dry.batch, results)));
    expect(found.counts).toEqual({ applied: 3, failed: 1, unprocessed: 0, 'no-result': 0 });
    expect(found.halfDone.map((one) => one.subject)).toEqual(['Account 1']);
    expect(found.strangers).toHaveLength(1);
    expect(found.complete).toBe(false);
    const retried = reconcile(
      dry.batch,
      must(await readResults(dry.batch, [...results, ...(await crm.load(insert))])),
    );
    expect(retried.complete).toBe(true);
  });
});

describe('Dynamics 365', () => {
  const guid = (n: number): string => `${String(n).padStart(8, '0')}-0000-4000-8000-000000000000`;
  const exports = (etag = 'W/""1""'): readonly NamedBytes[] => [
    file(
      'territories.json',
      JSON.stringify({ value: ['East', 'West', 'South'].map((name, i) => ({ territoryid: guid(i), name })) }),
    ),
    file(
      'accounts.csv',
      `accountid,name,_territoryid_value,@odata.etag\n${[0, 1, 2, 3].map((row) => `${guid(100 + row)},Account ${row},${guid(MOVED.baseline[row] ?? 0)},"${etag}"`).join('\n')}\n`,
    ),
  ];
  const plan = planOf({ ...MOVED, assignment: [0, 1, -1, 2] }, (row) => guid(100 + row).toUpperCase());

  it('[SYN-07] changes only a record that still has its ETag, and reads what each operation answered', async () => {
    const dry = await run(plan, 'dynamics', exports());
    const { jobs } = must(batchFiles(dry, dry.version));
    const body = textOf(jobs[0]?.bytes);
    expect(body).toContain(
      `PATCH /api/data/v9.2/accounts(${guid(101)}) HTTP/1.1\r\nContent-Type: application/json; type=entry\r\nIf-Match: W/"1"\r\n\r\n{"territoryid@odata.bind":"/territories(${guid(1)})"}`,
    );
    expect(body).toContain(
      `DELETE /api/data/v9.2/accounts(${guid(102)})/territoryid/$ref HTTP/1.1\r\nIf-Match: W/"1"`,
    );
    const part = (status: string) =>
      `--batchresponse_1\r\nContent-Type: multipart/mixed; boundary=c\r\n\r\n--c\r\n\r\nHTTP/1.1 ${status}\r\nETag: W/"9"\r\n\r\n--c--\r\n`;
    const answer = file(
      '01-accounts.update.txt',
      `${part('204 No Content')}${part('412 Precondition Failed')}${part('204 No Content')}--batchresponse_1--\r\n`,
    );
    const found = reconcile(dry.batch, must(await readResults(dry.batch, [answer])));
    expect(found.outcomes.map((one) => one.outcome)).toEqual(['applied', 'failed', 'applied']);
    expect(inverseFiles(dry.batch)).toMatchObject({ value: { inverse: { waiting: 3 } } });
    const back = must(inverseFiles(dry.batch, found.made));
    expect(textOf(back.files[0]?.bytes)).toContain(
      `If-Match: W/"9"\r\n\r\n{"territoryid@odata.bind":"/territories(${guid(0)})"}`,
    );
    expect((await readResults(dry.batch, [file('01-accounts.update.txt', part('204'))])).ok).toBe(false);
    const newer = must(await readExports('dynamics', exports('W/""2""')));
    expect(codes(await run(plan, 'dynamics', exports(), { current: newer }))).toEqual(
      Array(3).fill('CHANGED_SINCE_SNAPSHOT'),
    );
  });

  it('refuses a page of an export that has another', async () => {
    const page = file('a.json', JSON.stringify({ value: [], '@odata.nextLink': 'https://x' }));
    expect(await readExports('dynamics', [page])).toMatchObject({ errors: [{ code: 'SNAPSHOT_JSON' }] });
  });
});

describe('HubSpot and plain CSV', () => {
  it('[SYN-07] changes owners of companies and makes goal_targets', async () => {
    const exports = [
      file(
        'owners.csv',
        'Id,Email,Archived\n10,rep0@example.com,false\n11,rep1@example.com,false\n12,rep2@example.com,true\n',
      ),
      file(
        'companies.csv',
        `hs_object_id,name,hubspot_owner_id\n${[0, 1, 2, 3].map((row) => `${500 + row},A,${10 + (MOVED.baseline[row] ?? 0)}`).join('\n')}\n`,
      ),
      file(
        'goals.csv',
        'hs_object_id,hs_goal_name,hs_target_amount,hs_start_datetime,hs_end_datetime,hubspot_owner_id\n',
      ),
    ];
    const dry = await run(
      planOf(MOVED, (row) => String(500 + row)),
      'hubspot',
      exports,
      { options: { quotaPeriod: 'cycle' } },
    );
    const { jobs } = must(batchFiles(dry, dry.version));
    expect(jobs.map((job) => [job.name, job.rows])).toEqual([
      ['apply/01-goal_targets.insert.json', 2],
      ['apply/02-companies.update.csv', 1],
    ]);
    expect(textOf(jobs[1]?.bytes)).toBe('hs_object_id,hubspot_owner_id\n501,11\n');
    // The owner of South is archived, so neither its account nor its goal is written.
    expect(codes(dry)).toEqual(['USER_INACTIVE', 'USER_INACTIVE']);
    const now = exports.map((one) =>
      one.name === 'companies.csv' ? file(one.name, textOf(one.bytes).replace('501,A,10', '501,A,11')) : one,
    );
    const found = reconcileByExport(dry.batch, must(await readExports('hubspot', now)));
    expect(found.outcomes.map((one) => one.outcome)).toEqual(['applied', 'unprocessed', 'unprocessed']);
  });

  it('[SYN-04] guards plain CSV against running as formulas, and reads its own guard back', async () => {
    const ids = (row: number): string => (row === 1 ? '=A1' : `a-${row}`);
    const exports = [
      file(
        'a.csv',
        `account_id,territory_id\n${MOVED.baseline.map((territory, row) => `${row === 1 ? "'=A1" : ids(row)},${territory === 0 ? 't-east' : 't-west'}`).join('\n')}\n`,
      ),
    ];
    const dry = await run(planOf(MOVED, ids), 'csv', exports);
    const { files } = must(batchFiles(dry, dry.version));
    expect(textOf(files.get('apply/01-assignments.update.csv'))).toBe(
      "account_id,territory_id\r\n'=A1,t-west\r\na-3,t-south\r\n",
    );
    expect(textOf(files.get('inverse/01-assignments.update.csv'))).toContain("'=A1,t-east");
    expect(textOf(files.get('preview.csv'))).toContain("'=A1");
  });
});

describe('files and figures', () => {
  it('[SYN-06] splits a file between records, each part with its header and count', () => {
    const rows = Array.from({ length: 100 }, (_, i) => [`id-${i}`, 'x,"y"\n']);
    const parts = exactCsv(['Id', 'Name'], rows, 300);
    expect(parts.length).toBeGreaterThan(3);
    expect(
      parts.every((part) => part.bytes.length <= 300 && textOf(part.bytes).startsWith('Id,Name\n')),
    ).toBe(true);
    expect(parts.reduce((sum, part) => sum + part.rows, 0)).toBe(100);
    expect(parts.map((part) => textOf(part.bytes).replace('Id,Name\n', '')).join('')).toBe(
      rows.map(([id]) => `${id},"x,""y""\n"\n`).join(''),
    );
  });

  it('splits any amount over any cycle exactly, in periods without gaps', () => {
    const cycle = { from: '2026-01-31' as IsoDate, to: '2026-12-30' as IsoDate };
    for (const amount of [0, 1, 11, 100_003, -7]) {
      const parts = periodAmounts(cycle, 'month', amount);
      expect(parts.reduce((sum, part) => sum + part.amount, 0)).toBe(amount);
      expect(parts[0]?.from).toBe(cycle.from);
      expect(parts.at(-1)?.to).toBe(cycle.to);
      parts.slice(1).forEach((part, i) => expect(plusDays(parts[i]?.to ?? part.to, 1)).toBe(part.from));
    }
  });

  it('refuses a batch record that is none', () => {
    expect(readBatch({ format: 'x' as Sha256Hex })).toMatchObject({ errors: [{ code: 'BATCH_FORM' }] });
  });
});
