import { ok, refuse } from '../result.ts';
import { compact, recordPatch } from '../plan/diff.ts';
import type { CommandHandler } from './command.ts';
import { isError, nameErrors, territoryAt, withTerritory } from './lookup.ts';

export interface RenameTerritory {
  readonly type: 'renameTerritory';
  readonly territory: number;
  readonly name: string;
}

export const renameTerritory: CommandHandler<RenameTerritory> = {
  type: 'renameTerritory',
  describe: (plan, { territory, name }) =>
    `Rename ${plan.territories[territory]?.name ?? 'territory'} to ${name.trim()}`,
  run: (plan, { territory, name }) => {
    const found = territoryAt(plan, territory);
    if (isError(found)) return refuse(found);
    const errors = nameErrors(plan, name, territory);
    if (errors.length > 0) return refuse(...errors);
    const renamed = withTerritory(plan, territory, { ...found, name: name.trim() });
    return ok(found.name === name.trim() ? [] : compact(recordPatch(plan, 'territories', renamed)));
  },
};
