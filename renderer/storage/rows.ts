/** The rows of each table, as they lie in IndexedDB. `row-parsers.ts` turns what is read back into these or refuses. */
import type { ActorId, IsoTime, PlanId } from '../../domain/brand.ts';
import type { Json } from '../../domain/bundle/canonical-json.ts';
import type { AccountField } from '../../domain/plan/account-table.ts';
import type { Diff } from '../../domain/plan/diff.ts';
import type { Plan } from '../../domain/plan/plan.ts';

export interface PlanRow {
  readonly planId: PlanId;
  readonly name: string;
  readonly accounts: number;
  readonly territories: number;
  readonly createdAt: IsoTime;
  readonly updatedAt: IsoTime;
  /** Number of the last edit; 0 for a plan nobody has touched. */
  readonly head: number;
  /** Set when the person deleted the plan: hidden, and kept until purged. */
  readonly deletedAt: IsoTime | null;
  /** `sample` for the plan that ships with the app. */
  readonly origin: 'import' | 'sample' | 'copy';
}

/** What kind of step an edit was: a command, or a step back or forth over the edit numbered `of`. */
export type EditKind =
  | { readonly kind: 'command'; readonly command: string }
  | { readonly kind: 'undo'; readonly of: number }
  | { readonly kind: 'redo'; readonly of: number };

/** One edit without its weight; the diff lies beside it under the same key, so that a long history opens fast. */
export interface JournalRow {
  readonly planId: PlanId;
  readonly seq: number;
  readonly edit: EditKind;
  readonly label: string;
  readonly actor: ActorId;
  readonly at: IsoTime;
  /** Accounts it touched. */
  readonly rows: number;
  /** The optimizer's run that answered with this edit (ledger EXP-05); absent where there was none, and in older rows. */
  readonly run?: Json;
}

export interface DiffRow {
  readonly planId: PlanId;
  readonly seq: number;
  readonly diff: Diff;
}

/** One account column under the hash of its content; plans and their checkpoints share what is equal. */
export type ColumnRow =
  | { readonly hash: string; readonly kind: 'number'; readonly values: Float64Array }
  | {
      readonly hash: string;
      readonly kind: 'text';
      readonly pool: readonly string[];
      readonly codes: Int32Array;
    };

/** Which columns make up an account table; a field that is not named is missing throughout. */
export interface SnapshotRow {
  readonly snapshotId: string;
  readonly rowCount: number;
  readonly columns: Readonly<Partial<Record<AccountField, string>>>;
}

export type PlanBody = Omit<Plan, 'accounts'>;

/** The whole plan after edit `seq`, so that opening replays only what came later. */
export interface CheckpointRow {
  readonly planId: PlanId;
  readonly seq: number;
  readonly snapshotId: string;
  readonly body: PlanBody;
}

export interface SettingRow {
  readonly key: string;
  readonly value: unknown;
}

/** A row that could not be read, kept as it was found. */
export interface QuarantineRow {
  readonly id?: number;
  readonly table: string;
  readonly key: string;
  readonly reason: string;
  readonly row: unknown;
  readonly at: IsoTime;
}

/** A column mapping that a person confirmed, remembered by the shape of the file it belongs to. */
export interface MappingRow {
  readonly sourceKey: string;
  readonly mapping: unknown;
  readonly savedAt: IsoTime;
}

/** A submitted version: what the review and release steps list without opening its bundle. */
export interface VersionRow {
  readonly versionId: string;
  readonly planId: PlanId;
  readonly savedAt: IsoTime;
  readonly record: unknown;
}
