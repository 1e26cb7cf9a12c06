import type { Migration } from './migration.ts';

/** Remembered column mappings, and the versions a plan was submitted as. */
export const mappingsAndVersions: Migration = {
  version: 2,
  name: 'mappings and versions',
  stores: { mappings: 'sourceKey', versions: 'versionId, planId' },
};
