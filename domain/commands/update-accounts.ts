import { codedError, ok, refuse } from '../result.ts';
import type { CodedError } from '../result.ts';
import type { AccountField, AccountTable } from '../plan/account-table.ts';
import { cellAt, NUMBER_FIELDS, TEXT_FIELDS } from '../plan/account-table.ts';
import type { Patch } from '../plan/diff.ts';
import { applyDiff, cellsPatch, columnPatch, compact } from '../plan/diff.ts';
import type { Plan, PotentialUnit } from '../plan/plan.ts';
import { ACTIVE, STANDINGS, UNASSIGNED } from '../plan/plan.ts';
import { reasonIndex, sourceIndex } from '../plan/reason-codes.ts';
import { compareAccounts, territoriesNamed } from '../plan/update-accounts.ts';
import type { CommandHandler } from './command.ts';

/**
 * Brings a newer file of accounts into the plan. Accounts known by their ID keep territory, baseline, lock and merge,
 * and take what the file says of them; new ones come at the end, where the file puts them; gone ones are closed and
 * stay in the plan, unless a lock holds them. Undone like any edit.
 */
export interface UpdateAccounts {
  readonly type: 'updateAccounts';
  readonly accounts: AccountTable;
  /** What the file counts potential in; null where it has none. */
  readonly potentialUnit: PotentialUnit | null;
  /** ISO 4217 code of its money columns. */
  readonly currency: string;
  /** The file's name, for the history. */
  readonly source: string;
  readonly gone: 'close' | 'keep';
}

const FIELDS: readonly AccountField[] = [...TEXT_FIELDS, ...NUMBER_FIELDS];
const NO_POTENTIAL: ReadonlySet<AccountField> = new Set(['potential']);
const ALL: ReadonlySet<AccountField> = new Set();

/** Fields a file does not speak of: potential, where it has none, unless the plan counts accounts themselves. */
export const unsaidFields = (plan: Plan, potentialUnit: PotentialUnit | null): ReadonlySet<AccountField> =>
  potentialUnit === null && plan.potentialUnit.name !== 'accounts' ? NO_POTENTIAL : ALL;

export const updateAccounts: CommandHandler<UpdateAccounts> = {
  type: 'updateAccounts',
  describe: (_plan, { source }) => `Update accounts from ${source}`,
  run: (plan, command) => {
    const errors = unitErrors(plan, command);
    if (errors.length > 0) return refuse(...errors);
    const without = unsaidFields(plan, command.potentialUnit);
    const { added, changed, gone, held, back } = compareAccounts(plan, command.accounts, without);
    const grown = grow(plan, added.length);
    const base = grown === null ? plan : applyDiff(plan, [grown]);
    const first = plan.accounts.rowCount;
    const target = added.map((from, i) => ({ row: first + i, from }));
    const locked = new Set(held);
    const leaving = command.gone === 'keep' ? [] : gone.filter((row) => !locked.has(row));
    return ok(
      compact(
        grown,
        ...cellPatches(base, command, without, [
          ...changed,
          ...target.map((pair) => ({ ...pair, fields: FIELDS })),
        ]),
        ...placedPatches(base, command.accounts, target),
        ...closedPatches(base, leaving),
        columnPatch(base, 'standing', [...leaving, ...back], (_row, i) =>
          i < leaving.length ? STANDINGS.indexOf('closed') : ACTIVE,
        ),
      ),
    );
  },
};

/** Refuses a file whose amounts cannot stand beside those of the plan. */
export function unitErrors(
  plan: Plan,
  { potentialUnit, currency, accounts }: Pick<UpdateAccounts, 'potentialUnit' | 'currency' | 'accounts'>,
): readonly CodedError[] {
  const errors: CodedError[] = [];
  const { kind, name } = plan.potentialUnit;
  if (potentialUnit !== null && (potentialUnit.kind !== kind || potentialUnit.name !== name))
    errors.push(
      codedError(
        'UNIT_DIFFERS',
        `The file counts potential in ${potentialUnit.name}, the plan in ${name}. Say under Columns that it counts ${name}, leave the column out, or make a new plan.`,
      ),
    );
  const hasMoney = (['currentArr', 'revenue', 'historicalRevenue'] as const).some((field) =>
    accounts.number[field].some((value) => !Number.isNaN(value)),
  );
  if (hasMoney && currency !== plan.currency)
    errors.push(
      codedError(
        'CURRENCY_DIFFERS',
        `The file's money is in ${currency}, the plan's in ${plan.currency}. Choose ${plan.currency} under Columns if that is what it is, or make a new plan.`,
      ),
    );
  return errors;
}

const grow = (plan: Plan, by: number): Patch | null =>
  by === 0 ? null : { kind: 'rows', from: plan.accounts.rowCount, to: plan.accounts.rowCount + by };

interface Taken {
  readonly row: number;
  readonly from: number;
  readonly fields: readonly AccountField[];
}

function cellPatches(
  plan: Plan,
  { accounts }: UpdateAccounts,
  without: ReadonlySet<AccountField>,
  taken: readonly Taken[],
): readonly (Patch | null)[] {
  return FIELDS.filter((field) => !without.has(field)).map((field) => {
    const of = taken.filter(({ fields }) => fields === FIELDS || fields.includes(field));
    const rows = Int32Array.from(of, ({ row }) => row);
    return cellsPatch(
      plan,
      field,
      rows,
      of.map(({ from }) => cellAt(accounts, field, from)),
    );
  });
}

/** New accounts start where the file puts them, and count as having begun the cycle there. */
function placedPatches(
  plan: Plan,
  accounts: AccountTable,
  added: readonly { readonly row: number; readonly from: number }[],
): readonly (Patch | null)[] {
  const named = territoriesNamed(plan, accounts);
  const placed = added.flatMap(({ row, from }) => {
    const territory = named(from);
    return territory === undefined ? [] : [{ row, territory }];
  });
  const rows = placed.map(({ row }) => row);
  const territoryOf = (_row: number, i: number): number => placed[i]?.territory ?? UNASSIGNED;
  return [
    columnPatch(plan, 'assignment', rows, territoryOf),
    columnPatch(plan, 'baseline', rows, territoryOf),
    columnPatch(plan, 'reason', rows, () => reasonIndex('IMPORTED')),
    columnPatch(plan, 'source', rows, () => sourceIndex('import')),
  ];
}

const closedPatches = (plan: Plan, rows: readonly number[]): readonly (Patch | null)[] => [
  columnPatch(plan, 'assignment', rows, () => UNASSIGNED),
  columnPatch(plan, 'reason', rows, () => reasonIndex('NONE')),
  columnPatch(plan, 'source', rows, () => sourceIndex('none')),
];
