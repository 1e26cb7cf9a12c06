import type { Migration } from './migration.ts';

/** Policies by version: a version never changes, only the day it ends is set when the next takes over. */
export const policies: Migration = {
  version: 4,
  name: 'policies',
  stores: { policies: '[policyId+version]' },
};
