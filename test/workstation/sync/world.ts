/**
 * Three laptops and a store, small enough to run tens of thousands of times: disks that a crash can stop at every
 * durable step, a network that loses, repeats and cuts off, and a store that is restored from older backups.
 */
import type { IsoTime, Sha256Hex, TenantId, VersionId } from '../../../domain/brand.ts';
import { codedError, ok, refuse } from '../../../domain/result.ts';
import type { Result } from '../../../domain/result.ts';
import type { Alarm, LocalVersion, LocalVersions, SyncMemory } from '../../../workstation/sync/local.ts';
import type {
  Checkpoint,
  FetchedVersion,
  Identity,
  LogEntry,
  Receipt,
  StorePort,
} from '../../../workstation/sync/store-port.ts';
import type { LogSoFar, RoundDeps } from '../../../workstation/sync/sync-round.ts';

export const TENANT = 'acme' as TenantId;
const AT = '2026-01-01T00:00:00.000Z' as IsoTime;

export class Crash extends Error {}

/** Numbers of a schedule; the same seed gives the same schedule (mulberry32). */
export function randomOf(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

/** Not a proof, but as telling as one in a world without an attacker. */
export function rootOf(entries: readonly LogEntry[]): Sha256Hex {
  let root = 'root';
  for (const { subject } of entries) root += subject;
  return root as Sha256Hex;
}

interface StoreState {
  readonly blobs: ReadonlySet<Sha256Hex>;
  readonly versions: ReadonlyMap<VersionId, ReadonlySet<Sha256Hex>>;
  readonly log: readonly LogEntry[];
}

const text = (value: string): Uint8Array => new TextEncoder().encode(value);
const blobOf = (versionId: VersionId): Sha256Hex => `blob-${versionId}` as Sha256Hex;
/** `s<version>.<n>`: what was signed about a version names it. */
const versionOf = (attestation: string): VersionId => attestation.slice(1).split('.')[0] as VersionId;

export class ModelStore {
  epoch = 'epoch-0';
  state: StoreState = { blobs: new Set(), versions: new Map(), log: [] };
  private backups: StoreState[] = [];
  private restores = 0;

  backUp(): void {
    this.backups.push(this.state);
  }

  restore(pick: number): void {
    const backup = this.backups[pick % Math.max(1, this.backups.length)];
    if (backup === undefined) return;
    this.state = backup;
    this.epoch = `epoch-${++this.restores}`;
  }

  checkpoint(): Checkpoint {
    return { storeEpoch: this.epoch, size: this.state.log.length, root: rootOf(this.state.log), at: AT };
  }

  put(digest: Sha256Hex): Result<true> {
    this.state = { ...this.state, blobs: new Set([...this.state.blobs, digest]) };
    return ok(true);
  }

  commit(versionId: VersionId): Result<Receipt> {
    if (!this.state.blobs.has(blobOf(versionId)))
      return refuse(codedError('BLOB_MISSING', 'The blob of this version is not here. Send it first.'));
    if (!this.state.versions.has(versionId)) {
      const versions = new Map([...this.state.versions, [versionId, new Set<Sha256Hex>()] as const]);
      this.state = { ...this.state, versions };
    }
    return ok(this.enter('version', versionId as string as Sha256Hex));
  }

  attest(digest: Sha256Hex): Result<Receipt> {
    const versionId = versionOf(digest);
    const known = this.state.versions.get(versionId);
    if (known === undefined)
      return refuse(codedError('VERSION_UNKNOWN', 'Nobody has sent this version yet.'));
    const versions = new Map([...this.state.versions, [versionId, new Set([...known, digest])] as const]);
    this.state = { ...this.state, versions };
    return ok(this.enter('attestation', digest));
  }

  has(digest: Sha256Hex): boolean {
    return this.state.blobs.has(digest) || this.state.versions.get(versionOf(digest))?.has(digest) === true;
  }

  private enter(kind: string, subject: Sha256Hex): Receipt {
    let index = this.state.log.findIndex((entry) => entry.subject === subject);
    if (index < 0) {
      index = this.state.log.length;
      this.state = { ...this.state, log: [...this.state.log, { kind, tenant: TENANT, subject, at: AT }] };
    }
    return { subject, storeEpoch: this.epoch, index, checkpoint: this.checkpoint(), text: '' };
  }
}

/** How the network treats the next calls; a fault is used up by the call it hits. */
export type NetworkFault = 'fine' | 'request-lost' | 'answer-lost' | 'repeated' | 'truncated' | 'restored';

export class Network {
  faults: NetworkFault[] = [];

  call<T>(store: ModelStore, work: () => Result<T>): Promise<Result<T>> {
    const fault = this.faults.shift() ?? 'fine';
    const lost = refuse(codedError('STORE_UNREACHABLE', 'There is no network.'));
    if (fault === 'request-lost') return Promise.resolve(lost);
    if (fault === 'repeated') work();
    if (fault === 'restored') store.restore(this.faults.length);
    const answer = work();
    return Promise.resolve(fault === 'answer-lost' || fault === 'truncated' ? lost : answer);
  }
}

/** One laptop: what is on its disk, and how many durable steps it has left before it loses power. */
export class Laptop {
  readonly versions = new Map<VersionId, ReadonlySet<Sha256Hex>>();
  readonly receipts = new Map<Sha256Hex, Receipt>();
  /** For the designs that are planted to fail. */
  readonly notes = new Map<string, number>();
  readonly alarms: Alarm[] = [];
  stepsLeft = Infinity;
  /** In the memory of its process: a crash takes it. */
  logSoFar: LogSoFar = { entries: [] };
  private seen: Checkpoint | null = null;
  readonly name: string;
  readonly network = new Network();

  constructor(name: string) {
    this.name = name;
  }

  /** Power may go just before a write or just after it. */
  durably(write: () => void): Result<true> {
    if (this.stepsLeft-- <= 0) throw new Crash();
    write();
    if (this.stepsLeft-- <= 0) throw new Crash();
    return ok(true);
  }

  submit(versionId: VersionId): void {
    this.versions.set(versionId, new Set([`s${versionId}.0` as Sha256Hex]));
  }

  sign(versionId: VersionId, n: number): void {
    const acts = this.versions.get(versionId);
    if (acts !== undefined)
      this.versions.set(versionId, new Set([...acts, `s${versionId}.${n}` as Sha256Hex]));
  }

  readonly local: LocalVersions = {
    list: () => Promise.resolve(ok({ versions: [...this.versions].map(localVersion), damaged: [] })),
    blob: (versionId) => Promise.resolve(ok(text(versionId))),
    attestation: (_versionId, digest) => Promise.resolve(ok(text(digest))),
    keep: (fetched) => {
      const came = fetched.attestations.map((bytes) => new TextDecoder().decode(bytes) as Sha256Hex);
      const acts = new Set([...(this.versions.get(fetched.versionId) ?? []), ...came]);
      this.durably(() => void this.versions.set(fetched.versionId, acts));
      return Promise.resolve(ok('kept'));
    },
    speaksOf: (envelope) => versionOf(new TextDecoder().decode(envelope)),
    quarantined: () => Promise.resolve(ok(new Map())),
  };

  readonly memory: SyncMemory = {
    checkpoint: () => Promise.resolve(ok(this.seen)),
    keepCheckpoint: (checkpoint) => Promise.resolve(this.durably(() => void (this.seen = checkpoint))),
    receipts: () => Promise.resolve(ok(this.receipts)),
    keepReceipt: (receipt) =>
      Promise.resolve(this.durably(() => void this.receipts.set(receipt.subject, receipt))),
    raise: (alarm) => Promise.resolve(this.durably(() => void this.alarms.push(alarm))),
  };

  port(store: ModelStore): StorePort {
    const call = <T>(work: () => Result<T>): Promise<Result<T>> => this.network.call(store, work);
    const gone = (what: string) => refuse(codedError('NOT_FOUND', `${what} is not here.`));
    return {
      identity: () => Promise.resolve(ok(this.bound)),
      have: (digests) =>
        call(() =>
          ok({ missing: digests.filter((digest) => !store.has(digest)), checkpoint: store.checkpoint() }),
        ),
      putBlob: (digest) => call(() => store.put(digest)),
      commitVersion: (versionId) => call(() => store.commit(versionId)),
      attest: (digest) => call(() => store.attest(digest)),
      // Pages of three, so that a log is never read in one answer.
      log: (from) => call(() => ok(store.state.log.slice(from, from + 3))),
      version: (versionId) =>
        call((): Result<FetchedVersion> => {
          const acts = store.state.versions.get(versionId);
          if (acts === undefined) return gone(versionId);
          return ok({ versionId, blob: text(versionId), attestations: [...acts].map(text) });
        }),
      attestation: (digest) =>
        call((): Result<Uint8Array> => (store.has(digest) ? ok(text(digest)) : gone(digest))),
    };
  }

  get bound(): Identity {
    return { tenant: TENANT, subject: this.name };
  }

  deps(store: ModelStore): RoundDeps {
    const { local, memory, bound } = this;
    const named = { keyId: 'store' as Sha256Hex, origin: 'store' };
    return {
      port: this.port(store),
      local,
      memory,
      logSoFar: this.logSoFar,
      rootOf,
      now: () => AT,
      bound,
      store: named,
    };
  }

  /** Received: the receipt of the version and of everything signed about it, under the store's epoch. */
  received(versionId: VersionId, epoch: string): boolean {
    const subjects = [versionId as string as Sha256Hex, ...(this.versions.get(versionId) ?? [])];
    return subjects.every((subject) => this.receipts.get(subject)?.storeEpoch === epoch);
  }
}

const localVersion = ([versionId, attestations]: readonly [
  VersionId,
  ReadonlySet<Sha256Hex>,
]): LocalVersion => ({
  versionId,
  tenant: TENANT,
  blob: blobOf(versionId),
  attestations: [...attestations],
});
