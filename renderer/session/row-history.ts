import type { IsoTime, PlanId } from '../../domain/brand.ts';
import type { Diff } from '../../domain/plan/diff.ts';
import type { PlanStore } from '../storage/plan-store.ts';
import type { JournalRow } from '../storage/rows.ts';

/** An edit that touched an account. */
export interface RowEdit {
  readonly seq: number;
  readonly label: string;
  readonly at: IsoTime;
}

const SHOWN = 12;
/** Edits looked through at most; a plan edited ten thousand times still answers at once. */
const LOOKED_AT = 400;

/** The latest edits that touched a row, newest first. An edit that cannot be read is passed over: opening said so. */
export async function rowHistory(
  store: PlanStore,
  planId: PlanId,
  journal: readonly JournalRow[],
  row: number,
): Promise<readonly RowEdit[]> {
  const found: RowEdit[] = [];
  for (const entry of journal.slice(-LOOKED_AT).toReversed()) {
    if (found.length === SHOWN) break;
    if (entry.rows === 0) continue;
    const diff = await store.diffOf(planId, entry.seq);
    if (diff.ok && touches(diff.value, row)) found.push({ seq: entry.seq, label: entry.label, at: entry.at });
  }
  return found;
}

const touches = (diff: Diff, row: number): boolean =>
  diff.some((patch) => (patch.kind === 'column' || patch.kind === 'cells') && patch.rows.includes(row));
