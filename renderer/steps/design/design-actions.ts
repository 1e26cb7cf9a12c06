/** The keys and commands of the workspace. */
import { useMemo } from 'react';
import { UNASSIGNED } from '../../../domain/plan/plan.ts';
import type { Action } from '../../app/actions.ts';
import { useActions } from '../../app/actions.ts';
import { post } from '../../session/notices.ts';
import { commit, usePlan } from '../../session/session.ts';
import { clearFilter } from '../../workspace/filter-store.ts';
import { setTool, showRows, theMap, useMapView } from '../../workspace/map-view.ts';
import { chooseTerritory, commitStaged, rowsOf, toggleLock } from '../../workspace/moves.ts';
import { stepProblem } from '../../workspace/problem-inbox.ts';
import { showBottom, showRight, togglePanel } from '../../workspace/panels.ts';
import { clearSelection, selectRows, useSelection } from '../../workspace/selection.ts';
import { discardStaged, stageTo, useStaged } from '../../workspace/staged.ts';
import { territoryDigits } from '../../workspace/territory-keys.ts';

const selected = (): Int32Array => useSelection.getState().rows;
const hasSelection = (): boolean => selected().length > 0;
const isStaged = (): boolean => useStaged.getState().to !== null && hasSelection();

/** Selects the next account without a territory, in the file's order, and shows it. */
function nextUnassigned(): void {
  const rows = rowsOf(UNASSIGNED);
  const from = selected().at(-1) ?? -1;
  const row = rows.find((candidate) => candidate > from) ?? rows[0];
  if (row === undefined) {
    post({ kind: 'done', title: 'Every account has a territory' });
    return;
  }
  selectRows(Int32Array.of(row));
  showRows([row]);
}

function zoomToSelection(): void {
  const { rows, subject } = useSelection.getState();
  if (rows.length > 0) showRows(rows);
  else if (subject.kind === 'territory') theMap()?.zoomToTerritory(subject.index);
}

function resizeBrush(step: number): void {
  useMapView.setState((state) => ({ brushRadius: Math.max(6, Math.min(160, state.brushRadius + step)) }));
}

const TOOL_ACTIONS: readonly Action[] = [
  { id: 'tool-select', label: 'Select tool', group: 'Map', keys: 'V', run: () => setTool('select') },
  { id: 'tool-lasso', label: 'Lasso tool', group: 'Map', keys: 'L', run: () => setTool('lasso') },
  { id: 'tool-polygon', label: 'Polygon tool', group: 'Map', keys: 'P', run: () => setTool('polygon') },
  { id: 'tool-brush', label: 'Brush tool', group: 'Map', keys: 'B', run: () => setTool('brush') },
  { id: 'tool-pan', label: 'Pan tool', group: 'Map', keys: 'H', run: () => setTool('pan') },
  { id: 'brush-smaller', label: 'Smaller brush', group: 'Map', keys: '[', run: () => resizeBrush(-6) },
  { id: 'brush-larger', label: 'Larger brush', group: 'Map', keys: ']', run: () => resizeBrush(6) },
  { id: 'fit', label: 'Show the whole plan', group: 'Map', keys: '0', run: () => theMap()?.fit() },
  { id: 'zoom-selection', label: 'Zoom to the selection', group: 'Map', keys: 'Z', run: zoomToSelection },
];

const MOVE_ACTIONS: readonly Action[] = [
  {
    id: 'commit-move',
    label: 'Commit the staged move',
    group: 'Move',
    keys: 'Enter',
    enabled: isStaged,
    run: () => void commitStaged(),
  },
  {
    id: 'discard-move',
    label: 'Discard the staged move',
    group: 'Move',
    keys: 'Escape',
    enabled: isStaged,
    run: discardStaged,
  },
  {
    id: 'clear-selection',
    label: 'Clear the selection',
    group: 'Select',
    keys: 'Escape',
    enabled: () => hasSelection() && !isStaged(),
    run: clearSelection,
  },
  {
    id: 'unassign',
    label: 'Take the selection out of its territory',
    group: 'Move',
    keys: 'Delete',
    enabled: hasSelection,
    run: () => stageTo(UNASSIGNED),
  },
  {
    id: 'toggle-lock',
    label: 'Lock or unlock the selection',
    group: 'Move',
    keys: 'X',
    run: () => void toggleLock(),
  },
  {
    id: 'next-unassigned',
    label: 'Next unassigned account',
    group: 'Select',
    keys: 'U',
    run: nextUnassigned,
  },
  {
    id: 'next-problem',
    label: 'Next problem',
    group: 'Select',
    keys: 'N',
    run: () => stepProblem(1),
  },
  {
    id: 'previous-problem',
    label: 'Previous problem',
    group: 'Select',
    keys: 'Shift+N',
    run: () => stepProblem(-1),
  },
  { id: 'clear-filter', label: 'Clear the account filter', group: 'Select', run: clearFilter },
];

const PANEL_ACTIONS: readonly Action[] = [
  { id: 'show-accounts', label: 'Show the account table', group: 'View', run: () => showBottom('accounts') },
  { id: 'show-paste', label: 'Paste a list of accounts', group: 'View', run: () => showBottom('paste') },
  { id: 'show-charts', label: 'Show the charts', group: 'View', run: () => showBottom('charts') },
  { id: 'show-inspector', label: 'Show the inspector', group: 'View', run: () => showRight('inspect') },
  {
    id: 'show-build',
    label: 'Auto-build territories',
    group: 'View',
    also: 'optimize balance solver',
    run: () => showRight('build'),
  },
  { id: 'toggle-left', label: 'Territories panel', group: 'View', run: () => togglePanel('left') },
  {
    id: 'toggle-bottom',
    label: 'Accounts and charts panel',
    group: 'View',
    run: () => togglePanel('bottom'),
  },
  { id: 'toggle-right', label: 'Inspector panel', group: 'View', run: () => togglePanel('right') },
];

export function useDesignActions(): void {
  const plan = usePlan();
  const chosen = useMemo(
    () => [
      ...[...territoryDigits(plan)].map(([index, digit]): Action => ({
        id: `territory-${digit}`,
        label: `Choose ${plan.territories[index]?.name ?? ''}`,
        group: 'Territories',
        keys: String(digit),
        also: 'move stage',
        run: () => chooseTerritory(index),
      })),
      {
        id: 'lock-plan',
        label: plan.lockedAll ? 'Unlock the plan' : 'Lock the whole plan',
        group: 'Edit',
        run: () => void commit({ type: 'lockPlan', locked: !plan.lockedAll }),
      },
      ...TOOL_ACTIONS,
      ...MOVE_ACTIONS,
      ...PANEL_ACTIONS,
    ],
    [plan],
  );
  useActions(chosen);
}
