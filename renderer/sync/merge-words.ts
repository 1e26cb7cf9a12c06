/** A conflict in the words of whoever decides it. */
import type { TerritoryId } from '../../domain/brand.ts';
import type { Json } from '../../domain/bundle/canonical-json.ts';
import type { MergeConflict, Place, Resolution } from '../../domain/merge/conflict.ts';

type TerritoryNames = ReadonlyMap<TerritoryId, string>;

const FIELD_WORDS: Readonly<Record<string, string>> = {
  place: 'Territory',
  baseline: 'Start of the cycle',
  locked: 'Lock',
  presence: 'Kept or removed',
  'quota.target': 'Target',
  'quota.overAssignment': 'Over-assignment',
};

export const fieldWords = ({ field }: MergeConflict): string => FIELD_WORDS[field] ?? field;

export const subjectWords = ({ subject }: MergeConflict): string => {
  if (subject.kind === 'plan') return 'The plan';
  if (subject.kind !== 'account') return subject.name;
  return subject.name ?? subject.accountId ?? 'An account without a name';
};

export function valueWords(conflict: MergeConflict, value: Json, territories: TerritoryNames): string {
  if (value === null) return 'none';
  if (conflict.field === 'place') return placeWords(value as unknown as Place, territories);
  if (conflict.field === 'baseline') return territories.get(value as TerritoryId) ?? 'another territory';
  if (conflict.field === 'locked') return value === 1 ? 'locked' : 'not locked';
  if (conflict.field === 'policy') return policyWords(value);
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function placeWords({ territory, standing }: Place, territories: TerritoryNames): string {
  if (standing !== 'active') return standing;
  return territory === null ? 'unassigned' : (territories.get(territory) ?? territory);
}

const policyWords = (value: Json): string => {
  const { name, version } = value as { readonly name: string; readonly version: number };
  return `${name}, version ${version}`;
};

export const CAUSES: Readonly<Record<MergeConflict['cause'], string>> = {
  'both-changed': 'Both changed it',
  locked: 'Moved by one, locked by the other',
  retired: 'Moved into a territory the other retired',
  'merged-away': 'Merged into an account the other took out',
};

/** Where a choice puts an account; undefined where the conflict is about something else. */
export function placeTaken(conflict: MergeConflict, taken: Resolution): Place | undefined {
  if (conflict.field !== 'place') return undefined;
  if (typeof taken === 'object') return { territory: taken.territory, standing: 'active', mergedInto: null };
  return (conflict[taken] as unknown as Place | null) ?? undefined;
}
