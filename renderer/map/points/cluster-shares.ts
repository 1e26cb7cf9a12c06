import type { AccountStates } from './account-state.ts';
import { isFaded } from './account-state.ts';
import type { Cells } from './cells.ts';
import type { PlacedAccounts } from './placed-accounts.ts';

export interface ClusterShares {
  /** Accounts that are not faded. */
  readonly count: number;
  readonly selected: number;
  readonly staged: number;
  /** Minor units, of accounts that are not faded. */
  readonly potential: number;
  /** Share of the accounts in each territory (-1: none), the largest first; the shares add up to 1. */
  readonly parts: readonly { readonly territory: number; readonly share: number }[];
}

/** Who holds the accounts of a cell, faded ones left out. Of a cell whose accounts are all faded, nobody: count 0. */
export function clusterShares(
  cells: Cells,
  cell: number,
  placed: PlacedAccounts,
  states: AccountStates,
): ClusterShares {
  const members = cells.members.subarray(cells.starts[cell], cells.starts[cell + 1]);
  const counts = new Map<number, number>();
  let selected = 0;
  let staged = 0;
  let potential = 0;
  let count = 0;
  for (const place of members) {
    const row = placed.rows[place]!;
    if (isFaded(states, row)) continue;
    const territory = states.assignment[row]!;
    counts.set(territory, (counts.get(territory) ?? 0) + 1);
    selected += states.selected[row]!;
    if (states.stagedTo[row]! > -2) staged++;
    potential += placed.potential[place]!;
    count++;
  }
  if (count === 0) return { count, selected, staged, potential, parts: [{ territory: -1, share: 1 }] };
  const parts = [...counts]
    .map(([territory, held]) => ({ territory, share: held / count }))
    .toSorted((a, b) => b.share - a.share || a.territory - b.territory);
  return { count, selected, staged, potential, parts };
}
