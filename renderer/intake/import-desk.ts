/** From matched tables to a stored plan, without the rows ever passing through the page. */
import { DEFAULT_POLICY } from '../../domain/governance/policy.ts';
import type { ActorId, IsoTime, PlanId } from '../../domain/brand.ts';
import { applyCommand } from '../../domain/commands/apply-command.ts';
import type { ImportTerritories } from '../../domain/commands/import-territories.ts';
import type { IntakeProgress } from '../../domain/intake/intake-accounts.ts';
import { intakeAccountsInSteps } from '../../domain/intake/intake-accounts.ts';
import { intakeBookings } from '../../domain/intake/intake-bookings.ts';
import { columnOf, FAMILIES } from '../../domain/intake/mapping.ts';
import type { IntakeContext } from '../../domain/intake/intake-context.ts';
import { intakeTerritories } from '../../domain/intake/intake-territories.ts';
import { intakeReps } from '../../domain/intake/intake-reps.ts';
import type {
  BookingsIntakeResult,
  IntakeResult,
  RejectedRow,
  RepIntakeResult,
  TerritoryIntakeResult,
} from '../../domain/intake/intake-result.ts';
import type { ReadFile } from '../../domain/lineage/record-source.ts';
import { recordSource } from '../../domain/lineage/record-source.ts';
import type { SourceRecord } from '../../domain/lineage/source.ts';
import type { AccountTable } from '../../domain/plan/account-table.ts';
import { textAt } from '../../domain/plan/account-table.ts';
import type { Plan } from '../../domain/plan/plan.ts';
import { planFromIntake } from '../../domain/plan/plan-from-intake.ts';
import { unitErrors } from '../../domain/commands/update-accounts.ts';
import type { Result } from '../../domain/result.ts';
import { codedError, ok, refuse } from '../../domain/result.ts';
import { breathe } from '../../formats/tabular/decode-options.ts';
import type { ImportedFile } from '../storage/import-records.ts';
import { keepImport } from '../storage/import-records.ts';
import { keepSource } from '../storage/source-store.ts';
import type { PlanStore } from '../storage/plan-store.ts';
import type {
  BroughtBy,
  CheckJob,
  CheckProgress,
  CheckReport,
  MappedFile,
  NewPlanSpec,
  PlanMade,
  PlanUpdate,
  UpdatePreview,
} from './check-api.ts';
import type { Checked } from './check-report.ts';
import { reportOf, ROWS_SHOWN } from './check-report.ts';
import { findingsCsv, rejectedCsv } from './findings-csv.ts';
import { FindingsIndex } from './findings-index.ts';
import type { Shelf } from './gazetteer-shelf.ts';
import type { TableDesk } from './table-desk.ts';
import { updatePreview } from './update-preview.ts';

const STAGE_WORDS: Readonly<Record<IntakeProgress['stage'], string>> = {
  reading: 'Reading values',
  placing: 'Placing accounts',
  checking: 'Checking',
  matching: 'Looking for duplicates',
};

const CANCELLED = codedError('CANCELLED', 'Checking was cancelled.');
const NOT_CHECKED = codedError('NOT_CHECKED', 'Check the data first.');

export class ImportDesk {
  readonly #tables: TableDesk;
  readonly #store: Promise<PlanStore>;
  readonly #shelf: Shelf;
  #checked: Checked | null = null;
  #checks = 0;
  #cancelled = false;

  constructor(tables: TableDesk, store: Promise<PlanStore>, shelf: Shelf) {
    this.#tables = tables;
    this.#store = store;
    this.#shelf = shelf;
  }

  cancel(): void {
    this.#cancelled = true;
  }

