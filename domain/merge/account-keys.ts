/** One version of a plan as the merge reads it: accounts by id, territories by id, never by position. */
import { textAt } from '../plan/account-table.ts';
import { STANDINGS, UNASSIGNED } from '../plan/plan.ts';
import type { Plan } from '../plan/plan.ts';
import type { Place } from './conflict.ts';

/** Files repeat ids and leave them out: the n-th row of an id is the n-th row of it in every version. */
export function accountKeys(plan: Plan): readonly string[] {
  const seen = new Map<string | null, number>();
  return Array.from({ length: plan.accounts.rowCount }, (_, row) => {
    const id = textAt(plan.accounts, 'accountId', row);
    const nth = seen.get(id) ?? 0;
    seen.set(id, nth + 1);
    return id === null ? `${nth}` : `${nth}=${id}`;
  });
}

export interface Side {
  readonly plan: Plan;
  readonly keys: readonly string[];
  readonly rowOf: ReadonlyMap<string, number>;
}

export function sideOf(plan: Plan): Side {
  const keys = accountKeys(plan);
  return { plan, keys, rowOf: new Map(keys.map((key, row) => [key, row])) };
}

export function placeAt({ plan, keys }: Side, row: number): Place {
  const into = plan.mergedInto[row] ?? -1;
  return {
    territory: plan.territories[plan.assignment[row] ?? UNASSIGNED]?.territoryId ?? null,
    standing: STANDINGS[plan.standing[row] ?? 0] ?? 'active',
    mergedInto: into < 0 ? null : (keys[into] ?? null),
  };
}

/** As text, so that places compare with `===`. */
export const placeText = ({ territory, standing, mergedInto }: Place): string =>
  JSON.stringify([territory, standing, mergedInto]);
export function placeOf(text: string): Place {
  const [territory, standing, mergedInto] = JSON.parse(text) as [
    Place['territory'],
    Place['standing'],
    Place['mergedInto'],
  ];
  return { territory, standing, mergedInto };
}

/** Where an account is that a version no longer lists: kept, out of planning. */
export const GONE: Place = { territory: null, standing: 'closed', mergedInto: null };
