import type { TerritoryId } from '../brand.ts';
import { codedError, ok, refuse } from '../result.ts';
import { compact, recordPatch } from '../plan/diff.ts';
import type { Territory } from '../plan/territory.ts';
import type { CommandHandler } from './command.ts';
import { nameErrors } from './lookup.ts';
import { territoryErrors } from './territory-errors.ts';

/** Adds an empty territory at the end. The id is made by whoever asks, because domain has no randomness. */
export interface AddTerritory {
  readonly type: 'addTerritory';
  readonly territoryId: TerritoryId;
  readonly name: string;
  readonly repIds?: Territory['repIds'];
  readonly base?: Territory['base'];
  readonly capacity?: Territory['capacity'];
  readonly targetShare?: Territory['targetShare'];
  readonly note?: string;
}

export const addTerritory: CommandHandler<AddTerritory> = {
  type: 'addTerritory',
  describe: (_plan, { name }) => `Add territory ${name.trim()}`,
  run: (plan, command) => {
    const territory: Territory = {
      territoryId: command.territoryId,
      name: command.name.trim(),
      repIds: command.repIds ?? [],
      base: command.base ?? null,
      capacity: command.capacity ?? null,
      targetShare: command.targetShare ?? null,
      locked: false,
      retired: false,
      note: command.note ?? '',
    };
    const errors = [...nameErrors(plan, command.name, null), ...territoryErrors(plan, territory)];
    if (plan.territories.some((t) => t.territoryId === command.territoryId)) {
      errors.push(codedError('ID_TAKEN', `Territory id ${command.territoryId} is in use. Make a new one.`));
    }
    if (errors.length > 0) return refuse(...errors);
    return ok(compact(recordPatch(plan, 'territories', [...plan.territories, territory])));
  },
};
