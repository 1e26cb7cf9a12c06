import { codedError, ok, refuse } from '../result.ts';
import type { CodedError } from '../result.ts';
import type { AccountField, CellValue } from '../plan/account-table.ts';
import { isTextField } from '../plan/account-table.ts';
import { cellsPatch, compact } from '../plan/diff.ts';
import type { CommandHandler } from './command.ts';
import { unknownRows } from './lookup.ts';
import { accountsPhrase } from './wording.ts';

/** Sets one field of some accounts: a correction by hand, a paste, or a data-quality fix. */
export interface EditCells {
  readonly type: 'editCells';
  readonly field: AccountField;
  readonly rows: Int32Array;
  /** `values[i]` belongs to `rows[i]`; null clears the cell. */
  readonly values: readonly CellValue[];
  /** Shown in the history, e.g. "Zero coordinates are missing ones"; may be empty for an edit by hand. */
  readonly reason: string;
}

export const editCells: CommandHandler<EditCells> = {
  type: 'editCells',
  describe: (_plan, { field, rows, reason }) =>
    `Edit ${field} of ${accountsPhrase(rows.length)}${reason === '' ? '' : `: ${reason}`}`,
  run: (plan, command) => {
    const errors = [...unknownRows(plan, command.rows), ...valueErrors(command)];
    if (errors.length > 0) return refuse(...errors);
    return ok(compact(cellsPatch(plan, command.field, command.rows, command.values)));
  },
};

function valueErrors({ field, rows, values }: EditCells): readonly CodedError[] {
  if (values.length !== rows.length) {
    return [
      codedError(
        'LENGTHS_DIFFER',
        `${rows.length} rows came with ${values.length} values. Give one value a row.`,
      ),
    ];
  }
  const wanted = isTextField(field) ? 'string' : 'number';
  const wrong = values.find(
    (value) =>
      value !== null && (typeof value !== wanted || (typeof value === 'number' && !Number.isFinite(value))),
  );
  if (wrong === undefined) return [];
  return [
    codedError(
      'VALUE_KIND',
      `${field} takes a ${wanted === 'string' ? 'text' : 'finite number'}, not ${JSON.stringify(wrong)}.`,
    ),
  ];
}
