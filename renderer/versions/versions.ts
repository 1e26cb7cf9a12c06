/** Submitting, deciding, receiving and handing over versions: every step is signed, kept here and mirrored to disk. */
import { create } from 'zustand';
import type { VersionId } from '../../domain/brand.ts';
import type { DataQualitySummary } from '../../domain/bundle/plan-document.ts';
import { movesReleased } from '../../domain/governance/lock-window.ts';
import type { PreviousRelease } from '../../domain/governance/requirements.ts';
import type { Role } from '../../domain/governance/role.ts';
import type { Decision, PlanAct } from '../../domain/governance/statement.ts';
import type { Plan } from '../../domain/plan/plan.ts';
import { isLocal } from '../../domain/plan/plan.ts';
import type { Result } from '../../domain/result.ts';
import { codedError, ok, refuse } from '../../domain/result.ts';
import type { Profile } from '../../workstation/contract.ts';
import { workstation } from '../host/workstation-client.ts';
import { DECIDED, keyName, keyringOf, signerOf, usePeople } from '../people/people.ts';
import { post } from '../session/notices.ts';
import type { OpenPlan } from '../session/session-state.ts';
import { database, newPlanId, now, session } from '../session/session.ts';
import type { StoredVersion } from '../storage/version-store.ts';
import { parseJournalRow } from '../storage/row-parsers.ts';
import { keepCopyOf } from '../storage/source-store.ts';
import { VersionStore } from '../storage/version-store.ts';
import { counted } from '../ui/format.ts';
import type { ReadBundle, ToSign } from './bundle-api.ts';
import { bundles } from './bundle-client.ts';
import { forgetVerdicts, judgeOnce } from './judge-once.ts';
import { asDraft, auditOf, lineOf, parentsOf, runOnRecord, withoutDraft } from './lineage.ts';

interface VersionsState {
  readonly versions: readonly StoredVersion[];
  readonly loaded: boolean;
  readonly shown: VersionId | null;
  /** Something was just done to this version: the screen that shows it takes the focus, once. */
  readonly focus: VersionId | null;
}

export const useVersions = create<VersionsState>(() => ({
  versions: [],
  loaded: false,
  shown: null,
  focus: null,
}));

export const showVersion = (versionId: VersionId | null): void => useVersions.setState({ shown: versionId });

const store = (): VersionStore => new VersionStore(database());

export async function loadVersions(): Promise<void> {
  const listed = await store().list();
  if (!listed.ok)
    return post({
      kind: 'fault',
      title: 'Versions cannot be listed',
      detail: listed.errors[0]?.message ?? '',
    });
  const { versions, unreadable } = listed.value;
  useVersions.setState({ versions, loaded: true });
  if (unreadable > 0)
    post({
      kind: 'fault',
      title: `${counted(unreadable, 'stored version')} cannot be read`,
      detail: 'They stay where they are. The mirrored files in the Bailiwick folder hold the same bytes.',
      code: 'ROW_UNREADABLE',
    });
}

async function sign(profile: Profile, toSign: ToSign) {
  const { payloadType, payload } = toSign;
  return workstation().sign({ actorId: profile.actorId, payloadType, payload });
}

/** The release a draft would replace, as its requirements are judged beside it; null where none is at hand. */
export async function replacedBy(parents: readonly VersionId[]): Promise<PreviousRelease | null> {
  const released = await releaseAmong(parents);
  if (released === null) return null;
  const read = await readVersion(released, keyringOf(usePeople.getState().keys));
  const releasedOn = read.ok ? read.value.verification.outcome?.releasedOn : null;
  return read.ok && releasedOn != null
    ? { ...movesReleased(read.value.plan, releasedOn), lines: read.value.quotas }
    : null;
}

/** The plan of the newest release among the versions a draft was made from; null where none is at hand. */
export async function releasedPlan(parents: readonly VersionId[]): Promise<Plan | null> {
  const released = await releaseAmong(parents);
  const read = released === null ? null : await readVersion(released, keyringOf(usePeople.getState().keys));
  return read !== null && read.ok ? read.value.plan : null;
}

