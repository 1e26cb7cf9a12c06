/**
 * A whole plan with its history as one file, and back: for another laptop, for keeping, for whoever helps. Signed versions
 * are bundles and travel on their own. What is read is checked row by row, and columns are named by their content anew,
 * so that a file can add to this laptop's store but never change what is in it.
 */
import type { IsoTime, PlanId, TenantId } from '../../domain/brand.ts';
import type { Result } from '../../domain/result.ts';
import { codedError, ok, refuse } from '../../domain/result.ts';
import type { ChangedChoices } from './choices-store.ts';
import { keepChoices, parseChoices, recallChoices } from './choices-store.ts';
import type { Database } from './database.ts';
import { pack, unpack } from './packed.ts';
import {
  parseCheckpointRow,
  parseColumnRow,
  parseDiffRow,
  parseJournalRow,
  parsePlanRow,
  parseSnapshotRow,
} from './row-parsers.ts';
import type { CheckpointRow, ColumnRow, DiffRow, JournalRow, PlanRow, SnapshotRow } from './rows.ts';
import { fromRows, toRows } from './snapshots.ts';
import { sourceKey } from './source-store.ts';
import { storageError } from './storage-error.ts';

const MAGIC = 'bailiwick plan 1';
const UNPACKED_LIMIT = 1024 * 2 ** 20;

interface PlanFile {
  readonly plan: PlanRow;
  readonly journal: readonly JournalRow[];
  readonly diffs: readonly DiffRow[];
  readonly checkpoints: readonly CheckpointRow[];
  readonly snapshots: readonly SnapshotRow[];
  readonly columns: readonly ColumnRow[];
  /** What its imports left out; a setting of the plan, checked when it is shown. */
  readonly imports: unknown;
  /** Where its values came from; absent in files of before that was kept. */
  readonly sources: unknown;
  /** What was chosen for its runs; absent in files of before. Read field by field, so that it never stops a plan. */
  readonly choices: ChangedChoices;
}

export type Admits = (tenant: TenantId) => Promise<Result<true>>;

const importKey = (planId: string): string => `import:${planId}`;

export async function writePlanFile(db: Database, planId: PlanId): Promise<Result<Uint8Array<ArrayBuffer>>> {
  try {
    const range = [
      [planId, 0],
      [planId, Infinity],
    ] as const;
    const checkpoints = await db.checkpoints.where('[planId+seq]').between(range[0], range[1]).toArray();
    const snapshotIds = checkpoints.map((row) => (row as CheckpointRow).snapshotId);
    const snapshots = await db.snapshots.bulkGet([...new Set(snapshotIds)]);
    const hashes = new Set(snapshots.flatMap((row) => Object.values((row as SnapshotRow).columns)));
    const file = {
      plan: await db.plans.get(planId),
      journal: await db.journal.where('[planId+seq]').between(range[0], range[1]).toArray(),
      diffs: await db.diffs.where('[planId+seq]').between(range[0], range[1]).toArray(),
      checkpoints,
      snapshots,
      columns: await db.columns.bulkGet([...hashes]),
      imports: await settingOf(db, importKey(planId)),
      sources: await settingOf(db, sourceKey(planId)),
      choices: await recallChoices(db, planId),
    };
    const sound = parsePlanFile(file);
    return sound.ok ? ok(await pack(MAGIC, file)) : sound;
  } catch (cause) {
    return refuse(storageError(cause, 'reading'));
  }
}

const settingOf = async (db: Database, key: string): Promise<unknown> =>
  ((await db.settings.get(key)) as { value?: unknown } | undefined)?.value ?? null;

/**
 * Stores the plan of a file and answers its row. A plan that is here already stays; the file's gets the id `spare`.
 * `admits` says whether a plan of its workspace may come here at all.
 */
