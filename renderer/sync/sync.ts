/** What the page knows of sync: it asks the workstation, which alone speaks to the store, and takes in what came. */
import { create } from 'zustand';
import type { Divergence } from '../../domain/merge/lineage.ts';
import type { Result } from '../../domain/result.ts';
import type { SyncStatus } from '../../workstation/contract.ts';
import { workstation } from '../host/workstation-client.ts';
import { post } from '../session/notices.ts';
import { forgetStores, takeMirrored, useVersions } from '../versions/versions.ts';

interface SyncState {
  /** null until the workstation has answered. */
  readonly status: SyncStatus | null;
  /** The pair of heads somebody is merging. */
  readonly merging: Divergence | null;
}

export const useSync = create<SyncState>(() => ({ status: null, merging: null }));

export const startMerge = (merging: Divergence | null): void => useSync.setState({ merging });

const EVERY_MS = 5000;
let watching = false;

/** Call once; it goes on for as long as the page is open. */
export function watchSync(): void {
  if (watching) return;
  watching = true;
  window.addEventListener('online', () => void syncNow());
  const again = async (): Promise<void> => {
    await refreshSync();
    setTimeout(() => void again(), EVERY_MS);
  };
  void again();
}

export async function refreshSync(): Promise<void> {
  await shown(await workstation().syncStatus({}));
}

export async function syncNow(): Promise<void> {
  await workstation().syncNow({});
  await refreshSync();
}

export const stopSync = async (): Promise<void> => shown(await workstation().syncStop({}));

export const dismissAlarm = async (code: SyncStatus['alarms'][number]['code']): Promise<void> =>
  shown(await workstation().syncDismiss({ code }));

export async function shown(status: Result<SyncStatus>): Promise<void> {
  if (!status.ok) return;
  if (status.value.lastSyncAt !== useSync.getState().status?.lastSyncAt) forgetStores();
  useSync.setState({ status: status.value });
  if (!useVersions.getState().loaded) return;
  const here = new Set(useVersions.getState().versions.map(({ versionId }) => versionId));
  const came = status.value.versions.filter(({ facts, versionId }) => facts !== null && !here.has(versionId));
  let taken = 0;
  for (const { versionId } of came) if ((await takeMirrored(versionId)).ok) taken++;
  if (taken > 0)
    post({
      kind: 'done',
      title: taken === 1 ? 'A version came from the store' : `${taken} versions came from the store`,
      detail: 'Verified and kept on this laptop. See Release.',
    });
}
