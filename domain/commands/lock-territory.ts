import { ok, refuse } from '../result.ts';
import { compact, recordPatch } from '../plan/diff.ts';
import type { CommandHandler } from './command.ts';
import { isError, territoryAt, withTerritory } from './lookup.ts';

/** A locked territory lets nothing in or out. */
export interface LockTerritory {
  readonly type: 'lockTerritory';
  readonly territory: number;
  readonly locked: boolean;
}

export const lockTerritory: CommandHandler<LockTerritory> = {
  type: 'lockTerritory',
  describe: (plan, { territory, locked }) =>
    `${locked ? 'Lock' : 'Unlock'} territory ${plan.territories[territory]?.name ?? ''}`,
  run: (plan, { territory, locked }) => {
    const found = territoryAt(plan, territory);
    if (isError(found)) return refuse(found);
    if (found.locked === locked) return ok([]);
    return ok(
      compact(recordPatch(plan, 'territories', withTerritory(plan, territory, { ...found, locked }))),
    );
  },
};
