/**
 * What somebody answers for when she signs (ledger ROL-01, ROL-02); a keyring says which roles a key may sign in.
 * Roles are written into signed statements: one that shipped is never renamed, new ones go to the end.
 */
export const ROLES = [
  'planner',
  'sales-leader',
  'revops',
  'finance',
  'compensation',
  'executive',
  'sales-ops',
  'consultant',
  'privacy',
  'administrator',
  'rep',
  'service',
] as const;

export type Role = (typeof ROLES)[number];

export interface RoleEntry {
  readonly name: string;
  /** What the role stands for, as shown beside a grant. */
  readonly answersFor: string;
  /** May submit a version for approval. */
  readonly makes: boolean;
  /** May approve, return or reject a version of somebody else, and except a guardrail. */
  readonly decides: boolean;
  /** May release an approved version to write-back. */
  readonly releases: boolean;
  /** Held by a program, never by a person; it decides nothing. */
  readonly service: boolean;
}

const person = (
  name: string,
  answersFor: string,
  powers: { readonly makes?: boolean; readonly decides?: boolean; readonly releases?: boolean },
): RoleEntry => ({
  name,
  answersFor,
  makes: false,
  decides: false,
  releases: false,
  service: false,
  ...powers,
});

export const ROLE_CATALOGUE: Readonly<Record<Role, RoleEntry>> = {
  planner: person('Planner', 'Draws territories and submits plans', { makes: true, decides: true }),
  'sales-leader': person('Sales leader', 'The people who work the territories', {
    makes: true,
    decides: true,
  }),
  revops: person('Revenue operations', 'The model, its data and its release', {
    makes: true,
    decides: true,
    releases: true,
  }),
  finance: person('Finance', 'Quotas and what they add up to', {
    makes: true,
    decides: true,
    releases: true,
  }),
  compensation: person('Compensation', 'What a change does to pay', { makes: true, decides: true }),
  executive: person('Executive', 'Strategic accounts and exceptions to guardrails', {
    makes: true,
    decides: true,
    releases: true,
  }),
  'sales-ops': person('Sales operations', 'Changes between redesigns', { makes: true, decides: true }),
  consultant: person('Consultant', 'Proposals; decides nothing', { makes: true }),
  privacy: person('Privacy and legal', 'Personal data, retention and erasure', {}),
  administrator: person('Administrator', 'Keys, grants and the central store', {}),
  rep: person('Sales representative', 'Reads her own territory', {}),
  service: {
    name: 'Service',
    answersFor: 'A program: sync, receipts, write-back',
    makes: false,
    decides: false,
    releases: false,
    service: true,
  },
};

export const PERSON_ROLES: readonly Role[] = ROLES.filter((role) => !ROLE_CATALOGUE[role].service);
export const DECIDING_ROLES: readonly Role[] = ROLES.filter((role) => ROLE_CATALOGUE[role].decides);
