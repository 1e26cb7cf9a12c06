/** The people of this laptop and the keys it trusts, as the workstation keeps them. */
import { create } from 'zustand';
import type { ActorId } from '../../domain/brand.ts';
import type { Keyring } from '../../domain/governance/keyring.ts';
import { nameHere } from '../../domain/governance/machine-name.ts';
import { ROLE_CATALOGUE, ROLES } from '../../domain/governance/role.ts';
import type { PlanAct, Signer } from '../../domain/governance/statement.ts';
import type { CodedError, Result } from '../../domain/result.ts';
import type { KeyringEntry, Profile, ProfileRole } from '../../workstation/contract.ts';
import { note } from '../governance/trail.ts';
import { workstation } from '../host/workstation-client.ts';
import { setActor } from '../session/session.ts';

interface PeopleState {
  readonly profiles: readonly Profile[];
  readonly keys: readonly KeyringEntry[];
  /** Why people cannot be asked for, e.g. the page runs without its host. */
  readonly trouble: readonly CodedError[];
  readonly loaded: boolean;
}

export const usePeople = create<PeopleState>(() => ({ profiles: [], keys: [], trouble: [], loaded: false }));

export async function loadPeople(): Promise<void> {
  const [profiles, keys] = await Promise.all([workstation().listProfiles({}), workstation().listKeyring({})]);
  const before = usePeople.getState().keys;
  const known = keys.ok ? keys.value : [];
  usePeople.setState({
    profiles: profiles.ok ? profiles.value : [],
    // The same list stays the same object: what was judged by it is not judged again.
    keys: alike(before, known) ? before : known,
    trouble: [...(profiles.ok ? [] : profiles.errors), ...(keys.ok ? [] : keys.errors)].slice(0, 1),
    loaded: true,
  });
  // Edits are made by whoever has her key open: the audit trail of the next version names her.
  setActor(profiles.ok ? (profiles.value.find((profile) => profile.unlocked)?.actorId ?? null) : null);
}

const alike = (...[one, other]: readonly [readonly KeyringEntry[], readonly KeyringEntry[]]): boolean =>
  JSON.stringify(one) === JSON.stringify(other);

async function reloaded<T>(result: Promise<Result<T>>): Promise<Result<T>> {
  const done = await result;
  if (done.ok) await loadPeople();
  return done;
}

export const createProfile = (
  name: string,
  role: ProfileRole,
  passphrase: string,
): Promise<Result<Profile>> =>
  reloaded(workstation().createProfile({ name, role, passphrase })).then(async (made) => {
    if (made.ok)
      await note({
        action: 'profile.create',
        label: `${made.value.name} made a key as ${ROLE_CATALOGUE[role].name}`,
        object: `profile:${made.value.actorId}`,
        after: { keyId: made.value.keyId, role },
        by: made.value.actorId,
      });
    return made;
  });

/** Opening a key is what signing in is on a laptop: it is on record, and so is a passphrase that did not fit. */
export async function unlockProfile(actorId: ActorId, passphrase: string): Promise<Result<Profile>> {
  const done = await reloaded(workstation().unlockProfile({ actorId, passphrase }));
  const name = usePeople.getState().profiles.find((profile) => profile.actorId === actorId)?.name ?? actorId;
  const label = done.ok ? `${name} opened her key` : `The key of ${name} stayed locked`;
  const code = done.ok ? null : (done.errors[0]?.code ?? null);
  const action = done.ok ? 'sign-in' : 'sign-in.refused';
  await note({ action, label, object: `profile:${actorId}`, after: { code }, by: actorId });
  return done;
}

export async function lockProfile(actorId: ActorId): Promise<Result<Profile>> {
  const done = await reloaded(workstation().lockProfile({ actorId }));
  if (done.ok) {
    const label = `${done.value.name} locked her key`;
    await note({ action: 'sign-out', label, object: `profile:${actorId}`, by: actorId });
  }
  return done;
}

/** `root`: the fingerprint the person compared with the keyring's owner. */
export const trustKeyring = (keyring: string, root: string): Promise<Result<readonly KeyringEntry[]>> =>
  reloaded(workstation().trustKeyring({ keyring, root })).then(async (trusted) => {
    if (trusted.ok)
      await note({
        action: 'keyring.trust',
        label: `Trust the keys of root ${root.slice(0, 8)}`,
        object: `root:${root}`,
        after: { keys: trusted.value.map((key) => key.keyId) },
      });
    return trusted;
  });

export const revokeKey = (keyId: KeyringEntry['keyId']): Promise<Result<KeyringEntry>> =>
  reloaded(workstation().revokeKey({ keyId })).then(async (revoked) => {
    if (revoked.ok)
      await note({ action: 'key.revoke', label: `Revoke key ${keyId.slice(0, 8)}`, object: `key:${keyId}` });
    return revoked;
  });

export const signerOf = ({ actorId, name, role, keyId }: Profile): Signer => ({ actorId, name, role, keyId });

/** The keys verification may believe. */
export const keyringOf = (keys: readonly KeyringEntry[]): Keyring => keys;

export const ROLE_NAMES: Readonly<Record<ProfileRole, string>> = Object.fromEntries(
  ROLES.map((role) => [role, ROLE_CATALOGUE[role].name]),
) as Record<ProfileRole, string>;

/** Whose key it is, as it is true on this laptop. */
export const keyName = ({ keyId, name }: { readonly keyId: string; readonly name: string }): string =>
  nameHere(
    name,
    usePeople.getState().keys.some((key) => key.keyId === keyId && key.origin === 'own'),
  );

/** What an act was, after the name of who did it. */
export const DECIDED: Readonly<Record<PlanAct['decision'], string>> = {
  submit: 'submitted',
  approve: 'approved',
  reject: 'rejected',
  'request-changes': 'returned it for changes',
  delegate: 'delegated the decision',
  release: 'released',
};

const inFours = (hex: string): string => hex.replace(/(.{4})(?=.)/g, '$1 ');

/** A key as people tell it from others in a list. */
export const fingerprint = (keyId: string): string => inFours(keyId.slice(0, 32));

/** A root key as people compare it over the phone: whole, for everything else rests on it. */
export const rootFingerprint = (keyId: string): string => inFours(keyId);
