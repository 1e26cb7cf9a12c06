/** From two diverged versions to a draft that names both: what the merge screen shows and does. */
import type { VersionId } from '../../domain/brand.ts';
import type { Json } from '../../domain/bundle/canonical-json.ts';
import type { MergeConflict, Place, Resolution } from '../../domain/merge/conflict.ts';
import type { Divergence } from '../../domain/merge/lineage.ts';
import type { MergeInput } from '../../domain/merge/merge-plans.ts';
import type { Plan } from '../../domain/plan/plan.ts';
import type { Result } from '../../domain/result.ts';
import { codedError, ok, refuse } from '../../domain/result.ts';
import { commit } from '../session/session.ts';
import { draftFrom, readVersion, useVersions } from '../versions/versions.ts';

export interface MergeSides extends MergeInput {
  readonly makers: readonly [string, string];
}

/** The three versions, with what a draft changes anyhow (name, the lock of the whole plan) out of the question. */
export async function readSides({ base, heads }: Divergence): Promise<Result<MergeSides>> {
  const plans: Plan[] = [];
  const makers: string[] = [];
  for (const versionId of [base, ...heads]) {
    const version = useVersions.getState().versions.find((candidate) => candidate.versionId === versionId);
    if (version === undefined)
      return refuse(
        codedError(
          'VERSION_ABSENT',
          `Version ${versionId.slice(0, 8)} is not on this laptop yet. Sync first.`,
        ),
      );
    const read = await readVersion(version, []);
    if (!read.ok) return read;
    plans.push(read.value.plan);
    makers.push(version.makerName);
  }
  const [before, ours, theirs] = plans as [Plan, Plan, Plan];
  const [, one = '', other = ''] = makers;
  // One person may have gone on twice, from two laptops.
  const named = (maker: string, head: VersionId): string =>
    one === other ? `${maker} ${head.slice(0, 4)}` : maker;
  const makersNamed = [named(one, heads[0]), named(other, heads[1])] as const;
  return ok({ ...alike(ours, before, theirs), parents: heads, makers: makersNamed });
}

function alike(ours: Plan, base: Plan, theirs: Plan): Pick<MergeInput, 'base' | 'ours' | 'theirs'> {
  const same = (plan: Plan): Plan => ({ ...plan, name: ours.name, lockedAll: ours.lockedAll });
  return { base: same(base), ours, theirs: same(theirs) };
}

/** A draft from the first head, then the merge as one step that can be undone. */
export async function mergeIntoDraft(
  sides: MergeSides,
  resolutions: ReadonlyMap<string, Resolution>,
): Promise<Result<Plan>> {
  const [head]: readonly VersionId[] = sides.parents;
  const draft = await draftFrom(head as VersionId, sides.ours);
  if (!draft.ok) return draft;
  const { base, theirs } = alike(draft.value, sides.base, sides.theirs);
  const done = await commit({ type: 'takeMerge', base, theirs, parents: sides.parents, resolutions });
  return done.ok ? ok(done.value.plan) : done;
}

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

export function valueWords(conflict: MergeConflict, value: Json, plans: readonly Plan[]): string {
  if (value === null) return 'none';
  if (conflict.field === 'place') return placeWords(value as unknown as Place, plans);
  if (conflict.field === 'locked') return value === 1 ? 'locked' : 'not locked';
  if (conflict.field === 'policy') return policyWords(value);
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function placeWords({ territory, standing }: Place, plans: readonly Plan[]): string {
  if (standing !== 'active') return standing;
  if (territory === null) return 'unassigned';
  const names = plans.flatMap((plan) => plan.territories).find((t) => t.territoryId === territory);
  return names?.name ?? territory;
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
