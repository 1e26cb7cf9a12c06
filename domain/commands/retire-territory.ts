import { codedError, ok, refuse } from '../result.ts';
import { columnPatch, compact, recordPatch } from '../plan/diff.ts';
import type { Plan } from '../plan/plan.ts';
import { UNASSIGNED } from '../plan/plan.ts';
import type { ReasonCode } from '../plan/reason-codes.ts';
import { reasonIndex, sourceIndex } from '../plan/reason-codes.ts';
import { assignmentErrors } from './assignment-errors.ts';
import type { CommandHandler } from './command.ts';
import { isError, territoryAt, withTerritory } from './lookup.ts';
import { accountsPhrase } from './wording.ts';

/** Takes a territory out of use. Its accounts go to `to`; with UNASSIGNED they wait in the problem inbox. */
export interface RetireTerritory {
  readonly type: 'retireTerritory';
  readonly territory: number;
  readonly to: number;
  /** `EXCEPTION` lets frozen strategic accounts go along. */
  readonly reason: ReasonCode;
}

export const retireTerritory: CommandHandler<RetireTerritory> = {
  type: 'retireTerritory',
  describe: (plan, { territory, to }) => {
    const moving = accountsPhrase(accountsOf(plan, territory).length);
    const target = plan.territories[to]?.name;
    const where = target === undefined ? `unassign its ${moving}` : `move its ${moving} to ${target}`;
    return `Retire ${plan.territories[territory]?.name ?? 'territory'}, ${where}`;
  },
  run: (plan, { territory, to, reason }) => {
    const found = territoryAt(plan, territory);
    if (isError(found)) return refuse(found);
    if (to === territory) {
      return refuse(
        codedError('UNKNOWN_TERRITORY', `${found.name} cannot take its own accounts. Choose another.`),
      );
    }
    const rows = accountsOf(plan, territory);
    const errors = assignmentErrors(plan, rows, { to: () => to, frozen: () => reason !== 'EXCEPTION' });
    if (errors.length > 0) return refuse(...errors);
    const overrides = plan.quota.overrides.filter((o) => o.territoryId !== found.territoryId);
    const retired = withTerritory(plan, territory, { ...found, retired: true, locked: false });
    return ok(
      compact(
        columnPatch(plan, 'assignment', rows, () => to),
        columnPatch(plan, 'reason', rows, () => reasonIndex(to === UNASSIGNED ? 'NONE' : reason)),
        columnPatch(plan, 'source', rows, () => sourceIndex(to === UNASSIGNED ? 'none' : 'manual')),
        recordPatch(plan, 'territories', retired),
        overrides.length === plan.quota.overrides.length
          ? null
          : recordPatch(plan, 'quota', { ...plan.quota, overrides }),
      ),
    );
  },
};

function accountsOf(plan: Plan, territory: number): Int32Array {
  const rows: number[] = [];
  plan.assignment.forEach((at, row) => {
    if (at === territory) rows.push(row);
  });
  return Int32Array.from(rows);
}
