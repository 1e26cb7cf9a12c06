/** The mirror folder as the sync agent sees it: a version is its unsigned bag, and each act on it a file of its own. */
import { join } from 'node:path';
import type { IsoTime, PlanId, Sha256Hex, VersionId } from '../../domain/brand.ts';
import type { Keyring } from '../../domain/governance/keyring.ts';
import { codedError, ok, refuse } from '../../domain/result.ts';
import type { Result } from '../../domain/result.ts';
import { object, text } from '../../domain/bundle/check.ts';
import type { ProvenReceipt } from '../../domain/bundle/receipts.ts';
import { checkManifest } from '../../formats/bundle/bag.ts';
import type { Bag } from '../../formats/bundle/bag.ts';
import { sealBundle } from '../../formats/bundle/build-bundle.ts';
import { sha256Of } from '../../formats/bundle/digest.ts';
import { envelopeBytes, readEnvelope } from '../../formats/bundle/dsse.ts';
import type { OpenedBundle } from '../../formats/bundle/read-bundle.ts';
import { openBundle, verifyBundle } from '../../formats/bundle/read-bundle.ts';
import { writeZip } from '../../formats/bundle/write-zip.ts';
import type { DurableFs } from '../durable-file.ts';
import { listNames, readBytes, writeDurably } from '../durable-file.ts';
import type { Mirror } from '../mirror.ts';
import { readZip } from '../read-zip.ts';
import type { Kept, LocalVersion, LocalVersions } from './local.ts';
import type { FetchedVersion } from './store-port.ts';
import { fileBytes, parseFile } from './sync-files.ts';

/** A version as the page lists it. */
export interface VersionFacts extends LocalVersion {
  readonly planId: PlanId;
  readonly planName: string;
  readonly makerName: string;
  readonly createdAt: IsoTime;
  readonly parents: readonly VersionId[];
  /** Somebody signed its release. */
  readonly released: boolean;
}

export interface MirrorVersionsOptions {
  readonly home: string;
  readonly fs: DurableFs;
  readonly mirror: Mirror;
  readonly keyring: () => Promise<Result<Keyring>>;
}

const unsigned = (bag: Bag): Bag => new Map([...bag].filter(([name]) => !name.startsWith('attestations/')));

interface Gathered {
  readonly opened: OpenedBundle;
  readonly acts: ReadonlyMap<Sha256Hex, Uint8Array>;
  readonly released: boolean;
  /** The sound files, and how many of the acts each holds. */
  readonly files: readonly { readonly bytes: Uint8Array; readonly acts: number }[];
}

function factsOf(gathered: Gathered | null): VersionFacts | null {
  if (gathered === null) return null;
  const { document, bag, versionId } = gathered.opened;
  return {
    versionId,
    tenant: document.tenant,
    blob: sha256Of(writeZip(unsigned(bag))),
    attestations: [...gathered.acts.keys()].toSorted(),
    planId: document.planId,
    planName: document.name,
    makerName: document.maker.name,
    createdAt: document.createdAt,
    parents: document.parents,
    released: gathered.released,
  };
}

export class MirrorVersions implements LocalVersions {
  private readonly options: MirrorVersionsOptions;
  /** By the names of its files: each is named by its own digest, so what was read once stays true. */
  private readonly read = new Map<string, VersionFacts>();
  private last: { readonly key: string; readonly gathered: Gathered } | null = null;

  constructor(options: MirrorVersionsOptions) {
    this.options = options;
  }

  async list(): Promise<Result<{ versions: readonly VersionFacts[]; damaged: readonly VersionId[] }>> {
    const versions: VersionFacts[] = [];
    const damaged: VersionId[] = [];
    for (const name of await listNames(this.folder(), this.options.fs)) {
      const versionId = name as VersionId;
      const files = await listNames(this.folder(name), this.options.fs);
      if (files.length === 0) continue;
      const key = `${name}/${files.join()}`;
      const known = this.read.get(key) ?? factsOf(await this.gather(versionId));
      if (known === null) damaged.push(versionId);
      else {
        this.read.set(key, known);
        versions.push(known);
      }
    }
    return ok({ versions, damaged });
  }

  private folder(...names: readonly string[]): string {
    return join(this.options.home, 'versions', ...names);
  }

  /** A version is asked for piece by piece while it is sent: it is read once, as long as no file of it is added. */
  private async gather(versionId: VersionId): Promise<Gathered | null> {
    const names = await listNames(this.folder(versionId), this.options.fs);
    const key = `${versionId}/${names.join()}`;
    if (this.last?.key === key) return this.last.gathered;
    const gathered = await this.gatherFrom(versionId, names);
    if (gathered !== null) this.last = { key, gathered };
    return gathered;
  }

  /** One version from all its files: each may hold an act the others lack, and a torn one must not hide them. */
  private async gatherFrom(versionId: VersionId, names: readonly string[]): Promise<Gathered | null> {
    let opened: OpenedBundle | null = null;
    const acts = new Map<Sha256Hex, Uint8Array>();
    const files: Gathered['files'][number][] = [];
    let released = false;
    for (const name of names) {
      const bytes = await readBytes(this.folder(versionId, name), this.options.fs);
      if (!bytes.ok || name !== `${sha256Of(bytes.value)}.zip`) continue;
      const read = await openBundle(bytes.value, readZip);
      if (!read.ok || read.value.versionId !== versionId) continue;
      opened = read.value;
      files.push({ bytes: bytes.value, acts: read.value.statements.length });
      for (const { envelope, statement } of read.value.statements) {
        const act = envelopeBytes(envelope);
        released ||= statement.predicate.decision === 'release';
        acts.set(sha256Of(act), act);
      }
    }
    return opened === null ? null : { opened, acts, released, files };
  }

