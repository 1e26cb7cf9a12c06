/**
 * Plans on this laptop: the only door to IndexedDB for plans and their edits. It knows nothing of the session.
 * Nothing throws out of here; what could not be done is a coded error, and then nothing was changed.
 */
import type { ActorId, IsoTime, PlanId } from '../../domain/brand.ts';
import type { Json } from '../../domain/bundle/canonical-json.ts';
import type { CodedError, Result } from '../../domain/result.ts';
import { codedError, ok, refuse } from '../../domain/result.ts';
import type { Diff } from '../../domain/plan/diff.ts';
import { touchedRows } from '../../domain/plan/diff.ts';
import type { Plan } from '../../domain/plan/plan.ts';
import type { Database } from './database.ts';
import { loadPlan } from './load-plan.ts';
import type { LoadedPlan } from './load-plan.ts';
import type { Admits } from './plan-file.ts';
import { readPlanFile, writePlanFile } from './plan-file.ts';
import { purgePlan } from './purge-plan.ts';
import { Quarantine } from './quarantine.ts';
import type { StorageFault } from './quarantine.ts';
import { parseDiffRow, parseJournalRow, parsePlanRow } from './row-parsers.ts';
import type { CheckpointRow, DiffRow, EditKind, JournalRow, PlanRow } from './rows.ts';
import { toRows } from './snapshots.ts';
import type { StorageError } from './storage-error.ts';
import { readOnlyError, staleHead, storageError } from './storage-error.ts';

export interface NewEdit {
  readonly planId: PlanId;
  readonly edit: EditKind;
  readonly label: string;
  readonly diff: Diff;
  readonly actor: ActorId;
  readonly at: IsoTime;
  /** See `JournalRow.run`. */
  readonly run?: Json;
  /** What the list of plans shows once this edit is in. */
  readonly shown: Pick<PlanRow, 'name' | 'accounts' | 'territories'>;
}

export interface StoredEdit {
  readonly head: JournalRow;
  readonly diff: Diff;
}

/** Two checkpoints behind the newest are kept, for the day one cannot be read; number 0 always is. */
const CHECKPOINTS_KEPT = 3;

const TOO_NEW = Infinity;

export class PlanStore {
  readonly db: Database;
  readonly readOnly: boolean;
  private readonly now: () => IsoTime;

  private constructor(db: Database, readOnly: boolean, now: () => IsoTime) {
    this.db = db;
    this.readOnly = readOnly;
    this.now = now;
  }

  /** Opens the tables; a schema newer than this code knows opens to read only. */
  static async open(db: Database, now: () => IsoTime): Promise<Result<PlanStore, StorageError>> {
    try {
      await db.open();
      return ok(new PlanStore(db, db.isNewer, now));
    } catch (cause) {
      return refuse(storageError(cause, 'reading'));
    }
  }

  async listPlans(): Promise<{ plans: readonly PlanRow[]; faults: readonly StorageFault[] }> {
    const quarantine = this.quarantine();
    const plans: PlanRow[] = [];
    for (const key of await this.db.plans.toCollection().primaryKeys()) {
      const row = await this.db.plans.get(key);
      const plan = await quarantine.take('plans', key, row, parsePlanRow(row), `The plan "${key}"`);
      if (plan !== null) plans.push(plan);
    }
    plans.sort((a, b) => (a.updatedAt < b.updatedAt ? 1 : -1));
    return { plans, faults: quarantine.faults };
  }

  async createPlan(plan: Plan, origin: PlanRow['origin']): Promise<Result<PlanRow, StorageError>> {
    return this.write(async () => {
      const { snapshot, columns } = await toRows(plan.accounts);
      const at = this.now();
      const row: PlanRow = {
        planId: plan.planId,
        ...shownOf(plan),
        createdAt: at,
        updatedAt: at,
        head: 0,
        deletedAt: null,
        origin,
      };
      const { db } = this;
      await db.transaction('rw', [db.plans, db.checkpoints, db.snapshots, db.columns], async () => {
        await db.columns.bulkPut([...columns]);
        await db.snapshots.put(snapshot);
        await db.checkpoints.put(checkpointOf(plan, 0, snapshot.snapshotId));
        await db.plans.add(row);
      });
      return ok(row);
    });
  }

  /** `upTo`: the plan as it stood after that edit; without it, as it stands. */
  async loadPlan(planId: PlanId, upTo?: number): Promise<Result<LoadedPlan, StorageError>> {
    try {
      return await loadPlan(this.db, planId, this.quarantine(), upTo);
    } catch (cause) {
      return refuse(storageError(cause, 'reading'));
    }
  }

  /**
   * One edit, in one transaction. STALE_HEAD when somebody else's edit came first: read `editsAfter`, apply, and ask
   * the person's command again. When this answers ok the edit is on the disk.
   */
  async append(edit: NewEdit, expectedHead: number): Promise<Result<JournalRow, StorageError>> {
    const { db } = this;
    return this.write(async () => {
      const seq = expectedHead + 1;
      const head: JournalRow = {
        planId: edit.planId,
        seq,
        edit: edit.edit,
        label: edit.label,
        actor: edit.actor,
        at: edit.at,
        rows: touchedRows(edit.diff).length,
        ...(edit.run === undefined ? {} : { run: edit.run }),
      };
      const found = await db.transaction('rw', [db.plans, db.journal, db.diffs], async () => {
        const parsed = parsePlanRow(await db.plans.get(edit.planId));
        if (!parsed.ok || parsed.value.deletedAt !== null) return null;
        const row = parsed.value;
        if (row.head !== expectedHead) return row.head;
        await db.journal.add(head);
        await db.diffs.add({ planId: edit.planId, seq, diff: edit.diff } satisfies DiffRow);
        await db.plans.put({ ...row, ...edit.shown, head: seq, updatedAt: edit.at });
        return expectedHead;
      });
      if (found === null) return refuse(planNotFound(edit.planId));
      return found === expectedHead ? ok(head) : refuse(staleHead(expectedHead, found));
    });
  }

