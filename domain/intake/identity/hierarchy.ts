/** Parents and children among accounts (IDR-03): a parent is named by account ID, or by a name only one account has. */
import { foldName } from '../../geo/fold-name.ts';
import { foldedAt } from '../text-columns.ts';
import type { AccountTable } from '../../plan/account-table.ts';
import { textAt } from '../../plan/account-table.ts';

const SHARED = -2;

/** For every account row, its parent's row; -1 where it has none or it is not there. */
export function parentRows(accounts: AccountTable, rows: Int32Array): Int32Array {
  const parents = new Int32Array(accounts.rowCount).fill(-1);
  if (accounts.text.parentId.pool.length === 0) return parents;
  const byKey = new Map<string, number>();
  const note = (key: string | null, row: number): void => {
    if (key !== null) byKey.set(key, byKey.has(key) ? SHARED : row);
  };
  for (const row of rows) {
    const id = textAt(accounts, 'accountId', row);
    const name = foldedAt(accounts.text.name, row);
    note(id === null ? null : `id ${id}`, row);
    note(name === null ? null : `name ${name}`, row);
  }
  for (const row of rows) {
    const parent = textAt(accounts, 'parentId', row);
    if (parent === null) continue;
    const found = byKey.get(`id ${parent}`) ?? byKey.get(`name ${foldName(parent)}`) ?? -1;
    parents[row] = Math.max(found, -1);
  }
  return parents;
}

/** Circles of parents, each as its rows from child to parent, beginning with the lowest row. */
export function parentCycles(accounts: AccountTable, rows: Int32Array): number[][] {
  const parents = parentRows(accounts, rows);
  const state = new Uint8Array(accounts.rowCount);
  const cycles: number[][] = [];
  for (const start of rows) {
    const path: number[] = [];
    let row = start;
    while (row >= 0 && state[row] === 0) {
      state[row] = 1;
      path.push(row);
      row = parents[row] ?? -1;
    }
    if (row >= 0 && state[row] === 1) cycles.push(fromLowest(path.slice(path.indexOf(row))));
    for (const seen of path) state[seen] = 2;
  }
  return cycles;
}

function fromLowest(cycle: number[]): number[] {
  const first = cycle.indexOf(cycle.reduce((a, b) => Math.min(a, b)));
  return [...cycle.slice(first), ...cycle.slice(0, first)];
}
