/** Where this laptop stands in its workspace, as the page shows it. */
import type { Sha256Hex } from '../../domain/brand.ts';
import type { Role } from '../../domain/governance/role.ts';
import type { Keeping } from '../../formats/enrolment/enrolment.ts';
import type { Refusal } from './local.ts';

/** A key as it waits to be let in, or waits no more. */
export interface WorkspaceKey {
  readonly keyId: Sha256Hex;
  readonly name: string;
  readonly role: Role;
  /** null: a key of this laptop that was never shown to the store. */
  readonly subject: string | null;
  readonly keeping: Keeping;
  readonly origin: 'here' | 'elsewhere';
  /** Whether the workspace's keyring lists it. */
  readonly vouched: boolean;
}

export interface WorkspaceStanding {
  /** Whose signature the workspace's keyring carries; null while nobody brought one. */
  readonly root: Sha256Hex | null;
  /** That root's key lies on this laptop: whoever uses it says who belongs. */
  readonly ours: boolean;
  /** Somebody here compared the root, or it is ours. Nothing of its keyring counts before. */
  readonly confirmed: boolean;
  /** Keys, roles or revocations of this laptop that the workspace's keyring does not say yet; only where it is ours. */
  readonly unpublished: boolean;
  /** Of people, not of machines; revoked ones are left out. */
  readonly keys: readonly WorkspaceKey[];
  /** Why the keyring was not taken in, or a release did not go through. */
  readonly trouble: Refusal | null;
}
