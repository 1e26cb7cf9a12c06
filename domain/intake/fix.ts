/** Fixes are plan commands as plain data: applied one or in bulk, undone and audited like any other edit. */
import type { EditCells } from '../commands/edit-cells.ts';
import type { MergeAccounts } from '../commands/merge-accounts.ts';
import type { SetStanding } from '../commands/set-standing.ts';

export type FixCommand = EditCells | SetStanding | MergeAccounts;

export interface Fix {
  /** On the button: "Place at postal code 36420". */
  readonly label: string;
  /** Applied in this order, as one edit. */
  readonly commands: readonly FixCommand[];
}
