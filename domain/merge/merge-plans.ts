/**
 * Two versions of one plan and the version both came from: what only one side changed is taken, what both changed in
 * two ways is a conflict with its three values. Nothing either side did is lost, and who merges makes no difference.
 */
import type { VersionId } from '../brand.ts';
import type { Json } from '../bundle/canonical-json.ts';
import { canonicalJson } from '../bundle/canonical-json.ts';
import { counted } from '../measures/wording.ts';
import type { CodedError, Result } from '../result.ts';
import { codedError, ok, refuse } from '../result.ts';
import type { Diff } from '../plan/diff.ts';
import { applyDiff } from '../plan/diff.ts';
import type { Plan } from '../plan/plan.ts';
import type { Rep } from '../plan/rep.ts';
import type { Territory } from '../plan/territory.ts';
import type { QuotaOverride, QuotaSettings } from '../quotas/quota-settings.ts';
import type { Side } from './account-keys.ts';
import { placeAt, placeText, sideOf } from './account-keys.ts';
import type { MergeConflict, Place, Resolutions } from './conflict.ts';
import type { MergedAccount, Sides } from './merge-accounts.ts';
import { AccountMerge, keysInOrder, placeConflictId } from './merge-accounts.ts';
import { diffOntoOurs } from './merge-diff.ts';
import { mergeHeadcount } from './merge-headcount.ts';
import { mergeOverlays } from './merge-overlays.ts';
import type { RecordKind } from './merge-records.ts';
import { Decisions, mergeRecords, mergeValue } from './merge-records.ts';

export interface MergeInput {
  /** The version both came from. */
  readonly base: Plan;
  readonly ours: Plan;
  readonly theirs: Plan;
  /** The two versions that are merged: the parents of what comes of it. */
  readonly parents: readonly [VersionId, VersionId];
}

export interface Merge {
  /** Our version with theirs taken in. Where a conflict is open it holds the ancestor's value. */
  readonly plan: Plan;
  /** From our version to `plan`, as one step. */
  readonly diff: Diff;
  /** All of them, settled or not, in an order that does not depend on the side. */
  readonly conflicts: readonly MergeConflict[];
  readonly open: readonly MergeConflict[];
}

/** Accounts decided on so far, and how many there are. */
export type OnProgress = (done: number, of: number) => void;

/** Accounts between two words on progress. */
const STRIDE = 4096;

export type MergeCode = 'MERGE_OTHER_TENANT' | 'MERGE_OTHER_UNIT';

/**
 * `onProgress` hears how many of the accounts are decided on. Codes: MERGE_OTHER_TENANT, MERGE_OTHER_UNIT: the versions
 * do not speak of the same things.
 */
export function mergePlans(
  input: MergeInput,
  resolutions: Resolutions = new Map(),
  onProgress: OnProgress = () => undefined,
): Result<Merge, CodedError<MergeCode>> {
  const faults = unmergeable(input);
  if (faults.length > 0) return refuse(...faults);
  const { base, ours, theirs } = input;
  const decisions = new Decisions(resolutions);
  const territories = mergeRecords(TERRITORY, withRetired(base, ours, theirs), decisions);
  const sides: Sides = { base: sideOf(base), ours: sideOf(ours), theirs: sideOf(theirs) };
  const placed = mergeAccounts(sides, territories, decisions, onProgress);
  const { overlays, accounts } = mergeOverlays(sides, placed, decisions);
  const diff = diffOntoOurs(sides.ours, accounts, {
    territories,
    reps: mergeReps(input, [...territories, ...overlays], decisions),
    overlays,
    quota: mergeQuota(input, decisions),
    headcount: mergeHeadcount(input, decisions),
    ...mergeOwnFields(input, decisions),
    parents: input.parents.toSorted(),
  });
  const conflicts = decisions.conflicts.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  return ok({ plan: applyDiff(ours, diff), diff, conflicts, open: decisions.open });
}

/** The step from our version to the merged one. Codes: those of `mergePlans` and MERGE_OPEN: something is to decide yet. */
export function settledMerge(
  input: MergeInput,
  resolutions: Resolutions,
  onProgress?: OnProgress,
): Result<Diff, CodedError<MergeCode | 'MERGE_OPEN'>> {
  const merged = mergePlans(input, resolutions, onProgress);
  if (!merged.ok) return merged;
  const { open, diff } = merged.value;
  if (open.length === 0) return ok(diff);
  const message = `${counted(open.length, 'conflict is', 'conflicts are')} not settled. Decide on each of them, then merge.`;
  return refuse(codedError('MERGE_OPEN', message, { open: open.length }));
}