/** The quotas in force: those of the version before where it is approved, else those it would have replaced (QUO-03). */
export async function quotasInForce(
  parents: readonly VersionId[],
): Promise<NonNullable<Plan['quota']['prior']> | null> {
  const parent = useVersions.getState().versions.find(({ versionId }) => parents.includes(versionId));
  if (parent === undefined) return null;
  const read = await readVersion(parent, keyringOf(usePeople.getState().keys));
  if (!read.ok) return null;
  const { plan, verification, quotas } = read.value;
  return verification.ok && verification.state === 'Approved' ? quotas : (plan.quota.prior ?? null);
}

/** Builds, signs, keeps and mirrors a version of the plan. It never changes again; the draft goes on. */
export async function submitPlan(
  { plan, journal }: Pick<OpenPlan, 'plan' | 'journal'>,
  dataQuality: DataQualitySummary,
  profile: Profile,
  reason: string,
  role: Role = profile.role,
): Promise<Result<StoredVersion>> {
  const { versions } = useVersions.getState();
  const parents = parentsOf(plan, versions);
  const prior = await quotasInForce(parents);
  const version: Plan = {
    ...plan,
    planId: lineOf(plan, parents, versions),
    name: withoutDraft(plan.name),
    tenant: await workspaceFor(plan),
    parents,
    quota: prior === null ? plan.quota : { ...plan.quota, prior },
  };
  const createdAt = now();
  const facts = {
    createdAt,
    maker: { ...signerOf(profile), role },
    dataQuality,
    run: runOnRecord(journal),
    audit: auditOf(version.planId, journal),
  };
  const prepared = await bundles().prepare(version, facts, reason);
  if (!prepared.ok) return prepared;
  const envelope = await sign(profile, prepared.value);
  if (!envelope.ok) return envelope;
  const sealed = await bundles().seal(prepared.value.versionId, envelope.value);
  if (!sealed.ok) return sealed;
  return keep({
    versionId: prepared.value.versionId,
    planId: version.planId,
    planName: version.name,
    makerName: profile.name,
    createdAt,
    origin: 'own',
    draft: plan.planId,
    bundle: sealed.value as Uint8Array<ArrayBuffer>,
  });
}

/** A plan made before the laptop knew a store becomes one of its workspace when it is submitted. */
async function workspaceFor(plan: Plan): Promise<Plan['tenant']> {
  const { tenant } = plan;
  if (!isLocal(plan)) return tenant;
  const status = await workstation().syncStatus({});
  return status.ok && status.value.settings !== null
    ? (status.value.settings.tenant as Plan['tenant'])
    : tenant;
}

/** Decides on, lends the vote on or releases a version, in one of the roles granted: it gains an envelope. */
export async function decide(
  version: StoredVersion,
  profile: Profile,
  decision: Exclude<Decision, 'submit'>,
  reason: string,
  more: Pick<PlanAct, 'exceptions' | 'onBehalfOf' | 'delegate' | 'evidence' | 'documents'> = {},
  role: Role = profile.role,
): Promise<Result<StoredVersion>> {
  const keyring = keyringOf(usePeople.getState().keys);
  const { verification } = await bundles().read(await withOwnReceipts(version), keyring);
  if (!verification.ok) {
    const why = verification.steps.at(-1)?.message ?? '';
    return refuse(codedError('NOT_VERIFIED', `Only a version proven genuine can be decided on. ${why}`));
  }
  const signer = { ...signerOf(profile), role };
  const act = { ...more, decision, signer, claimedAt: now(), reason };
  const before = (await releaseBefore(version))?.bundle ?? null;
  const prepared = await bundles().prepareDecision(version.bundle, act, keyring, before);
  if (!prepared.ok) return prepared;
  const envelope = await sign(profile, prepared.value);
  if (!envelope.ok) return envelope;
  const bundle = await bundles().addEnvelope(version.bundle, envelope.value);
  if (!bundle.ok) return bundle;
  return keep({ ...uncounted(version), bundle: bundle.value as Uint8Array<ArrayBuffer> });
}

export interface Received {
  readonly version: StoredVersion;
  /** What happened, for the person. */
  readonly words: string;
}

