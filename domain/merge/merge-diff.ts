/** What was merged, as one reversible step on our version. */
import type { AccountField, CellValue } from '../plan/account-table.ts';
import type { Diff, Patch } from '../plan/diff.ts';
import { applyDiff, cellsPatch, columnPatch, compact, recordPatch } from '../plan/diff.ts';
import type { Plan } from '../plan/plan.ts';
import { STANDINGS, UNASSIGNED } from '../plan/plan.ts';
import type { Json } from '../bundle/canonical-json.ts';
import { canonicalJson } from '../bundle/canonical-json.ts';
import type { Side } from './account-keys.ts';
import type { MergedAccount } from './merge-accounts.ts';

type Records = Pick<
  Plan,
  | 'territories'
  | 'reps'
  | 'overlays'
  | 'quota'
  | 'headcount'
  | 'name'
  | 'cycle'
  | 'policy'
  | 'lockedAll'
  | 'parents'
>;

/** `accounts` come in the order of the rows they get: ours first. */
export function diffOntoOurs(ours: Side, accounts: readonly MergedAccount[], records: Records): Diff {
  const { plan } = ours;
  const before = plan.accounts.rowCount;
  const grown: Patch | null =
    accounts.length > before ? { kind: 'rows', from: before, to: accounts.length } : null;
  const wide = grown === null ? plan : applyDiff(plan, [grown]);
  return compact(
    grown,
    ...columnPatches(wide, accounts, records),
    ...cellPatches(wide, accounts, before),
    ...(Object.keys(records) as (keyof Records)[]).map((key) => changed(plan, key, records[key])),
  );
}

const changed = <K extends keyof Records>(plan: Plan, key: K, to: Plan[K]): Patch | null =>
  sameJson(plan[key], to) ? null : recordPatch(plan, key, to);

const sameJson = (a: unknown, b: unknown): boolean => canonicalJson(a as Json) === canonicalJson(b as Json);

function columnPatches(plan: Plan, accounts: readonly MergedAccount[], { territories }: Records) {
  const index = new Map<string, number>(territories.map(({ territoryId }, i) => [territoryId, i]));
  const rowOf = new Map(accounts.map(({ key }, row) => [key, row]));
  const rows = accounts.map((_, row) => row);
  const territory = (id: string | null): number => (id === null ? UNASSIGNED : (index.get(id) ?? UNASSIGNED));
  const at = (row: number): MergedAccount => accounts[row] as MergedAccount;
  const into = (row: number): number => {
    const key = at(row).place.mergedInto;
    return key === null ? -1 : (rowOf.get(key) ?? -1);
  };
  return [
    columnPatch(plan, 'assignment', rows, (row) => territory(at(row).place.territory)),
    columnPatch(plan, 'baseline', rows, (row) => territory(at(row).baseline)),
    columnPatch(plan, 'locked', rows, (row) => at(row).locked),
    columnPatch(plan, 'reason', rows, (row) => at(row).reason),
    columnPatch(plan, 'source', rows, (row) => at(row).source),
    columnPatch(plan, 'standing', rows, (row) =>
      STANDINGS.findIndex((name) => name === at(row).place.standing),
    ),
    columnPatch(plan, 'mergedInto', rows, into),
  ];
}

function cellPatches(
  plan: Plan,
  accounts: readonly MergedAccount[],
  before: number,
): readonly (Patch | null)[] {
  const byField = new Map<AccountField, { rows: number[]; values: CellValue[] }>();
  const put = (field: AccountField, row: number, value: CellValue): void => {
    const column = byField.get(field) ?? { rows: [], values: [] };
    column.rows.push(row);
    column.values.push(value);
    byField.set(field, column);
  };
  accounts.forEach(({ key, cells }, row) => {
    const at = key.indexOf('=');
    if (row >= before && at >= 0) put('accountId', row, key.slice(at + 1));
    for (const [field, value] of cells) put(field, row, value);
  });
  return [...byField].map(([field, { rows, values }]) =>
    cellsPatch(plan, field, Int32Array.from(rows), values),
  );
}
