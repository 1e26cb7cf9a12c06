/** The released versions a version came from, itself among them, and what changed from each to the next (ledger AUD-07). */
import type { LoggedRelease } from '../../domain/governance/change-log.ts';
import { attributionOf, changesBetween } from '../../domain/governance/change-log.ts';
import { keyName, keyringOf, usePeople } from '../people/people.ts';
import type { StoredVersion } from '../storage/version-store.ts';
import type { ReadBundle } from './bundle-api.ts';
import { readVersion, releaseBefore } from './versions.ts';

/** Newest first; only what is proven and released is told. */
export async function changeLogOf(version: StoredVersion): Promise<readonly LoggedRelease[]> {
  const keyring = keyringOf(usePeople.getState().keys);
  const log: LoggedRelease[] = [];
  const start = await read(version, keyring);
  const isReleased = start?.verification.outcome?.releasedOn != null;
  let at = isReleased ? version : await releaseBefore(version);
  let bundle = isReleased || at === null ? start : await read(at, keyring);
  while (at !== null && bundle !== null) {
    const earlier = await releaseBefore(at);
    const before = earlier === null ? null : await read(earlier, keyring);
    const releasedOn = bundle.verification.outcome?.releasedOn;
    if (releasedOn != null)
      log.push({
        ...attributionOf(bundle.acts, releasedOn, keyName),
        version: at.versionId,
        name: at.planName,
        follows: before === null ? null : (earlier?.versionId ?? null),
        changes: changesBetween(before === null ? null : snapshot(before), snapshot(bundle)),
      });
    [at, bundle] = [earlier, before];
  }
  return log;
}

const snapshot = ({ plan, quotas }: ReadBundle) => ({ plan, lines: quotas });

async function read(
  version: StoredVersion,
  keyring: Parameters<typeof readVersion>[1],
): Promise<ReadBundle | null> {
  const found = await readVersion(version, keyring, await releaseBefore(version));
  return found.ok && found.value.verification.ok ? found.value : null;
}