  /** Edits that came after `seq`, oldest first: what another window did. */
  async editsAfter(planId: PlanId, seq: number): Promise<Result<readonly StoredEdit[], StorageError>> {
    try {
      const range = this.db.journal.where('[planId+seq]').between([planId, seq + 1], [planId, TOO_NEW]);
      const edits: StoredEdit[] = [];
      for (const row of await range.toArray()) {
        const head = parseJournalRow(row);
        if (!head.ok) return refuse(editUnreadable(seq + edits.length + 1, head.errors[0]?.message));
        const diff = await this.diffOf(planId, head.value.seq);
        if (!diff.ok) return diff;
        edits.push({ head: head.value, diff: diff.value });
      }
      return ok(edits);
    } catch (cause) {
      return refuse(storageError(cause, 'reading'));
    }
  }

  async diffOf(planId: PlanId, seq: number): Promise<Result<Diff, StorageError>> {
    try {
      const parsed = parseDiffRow(await this.db.diffs.get([planId, seq]));
      return parsed.ok ? ok(parsed.value.diff) : refuse(editUnreadable(seq, parsed.errors[0]?.message));
    } catch (cause) {
      return refuse(storageError(cause, 'reading'));
    }
  }

  /** Writes the plan as it is after edit `seq`. Losing one costs time at the next opening, never data. */
  async checkpoint(plan: Plan, seq: number): Promise<Result<null, StorageError>> {
    const { db } = this;
    return this.write(async () => {
      const { snapshot, columns } = await toRows(plan.accounts);
      await db.transaction('rw', [db.checkpoints, db.snapshots, db.columns], async () => {
        for (const column of columns)
          if ((await db.columns.where('hash').equals(column.hash).count()) === 0)
            await db.columns.put(column);
        await db.snapshots.put(snapshot);
        await db.checkpoints.put(checkpointOf(plan, seq, snapshot.snapshotId));
        const keys = await db.checkpoints
          .where('[planId+seq]')
          .between([plan.planId, 1], [plan.planId, TOO_NEW])
          .primaryKeys();
        await db.checkpoints.bulkDelete(keys.slice(0, -CHECKPOINTS_KEPT));
      });
      return ok(null);
    });
  }

  /** Hides a plan, or brings it back; its edits stay until it is purged. */
  async setDeleted(planId: PlanId, deleted: boolean): Promise<Result<PlanRow, StorageError>> {
    const { db } = this;
    return this.write(async () => {
      const row = await db.transaction('rw', db.plans, async () => {
        const parsed = parsePlanRow(await db.plans.get(planId));
        if (!parsed.ok) return null;
        const changed = { ...parsed.value, deletedAt: deleted ? this.now() : null };
        await db.plans.put(changed);
        return changed;
      });
      return row === null ? refuse(planNotFound(planId)) : ok(row);
    });
  }

  /** Takes a deleted plan off the disk for good. Columns that other plans share stay; the rest goes with it. */
  async purge(planId: PlanId): Promise<Result<null>> {
    return this.write<null, CodedError>(async () => {
      const parsed = parsePlanRow(await this.db.plans.get(planId));
      if (parsed.ok && parsed.value.deletedAt === null)
        return refuse(
          codedError(
            'PLAN_NOT_DELETED',
            `"${parsed.value.name}" is in use. Delete it before it is removed for good.`,
          ),
        );
      await purgePlan(this.db, planId);
      return ok(null);
    });
  }

  /** The plan with its history as one file. */
  planFile(planId: PlanId): Promise<Result<Uint8Array<ArrayBuffer>>> {
    return writePlanFile(this.db, planId);
  }

  /** Stores the plan of such a file beside those that are here; see `readPlanFile`. */
  addPlanFile(bytes: Uint8Array<ArrayBuffer>, spare: PlanId, admits: Admits): Promise<Result<PlanRow>> {
    return this.write<PlanRow, CodedError>(() => readPlanFile(this.db, bytes, spare, this.now(), admits));
  }

  private quarantine(): Quarantine {
    return new Quarantine(this.db, this.now, !this.readOnly);
  }

  private async write<T, E extends CodedError = StorageError>(
    work: () => Promise<Result<T, E>>,
  ): Promise<Result<T, E | StorageError>> {
    if (this.readOnly) return refuse(readOnlyError());
    try {
      return await work();
    } catch (cause) {
      return refuse(storageError(cause, 'writing'));
    }
  }
}

export const shownOf = (plan: Plan): Pick<PlanRow, 'name' | 'accounts' | 'territories'> => ({
  name: plan.name,
  accounts: plan.accounts.rowCount,
  territories: plan.territories.filter((territory) => !territory.retired).length,
});

function checkpointOf(plan: Plan, seq: number, snapshotId: string): CheckpointRow {
  const { accounts: _accounts, ...body } = plan;
  return { planId: plan.planId, seq, snapshotId, body };
}

const planNotFound = (planId: PlanId): StorageError =>
  codedError(
    'PLAN_NOT_FOUND',
    `This plan (${planId}) was deleted, perhaps in another window. Open another one.`,
  );

const editUnreadable = (seq: number, why: string | undefined): StorageError =>
  codedError('EDIT_UNREADABLE', `Edit ${seq} of this plan cannot be read: ${why ?? 'unknown reason'}.`, {
    seq,
  });
