/**
 * The workspace as the store keeps it: whose root signs its keyring, who asks to be let in, and what was released. The
 * store only carries these; this laptop takes in a keyring of a root that somebody here compared, or that is its own.
 */
import type { ActorId, Sha256Hex } from '../../domain/brand.ts';
import type { DsseEnvelope } from '../../domain/governance/envelope.ts';
import { THIS_MACHINE } from '../../domain/governance/machine-name.ts';
import { codedError, ok, refuse } from '../../domain/result.ts';
import type { CodedError, Result } from '../../domain/result.ts';
import { fromBase64, utf8 } from '../../formats/bundle/bytes.ts';
import { sha256Of } from '../../formats/bundle/digest.ts';
import { envelopeBytes } from '../../formats/bundle/dsse.ts';
import type { SignedKeyring } from '../../formats/bundle/keyring-file.ts';
import { parseKeyring } from '../../formats/bundle/keyring-file.ts';
import type { EnrolledKey } from '../../formats/enrolment/enrolled-key.ts';
import type { KeyringStore } from '../keyring-store.ts';
import type { EnrolAs } from '../profiles.ts';
import type { Identity } from './store-port.ts';
import { passes } from './store-port.ts';
import type { WorkspacePort } from './workspace-port.ts';
import type { WorkspaceKey, WorkspaceStanding } from './workspace-standing.ts';

export interface WorkspaceOptions {
  readonly keyring: Pick<KeyringStore, 'list' | 'trust' | 'admit' | 'believes'>;
  /** What this laptop vouches for, signed by its root. */
  readonly ownKeyring: () => Promise<Result<string>>;
  readonly ownRoot: () => Promise<Result<Sha256Hex>>;
  readonly enrolment: (actorId: ActorId, as: EnrolAs) => Promise<Result<DsseEnvelope>>;
}

interface Held {
  readonly text: string;
  readonly ring: SignedKeyring;
  readonly ours: boolean;
}

export class Workspace {
  private readonly options: WorkspaceOptions;
  private seen: WorkspaceStanding | null = null;
  /** Of the keyring taken in last: the same one again is not written again. */
  private taken: Sha256Hex | null = null;

  constructor(options: WorkspaceOptions) {
    this.options = options;
  }

  /** As the store had it when it was last asked; null before that. */
  get standing(): WorkspaceStanding | null {
    return this.seen;
  }

  forget(): void {
    this.seen = null;
    this.taken = null;
  }

  /** Asks the store, and takes its keyring in where its root is believed here. */
  async look(port: WorkspacePort): Promise<Result<true>> {
    const held = await this.held(port);
    if (!held.ok) return this.troubled(held.errors);
    const enrolled = await port.keys();
    if (!enrolled.ok) return enrolled;
    const confirmed = held.value !== null && (await this.confirmed(held.value));
    const taken = held.value !== null && confirmed ? await this.take(held.value, null) : ok(true);
    const keys = await this.keys(held.value?.ring ?? null, enrolled.value);
    if (!keys.ok) return keys;
    this.seen = {
      root: held.value?.ring.root.keyId ?? null,
      ours: held.value?.ours ?? false,
      confirmed,
      unpublished: held.value?.ours === true && (await this.isBehind(held.value)),
      keys: keys.value,
      trouble: taken.ok ? null : refusalOf(taken.errors),
    };
    return ok(true);
  }

  /** What a person has to hear of stays until the store is asked again; that it is away is said elsewhere. */
  troubled(errors: readonly CodedError[]): Result<never> {
    if (passes(errors[0]?.code)) return { ok: false, errors };
    const before = this.seen ?? {
      root: null,
      ours: false,
      confirmed: false,
      unpublished: false,
      keys: [],
    };
    this.seen = { ...before, trouble: refusalOf(errors) };
    return { ok: false, errors };
  }

  private async held(port: WorkspacePort): Promise<Result<Held | null>> {
    const text = await port.keyring();
    if (!text.ok) return text;
    if (text.value === null) return ok(null);
    const ring = parseKeyring(text.value);
    if (!ring.ok) return ring;
    const own = await this.options.ownRoot();
    return own.ok
      ? ok({ text: text.value, ring: ring.value, ours: ring.value.root.keyId === own.value })
      : own;
  }

  private async confirmed({ ring, ours }: Held): Promise<boolean> {
    if (ours) return true;
    const believed = await this.options.keyring.believes(ring.root.keyId);
    return believed.ok && believed.value;
  }

  /** Our list only grows: a higher number says more than the one the store holds. */
  private async isBehind({ ring }: Held): Promise<boolean> {
    const own = await this.options.ownKeyring();
    const read = own.ok ? parseKeyring(own.value) : own;
    return read.ok && read.value.serial > ring.serial;
  }

