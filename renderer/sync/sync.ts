/** What the page knows of sync: it asks the workstation, which alone speaks to the store, and takes in what came. */
import { create } from 'zustand';
import type { VersionId } from '../../domain/brand.ts';
import type { Divergence } from '../../domain/merge/lineage.ts';
import type { CodedError, Result } from '../../domain/result.ts';
import type { SyncStatus } from '../../workstation/contract.ts';
import { workstation } from '../host/workstation-client.ts';
import { post } from '../session/notices.ts';
import { MergeRun } from './merge-run.ts';
import { loadPeople } from '../people/people.ts';
import { forgetStores, loadVersions, takeActs, takeMirrored, useVersions } from '../versions/versions.ts';

interface SyncState {
  /** null until the workstation has answered. */
  readonly status: SyncStatus | null;
  /** The merge of two heads that is open. */
  readonly merging: MergeRun | null;
  /** Versions that came and cannot be kept in this page; each is tried again as long as it lies in the mirror. */
  readonly refused: ReadonlyMap<VersionId, readonly CodedError[]>;
}

export const useSync = create<SyncState>(() => ({ status: null, merging: null, refused: new Map() }));

/** null leaves the one that is open; both versions stay as they are. */
export function startMerge(divergence: Divergence | null): void {
  useSync.getState().merging?.end();
  useSync.setState({ merging: divergence === null ? null : new MergeRun(divergence) });
}

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

/** Something about the workspace; what it changed is shown, and the versions it makes believable are fetched at once. */
export async function belongs(ask: () => Promise<Result<SyncStatus>>): Promise<Result<SyncStatus>> {
  const done = await ask();
  if (!done.ok) return done;
  await syncNow();
  await loadPeople();
  return done;
}

/** Versions whose new acts could not be taken in, and how many there were; tried again after the next round. */
const actsRefused = new Map<VersionId, number>();
let showing: Promise<void> = Promise.resolve();

/** One after the other: what came is taken in once. */
export function shown(status: Result<SyncStatus>): Promise<void> {
  showing = showing.then(() => show(status));
  return showing;
}

async function show(status: Result<SyncStatus>): Promise<void> {
  if (!status.ok) return;
  const before = useSync.getState().status;
  if (status.value.lastSyncAt !== before?.lastSyncAt) {
    forgetStores();
    actsRefused.clear();
    // Keys may have come with the keyring, or been revoked.
    await loadPeople();
  }
  useSync.setState({ status: status.value });
  if (status.value.phase === 'off') return;
  if (!useVersions.getState().loaded) await loadVersions();
  const here = new Set(useVersions.getState().versions.map(({ versionId }) => versionId));
  let taken = 0;
  const refused = new Map<VersionId, readonly CodedError[]>();
  for (const { versionId, facts } of status.value.versions) {
    if (facts === null) continue;
    if (here.has(versionId)) await takeNewActs(versionId, facts.acts);
    else {
      const kept = await takeMirrored(versionId);
      if (kept.ok) taken++;
      else refused.set(versionId, kept.errors);
    }
  }
  if (refused.size + useSync.getState().refused.size > 0) useSync.setState({ refused });
  if (taken > 0)
    post({
      kind: 'done',
      title: taken === 1 ? 'A version came from the store' : `${taken} versions came from the store`,
      detail: 'Verified and kept on this laptop. See Release.',
    });
}

/** What others signed about a version that is here already. */
async function takeNewActs(versionId: VersionId, acts: number): Promise<void> {
  if (actsRefused.get(versionId) === acts) return;
  const added = await takeActs(versionId, acts);
  if (!added.ok) actsRefused.set(versionId, acts);
  else if (added.value !== null)
    post({ kind: 'info', title: added.value, detail: 'It came from the store. See Release.' });
}