export async function readPlanFile(
  db: Database,
  bytes: Uint8Array<ArrayBuffer>,
  spare: PlanId,
  at: IsoTime,
  admits: Admits,
): Promise<Result<PlanRow>> {
  const unpacked = await unpack(MAGIC, bytes, UNPACKED_LIMIT);
  if (!unpacked.ok) return unpacked;
  const parsed = parsePlanFile(unpacked.value);
  if (!parsed.ok) return parsed;
  const file = parsed.value;
  for (const tenant of new Set(file.checkpoints.map(({ body }) => body.tenant))) {
    const admitted = await admits(tenant);
    if (!admitted.ok) return admitted;
  }
  const tables = await rehashed(file);
  if (!tables.ok) return tables;
  try {
    const taken = (await db.plans.get(file.plan.planId)) !== undefined;
    const planId = taken ? spare : file.plan.planId;
    const plan: PlanRow = { ...file.plan, planId, deletedAt: null, updatedAt: at };
    const own = <R extends { readonly planId: PlanId }>(rows: readonly R[]): R[] =>
      rows.map((row) => ({ ...row, planId }));
    const { snapshots, columns, nameOf } = tables.value;
    const stores = [db.plans, db.journal, db.diffs, db.checkpoints, db.snapshots, db.columns, db.settings];
    await db.transaction('rw', stores, async () => {
      await db.columns.bulkPut(columns);
      await db.snapshots.bulkPut(snapshots);
      await db.journal.bulkAdd(own(file.journal));
      await db.diffs.bulkAdd(own(file.diffs));
      await db.checkpoints.bulkAdd(
        own(file.checkpoints).map((row) => ({
          ...row,
          snapshotId: nameOf.get(row.snapshotId),
          body: { ...row.body, planId },
        })),
      );
      if (file.imports !== null) await db.settings.put({ key: importKey(planId), value: file.imports });
      if (file.sources !== null) await db.settings.put({ key: sourceKey(planId), value: file.sources });
      await keepChoices(db, planId, file.choices);
      await db.plans.add(plan);
    });
    return ok(plan);
  } catch (cause) {
    return refuse(storageError(cause, 'writing'));
  }
}

function parsePlanFile(value: unknown): Result<PlanFile> {
  const file = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>;
  const plan = parsePlanRow(file['plan']);
  if (!plan.ok) return refuse(damaged('the plan itself', plan.errors[0]?.message));
  const parts = {
    journal: every(file['journal'], parseJournalRow),
    diffs: every(file['diffs'], parseDiffRow),
    checkpoints: every(file['checkpoints'], parseCheckpointRow),
    snapshots: every(file['snapshots'], parseSnapshotRow),
    columns: every(file['columns'], parseColumnRow),
  };
  for (const [name, part] of Object.entries(parts))
    if (!part.ok) return refuse(damaged(`its ${name}`, part.errors[0]?.message));
  const { journal, diffs, checkpoints, snapshots, columns } = parts;
  if (!journal.ok || !diffs.ok || !checkpoints.ok || !snapshots.ok || !columns.ok)
    return refuse(damaged('it', undefined));
  const seqs = new Set(diffs.value.map((row) => row.seq));
  const first = Math.min(...checkpoints.value.map((row) => row.seq));
  for (let seq = first + 1; seq <= plan.value.head; seq++)
    if (!seqs.has(seq)) return refuse(damaged(`edit ${seq}`, 'it is missing'));
  if (checkpoints.value.length === 0) return refuse(damaged('its saved state', 'it is missing'));
  return ok({
    plan: plan.value,
    journal: journal.value,
    diffs: diffs.value,
    checkpoints: checkpoints.value,
    snapshots: snapshots.value,
    columns: columns.value,
    imports: file['imports'] ?? null,
    sources: file['sources'] ?? null,
    choices: parseChoices(file['choices']),
  });
}

function every<Row>(value: unknown, parse: (row: unknown) => Result<Row>): Result<readonly Row[]> {
  if (!Array.isArray(value)) return refuse(codedError('ROW_UNREADABLE', 'it is missing'));
  const rows: Row[] = [];
  for (const each of value) {
    const parsed = parse(each);
    if (!parsed.ok) return parsed;
    rows.push(parsed.value);
  }
  return ok(rows);
}

interface Rehashed {
  readonly snapshots: readonly SnapshotRow[];
  readonly columns: readonly ColumnRow[];
  /** Id of a snapshot in this store by its id in the file. */
  readonly nameOf: ReadonlyMap<string, string>;
}

async function rehashed(file: PlanFile): Promise<Result<Rehashed>> {
  const byHash = new Map(file.columns.map((column) => [column.hash, column]));
  const nameOf = new Map<string, string>();
  const snapshots: SnapshotRow[] = [];
  const columns: ColumnRow[] = [];
  for (const snapshot of file.snapshots) {
    const built = fromRows(snapshot, byHash, { trust: false });
    if ('broken' in built) return refuse(damaged('its accounts', `the column ${built.broken} is missing`));
    const rows = await toRows(built.table);
    nameOf.set(snapshot.snapshotId, rows.snapshot.snapshotId);
    snapshots.push(rows.snapshot);
    columns.push(...rows.columns);
  }
  const orphan = file.checkpoints.find(
    (row) =>
      snapshots.find((known) => known.snapshotId === nameOf.get(row.snapshotId))?.rowCount !==
      row.body.assignment.length,
  );
  return orphan === undefined
    ? ok({ snapshots, columns, nameOf })
    : refuse(damaged('its accounts', `the state after edit ${orphan.seq} has none that fit`));
}

const damaged = (what: string, why: string | undefined) =>
  codedError(
    'PLAN_FILE_DAMAGED',
    `The plan file cannot be opened: ${what} cannot be read${why === undefined ? '' : ` (${why})`}. Save it again where it comes from.`,
  );
