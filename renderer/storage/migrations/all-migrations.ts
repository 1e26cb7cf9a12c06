import { plansAndJournal } from './001-plans-and-journal.ts';
import { mappingsAndVersions } from './002-mappings-and-versions.ts';
import { writebacksAndPrivacy } from './003-writebacks-and-privacy.ts';
import { policies } from './004-policies.ts';
import { evidence } from './005-evidence.ts';
import type { Migration } from './migration.ts';

export const ALL_MIGRATIONS: readonly Migration[] = [
  plansAndJournal,
  mappingsAndVersions,
  writebacksAndPrivacy,
  policies,
  evidence,
];
