import { ok, refuse } from '../result.ts';
import { compact, recordPatch } from '../plan/diff.ts';
import type { Territory } from '../plan/territory.ts';
import type { CommandHandler } from './command.ts';
import { isError, territoryAt, withTerritory } from './lookup.ts';
import { territoryErrors } from './territory-errors.ts';

/** Changes what a territory is given; fields not named stay. Its name and lock have commands of their own. */
export interface UpdateTerritory {
  readonly type: 'updateTerritory';
  readonly territory: number;
  readonly changes: Readonly<
    Partial<Pick<Territory, 'base' | 'capacity' | 'repIds' | 'targetShare' | 'note'>>
  >;
}

const SHOWN: Readonly<Record<keyof UpdateTerritory['changes'], string>> = {
  base: 'base',
  capacity: 'capacity',
  repIds: 'reps',
  targetShare: 'target share',
  note: 'note',
};

export const updateTerritory: CommandHandler<UpdateTerritory> = {
  type: 'updateTerritory',
  describe: (plan, { territory, changes }) => {
    const fields = Object.keys(changes).map((key) => SHOWN[key as keyof typeof SHOWN]);
    return `Set ${fields.join(', ')} of ${plan.territories[territory]?.name ?? 'territory'}`;
  },
  run: (plan, { territory, changes }) => {
    const found = territoryAt(plan, territory);
    if (isError(found)) return refuse(found);
    const updated: Territory = { ...found, ...changes };
    const errors = territoryErrors(plan, updated);
    if (errors.length > 0) return refuse(...errors);
    return ok(compact(recordPatch(plan, 'territories', withTerritory(plan, territory, updated))));
  },
};
