/** Approved versions over given accounts, and a Salesforce that loads Bulk API files, for the write-back tests. */
import type { ActorId, IsoDate, RepId, TerritoryId } from '../../../domain/brand.ts';
import { rawCell } from '../../../domain/intake/raw-table.ts';
import { accountTableFrom } from '../../../domain/plan/account-table.ts';
import type { Plan } from '../../../domain/plan/plan.ts';
import { createPlan } from '../../../domain/plan/plan.ts';
import type { Rep } from '../../../domain/plan/rep.ts';
import { repNamed } from '../../../domain/plan/rep.ts';
import type { Territory } from '../../../domain/plan/territory.ts';
import type { ApprovedVersion } from '../../../domain/writeback/approved-version.ts';
import type { BatchInputs, DryRun } from '../../../domain/writeback/batch.ts';
import { dryRun } from '../../../domain/writeback/batch.ts';
import type { Target } from '../../../domain/writeback/target.ts';
import { fullId } from '../../../domain/writeback/salesforce-id.ts';
import { sha256OfText } from '../../../formats/bundle/digest.ts';
import { readApproved } from '../../../formats/bundle/read-bundle.ts';
import { decodeDelimited } from '../../../formats/tabular/decode-delimited.ts';
import { exactCsv } from '../../../formats/writeback/exact-csv.ts';
import type { NamedBytes } from '../../../formats/writeback/read-exports.ts';
import { readExports } from '../../../formats/writeback/read-exports.ts';
import { readZip } from '../../../workstation/read-zip.ts';
import { AT, bea, build, keyring, must, samplePlan, sealed, sign } from '../bundle/sample.ts';

export const TERRITORIES = ['East', 'West', 'South'] as const;

export const accountId = (row: number): string => fullId(`001${String(row).padStart(12, '0')}`);
export const territory2 = (index: number): string => fullId(`0MI${String(index).padStart(12, '0')}`);
export const userId = (index: number): string => fullId(`005${String(index).padStart(12, '0')}`);
export const MODEL = fullId('0MA000000000001');
const TYPE = fullId('0M5000000000001');

export interface Drawn {
  readonly baseline: readonly number[];
  readonly assignment: readonly number[];
  /** By index of STANDINGS; all active where it is not given. */
  readonly standing?: readonly number[];
}

const territory = (name: string, index: number): Territory => ({
  territoryId: `t-${name.toLowerCase()}` as TerritoryId,
  name,
  repIds: [`r-${index}` as RepId],
  base: { lat: 40, lon: -100 },
  capacity: null,
  targetShare: null,
  locked: false,
  retired: false,
  note: '',
});

const rep = (index: number): Rep => ({
  ...repNamed(`r-${index}` as RepId, `Rep ${index}`),
  email: `rep${index}@example.com`,
});

export function planOf(drawn: Drawn, ids: (row: number) => string = accountId): Plan {
  const rows = drawn.baseline.length;
  const numbers = Array.from({ length: rows }, (_, row) => row);
  const sample = samplePlan();
  const plan = createPlan({
    ...sample,
    accounts: accountTableFrom(
      rows,
      { accountId: numbers.map(ids), name: numbers.map((row) => `Account ${row}`) },
      { potential: numbers.map(() => 100_00), tenureMonths: numbers.map((row) => row * 3) },
    ),
    territories: TERRITORIES.map(territory),
    reps: TERRITORIES.map((_, index) => rep(index)),
    quota: { ...sample.quota, overrides: [] },
  });
  return {
    ...plan,
    baseline: Int32Array.from(drawn.baseline),
    assignment: Int32Array.from(drawn.assignment),
    standing: Uint8Array.from(drawn.standing ?? numbers.map(() => 0)),
    // The breaker has a test of its own.
    policy: {
      ...plan.policy,
      approval: { ...plan.policy.approval, lockDays: 90 },
      disruption: { ...plan.policy.disruption, maxMovedShare: 1 },
    },
  };
}

/** Submitted by Ada, approved and released by Bea. */
export function releasedBundle(plan: Plan): Uint8Array {
  const version = build(plan);
  return sealed(version, [sign(bea, 'approve', version), sign(bea, 'release', version)]);
}

export const approvedOf = async (plan: Plan): Promise<ApprovedVersion> =>
  must(await readApproved(releasedBundle(plan), keyring, readZip));

const csvBytes = (headers: readonly string[], rows: readonly (readonly string[])[]): Uint8Array =>
  exactCsv(headers, rows)[0]?.bytes ?? new TextEncoder().encode(`${headers.join(',')}\n`);

type Fields = Record<string, string>;

const COLUMNS: Readonly<Record<string, readonly string[]>> = {
  Territory2Model: ['DeveloperName', 'State'],
  Territory2: ['DeveloperName', 'Name', 'Territory2ModelId', 'Territory2TypeId'],
  UserTerritory2Association: ['UserId', 'Territory2Id'],
  ObjectTerritory2Association: ['ObjectId', 'Territory2Id', 'AssociationCause'],
  ForecastingQuota: [
    'ForecastingTypeId',
    'StartDate',
    'QuotaOwnerId',
    'Territory2Id',
    'QuotaAmount',
    'CurrencyIsoCode',
  ],
  User: ['Name', 'Email', 'IsActive'],
  Account: ['Name'],
};

