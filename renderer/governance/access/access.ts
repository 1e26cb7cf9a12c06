/** Handing out, ending and asking for roles: each step counts on this laptop at once and is in its audit trail. */
import type { ActorId, IsoDate, Sha256Hex } from '../../../domain/brand.ts';
import type { Json } from '../../../domain/bundle/canonical-json.ts';
import type { GrantNote } from '../../../domain/governance/access-requests.ts';
import { grantLabel } from '../../../domain/governance/access-requests.ts';
import type { EventAction } from '../../../domain/governance/action-words.ts';
import type { Grant } from '../../../domain/governance/grant.ts';
import type { Result } from '../../../domain/result.ts';
import { workstation } from '../../host/workstation-client.ts';
import { loadPeople, usePeople } from '../../people/people.ts';
import { loadTrail } from '../beside-plans.ts';
import { note } from '../trail.ts';

async function noted(action: EventAction, label: string, by: ActorId, after: GrantNote): Promise<void> {
  const object = `key:${after.keyId}`;
  await note({ action, label, object, after: after as unknown as Json, by });
  await loadTrail();
}

export async function giveRole(
  keyId: Sha256Hex,
  grant: Grant,
  by: ActorId,
  request: string | null = null,
): Promise<Result<unknown>> {
  const done = await workstation().grantRole({ keyId, grant, by });
  if (!done.ok) return done;
  await loadPeople();
  await noted('grant.give', grantLabel(grant), by, { keyId, grant, request });
  return done;
}

export async function endRole(
  keyId: Sha256Hex,
  grant: Grant,
  to: IsoDate,
  by: ActorId,
): Promise<Result<unknown>> {
  const done = await workstation().endGrant({ keyId, grant, to, by });
  if (!done.ok) return done;
  await loadPeople();
  const ended = { ...grant, to };
  await noted('grant.end', grantLabel(ended), by, { keyId, grant: ended, request: null });
  return done;
}

export const askForRole = (keyId: Sha256Hex, grant: Grant, by: ActorId): Promise<void> =>
  noted('access.request', grantLabel(grant), by, {
    keyId,
    grant,
    request: crypto.randomUUID(),
  });

export const refuseRole = (keyId: Sha256Hex, grant: Grant, request: string, by: ActorId): Promise<void> =>
  noted('access.refuse', grantLabel(grant), by, { keyId, grant, request });

/** She looked at every grant in the list and it is to stay as it is. */
export async function lookedOver(by: ActorId): Promise<void> {
  const { keys } = usePeople.getState();
  const grants = keys.reduce((sum, key) => sum + (key.grants?.length ?? 1), 0);
  const label = `${keys.length} keys and ${grants} grants looked over`;
  await note({ action: 'access.review', label, object: 'keyring', after: { keys: keys.length, grants }, by });
  await loadTrail();
}
