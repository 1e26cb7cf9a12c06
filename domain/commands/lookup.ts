/** The refusals that many commands share. */
import type { CodedError } from '../result.ts';
import { codedError } from '../result.ts';
import type { Plan } from '../plan/plan.ts';
import type { Territory } from '../plan/territory.ts';
import { accountsPhrase } from './wording.ts';

/** The territory a command names, or the refusal to show. Retired ones are refused. */
export function territoryAt(plan: Plan, index: number): Territory | CodedError {
  const territory = plan.territories[index];
  if (territory === undefined) {
    return codedError('UNKNOWN_TERRITORY', `Territory number ${index} does not exist in this plan.`);
  }
  if (territory.retired) {
    return codedError('UNKNOWN_TERRITORY', `Territory ${territory.name} is retired. Choose another.`);
  }
  return territory;
}

export const isError = (found: object): found is CodedError => 'code' in found;

/** Refuses rows that are not in the plan, said once with a count. */
export function unknownRows(plan: Plan, rows: Int32Array): readonly CodedError[] {
  const unknown = rows.filter((row) => row < 0 || row >= plan.accounts.rowCount);
  const first = unknown[0];
  if (first === undefined) return [];
  return [
    codedError(
      'UNKNOWN_ACCOUNT',
      `${accountsPhrase(unknown.length)} named (first: row ${first + 1}) are not in this plan.`,
      { count: unknown.length },
    ),
  ];
}

/** Refuses a name another territory in use bears, whatever its case, and an empty one. */
export function nameErrors(plan: Plan, name: string, except: number | null): readonly CodedError[] {
  const wanted = name.trim().toLowerCase();
  if (wanted === '') return [codedError('NAME_EMPTY', 'A territory needs a name. Type one.')];
  const taken = plan.territories.some(
    (t, index) => index !== except && !t.retired && t.name.trim().toLowerCase() === wanted,
  );
  return taken
    ? [codedError('NAME_TAKEN', `There is a territory named ${name.trim()} already. Choose another name.`)]
    : [];
}

export const withTerritory = (plan: Plan, index: number, territory: Territory): readonly Territory[] =>
  plan.territories.with(index, territory);
