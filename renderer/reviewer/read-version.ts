/** A version as the store has it, put together and verified in this page by the code the application verifies with. */
import type { VersionId } from '../../domain/brand.ts';
import type { Keyring } from '../../domain/governance/keyring.ts';
import type { PlanAct, Signer } from '../../domain/governance/statement.ts';
import type { DsseEnvelope } from '../../domain/governance/envelope.ts';
import type { Result } from '../../domain/result.ts';
import { codedError, ok, refuse } from '../../domain/result.ts';
import type { BrowserKey } from '../host/browser-key.ts';
import type { Basis } from '../review/ChangesSince.tsx';
import type { ReadBundle } from '../versions/bundle-api.ts';
import { bundles } from '../versions/bundle-client.ts';
import { sinceStart, sinceVersion } from '../versions/use-basis.tsx';
import { host } from './reviewer.ts';

export interface Reviewed {
  readonly bundle: Uint8Array;
  readonly read: ReadBundle;
  readonly basis: Basis;
  /** What it was verified with, for the decision on it to be judged alike. */
  readonly keyring: Keyring;
  readonly before: Uint8Array | null;
  /** The newest released version it came from; null where none is at hand. */
  readonly releasedBefore: VersionId | null;
}

async function fetched(id: VersionId): Promise<Result<Uint8Array>> {
  const version = await host.version(id);
  if (!version.ok) return version;
  let bundle: Uint8Array = version.value.bag;
  for (const act of makerFirst(version.value.acts)) {
    const grown = await bundles().addEnvelope(bundle, act);
    if (!grown.ok) return grown;
    bundle = grown.value;
  }
  return ok(bundle);
}

/** A bundle's first envelope is the maker's; the log may have got them in any order. */
const makerFirst = (acts: readonly DsseEnvelope[]): readonly DsseEnvelope[] => {
  const isSubmission = ({ payload }: DsseEnvelope): boolean => atob(payload).includes('"decision":"submit"');
  return acts.toSorted((a, b) => Number(isSubmission(b)) - Number(isSubmission(a)));
};

/** Codes: those of the store, of reading a bundle, and VERSION_MISMATCH. */
export async function reviewVersion(id: VersionId, keyring: Keyring): Promise<Result<Reviewed>> {
  const bundle = await fetched(id);
  if (!bundle.ok) return bundle;
  const before = await releaseBefore(bundle.value, keyring);
  const { opened } = await bundles().read(bundle.value, keyring, before?.bundle ?? null);
  if (!opened.ok) return opened;
  if (opened.value.versionId !== id)
    return refuse(codedError('VERSION_MISMATCH', 'The store sent another version than was asked for.'));
  return ok({
    bundle: bundle.value,
    read: opened.value,
    basis: await basisOf(opened.value),
    keyring,
    before: before?.bundle ?? null,
    releasedBefore: before?.versionId ?? null,
  });
}

/** How far back a release is looked for: a lock window is shorter than so many versions. */
const REACH = 20;

/** The newest released version this one came from, whose moves may still be locked. */
async function releaseBefore(
  bundle: Uint8Array,
  keyring: Keyring,
): Promise<{ readonly versionId: VersionId; readonly bundle: Uint8Array } | null> {
  let at = bundle;
  for (let step = 0; step < REACH; step++) {
    const parent = (await bundles().judge(at, [], null)).acts[0]?.parents[0];
    if (parent === undefined) return null;
    const earlier = await fetched(parent);
    if (!earlier.ok) return null;
    at = earlier.value;
    const { verification } = await bundles().judge(at, keyring, null);
    if (verification.ok && verification.outcome?.releasedOn != null) return { versionId: parent, bundle: at };
  }
  return null;
}

async function basisOf({ plan }: ReadBundle): Promise<Basis> {
  const [parent] = plan.parents;
  const before = parent === undefined ? null : await fetched(parent);
  if (parent === undefined || before?.ok !== true) return sinceStart(plan, plan.parents, undefined);
  const { opened } = await bundles().read(before.value, []);
  if (!opened.ok) return sinceStart(plan, plan.parents, parent);
  const { acts, createdAt, plan: then } = opened.value;
  const makerName = acts.find(({ decision }) => decision === 'submit')?.signer.name ?? '';
  return sinceVersion({ versionId: parent, planName: then.name, makerName, createdAt }, then, plan);
}

/** Signs the release here, and has the store stand by it: its database asks for the approvals once more. */
export async function releaseHere(
  reviewed: Reviewed,
  key: BrowserKey,
  signer: Signer,
  approved: VersionId | null,
): Promise<Result<true>> {
  const { read, releasedBefore } = reviewed;
  const signed = await decideHere(reviewed, key, { decision: 'release', reason: '', signer });
  if (!signed.ok) return signed;
  const released = await host.release(read.versionId);
  if (!released.ok) return released;
  const forward = approved === null || approved === releasedBefore;
  return forward && approved !== read.versionId
    ? host.moveApproved(read.plan.planId, read.versionId, approved)
    : released;
}

/** Signs in this browser and hands it to the store, which answers once it is in the log. */
export async function decideHere(
  { bundle, keyring, before }: Pick<Reviewed, 'bundle' | 'keyring' | 'before'>,
  key: BrowserKey,
  act: Pick<PlanAct, 'decision' | 'reason' | 'exceptions' | 'onBehalfOf'> & { readonly signer: Signer },
): Promise<Result<true>> {
  const claimedAt = new Date().toISOString() as PlanAct['claimedAt'];
  const prepared = await bundles().prepareDecision(bundle, { ...act, claimedAt }, keyring, before);
  if (!prepared.ok) return prepared;
  const { payloadType, payload } = prepared.value;
  return host.attest(await key.sign(payloadType, payload));
}
