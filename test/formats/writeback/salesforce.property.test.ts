import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ActorId, IsoDate } from '../../../domain/brand.ts';
import type { ApprovedVersion } from '../../../domain/writeback/approved-version.ts';
import type { DryRun } from '../../../domain/writeback/batch.ts';
import { dryRun } from '../../../domain/writeback/batch.ts';
import { reconcile, reconcileByExport } from '../../../domain/writeback/reconcile.ts';
import { sha256OfText } from '../../../formats/bundle/digest.ts';
import { batchFiles, inverseFiles } from '../../../formats/writeback/batch-folder.ts';
import type { NamedBytes } from '../../../formats/writeback/read-exports.ts';
import { readExports } from '../../../formats/writeback/read-exports.ts';
import { readResults } from '../../../formats/writeback/read-results.ts';
import { AT, must } from '../bundle/sample.ts';
import type { Drawn } from './support.ts';
import { accountId, approvedOf, planOf, Salesforce, territory2 } from './support.ts';

async function prepared(version: ApprovedVersion, crm: Salesforce): Promise<DryRun> {
  return must(
    dryRun(
      {
        version,
        snapshot: must(await readExports('salesforce', crm.exports())),
        current: null,
        options: { quotaPeriod: 'quarter' },
        environment: 'sandbox',
        effectiveFrom: '2026-02-01' as IsoDate,
        preparedAt: AT,
        preparedBy: 'ada' as ActorId,
        reason: 'The exports of this test may lack accounts',
        history: [],
      },
      sha256OfText,
    ),
  );
}

/** What Salesforce has of an account: where the plan began, elsewhere, nowhere, twice, or not the account at all. */
const HELD = ['as-planned', 'elsewhere', 'nowhere', 'twice', 'missing', 'approved', 'by-rule'] as const;

const line = fc.record({
  baseline: fc.integer({ min: -1, max: 2 }),
  assignment: fc.integer({ min: -1, max: 2 }),
  standing: fc.constantFrom(0, 0, 0, 0, 1, 2, 3),
  held: fc.constantFrom<(typeof HELD)[number]>('as-planned', ...HELD),
  fate: fc.constantFrom('no', 'no', 'no', 'failed', 'unprocessed'),
});
type Line = {
  baseline: number;
  assignment: number;
  standing: number;
  held: (typeof HELD)[number];
  fate: string;
};

const drawnOf = (lines: readonly Line[]): Drawn => ({
  baseline: lines.map((one) => one.baseline),
  assignment: lines.map((one) => one.assignment),
  standing: lines.map((one) => one.standing),
});

function crmOf(lines: readonly Line[]): Salesforce {
  const crm = new Salesforce();
  lines.forEach((one, row) => {
    if (one.held === 'missing') return;
    crm.put('Account', accountId(row), { Name: `Account ${row}` });
    if (one.held === 'as-planned' && one.baseline >= 0) crm.link(accountId(row), one.baseline);
    if (one.held === 'elsewhere') crm.link(accountId(row), (one.baseline + 2) % 3);
    if (one.held === 'approved' && one.assignment >= 0) crm.link(accountId(row), one.assignment);
    if (one.held === 'by-rule' && one.baseline >= 0)
      crm.link(accountId(row), one.baseline, 'Territory2RuleAssociation');
    if (one.held === 'twice') [0, 1].forEach((territory) => crm.link(accountId(row), territory));
  });
  // Somebody's account that the plan knows nothing of.
  crm.put('Account', accountId(900_000), { Name: 'Not in the plan' });
  crm.link(accountId(900_000), 0);
  return crm;
}

/** The rule, once more and naively: what may be written for one account. */
function allowed(one: Line): boolean {
  const now = {
    'as-planned': one.baseline,
    'by-rule': one.baseline,
    approved: one.assignment,
    nowhere: -1,
  } as Record<string, number>;
  const held = one.held === 'elsewhere' ? (one.baseline + 2) % 3 : now[one.held];
  if (one.standing !== 0 || held === undefined || held === one.assignment) return false;
  if (one.held === 'by-rule' && held !== -1) return false;
  return held === -1 || held === one.baseline;
}

describe('write-back to Salesforce, over random plans and random states of the CRM', () => {
  it('[SYN-01] [SYN-02] writes exactly the approved moves the CRM still holds as planned, and its inverse restores it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(line, { minLength: 1, maxLength: 14 }), async (drawn) => {
        const lines = drawn as readonly Line[];
        const version = await approvedOf(planOf(drawnOf(lines)));
        const crm = crmOf(lines);
        const before = crm.state();
        const run = await prepared(version, crm);
        const { files, jobs } = must(batchFiles(run, version));
        expect(files.has('batch.json')).toBe(true);

        const written = new Set(
          run.batch.items
            .filter((item) => item.object === 'ObjectTerritory2Association')
            .map((item) => item.group),
        );
        const expected = lines.flatMap((one, row) => (allowed(one) ? [`account ${accountId(row)}`] : []));
        expect([...written].toSorted()).toEqual(expected.toSorted());
        for (const { after, operation } of run.batch.items) {
          if (operation !== 'insert' || after?.['ObjectId'] === undefined) continue;
          const row = Number(after['ObjectId'].slice(3, 15));
          expect(after['Territory2Id']).toBe(territory2(lines[row]?.assignment ?? -1));
        }

        let sent = 0;
        const results: NamedBytes[] = [];
        for (const job of jobs) {
          const start = sent;
          results.push(
            ...(await crm.load(job, (row) => (lines[(start + row) % lines.length]?.fate ?? 'no') as 'no')),
          );
          sent += job.rows;
        }
        expect(sent).toBe(run.batch.items.length);
        const rows = must(await readResults(run.batch, [...results, ...results]));
        const found = reconcile(run.batch, rows);
        expect(found.strangers).toEqual([]);
        expect(found.counts['no-result']).toBe(0);
        expect(found.counts.applied + found.counts.failed + found.counts.unprocessed).toBe(sent);
        // Looking again says the same as the result files do.
        const seen = reconcileByExport(run.batch, must(await readExports('salesforce', crm.exports())));
        expect(seen.outcomes.map((one) => one.outcome === 'applied')).toEqual(
          found.outcomes.map((one) => one.outcome === 'applied'),
        );

        const back = must(inverseFiles(run.batch, found.made));
        expect(back.inverse.waiting).toBe(0);
        for (const job of back.files) await crm.load(job);
        expect(crm.state()).toEqual(before);
      }),
      { numRuns: 60 },
    );
  });

  it('[SYN-01] prepares the same batch from the same snapshot, and nothing once it was applied', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(line, { minLength: 1, maxLength: 10 }), async (drawn) => {
        const lines = drawn as readonly Line[];
        const version = await approvedOf(planOf(drawnOf(lines)));
        const crm = crmOf(lines);
        const first = must(batchFiles(await prepared(version, crm), version));
        const again = await prepared(version, crm);
        expect(must(batchFiles(again, version)).files).toEqual(first.files);
        for (const job of first.jobs) await crm.load(job);
        const after = await prepared(version, crm);
        expect(after.batch.items).toEqual([]);
        expect(after.batch.batchId === again.batch.batchId).toBe(again.batch.items.length === 0);
      }),
      { numRuns: 25 },
    );
  });
});
