/**
 * As many accounts as are asked for, made of the sample's: the first 7,555 are the sample itself, its faults among
 * them; after that each is a new account near a sample one. The same count gives the same bytes.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CycleId, IsoDate, PlanId, TenantId } from '../domain/brand.ts';
import { DEFAULT_POLICY } from '../domain/governance/policy.ts';
import { intakeAccounts } from '../domain/intake/intake-accounts.ts';
import type { IntakeContext } from '../domain/intake/intake-context.ts';
import { intakeReps } from '../domain/intake/intake-reps.ts';
import { proposeMapping } from '../domain/intake/propose-mapping.ts';
import type { RawTable } from '../domain/intake/raw-table.ts';
import type { Plan } from '../domain/plan/plan.ts';
import { planFromIntake } from '../domain/plan/plan-from-intake.ts';
import { decodeGazetteer } from '../formats/gazetteer/decode-gazetteer.ts';
import { decodeTable } from '../formats/tabular/decode-table.ts';
import { createPrng } from '../solver-worker/engine/prng.ts';
import type { Prng } from '../solver-worker/engine/prng.ts';
import { must, repository } from './benchmark.ts';

const SEED = 20_260_131;
const TODAY = '2026-01-31' as IsoDate;
const asset = (path: string): Uint8Array => readFileSync(join(repository(), 'assets', path));

/** The sample's rows as text, one array a row, under the file's own headers. */
interface SampleRows {
  readonly headers: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

async function sampleRows(): Promise<SampleRows> {
  const table = must(await decodeTable(asset('sample/accounts.csv')));
  const rows = Array.from({ length: table.rowCount }, (_, row) =>
    table.columns.map(({ pool, codes }) => pool[codes[row] ?? -1] ?? ''),
  );
  return { headers: table.headers, rows };
}

/** About five kilometres either way: the new account is in the same place and mostly in the same county. */
const JITTER_DEGREES = 0.05;

function newAccount({ headers, rows }: SampleRows, row: number, random: Prng): string[] {
  const at = (column: string): number => headers.indexOf(column);
  const other = (column: string): string => rows[random.below(rows.length)]?.[at(column)] ?? '';
  const made = [...(rows[row % rows.length] ?? [])];
  const change = (column: string, to: (before: string) => string): void => {
    made[at(column)] = to(made[at(column)] ?? '');
  };
  const moved = (degrees: string): string =>
    degrees === '' ? '' : (Number(degrees) + JITTER_DEGREES * random.normal()).toFixed(6);
  change('account_id', () => `N${String(row).padStart(9, '0')}`);
  change('name', () =>
    `${other('name').split(' ')[0]} ${other('name').split(' ').slice(1).join(' ')}`.trim(),
  );
  change('street', () => `${1 + random.below(9999)} ${other('street').replace(/^\d+ /, '')}`);
  change('lat', moved);
  change('lon', moved);
  change('beds', (beds) =>
    Number(beds) > 0 ? String(1 + Math.round(Number(beds) * (0.5 + random.next()))) : beds,
  );
  return made;
}

const quoted = (cell: string): string => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

/** A CSV file of `count` accounts in UTF-8. */
export async function syntheticCsv(count: number): Promise<Uint8Array> {
  const sample = await sampleRows();
  const random = createPrng(SEED);
  const lines = [sample.headers.join(',')];
  for (let row = 0; row < count; row++) {
    const cells = row < sample.rows.length ? sample.rows[row] : newAccount(sample, row, random);
    lines.push((cells ?? []).map(quoted).join(','));
  }
  return new TextEncoder().encode(`${lines.join('\n')}\n`);
}

export function intakeContext(): IntakeContext {
  const gazetteer = must(decodeGazetteer(asset('gazetteer/US.json')));
  return {
    policy: DEFAULT_POLICY,
    gazetteers: new Map([[gazetteer.country, gazetteer]]),
    today: TODAY,
    currency: 'USD',
    country: gazetteer.country,
  };
}

export const accountMapping = (table: RawTable) => proposeMapping(table, 'accounts', { currency: 'USD' });

async function makePlan(count: number, territories: number | null): Promise<Plan> {
  const context = intakeContext();
  const table = must(await decodeTable(await syntheticCsv(count)));
  const taken = intakeAccounts(table, accountMapping(table), context);
  const reps = must(await decodeTable(asset('sample/reps.csv')));
  return planFromIntake({
    planId: `plan-${count}` as PlanId,
    tenant: 'local' as TenantId,
    name: `${count} accounts`,
    cycle: {
      cycleId: 'cycle-2026' as CycleId,
      name: '2026',
      from: '2026-01-01' as IsoDate,
      to: '2026-12-31' as IsoDate,
    },
    currency: taken.currency,
    potentialUnit: taken.potentialUnit,
    accounts: taken.accounts,
    roster: territories === null ? intakeReps(reps, proposeMapping(reps, 'reps'), context) : null,
    ...(territories === null ? {} : { freeTerritories: territories }),
  }).plan;
}

const made = new Map<string, Promise<Plan>>();

/** The plan of `count` accounts: with the sample's 24 reps and last year's alignment, or with free territories. */
export function syntheticPlan(count: number, territories: number | null = null): Promise<Plan> {
  const key = `${count} ${territories}`;
  const known = made.get(key) ?? makePlan(count, territories);
  made.set(key, known);
  return known;
}
