import type { MinorUnits, TerritoryId } from '../brand.ts';
import { foldName } from '../geo/fold-name.ts';
import { codedError, ok, refuse } from '../result.ts';
import { compact, recordPatch } from '../plan/diff.ts';
import type { Plan } from '../plan/plan.ts';
import { slug } from '../plan/slug.ts';
import type { TerritoryEntry } from '../plan/territory-entry.ts';
import type { Territory } from '../plan/territory.ts';
import type { QuotaSettings } from '../quotas/quota-settings.ts';
import type { CommandHandler } from './command.ts';

/**
 * Takes a file of territories and quotas into the plan (ING-01). Territories are known by name; others are added. What the
 * file does not say stays. Quotas become lines set by hand with the file's reason, or with the file as the reason.
 */
export interface ImportTerritories {
  readonly type: 'importTerritories';
  readonly entries: readonly TerritoryEntry[];
  /** Minor units; null: what the file's quotas add up to, where the plan has no target yet. */
  readonly teamTarget: number | null;
  /** The file's name. */
  readonly source: string;
}

export const importTerritories: CommandHandler<ImportTerritories> = {
  type: 'importTerritories',
  describe: (_plan, { entries, source }) =>
    `Bring ${entries.length === 1 ? '1 territory' : `${entries.length} territories`} from ${source}`,
  run: (plan, command) => {
    const wrong = command.entries.find(
      ({ quota }) => quota !== null && !(Number.isSafeInteger(quota) && quota >= 0),
    );
    if (wrong !== undefined)
      return refuse(
        codedError(
          'AMOUNT_INVALID',
          `Quota ${wrong.quota} of ${wrong.name} must be a whole amount of at least 0.`,
        ),
      );
    const territories = withEntries(plan, command.entries);
    const changed =
      territories.length !== plan.territories.length ||
      territories.some((territory, i) => territory !== plan.territories[i]);
    const quota = withQuotas(plan.quota, territories, command);
    return ok(
      compact(
        changed ? recordPatch(plan, 'territories', territories) : null,
        recordPatch(plan, 'quota', quota),
      ),
    );
  },
};

function withEntries(plan: Plan, entries: readonly TerritoryEntry[]): readonly Territory[] {
  const territories = [...plan.territories];
  const reps = new Map(plan.reps.map((rep) => [foldName(rep.name), rep.repId]));
  for (const entry of entries) {
    const at = indexOf(territories, entry.name);
    const rep = entry.ownerName === null ? undefined : reps.get(foldName(entry.ownerName));
    if (at < 0) territories.push(merged(emptyTerritory(territories, entry.name), entry, rep));
    else territories[at] = merged(territories[at] ?? emptyTerritory(territories, entry.name), entry, rep);
  }
  return territories;
}

const indexOf = (territories: readonly Territory[], name: string): number =>
  territories.findIndex((territory) => !territory.retired && foldName(territory.name) === foldName(name));

function emptyTerritory(territories: readonly Territory[], name: string): Territory {
  const ids = new Set<string>(territories.map((territory) => territory.territoryId));
  let territoryId = slug(name);
  for (let n = 2; ids.has(territoryId); n++) territoryId = `${slug(name)}-${n}`;
  return {
    territoryId: territoryId as TerritoryId,
    name: name.trim(),
    repIds: [],
    base: null,
    capacity: null,
    targetShare: null,
    locked: false,
    retired: false,
    note: '',
  };
}

/** The very territory where the file says nothing new of it. */
function merged(
  territory: Territory,
  entry: TerritoryEntry,
  rep: Territory['repIds'][number] | undefined,
): Territory {
  const next: Territory = {
    ...territory,
    base: entry.base ?? territory.base,
    capacity: entry.capacity ?? territory.capacity,
    targetShare: entry.targetShare ?? territory.targetShare,
    repIds:
      rep === undefined || territory.repIds.includes(rep) ? territory.repIds : [...territory.repIds, rep],
  };
  return JSON.stringify(next) === JSON.stringify(territory) ? territory : next;
}

function withQuotas(
  before: QuotaSettings,
  territories: readonly Territory[],
  { entries, teamTarget, source }: ImportTerritories,
): QuotaSettings {
  const given = entries.flatMap(({ name, quota, quotaReason }) => {
    const territory = territories[indexOf(territories, name)];
    if (quota === null || territory === undefined) return [];
    const reason = quotaReason?.trim() ?? '';
    return [
      {
        territoryId: territory.territoryId,
        amount: quota as MinorUnits,
        reason: reason === '' ? `Set in ${source}` : reason,
      },
    ];
  });
  if (given.length === 0 && teamTarget === null) return before;
  const named = new Set(given.map(({ territoryId }) => territoryId));
  const overrides = [...before.overrides.filter(({ territoryId }) => !named.has(territoryId)), ...given];
  if (teamTarget !== null) return { ...before, target: teamTarget as MinorUnits, overrides };
  if (before.target !== null) return { ...before, overrides };
  // Quotas without a target are the target: nothing is given out above what the file says.
  const sum = given.reduce((total, { amount }) => total + amount, 0);
  return { ...before, target: sum as MinorUnits, overAssignment: 0, overrides };
}
