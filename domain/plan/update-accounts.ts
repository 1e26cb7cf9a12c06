/**
 * A plan with the accounts of a newer file: known accounts (by account ID) keep territory, lock, baseline and standing,
 * new ones come where the file puts them, gone ones are named and left in the old plan. Ids make it, never positions.
 */
import type { PlanId } from '../brand.ts';
import { foldName } from '../geo/fold-name.ts';
import type { AccountField, AccountTable } from './account-table.ts';
import { cellAt, NUMBER_FIELDS, textAt, TEXT_FIELDS } from './account-table.ts';
import type { Plan } from './plan.ts';
import { ACTIVE, createPlan, STANDINGS, UNASSIGNED } from './plan.ts';

export interface AccountsComparison {
  /** For every row of the new table, the row of the old one with its ID; -1 where it is new. */
  readonly before: Int32Array;
  /** Rows of the new table. */
  readonly added: Int32Array;
  readonly changed: readonly { readonly row: number; readonly fields: readonly AccountField[] }[];
  readonly same: number;
  /** Rows of the old table. */
  readonly gone: Int32Array;
}

const FIELDS: readonly AccountField[] = [...TEXT_FIELDS, ...NUMBER_FIELDS];

/** Rows without an ID are new; of several rows with one ID the first is known, the others are new. */
export function compareAccounts(old: AccountTable, next: AccountTable): AccountsComparison {
  const oldRows = new Map<string, number>();
  for (let row = old.rowCount - 1; row >= 0; row--) {
    const id = textAt(old, 'accountId', row);
    if (id !== null) oldRows.set(id, row);
  }
  const before = new Int32Array(next.rowCount).fill(-1);
  const added: number[] = [];
  const changed: { row: number; fields: readonly AccountField[] }[] = [];
  for (let row = 0; row < next.rowCount; row++) {
    const id = textAt(next, 'accountId', row);
    const known = id === null ? undefined : oldRows.get(id);
    if (known === undefined || id === null) {
      added.push(row);
      continue;
    }
    oldRows.delete(id);
    before[row] = known;
    const fields = FIELDS.filter((field) => cellAt(old, field, known) !== cellAt(next, field, row));
    if (fields.length > 0) changed.push({ row, fields });
  }
  const kept = new Set(before);
  const gone = Int32Array.from({ length: old.rowCount }, (_, row) => row).filter((row) => !kept.has(row));
  return {
    before,
    added: Int32Array.from(added),
    changed,
    same: next.rowCount - added.length - changed.length,
    gone,
  };
}

/** The new plan. Its history begins here; the old plan is as it was. */
export function withNewAccounts(
  plan: Plan,
  accounts: AccountTable,
  init: { readonly planId: PlanId; readonly name: string },
): Plan {
  const { before } = compareAccounts(plan.accounts, accounts);
  const named = territoriesNamed(plan, accounts);
  const assignment = before.map((old, row) =>
    old === -1 ? (named(row) ?? UNASSIGNED) : (plan.assignment[old] ?? UNASSIGNED),
  );
  const fresh = createPlan({ ...plan, ...init, accounts, assignment });
  return {
    ...fresh,
    baseline: before.map((old, row) => (old === -1 ? (assignment[row] ?? -1) : (plan.baseline[old] ?? -1))),
    locked: Uint8Array.from(before, (old) => (old === -1 ? 0 : (plan.locked[old] ?? 0))),
    reason: fresh.reason.map((reason, row) => plan.reason[before[row] ?? -1] ?? reason),
    source: fresh.source.map((source, row) => plan.source[before[row] ?? -1] ?? source),
    ...mergesOf(plan, before),
    quota: plan.quota,
    parents: plan.parents,
  };
}

/** A row whose survivor is gone stands on its own again. */
function mergesOf(plan: Plan, before: Int32Array): Pick<Plan, 'standing' | 'mergedInto'> {
  const after = new Map<number, number>();
  before.forEach((old, row) => {
    if (old !== -1) after.set(old, row);
  });
  const mergedInto = before.map((old) => after.get(plan.mergedInto[old] ?? -1) ?? -1);
  const merged = STANDINGS.indexOf('merged');
  const standing = Uint8Array.from(before, (old, row) => {
    const was = plan.standing[old] ?? ACTIVE;
    return was === merged && mergedInto[row] === -1 ? ACTIVE : was;
  });
  return { standing, mergedInto };
}

function territoriesNamed(plan: Plan, accounts: AccountTable): (row: number) => number | undefined {
  const byName = new Map<string, number>();
  const repNames = new Map(plan.reps.map((rep) => [rep.repId, rep.name]));
  plan.territories.forEach((territory, index) => {
    if (territory.retired) return;
    for (const id of territory.repIds) byName.set(`owner ${foldName(repNames.get(id) ?? '')}`, index);
    byName.set(`territory ${foldName(territory.name)}`, index);
  });
  return (row) => {
    const territory = textAt(accounts, 'territoryName', row);
    const owner = textAt(accounts, 'ownerName', row);
    const found = territory === null ? undefined : byName.get(`territory ${foldName(territory)}`);
    return found ?? (owner === null ? undefined : byName.get(`owner ${foldName(owner)}`));
  };
}