export class Salesforce {
  readonly objects = new Map<string, Map<string, Fields>>();
  private made = 0;

  constructor() {
    for (const object of Object.keys(COLUMNS)) this.objects.set(object, new Map());
    this.put('Territory2Model', MODEL, { DeveloperName: 'FY27', State: 'Planning' });
    TERRITORIES.forEach((name, i) =>
      this.put('Territory2', territory2(i), {
        DeveloperName: `t_${name.toLowerCase()}`,
        Name: name,
        Territory2ModelId: MODEL,
        Territory2TypeId: TYPE,
      }),
    );
    TERRITORIES.forEach((_, i) => {
      this.put('User', userId(i), { Name: `Rep ${i}`, Email: `rep${i}@example.com`, IsActive: 'true' });
      this.put('UserTerritory2Association', fullId(`0UT${String(i).padStart(12, '0')}`), {
        UserId: userId(i),
        Territory2Id: territory2(i),
      });
    });
  }

  of(object: string): Map<string, Fields> {
    return this.objects.get(object) ?? new Map<string, Fields>();
  }

  put(object: string, id: string, fields: Fields): void {
    this.of(object).set(id, fields);
  }

  link(account: string, territory: number, cause = 'Territory2Manual'): void {
    this.put('ObjectTerritory2Association', this.newId('0TK'), {
      ObjectId: account,
      Territory2Id: territory2(territory),
      AssociationCause: cause,
    });
  }

  private newId(prefix: string): string {
    return fullId(prefix + String(++this.made).padStart(12, '9'));
  }

  exports(without: readonly string[] = ['ForecastingQuota']): readonly NamedBytes[] {
    return [...this.objects]
      .filter(([object]) => !without.includes(object))
      .map(([object, records]) => {
        const columns = COLUMNS[object] ?? [];
        const rows = [...records].map(([id, fields]) => [id, ...columns.map((name) => fields[name] ?? '')]);
        return { name: `${object}.csv`, bytes: csvBytes(['Id', ...columns], rows) };
      });
  }

  /** What it holds, whatever the records are called inside. */
  state(): readonly string[] {
    return [...this.objects]
      .flatMap(([object, records]) =>
        [...records.values()].map(
          (fields) =>
            `${object} ${JSON.stringify(Object.entries(fields).toSorted(([a], [b]) => (a < b ? -1 : 1)))}`,
        ),
      )
      .toSorted();
  }

  /** One Bulk API 2.0 job: its success, failure and unprocessed records. `fails` says which rows do not go through. */
  async load(
    file: { readonly object: string; readonly operation: string; readonly bytes: Uint8Array },
    fails: (row: number) => 'no' | 'failed' | 'unprocessed' = () => 'no',
  ): Promise<readonly NamedBytes[]> {
    const table = must(await decodeDelimited(file.bytes, { delimiter: ',', unguard: false }));
    const good: string[][] = [];
    const bad: string[][] = [];
    const left: string[][] = [];
    for (let row = 0; row < table.rowCount; row++) {
      const cells = table.headers.map((_, column) => rawCell(table, column, row) ?? '');
      const fields: Fields = Object.fromEntries(table.headers.map((header, i) => [header, cells[i] ?? '']));
      const fate = fails(row);
      if (fate === 'unprocessed') left.push(cells);
      else if (fate === 'failed') bad.push(['', 'UNABLE_TO_LOCK_ROW:try again', ...cells]);
      else good.push([this.change(file, fields), file.operation === 'insert' ? 'true' : 'false', ...cells]);
    }
    return [
      { name: 'success.csv', bytes: csvBytes(['sf__Id', 'sf__Created', ...table.headers], good) },
      { name: 'failed.csv', bytes: csvBytes(['sf__Id', 'sf__Error', ...table.headers], bad) },
      { name: 'unprocessed.csv', bytes: csvBytes(table.headers, left) },
    ];
  }

  private change({ object, operation }: { object: string; operation: string }, fields: Fields): string {
    const records = this.of(object);
    const id = fields['Id'] ?? this.newId('0XX');
    if (operation === 'delete') {
      if (!records.delete(id)) throw new Error(`${object} ${id} is not there`);
    } else if (operation === 'insert') records.set(id, fields);
    else {
      const { Id: _, ...changed } = fields;
      records.set(id, { ...records.get(id), ...changed });
    }
    return id;
  }
}

export const file = (name: string, text: string): NamedBytes => ({
  name,
  bytes: new TextEncoder().encode(text),
});
export const textOf = (content: Uint8Array | undefined): string => new TextDecoder().decode(content);

/** The dry run of a released plan against the exports of a sandbox. */
export async function run(
  plan: Plan,
  target: Target,
  exports: readonly NamedBytes[],
  changes: Partial<BatchInputs> = {},
): Promise<DryRun & { readonly version: ApprovedVersion }> {
  const version = await approvedOf(plan);
  const inputs: BatchInputs = {
    version,
    snapshot: must(await readExports(target, exports)),
    current: null,
    options: { quotaPeriod: 'quarter' },
    environment: 'sandbox',
    effectiveFrom: '2026-02-01' as IsoDate,
    preparedAt: AT,
    preparedBy: 'ada' as ActorId,
    reason: '',
    history: [],
    ...changes,
  };
  return { ...must(dryRun(inputs, sha256OfText)), version };
}
