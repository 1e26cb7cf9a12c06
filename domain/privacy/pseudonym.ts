/**
 * Pseudonyms for people in analyses and exports (ledger PRV-05; GDPR art. 4(5)): the same person gets the same one for
 * as long as the key is the same, and nobody without the key can go back, not even by trying every name.
 */
import type { Sha256Hex } from '../brand.ts';
import { foldName } from '../geo/fold-name.ts';
import type { TextColumn } from '../plan/account-table.ts';
import type { Plan } from '../plan/plan.ts';

export type PseudonymOf = (person: string) => string;

/** `hmac`: HMAC-SHA-256 under a secret key of at least 256 bits. */
export const pseudonymsFrom =
  (hmac: (text: string) => Sha256Hex): PseudonymOf =>
  (person) =>
    `Person ${hmac(foldName(person)).slice(0, 12).toUpperCase()}`;

/** The plan with every person under a pseudonym, and without phones, e-mails and homes. Figures stay as they are. */
export function pseudonymisedPlan(plan: Plan, pseudonymOf: PseudonymOf): Plan {
  const { text } = plan.accounts;
  const phone: TextColumn = { pool: [], codes: new Int32Array(plan.accounts.rowCount).fill(-1) };
  return {
    ...plan,
    reps: plan.reps.map((rep) => ({
      ...rep,
      name: pseudonymOf(rep.name),
      managerName: rep.managerName === null ? null : pseudonymOf(rep.managerName),
      email: null,
      base: null,
      city: null,
      state: null,
    })),
    accounts: {
      ...plan.accounts,
      text: { ...text, phone, ownerName: { ...text.ownerName, pool: text.ownerName.pool.map(pseudonymOf) } },
    },
  };
}