/** Takes in a bundle somebody handed over. What cannot be read is refused; what does not verify is kept and says so. */
export async function receiveBundle(bundle: Uint8Array<ArrayBuffer>): Promise<Result<Received>> {
  const { opened } = await bundles().read(bundle, []);
  if (!opened.ok) return opened;
  const { versionId, plan, createdAt, acts } = opened.value;
  const known = useVersions.getState().versions.find((version) => version.versionId === versionId);
  if (known !== undefined) return receiveAgain(known, bundle);
  const kept = await keep({
    versionId,
    planId: plan.planId,
    planName: plan.name,
    makerName: makerOf(acts),
    createdAt,
    origin: 'received',
    bundle,
  });
  const words = 'Kept on this laptop. Whether it is proven genuine stands on the right.';
  return kept.ok ? ok({ version: kept.value, words }) : kept;
}

/** A version that is here already: decisions it brings are added, none is lost, and a proven one is never spoilt. */
async function receiveAgain(
  known: StoredVersion,
  bundle: Uint8Array<ArrayBuffer>,
): Promise<Result<Received>> {
  showVersion(known.versionId);
  const merged = await bundles().mergeActs(known.bundle, bundle, keyringOf(usePeople.getState().keys));
  if (!merged.ok) return merged;
  const { added, bundle: fuller } = merged.value;
  if (added === 0)
    return refuse(
      codedError(
        'ALREADY_HERE',
        `This version of ${known.planName} is already here, with all its decisions.`,
      ),
    );
  const kept = await keep({ ...uncounted(known), bundle: fuller as Uint8Array<ArrayBuffer> });
  const words = `This version was here already; ${added === 1 ? 'one more decision was' : `${added} more decisions were`} added to it.`;
  return kept.ok ? ok({ version: kept.value, words }) : kept;
}

function makerOf(acts: readonly PlanAct[]): string {
  const submitted = acts.find((act) => act.decision === 'submit');
  return submitted === undefined ? 'unknown' : keyName(submitted.signer);
}

/** Takes in a version the workstation keeps and this page does not know yet: it came from the store, proven. */
export async function takeMirrored(versionId: VersionId): Promise<Result<StoredVersion>> {
  const mirrored = await workstation().readMirrored({ versionId });
  if (!mirrored.ok) return mirrored;
  const bundle = mirrored.value.bundle as Uint8Array<ArrayBuffer>;
  const { opened } = await bundles().read(bundle, []);
  if (!opened.ok) return opened;
  const { plan, createdAt, acts } = opened.value;
  const stored: StoredVersion = {
    versionId,
    planId: plan.planId,
    planName: plan.name,
    makerName: makerOf(acts),
    createdAt,
    origin: 'received',
    bundle,
    acts: acts.length,
    savedAt: now(),
  };
  const saved = await store().save(stored);
  if (!saved.ok) return saved;
  await loadVersions();
  return ok(stored);
}

/**
 * Adds what others signed about a version that is here already, as the workstation has it, and says who did what; null
 * where there is nothing new. `acts`: how many the workstation knows. Codes: those of merging acts and of storage.
 */
export async function takeActs(versionId: VersionId, acts: number): Promise<Result<string | null>> {
  const known = useVersions.getState().versions.find((version) => version.versionId === versionId);
  if (known === undefined || known.acts === acts) return ok(null);
  const mirrored = await workstation().readMirrored({ versionId });
  if (!mirrored.ok) return mirrored;
  const keyring = keyringOf(usePeople.getState().keys);
  const merged = await bundles().mergeActs(known.bundle, mirrored.value.bundle, keyring);
  if (!merged.ok) return merged;
  const bundle = merged.value.bundle as Uint8Array<ArrayBuffer>;
  const added = merged.value.added > 0;
  const saved = await store().save({ ...known, bundle, acts, ...(added ? { savedAt: now() } : {}) });
  if (!saved.ok) return saved;
  await loadVersions();
  if (!added) return ok(null);
  const before = (await judgeOnce(known.bundle, [], null)).acts.length;
  const came = (await judgeOnce(bundle, [], null)).acts.slice(before);
  const words = came.map((act) => `${keyName(act.signer)} ${DECIDED[act.decision]}`);
  return ok(`${known.planName}: ${words.join(', ')}`);
}

