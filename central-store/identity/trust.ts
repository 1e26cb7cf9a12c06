/**
 * Whom a workspace believes, as its log has it: the keyring its root signed last, and the keys revoked since. Everything
 * is read from blobs the log names, so that whoever holds the log and the blobs comes to the same answer.
 */
import type { Sha256Hex } from '../../domain/brand.ts';
import type { SignedStatement } from '../../domain/bundle/verification.ts';
import { checkKeys, checkSignatures, maySignAs } from '../../domain/bundle/steps.ts';
import type { Keyring } from '../../domain/governance/keyring.ts';
import type { Signer } from '../../domain/governance/statement.ts';
import type { Result } from '../../domain/result.ts';
import { codedError, ok, refuse } from '../../domain/result.ts';
import { isWeakKey, keyIdOf, verifySignature } from '../../formats/bundle/ed25519.ts';
import type { SignedKeyring } from '../../formats/bundle/keyring-file.ts';
import { parseKeyring } from '../../formats/bundle/keyring-file.ts';
import type { TenantFiles } from '../tenant-files.ts';

export interface HeldKeyring extends SignedKeyring {
  readonly text: string;
}

const tools = { isWeakKey, keyIdOf, verifySignature };

export class Trust {
  private readonly files: TenantFiles;
  /** Entries read so far, and the best of them. */
  private read = 0;
  private held: HeldKeyring | null = null;
  private looked = 0;
  private readonly revoked = new Map<Sha256Hex, number>();

  constructor(files: TenantFiles) {
    this.files = files;
  }

  /** The highest number wins, and of two that came at once the first; null while nobody brought one. */
  async keyring(): Promise<HeldKeyring | null> {
    for (; this.read < this.files.log.length; this.read++) {
      const line = this.files.log[this.read];
      if (line?.kind !== 'grant') continue;
      const found = await this.heldAt(line.subject);
      const first = this.held === null;
      if (first || (found.serial > (this.held?.serial ?? 0) && found.root.keyId === this.held?.root.keyId))
        this.held = found;
    }
    return this.held;
  }

  /** It was proven when it came: other bytes now are a damaged disk, and nothing may count as trusted then. */
  private async heldAt(subject: Sha256Hex): Promise<HeldKeyring> {
    const bytes = await this.files.blob(subject);
    const text = bytes === null ? '' : new TextDecoder().decode(bytes);
    const read = parseKeyring(text);
    if (!read.ok) throw new Error(`The keyring ${subject} is damaged. Restore it from a backup.`);
    return { ...read.value, text };
  }

  /** Keys revoked here, with the index of the entry that says so. The log is asked for with every act: it is read once. */
  revocations(): ReadonlyMap<Sha256Hex, number> {
    const { log } = this.files;
    for (; this.looked < log.length; this.looked++) {
      const line = log[this.looked];
      if (line?.kind === 'revocation') this.revoked.set(line.subject, this.looked);
    }
    return this.revoked;
  }

  /** The keyring as it stands after this store's revocations; null: there is none to judge by. */
  async believed(): Promise<Keyring | null> {
    const held = await this.keyring();
    if (held === null) return null;
    const revoked = this.revocations();
    return held.keys.map((key) => {
      const index = revoked.get(key.keyId);
      return index === undefined
        ? key
        : { ...key, revokedAt: key.revokedAt ?? this.files.log[index]?.at ?? null };
    });
  }

  /**
   * Whether an act is by a believed key, in the role the keyring gives it. false: there is no keyring, so its form is all
   * that was looked at and it counts towards nothing. Codes: KEY_UNKNOWN, KEY_REVOKED, SIGNATURE_WRONG, ROLE_NOT_GRANTED.
   */
  async act(signed: SignedStatement): Promise<Result<boolean>> {
    const keyring = await this.believed();
    if (keyring === null) return ok(false);
    const keys = checkKeys([signed], keyring, tools);
    if (!keys.ok) return keys;
    const signature = checkSignatures([signed], keys.value, tools);
    if (!signature.ok) return signature;
    const { signer } = signed.statement.predicate;
    return signer.keyId === signed.keyId ? granted(signer, keyring) : notGranted(signer);
  }

  /** The same of the one a version names as its maker, before anybody's signature is at hand. */
  async maker(signer: Signer): Promise<Result<boolean>> {
    const keyring = await this.believed();
    if (keyring === null) return ok(false);
    const key = keyring.find(({ keyId }) => keyId === signer.keyId);
    if (key === undefined)
      return refuse(
        codedError('KEY_UNKNOWN', `The key of ${signer.name} is not in the workspace’s keyring.`),
      );
    if (key.revokedAt !== null)
      return refuse(codedError('KEY_REVOKED', `The key of ${signer.name} was revoked on ${key.revokedAt}.`));
    return granted(signer, keyring);
  }
}

function granted(signer: Signer, keyring: Keyring): Result<boolean> {
  const key = keyring.find(({ keyId }) => keyId === signer.keyId);
  return key?.actorId === signer.actorId && maySignAs(key, signer.role) ? ok(true) : notGranted(signer);
}

const notGranted = ({ name, role }: Signer) =>
  refuse(codedError('ROLE_NOT_GRANTED', `The keyring does not let the key of ${name} sign as ${role}.`));
