import type { Migration } from './migration.ts';

/** Plans, their edits, their checkpoints and the account columns they share. */
export const plansAndJournal: Migration = {
  version: 1,
  name: 'plans and journal',
  stores: {
    plans: 'planId',
    journal: '[planId+seq]',
    diffs: '[planId+seq]',
    checkpoints: '[planId+seq]',
    snapshots: 'snapshotId',
    columns: 'hash',
    settings: 'key',
    quarantine: '++id, table',
  },
};