  async blob(versionId: VersionId): Promise<Result<Uint8Array>> {
    const gathered = await this.gather(versionId);
    return gathered === null ? this.torn(versionId) : ok(writeZip(unsigned(gathered.opened.bag)));
  }

  async attestation(versionId: VersionId, digest: Sha256Hex): Promise<Result<Uint8Array>> {
    const gathered = await this.gather(versionId);
    const found = gathered?.acts.get(digest);
    return found === undefined ? this.torn(versionId) : ok(found);
  }

  /**
   * The version with every act that is known of it here, whichever file brought it. A file that holds them all is given
   * as it is. Codes: NOT_MIRRORED, MIRROR_DAMAGED and those of sealing.
   */
  async bundle(versionId: VersionId): Promise<Result<Uint8Array>> {
    const names = await listNames(this.folder(versionId), this.options.fs);
    if (names.length === 0) {
      const message = `Version ${versionId} is not mirrored on this machine.`;
      return refuse(codedError('NOT_MIRRORED', message));
    }
    const gathered = await this.gather(versionId);
    if (gathered === null) return this.torn(versionId);
    const { opened, acts, files } = gathered;
    const whole = files.find((file) => file.acts === acts.size);
    if (whole !== undefined) return ok(whole.bytes);
    return this.sealed(unsigned(opened.bag), acts);
  }

  private torn(versionId: VersionId): Result<never> {
    const message = `The files of version ${versionId} have changed since they were written. Restore them.`;
    return refuse(codedError('MIRROR_DAMAGED', message));
  }

  speaksOf(envelope: Uint8Array): VersionId | null {
    const read = readEnvelope('the attestation', envelope);
    return read.ok ? (read.value.statement.subject[0]?.digest.sha256 ?? null) : null;
  }

  /** What is here already stays whatever comes; new acts are added to it only when the whole of it verifies. */
  async keep(fetched: FetchedVersion, received: readonly ProvenReceipt[]): Promise<Result<Kept>> {
    const keyring = await this.options.keyring();
    if (!keyring.ok) return keyring;
    const bundle = await this.assemble(fetched);
    if (!bundle.ok) return this.quarantine(fetched, bundle.errors[0]?.code ?? 'UNREADABLE');
    const verification = await verifyBundle(bundle.value, keyring.value, readZip, { received });
    if (!verification.ok) return this.quarantine(fetched, verification.steps.at(-1)?.code ?? 'UNPROVEN');
    const kept = await this.options.mirror.keep(fetched.versionId, bundle.value);
    return kept.ok ? ok('kept') : kept;
  }

  /** The version with every act known of it: those it brought and those that are here. */
  private async assemble({ versionId, blob, attestations }: FetchedVersion): Promise<Result<Uint8Array>> {
    const files = await readZip(blob);
    if (!files.ok) return files;
    const found = checkManifest(files.value);
    if (!found.ok) return found;
    if (found.value !== versionId)
      return refuse(
        codedError('VERSION_MISMATCH', `The store sent version ${found.value} for ${versionId}.`),
      );
    const known = (await this.gather(versionId))?.acts.values() ?? [];
    const all = new Map([...known, ...attestations].map((bytes) => [sha256Of(bytes), bytes]));
    return this.sealed(unsigned(files.value), all);
  }

  private sealed(bag: Bag, acts: ReadonlyMap<Sha256Hex, Uint8Array>): Result<Uint8Array> {
    const envelopes = [];
    for (const digest of [...acts.keys()].toSorted()) {
      const read = readEnvelope(digest, acts.get(digest) ?? new Uint8Array());
      if (!read.ok) return read;
      envelopes.push(read.value.envelope);
    }
    return sealBundle(bag, envelopes);
  }

  private async quarantine(fetched: FetchedVersion, code: string): Promise<Result<Kept>> {
    const folder = this.quarantineOf(fetched.versionId);
    const parts: readonly (readonly [string, Uint8Array])[] = [
      [`${sha256Of(fetched.blob)}.zip`, fetched.blob],
      ...fetched.attestations.map((bytes) => [`${sha256Of(bytes)}.dsse.json`, bytes] as const),
      ['why.json', fileBytes({ code })],
    ];
    for (const [name, bytes] of parts) {
      const written = await writeDurably(join(folder, name), bytes, this.options.fs);
      if (!written.ok) return written;
    }
    return ok('quarantined');
  }

  private quarantineOf(versionId: string): string {
    return join(this.options.home, 'quarantine', versionId);
  }

  /** One that has verified since is no longer listed; its bytes stay where they are. */
  async quarantined(): Promise<Result<ReadonlyMap<VersionId, string>>> {
    const listed = await this.list();
    if (!listed.ok) return listed;
    const here = new Set<string>(listed.value.versions.map(({ versionId }) => versionId));
    const found = new Map<VersionId, string>();
    for (const name of await listNames(join(this.options.home, 'quarantine'), this.options.fs)) {
      if (here.has(name)) continue;
      const why = await readBytes(join(this.quarantineOf(name), 'why.json'), this.options.fs);
      const read = why.ok ? parseFile(object<{ code: string }>({ code: text }), why.value) : null;
      found.set(name as VersionId, read?.code ?? 'UNPROVEN');
    }
    return ok(found);
  }
}