function unmergeable({ base, ours, theirs }: MergeInput): readonly CodedError<MergeCode>[] {
  const all = [base, ours, theirs];
  const faults: CodedError<MergeCode>[] = [];
  if (new Set(all.map((plan) => plan.tenant)).size > 1) {
    const message =
      'These versions belong to different workspaces. Only versions of one workspace are merged.';
    faults.push(codedError('MERGE_OTHER_TENANT', message));
  }
  const units = all.map(({ currency, potentialUnit }) =>
    canonicalJson([currency, potentialUnit as unknown as Json]),
  );
  if (new Set(units).size > 1) {
    const message =
      'These versions count in different currencies or units. Bring them to one unit, then merge.';
    faults.push(codedError('MERGE_OTHER_UNIT', message));
  }
  return faults;
}

function mergeAccounts(
  sides: Sides,
  territories: readonly Territory[],
  decisions: Decisions,
  onProgress: OnProgress,
): readonly MergedAccount[] {
  const merge = new AccountMerge(sides, territories, decisions);
  const keys = keysInOrder(sides);
  const accounts = keys.map((key, done) => {
    if (done % STRIDE === 0) onProgress(done, keys.length);
    return merge.merge(key);
  });
  const standing = new Map(accounts.map(({ key, place }) => [key, place.standing]));
  const asked = new Set(decisions.conflicts.map(({ id }) => id));
  return accounts.map((account) => {
    const into = account.place.mergedInto;
    if (into === null || standing.get(into) === 'active' || asked.has(placeConflictId(account.key)))
      return account;
    const known = [sides.ours, sides.theirs].some((side) => saysBoth(side, account, standing.get(into)));
    return known ? account : merge.mergedAway(account);
  });
}

/** Whether one version merged the account and took the other out of planning itself: then there is nothing to ask. */
function saysBoth(
  side: Side,
  { key, place }: MergedAccount,
  standing: Place['standing'] | undefined,
): boolean {
  const row = side.rowOf.get(key);
  const into = side.rowOf.get(place.mergedInto ?? '');
  if (row === undefined || into === undefined) return false;
  return placeText(placeAt(side, row)) === placeText(place) && placeAt(side, into).standing === standing;
}

const TERRITORY: RecordKind<Territory> = { kind: 'territory', id: (t) => t.territoryId, name: (t) => t.name };
const REP: RecordKind<Rep> = { kind: 'rep', id: (r) => r.repId, name: (r) => r.name };
const OVERRIDE: RecordKind<QuotaOverride> = {
  kind: 'override',
  id: (o) => o.territoryId,
  name: (o) => o.territoryId,
};

/** A territory a version no longer lists counts as retired there: accounts keep pointing at something. */
function withRetired(base: Plan, ours: Plan, theirs: Plan) {
  const complete = ({ territories }: Plan): readonly Territory[] => {
    const known = new Set(territories.map(({ territoryId }) => territoryId));
    const gone = base.territories.filter(({ territoryId }) => !known.has(territoryId));
    return [...territories, ...gone.map((territory) => ({ ...territory, retired: true }))];
  };
  return { base: base.territories, ours: complete(ours), theirs: complete(theirs) };
}

/** A rep one side let go and the other gave a territory or an overlay stays: they must not name nobody. */
function mergeReps(
  { base, ours, theirs }: MergeInput,
  working: readonly Pick<Territory, 'repIds'>[],
  decisions: Decisions,
) {
  const merged = mergeRecords(REP, { base: base.reps, ours: ours.reps, theirs: theirs.reps }, decisions);
  const known = new Set(merged.map(({ repId }) => repId));
  const named = new Set(working.flatMap(({ repIds }) => repIds));
  const kept = [...new Map([...theirs.reps, ...ours.reps].map((rep) => [rep.repId, rep])).values()].filter(
    ({ repId }) => named.has(repId) && !known.has(repId),
  );
  return [...merged, ...kept.toSorted((a, b) => (a.repId < b.repId ? -1 : 1))];
}

function mergeQuota({ base, ours, theirs }: MergeInput, decisions: Decisions): QuotaSettings {
  const field = <K extends keyof QuotaSettings>(key: K): QuotaSettings[K] =>
    mergeValue(
      { kind: 'plan' },
      `quota.${key}`,
      { base: base.quota[key], ours: ours.quota[key], theirs: theirs.quota[key] },
      decisions,
    );
  const overrides = {
    base: base.quota.overrides,
    ours: ours.quota.overrides,
    theirs: theirs.quota.overrides,
  };
  return {
    target: field('target'),
    overAssignment: field('overAssignment'),
    roundTo: field('roundTo'),
    overrides: mergeRecords(OVERRIDE, overrides, decisions),
  };
}

/** A policy is one thing: half of one and half of another is a policy nobody decided on. */
function mergeOwnFields({ base, ours, theirs }: MergeInput, decisions: Decisions) {
  const field = <K extends 'name' | 'cycle' | 'policy' | 'lockedAll'>(key: K): Plan[K] =>
    mergeValue({ kind: 'plan' }, key, { base: base[key], ours: ours[key], theirs: theirs[key] }, decisions);
  return {
    name: field('name'),
    cycle: field('cycle'),
    policy: field('policy'),
    lockedAll: field('lockedAll'),
  };
}