  private async take({ text, ring, ours }: Held, compared: Sha256Hex | null): Promise<Result<true>> {
    const digest = sha256Of(utf8(text));
    if (this.taken === digest) return ok(true);
    const trusted = await this.options.keyring.trust(text, ours ? ring.root.keyId : compared);
    if (!trusted.ok) return trusted;
    this.taken = digest;
    return ok(true);
  }

  /** People of this laptop first, then whoever else showed the store a key. */
  private async keys(
    ring: SignedKeyring | null,
    enrolled: readonly EnrolledKey[],
  ): Promise<Result<readonly WorkspaceKey[]>> {
    const known = await this.options.keyring.list();
    if (!known.ok) return known;
    const listed = new Set(ring?.keys.map(({ keyId }) => keyId));
    const shown = new Map(enrolled.map((key) => [key.keyId, key]));
    const own = known.value.filter(({ origin }) => origin === 'own');
    const here = own
      .filter(({ name, revokedAt }) => name !== THIS_MACHINE && revokedAt === null)
      .map(({ keyId, name, role }): WorkspaceKey => {
        const subject = shown.get(keyId)?.subject ?? null;
        return {
          keyId,
          name,
          role,
          subject,
          keeping: 'passphrase',
          origin: 'here',
          vouched: listed.has(keyId),
        };
      });
    const ownIds = new Set(own.map(({ keyId }) => keyId));
    const elsewhere = enrolled
      .filter(({ keyId, revokedIndex }) => revokedIndex === null && !ownIds.has(keyId))
      .map(({ keyId, name, role, subject, keeping }): WorkspaceKey => {
        return { keyId, name, role, subject, keeping, origin: 'elsewhere', vouched: listed.has(keyId) };
      });
    return ok([...here, ...elsewhere]);
  }

  /** She compared the root by another way. Codes: NO_KEYRING and those of taking a keyring in. */
  async confirm(port: WorkspacePort, root: Sha256Hex): Promise<Result<true>> {
    const held = await this.held(port);
    if (!held.ok) return held;
    if (held.value === null)
      return refuse(codedError('NO_KEYRING', 'Nobody brought this workspace’s keyring yet.'));
    const taken = await this.take(held.value, root);
    return taken.ok ? this.look(port) : taken;
  }

  /** Shows the store that a key of this laptop is hers who is signed in. Codes: those of port and of signing. */
  async enrol(port: WorkspacePort, actorId: ActorId, { tenant, subject }: Identity): Promise<Result<true>> {
    const asked = await port.challenge();
    if (!asked.ok) return asked;
    const envelope = await this.options.enrolment(actorId, { ...asked.value, tenant, subject });
    if (!envelope.ok) return envelope;
    const enrolled = await port.enrol(envelopeBytes(envelope.value));
    return enrolled.ok ? this.look(port) : enrolled;
  }

  /**
   * Lets keys into the workspace, and this laptop's own with them: its root signs the keyring anew and the store hands
   * it on. Codes: ROOT_OTHER, KEY_UNKNOWN, those of the port and of writing.
   */
  async vouch(port: WorkspacePort, keyIds: readonly Sha256Hex[]): Promise<Result<true>> {
    const held = await this.held(port);
    if (!held.ok) return held;
    if (held.value !== null && !held.value.ours) {
      const message = 'Another laptop holds the root of this workspace: keys are let in there.';
      return refuse(codedError('ROOT_OTHER', message, { root: held.value.ring.root.keyId }));
    }
    const before = held.value === null ? ok(true) : await this.take(held.value, null);
    if (!before.ok) return before;
    const enrolled = await port.keys();
    if (!enrolled.ok) return enrolled;
    for (const keyId of keyIds) {
      const key = enrolled.value.find((one) => one.keyId === keyId && one.revokedIndex === null);
      if (key === undefined)
        return refuse(codedError('KEY_UNKNOWN', `Nobody shows the store the key ${keyId} any more.`));
      const { publicKey, name, role, actorId } = key;
      const raw = fromBase64(publicKey) ?? new Uint8Array();
      const admitted = await this.options.keyring.admit({ keyId, publicKey: raw, name, role, actorId });
      if (!admitted.ok) return admitted;
    }
    const text = await this.options.ownKeyring();
    if (!text.ok) return text;
    const brought = await port.bringKeyring(text.value);
    return brought.ok ? this.look(port) : brought;
  }
}

const refusalOf = ([error]: readonly CodedError[]) => ({
  code: error?.code ?? 'UNKNOWN',
  message: error?.message ?? '',
});
