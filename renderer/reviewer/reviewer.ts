/** What the reviewer's page knows: who she is, what waits, whom she believes and her key. All of it from the store. */
import { create } from 'zustand';
import type { ActorId, VersionId } from '../../domain/brand.ts';
import type { Role } from '../../domain/governance/role.ts';
import type { CodedError, Result } from '../../domain/result.ts';
import { codedError, ok, refuse } from '../../domain/result.ts';
import { base64 } from '../../formats/bundle/bytes.ts';
import type { EnrolledKey } from '../../formats/enrolment/enrolled-key.ts';
import { ENROLMENT_PAYLOAD_TYPE, enrolmentPayload } from '../../formats/enrolment/enrolment.ts';
import type { BrowserKey } from '../host/browser-key.ts';
import { findBrowserKey, forgetBrowserKey, makeBrowserKey } from '../host/browser-key.ts';
import type { StorePlan, StoreSession } from '../host/store-host.ts';
import { storeHost } from '../host/store-host.ts';
import type { Believed } from './trust.ts';
import { believe, recallRoot, rememberRoot } from './trust.ts';

export const host = storeHost((path, init) => fetch(path, init));

interface ReviewerState {
  readonly phase: 'starting' | 'signed-out' | 'open' | 'failed';
  readonly errors: readonly CodedError[];
  readonly session: StoreSession | null;
  readonly plans: readonly StorePlan[];
  readonly shown: VersionId | null;
  readonly believed: Believed;
  /** Why the keyring is not believed; everything else goes on. */
  readonly distrust: readonly CodedError[];
  readonly keys: readonly EnrolledKey[];
  readonly key: BrowserKey | null;
}

const NOBODY: Believed = { ring: null, confirmed: false, keyring: [] };

export const useReviewer = create<ReviewerState>(() => ({
  phase: 'starting',
  errors: [],
  session: null,
  plans: [],
  shown: null,
  believed: NOBODY,
  distrust: [],
  keys: [],
  key: null,
}));

const ownerOf = ({ tenant, subject }: StoreSession): string => JSON.stringify([tenant, subject]);

const failed = (errors: readonly CodedError[]): void =>
  useReviewer.setState({
    errors,
    phase: errors.some(({ code }) => code === 'SIGNED_OUT') ? 'signed-out' : 'failed',
  });

export async function loadReviewer(): Promise<void> {
  const session = await host.session();
  if (!session.ok) return failed(session.errors);
  const [plans, key] = await Promise.all([host.plans(), findBrowserKey(ownerOf(session.value))]);
  if (!plans.ok) return failed(plans.errors);
  const trusted = await loadTrust(session.value);
  if (!trusted.ok) return failed(trusted.errors);
  const heads = plans.value.flatMap((plan) => plan.heads);
  const { shown } = useReviewer.getState();
  useReviewer.setState({
    phase: 'open',
    errors: [],
    session: session.value,
    plans: plans.value,
    key: key.ok ? key.value : null,
    // What somebody has gone on from since waits for nobody any more.
    shown: shown !== null && heads.includes(shown) ? shown : (heads[0] ?? null),
  });
}

async function loadTrust({ tenant }: StoreSession): Promise<Result<true>> {
  const [keyring, keys] = await Promise.all([host.keyring(), host.keys()]);
  if (!keyring.ok) return keyring;
  if (!keys.ok) return keys;
  const believed = believe(keyring.value, recallRoot(tenant), keys.value);
  useReviewer.setState({
    keys: keys.value,
    believed: believed.ok ? believed.value : NOBODY,
    distrust: believed.ok ? [] : believed.errors,
  });
  const ring = believed.ok && believed.value.confirmed ? believed.value.ring : null;
  if (ring !== null) rememberRoot(tenant, { root: ring.root.keyId, serial: ring.serial });
  return ok(true);
}

/** She compared the fingerprint with what she was told by another way. */
export async function confirmRoot(): Promise<void> {
  const { session, believed } = useReviewer.getState();
  if (session === null || believed.ring === null) return;
  rememberRoot(session.tenant, { root: believed.ring.root.keyId, serial: believed.ring.serial });
  await loadTrust(session);
}

export const showVersion = (shown: VersionId): void => useReviewer.setState({ shown });

export async function signOut(): Promise<void> {
  await host.signOut();
  useReviewer.setState({ phase: 'signed-out', session: null, plans: [], shown: null, keys: [], key: null });
}

/** Makes a key, shows the store that it is hers, and leaves vouching for it to the workspace. */
export async function enrolHere(name: string, role: Role): Promise<Result<true>> {
  const { session } = useReviewer.getState();
  if (session === null) return refuse(codedError('SIGNED_OUT', 'Sign in first.'));
  const asked = await host.challenge();
  if (!asked.ok) return asked;
  const made = await makeBrowserKey(ownerOf(session));
  if (!made.ok) return made;
  const key = made.value;
  const payload = enrolmentPayload({
    format: 'bailiwick.key-enrolment',
    store: asked.value.store,
    nonce: asked.value.nonce,
    ...session,
    publicKey: base64(key.publicKey),
    actorId: actorIdOf(name, key.keyId),
    name,
    role,
    keeping: 'browser',
  });
  const enrolled = await host.enrol(await key.sign(ENROLMENT_PAYLOAD_TYPE, payload));
  if (!enrolled.ok) {
    await forgetBrowserKey(ownerOf(session));
    return enrolled;
  }
  await loadReviewer();
  return ok(true);
}

/** Two people of one name are two. */
const actorIdOf = (name: string, keyId: string): ActorId => {
  const words = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60);
  return `${words === '' ? 'person' : words}-${keyId.slice(0, 6)}` as ActorId;
};

/** Says to everybody that this key signs no more, and lets go of it. */
export async function revokeHere(): Promise<Result<true>> {
  const { key, session } = useReviewer.getState();
  if (key === null || session === null) return ok(true);
  const revoked = await host.revoke(key.keyId, 'Given up by its owner');
  if (!revoked.ok) return revoked;
  await forgetBrowserKey(ownerOf(session));
  await loadReviewer();
  return ok(true);
}
