/** What the map, the tables and the keys do with what is selected; one way for all of them. */
import { UNASSIGNED } from '../../domain/plan/plan.ts';
import { previewMove } from '../../domain/measures/preview-move.ts';
import { post } from '../session/notices.ts';
import { commit, session } from '../session/session.ts';
import { clearSelection, inspectTerritory, useSelection } from './selection.ts';
import { discardStaged, stageTo, useStaged } from './staged.ts';

/** With accounts selected, stages their move to the territory; with none, looks into it. */
export function chooseTerritory(index: number): void {
  if (useSelection.getState().rows.length > 0) stageTo(index);
  else if (index !== UNASSIGNED) inspectTerritory(index);
}

/** Makes the staged move of the accounts that may go; the strip has said which stay. */
export async function commitStaged(): Promise<void> {
  const { to } = useStaged.getState();
  const open = session().state.getState().open;
  if (to === null || open === null) return;
  const { rows } = previewMove(open.plan, open.accumulators, useSelection.getState().rows, to);
  if (rows.length === 0) {
    post({
      kind: 'info',
      title: 'Nothing to move',
      detail: 'None of the selected accounts would change territory.',
    });
    return;
  }
  const done = await commit({
    type: 'assignAccounts',
    rows,
    territory: to,
    reason: 'MANUAL_EDIT',
    source: 'manual',
  });
  if (!done.ok) return;
  discardStaged();
  clearSelection();
}

/** Locks what is selected, or unlocks it when all of it is locked; without accounts, the territory looked into. */
export async function toggleLock(): Promise<void> {
  const { rows, subject } = useSelection.getState();
  const plan = session().state.getState().open?.plan;
  if (plan === undefined) return;
  if (rows.length > 0)
    await commit({ type: 'setLocks', rows, locked: !rows.every((row) => plan.locked[row] === 1) });
  else if (subject.kind === 'territory') await toggleTerritoryLock(subject.index);
}

export async function toggleTerritoryLock(territory: number): Promise<void> {
  const plan = session().state.getState().open?.plan;
  if (plan === undefined) return;
  await commit({ type: 'lockTerritory', territory, locked: plan.territories[territory]?.locked !== true });
}

/** Rows of a territory (or of none), ascending. */
export function rowsOf(index: number): Int32Array {
  const plan = session().state.getState().open?.plan;
  if (plan === undefined) return new Int32Array(0);
  const rows: number[] = [];
  plan.assignment.forEach((at, row) => {
    if (at === index && plan.standing[row] === 0) rows.push(row);
  });
  return Int32Array.from(rows);
}
