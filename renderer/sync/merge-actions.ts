/** What the keys do while a merge is open; the palette and the help page list them too. */
import type { Action } from '../app/actions.ts';
import { useActions } from '../app/actions.ts';
import type { ReadyMerge } from './merge-run.ts';
import { startMerge } from './sync.ts';
import type { Conflicts } from './use-conflicts.ts';

export function useMergeActions({ heads }: ReadyMerge, conflicts: Conflicts): void {
  const group = 'Merge';
  const inHand = (): boolean => conflicts.picked.length > 0;
  const actions: readonly Action[] = [
    {
      id: 'merge.ours',
      label: `Settle as ${heads[0].maker}`,
      group,
      keys: '1',
      enabled: inHand,
      run: () => conflicts.settle('ours'),
    },
    {
      id: 'merge.theirs',
      label: `Settle as ${heads[1].maker}`,
      group,
      keys: '2',
      enabled: inHand,
      run: () => conflicts.settle('theirs'),
    },
    {
      id: 'merge.before',
      label: 'Settle as before',
      group,
      keys: '3',
      enabled: inHand,
      run: () => conflicts.settle('base'),
    },
    {
      id: 'merge.next',
      label: 'Next conflict to decide',
      group,
      keys: 'N',
      run: () => conflicts.next(false),
    },
    {
      id: 'merge.previous',
      label: 'Previous conflict to decide',
      group,
      keys: 'Shift+N',
      run: () => conflicts.next(true),
    },
    { id: 'merge.all', label: 'Pick all conflicts', group, keys: 'A', run: () => conflicts.pickAll() },
    {
      id: 'merge.drop',
      label: 'Put the conflicts in hand down',
      group,
      keys: 'Escape',
      enabled: inHand,
      run: () => conflicts.drop(),
    },
    { id: 'merge.leave', label: 'Leave both versions as they are', group, run: () => startMerge(null) },
  ];
  useActions(actions);
}
