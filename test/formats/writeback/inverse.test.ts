import { describe, expect, it } from 'vitest';
import type { ActorId, IsoDate } from '../../../domain/brand.ts';
import type { Plan } from '../../../domain/plan/plan.ts';
import type { BatchInputs } from '../../../domain/writeback/batch.ts';
import { dryRun } from '../../../domain/writeback/batch.ts';
import { objectSpec } from '../../../domain/writeback/objects.ts';
import { reconcileByExport } from '../../../domain/writeback/reconcile.ts';
import type { Target } from '../../../domain/writeback/target.ts';
import { sha256OfText } from '../../../formats/bundle/digest.ts';
import { batchFiles, inverseFiles } from '../../../formats/writeback/batch-folder.ts';
import type { NamedBytes } from '../../../formats/writeback/read-exports.ts';
import { readExports } from '../../../formats/writeback/read-exports.ts';
import { AT, must } from '../bundle/sample.ts';
import { approvedOf, planOf } from './support.ts';

const MOVED = { baseline: [0, 0, 1, 1], assignment: [1, 0, 1, 0] };
const file = (name: string, text: string): NamedBytes => ({ name, bytes: new TextEncoder().encode(text) });
const textOf = (content: Uint8Array | undefined): string => new TextDecoder().decode(content);

async function prepared(plan: Plan, target: Target, exports: readonly NamedBytes[]) {
  const version = await approvedOf({
    ...plan,
    policy: { ...plan.policy, disruption: { ...plan.policy.disruption, maxMovedShare: 1 } },
  });
  const inputs: BatchInputs = {
    version,
    snapshot: must(await readExports(target, exports)),
    current: null,
    options: { quotaPeriod: 'cycle' },
    environment: 'sandbox',
    effectiveFrom: '2026-02-01' as IsoDate,
    preparedAt: AT,
    preparedBy: 'ada' as ActorId,
    reason: '',
    history: [],
  };
  const dry = must(dryRun(inputs, sha256OfText));
  return { dry, ...must(batchFiles(dry, version)) };
}

/** A table by its first column, as a target that takes an update file would hold it afterwards. */
function loaded(table: string, update: string): string {
  const parse = (text: string) =>
    text
      .trim()
      .split(/\r?\n/)
      .map((line) => line.split(','));
  const [head = [], ...rows] = parse(table);
  const [columns = [], ...changes] = parse(update);
  const by = new Map(changes.map((row) => [row[0], row]));
  const next = rows.map((row) =>
    head.map((name, i) => {
      const change = by.get(row[0]);
      const at = columns.indexOf(name);
      return (change === undefined || at < 0 ? row[i] : change[at]) ?? '';
    }),
  );
  return `${[head, ...next].map((row) => row.join(',')).join('\n')}\n`;
}

describe('[SYN-01] the inverse of a batch', () => {
  it('[SYN-01] [SYN-07] HubSpot: files and then their inverse leave every company with the owner it had', async () => {
    const companies = `hs_object_id,name,hubspot_owner_id\n${MOVED.baseline.map((territory, row) => `${500 + row},A,${10 + territory}`).join('\n')}\n`;
    const rest = [
      file('owners.csv', 'Id,Email,Archived\n10,rep0@example.com,false\n11,rep1@example.com,false\n'),
    ];
    const plan = planOf(MOVED, (row) => String(500 + row));
    const { dry, jobs } = await prepared(plan, 'hubspot', [file('companies.csv', companies), ...rest]);
    const update = jobs.find((job) => job.name.endsWith('companies.update.csv'));
    const after = loaded(companies, textOf(update?.bytes));
    expect(after).not.toBe(companies);
    const seen = must(await readExports('hubspot', [file('companies.csv', after), ...rest]));
    const found = reconcileByExport(dry.batch, seen);
    const companiesOnly = found.outcomes.filter((_, i) => dry.batch.items[i]?.object === 'companies');
    expect(companiesOnly.map((one) => one.outcome)).toEqual(['applied', 'applied']);
    const back = must(inverseFiles(dry.batch, found.made)).files.find((one) =>
      one.name.endsWith('companies.update.csv'),
    );
    expect(loaded(after, textOf(back?.bytes))).toBe(companies);
  });

  it('[SYN-01] plain CSV: files and then their inverse leave every account where it was', async () => {
    const table = `account_id,territory_id\n${MOVED.baseline.map((territory, row) => `a-${row},${territory === 0 ? 't-east' : 't-west'}`).join('\n')}\n`;
    const { files } = await prepared(
      planOf(MOVED, (row) => `a-${row}`),
      'csv',
      [file('a.csv', table)],
    );
    const after = loaded(table, textOf(files.get('apply/01-assignments.update.csv')));
    expect(after).not.toBe(table);
    expect(loaded(after, textOf(files.get('inverse/01-assignments.update.csv')))).toBe(table);
  });
});

describe('[SYN-06] [SYN-07] names are the vendors’ own', () => {
  it.each([
    ['salesforce', 'ObjectTerritory2Association', ['ObjectId', 'Territory2Id', 'AssociationCause'], false],
    ['salesforce', 'UserTerritory2Association', ['UserId', 'Territory2Id'], false],
    ['salesforce', 'Territory2', ['DeveloperName', 'Territory2ModelId'], false],
    [
      'salesforce',
      'ForecastingQuota',
      ['ForecastingTypeId', 'StartDate', 'QuotaOwnerId', 'Territory2Id', 'QuotaAmount', 'CurrencyIsoCode'],
      true,
    ],
    ['dynamics', 'territories', ['name'], false],
    ['dynamics', 'goals', ['title', 'targetmoney', 'goalstartdate', 'goalenddate'], true],
    [
      'hubspot',
      'goal_targets',
      ['hs_goal_name', 'hs_target_amount', 'hs_start_datetime', 'hs_end_datetime', 'hubspot_owner_id'],
      true,
    ],
  ] as const)('[SYN-03] %s %s', (target, object, fields, changes) => {
    const found = objectSpec(target, object);
    expect(found?.writable).toEqual(expect.arrayContaining([...fields]));
    // A territory association and a territory are made and deleted, never changed.
    expect(found?.operations.includes('update')).toBe(changes);
  });
});
