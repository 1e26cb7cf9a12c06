import type { Migration } from './migration.ts';

/** Files somebody looked at before she decided, by the digest that her signature names. */
export const evidence: Migration = {
  version: 5,
  name: 'evidence',
  stores: { evidence: 'sha256' },
};
