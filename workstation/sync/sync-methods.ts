/** The sync agent as methods of the workstation. */
import { ok } from '../../domain/result.ts';
import type { Result } from '../../domain/result.ts';
import type { WorkstationMethods } from '../contract.ts';
import type { SyncAgent } from './sync-agent.ts';
import type { SyncStatus } from './sync-status.ts';

type SyncMethods = Pick<
  WorkstationMethods,
  | 'syncStores'
  | 'syncReceipts'
  | 'syncStatus'
  | 'syncProbe'
  | 'syncSetUp'
  | 'syncLogin'
  | 'syncLoggedIn'
  | 'syncStop'
  | 'syncNow'
  | 'syncDismiss'
  | 'workspaceConfirm'
  | 'workspaceEnrol'
  | 'workspaceVouch'
>;

export function syncMethods(agent: SyncAgent): SyncMethods {
  const statusAfter = async (done: Result<true>): Promise<Result<SyncStatus>> =>
    done.ok ? agent.status() : done;
  return {
    syncStatus: () => {
      agent.start();
      return agent.status();
    },
    syncProbe: ({ url }) => agent.probe(url),
    syncSetUp: async ({ token, ...store }) => statusAfter(await agent.setUp(store, { token, renew: null })),
    syncLogin: (input) => agent.signIn(input),
    syncLoggedIn: async () => statusAfter(await agent.signedIn()),
    syncStop: async () => statusAfter(await agent.stop()),
    syncNow: async () => {
      const report = await agent.round();
      if (!report.ok) return report;
      const { sent, fetched, refused } = report.value;
      return ok({ sent, fetched, refused: refused.size });
    },
    syncStores: async () => {
      const stores = await agent.stores();
      if (!stores.ok) return stores;
      const seen = await agent.seen();
      return seen.ok ? ok({ stores: stores.value, seen: seen.value }) : seen;
    },
    syncReceipts: ({ versionId }) => agent.receiptsOf(versionId),
    workspaceConfirm: async ({ root }) =>
      statusAfter(await agent.inWorkspace((workspace, port) => workspace.confirm(port, root))),
    workspaceEnrol: async ({ actorId }) =>
      statusAfter(await agent.inWorkspace((workspace, port, as) => workspace.enrol(port, actorId, as))),
    workspaceVouch: async ({ keyIds }) =>
      statusAfter(await agent.inWorkspace((workspace, port) => workspace.vouch(port, keyIds))),
    syncDismiss: async ({ code }) => statusAfter(await agent.dismiss(code)),
  };
}
