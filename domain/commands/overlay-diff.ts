import type { Diff, Patch } from '../plan/diff.ts';
import { columnPatch, compact } from '../plan/diff.ts';
import type { Overlay } from '../plan/overlay.ts';
import { RESERVED, reservedRows } from '../plan/overlay.ts';
import type { Plan } from '../plan/plan.ts';
import { ACTIVE, UNASSIGNED } from '../plan/plan.ts';
import { reasonIndex, sourceIndex } from '../plan/reason-codes.ts';

/** What other overlays make of the accounts: newly reserved ones leave planning, released ones come back unassigned. */
export function overlayDiff(plan: Plan, overlays: readonly Overlay[], record: Patch | null): Diff {
  const wanted = reservedRows(overlays);
  const taken = Int32Array.from([...wanted].filter((row) => plan.standing[row] === ACTIVE));
  const freed = Int32Array.from(
    [...reservedRows(plan.overlays)].filter((row) => !wanted.has(row) && plan.standing[row] === RESERVED),
  );
  const both = Int32Array.of(...taken, ...freed);
  const isTaken = (row: number): boolean => wanted.has(row);
  return compact(
    record,
    columnPatch(plan, 'standing', both, (row) => (isTaken(row) ? RESERVED : ACTIVE)),
    columnPatch(plan, 'assignment', both, () => UNASSIGNED),
    columnPatch(plan, 'reason', both, (row) => reasonIndex(isTaken(row) ? 'RESERVED_PARTNER' : 'NONE')),
    columnPatch(plan, 'source', both, (row) => sourceIndex(isTaken(row) ? 'manual' : 'none')),
  );
}
