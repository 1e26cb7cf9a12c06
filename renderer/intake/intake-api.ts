/**
 * What the page asks of the intake worker. Files, tables and findings stay on the worker's side: a quarter of a
 * million rows cross only when a plan is made of them, and a screen asks for the few dozen rows it shows.
 */
import type { PlanId } from '../../domain/brand.ts';
import type { FixCommand } from '../../domain/intake/fix.ts';
import type { ColumnMapping, Family } from '../../domain/intake/mapping.ts';
import type { DateOrderDecision } from '../../domain/intake/parse/date.ts';
import type { DecimalDecision } from '../../domain/intake/parse/decimal-separator.ts';
import type { TableFault, TableSource } from '../../domain/intake/raw-table.ts';
import type { Result } from '../../domain/result.ts';
import type { TextEncodingLabel } from '../../formats/tabular/text-encoding.ts';
import type {
  BroughtBy,
  CheckJob,
  CheckProgress,
  CheckReport,
  NewPlanSpec,
  PlanMade,
  PlanUpdate,
  UpdatePreview,
} from './check-api.ts';
import type { FindingRow, FindingWindow } from './findings-api.ts';
import type { CheckSetting, Decisions, HealthReport, PairDetail, PairView } from './health-api.ts';

export type FileId = string;

/** Where bytes or text come from. A `File` crosses to the worker by reference: nothing is copied. */
export type IntakeSource =
  { readonly kind: 'file'; readonly file: Blob } | { readonly kind: 'pasted'; readonly text: string };

/** What a person decided about how a file is to be read; the rest is found from the file. */
export interface ReadingChoices {
  readonly encoding?: TextEncodingLabel;
  readonly delimiter?: string;
  readonly sheet?: string;
}

export interface ReadProgress {
  readonly rows: number;
  /** 0..1, or null while it is not known. */
  readonly done: number | null;
}

/** What one column holds, so that a person can judge what it is. */
export interface ColumnSample {
  readonly header: string;
  /** The first few different values, as they stand in the file. */
  readonly samples: readonly string[];
  /** Cells that are not empty. */
  readonly filled: number;
  /** What its values say about how numbers and dates are written in it; means something only for such columns. */
  readonly decimal: DecimalDecision;
  readonly dates: DateOrderDecision;
}

export interface OpenedTable {
  readonly source: TableSource;
  readonly rowCount: number;
  readonly columns: readonly ColumnSample[];
  /** What the table seems to be about, and which column is which field. */
  readonly mapping: ColumnMapping;
  /** The first faults of the file's form, and how many there are. */
  readonly faults: readonly TableFault[];
  readonly faultCount: number;
  /** What reading took the worker. */
  readonly milliseconds: number;
}

/** The worker's side of the conversation, as Comlink carries it. */
export interface IntakeApi {
  /** First of all: the database whose plans these are. */
  begin(database: string): void;
  open(
    id: FileId,
    source: IntakeSource,
    choices: ReadingChoices,
    onProgress: (progress: ReadProgress) => void,
  ): Promise<Result<OpenedTable>>;
  /** The mapping of an open table for the family a person says it is of. */
  propose(id: FileId, family: Family, currency: string): Result<ColumnMapping>;
  cancel(id: FileId): void;
  close(id: FileId): void;

  /** Checks matched tables; `cancelCheck` stops it between two rules. */
  check(job: CheckJob, onProgress: (progress: CheckProgress) => void): Promise<Result<CheckReport>>;
  cancelCheck(): void;
  previewUpdate(planId: PlanId): Promise<Result<UpdatePreview>>;
  /** The checked accounts as a command on a plan the page has open. */
  update(): Result<PlanUpdate>;
  /** Puts what the checked import left out and assumed on record with a plan it has gone into. */
  record(planId: PlanId, brought: BroughtBy): Promise<Result<null>>;
  /** Makes the plan of the import checked last and stores it. */
  create(spec: NewPlanSpec): Promise<Result<PlanMade>>;
  /** The rows left out of one file of the import, as CSV. */
  rest(family: Family): Result<Uint8Array<ArrayBuffer>>;

  checkPlan(
    planId: PlanId,
    setting: CheckSetting,
    decisions: Decisions,
    onProgress: (done: number) => void,
  ): Promise<Result<HealthReport>>;
  /** The check last made, after the person decided to leave things as they are: nothing is computed anew. */
  decide(decisions: Decisions): Result<HealthReport>;
  pairs(from: number, count: number): Result<readonly PairView[]>;
  pair(a: number, b: number): Result<PairDetail>;

  findings(
    scope: FindingScope,
    rule: string,
    skipped: boolean,
    from: number,
    count: number,
  ): Result<FindingWindow>;
  findingRows(scope: FindingScope, key: string): Result<readonly FindingRow[]>;
  /** Account rows the open findings of a rule are about. */
  accountRows(scope: FindingScope, rule: string): Result<Int32Array>;
  /** The fixes of one finding, or of every open one of a rule, in as few commands as they come to. */
  fixes(which: FixRequest): Result<readonly FixCommand[]>;
  /** Keys of the open findings of a rule, to skip them all. */
  findingKeys(scope: FindingScope, rule: string): Result<readonly string[]>;
  findingsCsv(scope: FindingScope): Result<Uint8Array<ArrayBuffer>>;
}

/** The import checked last, or the plan checked last. */
export type FindingScope = 'import' | 'plan';

export type FixRequest =
  { readonly kind: 'rule'; readonly rule: string } | { readonly kind: 'finding'; readonly key: string };