  async check(job: CheckJob, onProgress: (progress: CheckProgress) => void): Promise<Result<CheckReport>> {
    this.#cancelled = false;
    const startedAt = performance.now();
    const shelf = await this.#shelf(job.assetsUrl);
    if (!shelf.ok) return shelf;
    const context: IntakeContext = {
      policy: DEFAULT_POLICY,
      gazetteers: shelf.value,
      today: job.today,
      currency: job.currency,
      country: job.country,
    };
    const reps = job.reps === null ? null : this.#reps(job.reps, context);
    if (reps !== null && !reps.ok) return reps;
    const knownOwners = reps?.value.reps.map((rep) => rep.name);
    const accounts = await this.#accounts(
      job.accounts,
      knownOwners === undefined ? context : { ...context, knownOwners },
      onProgress,
    );
    if (!accounts.ok) return accounts;
    const bookings = job.bookings === null ? null : this.#bookings(job.bookings, accounts.value, context);
    if (bookings !== null && !bookings.ok) return bookings;
    const territories =
      job.territories === null
        ? null
        : this.#territories(job.territories, { ...context, currency: accounts.value.currency });
    if (territories !== null && !territories.ok) return territories;
    const table = bookings?.value.accounts ?? accounts.value.accounts;
    this.#checked = {
      number: ++this.#checks,
      job,
      accounts: { ...accounts.value, accounts: table },
      reps: reps?.value ?? null,
      bookings: bookings?.value ?? null,
      territories: territories?.value ?? null,
      index: new FindingsIndex(accounts.value.findings, table, new Set()),
    };
    return ok(reportOf(this.#checked, performance.now() - startedAt));
  }

  async #accounts(
    file: MappedFile,
    context: IntakeContext,
    onProgress: (progress: CheckProgress) => void,
  ): Promise<Result<IntakeResult>> {
    const table = this.#tables.table(file.id);
    if (!table.ok) return table;
    const steps = intakeAccountsInSteps(table.value, file.mapping, context);
    for (;;) {
      const step = steps.next();
      if (step.done === true) return ok(step.value);
      onProgress({ words: STAGE_WORDS[step.value.stage], done: step.value.done });
      await breathe();
      if (this.#cancelled) return refuse(CANCELLED);
    }
  }

  #reps(file: MappedFile, context: IntakeContext): Result<RepIntakeResult> {
    const table = this.#tables.table(file.id);
    return table.ok ? ok(intakeReps(table.value, file.mapping, context)) : table;
  }

  #territories(file: MappedFile, context: IntakeContext): Result<TerritoryIntakeResult> {
    const table = this.#tables.table(file.id);
    return table.ok ? ok(intakeTerritories(table.value, file.mapping, context)) : table;
  }

  #bookings(file: MappedFile, accounts: IntakeResult, context: IntakeContext): Result<BookingsIntakeResult> {
    const table = this.#tables.table(file.id);
    return table.ok
      ? ok(
          intakeBookings(table.value, file.mapping, accounts.accounts, {
            ...context,
            currency: accounts.currency,
          }),
        )
      : table;
  }

  get index(): Result<FindingsIndex> {
    return this.#checked === null ? refuse(NOT_CHECKED) : ok(this.#checked.index);
  }

  csv(): Result<Uint8Array<ArrayBuffer>> {
    if (this.#checked === null) return refuse(NOT_CHECKED);
    const { job, accounts, reps, bookings, territories } = this.#checked;
    const parts = [{ of: job.accounts.name, findings: accounts.findings, accounts: accounts.accounts }];
    const side = [
      { of: job.reps?.name ?? '', findings: reps?.findings ?? [], accounts: null },
      { of: job.bookings?.name ?? '', findings: bookings?.findings ?? [], accounts: null },
      { of: job.territories?.name ?? '', findings: territories?.findings ?? [], accounts: null },
    ];
    return ok(findingsCsv([...parts, ...side]));
  }

  /** The rows left out of one file, as a file. */
  rest(family: ImportedFile['family']): Result<Uint8Array<ArrayBuffer>> {
    if (this.#checked === null) return refuse(NOT_CHECKED);
    const { file, rejected } = partOf(this.#checked, family);
    const table = file === null ? null : this.#tables.table(file.id);
    if (table === null) return refuse(NOT_CHECKED);
    return table.ok ? ok(rejectedCsv(table.value, rejected)) : table;
  }

  async previewUpdate(planId: PlanId): Promise<Result<UpdatePreview>> {
    if (this.#checked === null) return refuse(NOT_CHECKED);
    const loaded = await (await this.#store).loadPlan(planId);
    if (!loaded.ok) return loaded;
    const { plan } = loaded.value;
    const command = commandOf(this.#checked);
    const errors = unitErrors(plan, command);
    return errors.length > 0 ? refuse(...errors) : ok(updatePreview(plan, command));
  }

  update(): Result<PlanUpdate> {
    if (this.#checked === null) return refuse(NOT_CHECKED);
    return ok({
      command: commandOf(this.#checked),
      reps: this.#checked.reps?.reps ?? null,
      territories: territoriesOf(this.#checked),
    });
  }

  async record(planId: PlanId, brought: BroughtBy): Promise<Result<null>> {
    const checked = this.#checked;
    if (checked === null) return refuse(NOT_CHECKED);
    const store = await this.#store;
    if (brought.seq !== null) {
      const loaded = await store.loadPlan(planId, brought.seq);
      if (!loaded.ok) return loaded;
      const source = this.#sourceOf(checked, { ...brought, seq: brought.seq }, loaded.value.plan);
      await keepSource(store.db, planId, source);
    }
    await keepImport(store.db, planId, {
      importedAt: brought.at,
      files: FAMILIES.flatMap((family) => this.#imported(checked, family)),
      missing: { ...checked.accounts.missing },
      sentinels: structuredClone(checked.accounts.sentinels) as Record<string, Record<string, number>>,
      score: checked.accounts.scorecard.score,
    });
    return ok(null);
  }

  /** Makes the plan and stores it; the page opens it from the store. */
  async create(spec: NewPlanSpec): Promise<Result<PlanMade>> {
    const checked = this.#checked;
    if (checked === null) return refuse(NOT_CHECKED);
    const store = await this.#store;
    const made = planOf(checked, spec);
    const plan = withTerritories(made.plan, territoriesOf(checked), spec.importedAt);
    if (!plan.ok) return plan;
    const stored = await store.createPlan(plan.value, 'import');
    if (!stored.ok) return stored;
    const recorded = await this.record(spec.planId, { at: spec.importedAt, by: spec.by, seq: 0 });
    const { length } = plan.value.territories.filter((territory) => !territory.retired);
    return recorded.ok ? ok({ ...made.said, territories: length }) : recorded;
  }

  #sourceOf(checked: Checked, brought: Brought, plan: Plan): SourceRecord {
    const { job, accounts, bookings, territories } = checked;
    const files = FAMILIES.flatMap((family): ReadFile[] => {
      const file = job[family];
      const table = file === null ? null : this.#tables.table(file.id);
      if (file === null || table === null || !table.ok) return [];
      const { name, mapping } = file;
      return [{ name, mapping, sha256: this.#tables.digest(file.id), table: table.value }];
    });
    return recordSource({
      ...brought,
      files,
      accounts: accounts.accounts,
      fileRows: accounts.fileRows,
      potentialUnit: accounts.potentialUnit,
      currency: accounts.currency,
      planRows: planRowsOf(accounts.accounts, plan),
      bookings: bookings === null ? null : { fileRows: bookings.fileRows, accounts: bookings.countedFor },
      territoryRows: new Map(
        territories?.entries.map(({ name }, i) => [name, (territories.fileRows[i] ?? 0) - 1]),
      ),
    });
  }

  #imported(checked: Checked, family: ImportedFile['family']): ImportedFile[] {
    const { file, rejected, rowsInFile, unmapped } = partOf(checked, family);
    if (file === null) return [];
    const rest = rejected.length === 0 ? null : this.rest(family);
    return [
      {
        name: file.name,
        family,
        rowsInFile,
        rejected: rejected.slice(0, ROWS_SHOWN),
        rest: rest !== null && rest.ok ? rest.value : null,
        unmapped: [...unmapped],
      },
    ];
  }
}

type Brought = Pick<SourceRecord, 'at' | 'by' | 'seq'>;

/** Row in the plan of each account of the import, by its ID. */
function planRowsOf(accounts: AccountTable, plan: Plan): Int32Array {
  const rowOf = new Map<string, number>();
  for (let row = plan.accounts.rowCount - 1; row >= 0; row--) {
    const id = textAt(plan.accounts, 'accountId', row);
    if (id !== null) rowOf.set(id, row);
  }
  const same = accounts.rowCount === plan.accounts.rowCount;
  return Int32Array.from({ length: accounts.rowCount }, (_, i) => {
    const id = textAt(accounts, 'accountId', i);
    if (same && textAt(plan.accounts, 'accountId', i) === id) return i;
    return rowOf.get(id ?? '') ?? -1;
  });
}

interface Part {
  readonly file: MappedFile | null;
  readonly rejected: readonly RejectedRow[];
  readonly rowsInFile: number;
  readonly unmapped: readonly string[];
}

function partOf(
  { job, accounts, reps, bookings, territories }: Checked,
  family: ImportedFile['family'],
): Part {
  const results = { accounts, reps, bookings, territories };
  const result = results[family];
  return {
    file: job[family],
    rejected: result?.rejected ?? [],
    rowsInFile: result?.rowsInFile ?? 0,
    unmapped: result?.unmapped ?? [],
  };
}

function planOf({ accounts, reps, territories }: Checked, spec: NewPlanSpec): { plan: Plan; said: PlanMade } {
  const { planId, tenant, name, cycle, freeTerritories } = spec;
  const made = planFromIntake({
    planId,
    tenant,
    name,
    cycle,
    currency: accounts.currency,
    potentialUnit: accounts.potentialUnit,
    accounts: accounts.accounts,
    roster: reps === null ? null : { reps: reps.reps, territoryNames: reps.territoryNames },
    ...(freeTerritories === null ? {} : { freeTerritories }),
    ...(territories === null ? {} : { territoryFile: territories.entries }),
  });
  return { plan: made.plan, said: saidOf(made.plan, made.origin, made.vacant, made.idle) };
}

const territoriesOf = ({ job, territories }: Checked): ImportTerritories | null =>
  territories === null
    ? null
    : {
        type: 'importTerritories',
        entries: territories.entries,
        teamTarget: territories.teamTarget,
        source: job.territories?.name ?? 'a file',
      };

/** A new plan begins with what the file of territories says; there is nothing to undo yet. */
function withTerritories(plan: Plan, command: ImportTerritories | null, at: string): Result<Plan> {
  if (command === null) return ok(plan);
  const applied = applyCommand(plan, command, { actor: 'import' as ActorId, at: at as IsoTime });
  return applied.ok ? ok(applied.value.plan) : applied;
}

const commandOf = ({ job, accounts }: Checked): PlanUpdate['command'] => ({
  type: 'updateAccounts',
  accounts: accounts.accounts,
  potentialUnit: columnOf(job.accounts.mapping, 'potential') === null ? null : accounts.potentialUnit,
  currency: accounts.currency,
  source: job.accounts.name,
});

const saidOf = (
  plan: Plan,
  origin: PlanMade['origin'],
  vacant: readonly string[],
  idle: readonly string[],
): PlanMade => ({
  planId: plan.planId,
  accounts: plan.accounts.rowCount,
  territories: plan.territories.filter((territory) => !territory.retired).length,
  origin,
  vacant,
  idle,
});