/** A draft of one's own that goes on from a version; the version stays as it is. */
export async function draftFrom(versionId: VersionId, plan: Plan): Promise<Result<Plan>> {
  const draft: Plan = {
    ...plan,
    planId: newPlanId(),
    name: asDraft(plan.name),
    lockedAll: false,
    parents: [versionId],
  };
  const added = await session().addPlan(draft, 'copy');
  if (added.ok) await keepOrigin(versionId, draft);
  return added;
}

/** Where the values of a draft came from is followed into the plan its version was made of, where that is here. */
async function keepOrigin(versionId: VersionId, draft: Plan): Promise<void> {
  const version = useVersions.getState().versions.find((one) => one.versionId === versionId);
  const of = version?.draft ?? version?.planId;
  if (version === undefined || of === undefined) return;
  const then = await database().journal.where('[planId+seq]').between([of, 0], [of, Infinity]).toArray();
  const seq = then.reduce<number>((last, row) => {
    const entry = parseJournalRow(row);
    return entry.ok && entry.value.at <= version.createdAt ? Math.max(last, entry.value.seq) : last;
  }, 0);
  await keepCopyOf(database(), draft.planId, of, seq);
}

/** Its acts are about to be others. */
function uncounted({ acts: _before, ...version }: StoredVersion): StoredVersion {
  return version;
}

async function keep(version: Omit<StoredVersion, 'savedAt'>): Promise<Result<StoredVersion>> {
  const stored = { ...version, savedAt: now() };
  // The disk first: what IndexedDB may lose to a full disk must exist outside it before anything is shown as done.
  const mirrored = await workstation().mirrorVersion({
    versionId: version.versionId,
    bundle: version.bundle,
  });
  if (!mirrored.ok) return mirrored;
  const saved = await store().save(stored);
  if (!saved.ok) return saved;
  await loadVersions();
  useVersions.setState({ shown: version.versionId, focus: version.versionId });
  return ok(stored);
}

/** The newest released version among those this one came from, as far back as they are at hand (DIS-05). */
export async function releaseBefore(version: StoredVersion): Promise<StoredVersion | null> {
  return releaseAmong(await parentsIn(version), version.versionId);
}

/** The same of a draft, by the versions it was made from. */
export async function releaseAmong(
  from: readonly VersionId[],
  version?: VersionId,
): Promise<StoredVersion | null> {
  const { versions } = useVersions.getState();
  const keyring = keyringOf(usePeople.getState().keys);
  const seen = new Set<VersionId>(version === undefined ? [] : [version]);
  let parents = from;
  for (;;) {
    const named = parents;
    const parent = versions.find(({ versionId }) => named.includes(versionId) && !seen.has(versionId));
    if (parent === undefined) return null;
    seen.add(parent.versionId);
    const { verification, acts } = await judgeOnce(await withOwnReceipts(parent), keyring, null);
    if (verification.ok && verification.outcome?.releasedOn != null) return parent;
    parents = acts[0]?.parents ?? [];
  }
}

const parentsIn = async (version: StoredVersion): Promise<readonly VersionId[]> =>
  (await judgeOnce(version.bundle, [], null)).acts[0]?.parents ?? [];

/** A version as it is handed over and judged: with the receipts this laptop got of it. */
export async function withOwnReceipts({
  versionId,
  bundle,
}: StoredVersion): Promise<Uint8Array<ArrayBuffer>> {
  learned ??= learnStores();
  await learned;
  const known = await workstation().syncReceipts({ versionId });
  if (!known.ok || known.value.receipts.length === 0) return bundle;
  const more = await bundles().addReceipts(bundle, known.value.receipts);
  return more.ok ? (more.value as Uint8Array<ArrayBuffer>) : bundle;
}

let learned: Promise<void> | null = null;

/** Stores or their logs are others than before: they are asked for again before the next bundle is judged. */
export function forgetStores(): void {
  learned = null;
  forgetVerdicts();
}

/** Tells the bundle worker whose receipts count on this laptop. */
async function learnStores(): Promise<void> {
  const known = await workstation().syncStores({});
  if (known.ok) await bundles().believe(known.value.stores, known.value.seen);
}

export const readVersion = async (
  version: StoredVersion,
  keyring: Parameters<ReturnType<typeof bundles>['read']>[1],
  before: StoredVersion | null = null,
): Promise<Result<ReadBundle>> =>
  (await bundles().read(await withOwnReceipts(version), keyring, before?.bundle ?? null)).opened;
