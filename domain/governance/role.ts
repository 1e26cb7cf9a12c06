/** What somebody answers for when she signs; a keyring says which role a key may sign in. */
export const ROLES = ['planner', 'sales-leader', 'revops', 'finance', 'compensation', 'executive'] as const;

export type Role = (typeof ROLES)[number];
