/** Submitting, deciding, receiving and handing over versions: every step is signed, kept here and mirrored to disk. */
import { create } from 'zustand';
import type { PlanId, VersionId } from '../../domain/brand.ts';
import type { AuditEvent } from '../../domain/governance/audit.ts';
import type { Decision } from '../../domain/governance/statement.ts';
import type { Plan } from '../../domain/plan/plan.ts';
import type { Result } from '../../domain/result.ts';
import { codedError, ok, refuse } from '../../domain/result.ts';
import type { Profile } from '../../workstation/contract.ts';
import { workstation } from '../host/workstation-client.ts';
import { signerOf } from '../people/people.ts';
import { post } from '../session/notices.ts';
import { database, now } from '../session/session.ts';
import type { JournalRow } from '../storage/rows.ts';
import type { StoredVersion } from '../storage/version-store.ts';
import { VersionStore } from '../storage/version-store.ts';
import type { ReadBundle, ToSign } from './bundle-api.ts';
import { bundles } from './bundle-client.ts';

interface VersionsState {
  readonly versions: readonly StoredVersion[];
  readonly loaded: boolean;
  readonly shown: VersionId | null;
}

export const useVersions = create<VersionsState>(() => ({ versions: [], loaded: false, shown: null }));

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
      title: `${unreadable} stored versions cannot be read`,
      detail: 'They stay where they are. The mirrored files in the Bailiwick folder hold the same bytes.',
      code: 'ROW_UNREADABLE',
    });
}

/** What the version says it came from: the newest one submitted or received of the same plan. */
export const parentsOf = (plan: Plan, versions: readonly StoredVersion[]): readonly VersionId[] => {
  const last = versions.find((version) => version.planId === plan.planId);
  return last === undefined ? plan.parents : [last.versionId];
};

/** The journal as the audit trail of the version (ledger AUD-01). */
export const auditOf = (
  planId: PlanId,
  journal: readonly JournalRow[],
): readonly Omit<AuditEvent, 'policy'>[] =>
  journal.map((entry) => ({
    at: entry.at,
    actor: entry.actor,
    action: entry.edit.kind === 'command' ? entry.edit.command : entry.edit.kind,
    label: entry.label,
    object: planId,
    before: entry.edit.kind === 'command' ? null : { edit: entry.edit.of },
    after: { edit: entry.seq, accounts: entry.rows },
  }));

async function sign(profile: Profile, toSign: ToSign) {
  const { payloadType, payload } = toSign;
  return workstation().sign({ actorId: profile.actorId, payloadType, payload });
}

/** Builds, signs, keeps and mirrors a version of the plan. It never changes again; the draft goes on. */
export async function submitPlan(
  plan: Plan,
  journal: readonly JournalRow[],
  profile: Profile,
  reason: string,
): Promise<Result<StoredVersion>> {
  const version: Plan = { ...plan, parents: parentsOf(plan, useVersions.getState().versions) };
  const createdAt = now();
  const facts = {
    createdAt,
    maker: signerOf(profile),
    dataQuality: null,
    run: null,
    audit: auditOf(plan.planId, journal),
  };
  const prepared = await bundles().prepare(version, facts, reason);
  if (!prepared.ok) return prepared;
  const envelope = await sign(profile, prepared.value);
  if (!envelope.ok) return envelope;
  const sealed = await bundles().seal(prepared.value.versionId, envelope.value);
  if (!sealed.ok) return sealed;
  return keep({
    versionId: prepared.value.versionId,
    planId: plan.planId,
    planName: plan.name,
    makerName: profile.name,
    createdAt,
    origin: 'own',
    bundle: sealed.value as Uint8Array<ArrayBuffer>,
  });
}

/** Approves or rejects: the same version with one more envelope. */
export async function decide(
  version: StoredVersion,
  profile: Profile,
  decision: Exclude<Decision, 'submit'>,
  reason: string,
): Promise<Result<StoredVersion>> {
  const act = { decision, signer: signerOf(profile), claimedAt: now(), reason };
  const prepared = await bundles().prepareDecision(version.bundle, act);
  if (!prepared.ok) return prepared;
  const envelope = await sign(profile, prepared.value);
  if (!envelope.ok) return envelope;
  const bundle = await bundles().addEnvelope(version.bundle, envelope.value);
  if (!bundle.ok) return bundle;
  return keep({ ...version, bundle: bundle.value as Uint8Array<ArrayBuffer> });
}

/** Takes in a bundle somebody handed over. What cannot be read is refused; what does not verify is kept and says so. */
export async function receiveBundle(bundle: Uint8Array<ArrayBuffer>): Promise<Result<StoredVersion>> {
  const { opened } = await bundles().read(bundle, []);
  if (!opened.ok) return opened;
  const { versionId, plan, createdAt, acts } = opened.value;
  const known = useVersions.getState().versions.find((version) => version.versionId === versionId);
  if (known !== undefined && acts.length <= (await actCount(known))) {
    showVersion(versionId);
    return refuse(
      codedError('ALREADY_HERE', `This version of ${plan.name} is already here, with all its decisions.`),
    );
  }
  return keep({
    versionId,
    planId: plan.planId,
    planName: plan.name,
    makerName: acts.find((act) => act.decision === 'submit')?.signer.name ?? 'unknown',
    createdAt,
    origin: known?.origin ?? 'received',
    bundle,
  });
}

async function actCount(version: StoredVersion): Promise<number> {
  const { opened } = await bundles().read(version.bundle, []);
  return opened.ok ? opened.value.acts.length : 0;
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
  showVersion(version.versionId);
  return ok(stored);
}

export const readVersion = async (
  version: StoredVersion,
  keyring: Parameters<ReturnType<typeof bundles>['read']>[1],
): Promise<Result<ReadBundle>> => (await bundles().read(version.bundle, keyring)).opened;
