import type { Migration } from './migration.ts';

/** Write-back batches, privacy records, and the trail of what was done beside editing plans. */
export const writebacksAndPrivacy: Migration = {
  version: 3,
  name: 'write-backs and privacy',
  stores: { writebacks: 'batchId, planId', privacy: 'id, kind', trail: 'seq' },
};
