/** Fixes are plan commands as plain data: applied one or in bulk, undone and audited like any other edit. */
import type { AccountField, CellValue } from '../plan/account-table.ts';
import type { Standing } from '../plan/plan.ts';

export type FixCommand =
  | {
      readonly type: 'editCells';
      readonly field: AccountField;
      /** Account rows, 0-based. */
      readonly rows: Int32Array;
      readonly values: readonly CellValue[];
      readonly reason: string;
    }
  | {
      readonly type: 'setStanding';
      readonly rows: Int32Array;
      readonly standing: Standing;
      readonly reason: string;
    }
  | {
      readonly type: 'mergeAccounts';
      /** The row that stays. */
      readonly into: number;
      readonly rows: Int32Array;
      /** What the survivor takes over, chosen field by field (see merge-preview.ts). */
      readonly values: Partial<Record<AccountField, CellValue>>;
      readonly reason: string;
    };

export interface Fix {
  /** On the button: "Place it at postal code 36420". */
  readonly label: string;
  readonly commands: readonly FixCommand[];
}
