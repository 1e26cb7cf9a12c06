/** The store's own routes, log, blobs and index behind a laptop whose disk alone is a model: real bytes, signatures, proofs. */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Database } from '../../../central-store/database/port.ts';
import { openKeys } from '../../../central-store/store-key.ts';
import type { Sha256Hex, VersionId } from '../../../domain/brand.ts';
import { ok, refuse, codedError } from '../../../domain/result.ts';
import type { UnsignedBundle } from '../../../formats/bundle/build-bundle.ts';
import { sha256Of } from '../../../formats/bundle/digest.ts';
import { envelopeBytes, readEnvelope } from '../../../formats/bundle/dsse.ts';
import { keyIdOf } from '../../../formats/bundle/ed25519.ts';
import { writeZip } from '../../../formats/bundle/write-zip.ts';
import { rootOf } from '../../../formats/log/merkle.ts';
import { httpStore } from '../../../workstation/sync/http-store.ts';
import type { LocalVersions } from '../../../workstation/sync/local.ts';
import { syncRound } from '../../../workstation/sync/sync-round.ts';
import type { InProcess } from '../../central-store/in-process.ts';
import { serveIn } from '../../central-store/in-process.ts';
import { ada, bea, build, cleo, must, samplePlan, sign } from '../../formats/bundle/sample.ts';
import { Laptop, TENANT } from './world.ts';

export const SUBJECT = 'ada@acme.example';

/** A store that can be killed at any request and put back to an older backup, over one embedded database. */
export class RealStore {
  readonly data: string;
  private readonly database: Database;
  private served: InProcess | null = null;
  private readonly backups: string[] = [];
  publicKey = new Uint8Array();
  epoch = '';

  constructor(database: Database) {
    this.database = database;
    this.data = mkdtempSync(join(tmpdir(), 'bailiwick-real-'));
  }

  /** As a process that starts: nothing is known but what lies on the disk. */
  async start(): Promise<InProcess> {
    const served = await serveIn(this.data, this.database, TENANT);
    const keys = await openKeys(this.data);
    this.publicKey = new Uint8Array(keys.publicKey);
    this.epoch = keys.storeEpoch;
    await served.app.ready();
    this.served = served;
    return served;
  }

  get now(): InProcess {
    if (this.served === null) throw new Error('The store was not started.');
    return this.served;
  }

  backUp(): void {
    const copy = mkdtempSync(join(tmpdir(), 'bailiwick-backup-'));
    cpSync(join(this.data, 'tenants'), copy, { recursive: true });
    this.backups.push(copy);
  }

  async restore(pick: number): Promise<void> {
    const backup = this.backups[pick % Math.max(1, this.backups.length)];
    if (backup === undefined) return;
    rmSync(join(this.data, 'tenants'), { recursive: true, force: true, maxRetries: 10 });
    cpSync(backup, join(this.data, 'tenants'), { recursive: true });
    // What docs/operating.md asks of whoever restores a backup.
    rmSync(join(this.data, 'epoch'));
    await this.start();
  }

  async end(): Promise<void> {
    await this.served?.app.close();
    for (const folder of [this.data, ...this.backups])
      rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
  }

  readonly fetch: typeof globalThis.fetch = async (input, init) => {
    const request = new Request(input, init);
    const { pathname, search } = new URL(request.url);
    const body = Buffer.from(await request.arrayBuffer());
    const answer = await this.now.app.inject({
      method: request.method as 'GET',
      url: `${pathname}${search}`,
      headers: { 'content-type': 'application/octet-stream' },
      ...(body.length === 0 ? {} : { payload: body }),
    });
    const bytes = new Uint8Array(answer.rawPayload);
    const bare = answer.statusCode === 204 || request.method === 'HEAD';
    return new Response(bare ? null : bytes, { status: answer.statusCode });
  };
}

interface Made {
  readonly version: UnsignedBundle;
  readonly zip: Uint8Array;
  readonly blob: Sha256Hex;
  /** The submission first. */
  readonly acts: readonly { readonly digest: Sha256Hex; readonly bytes: Uint8Array }[];
}

const madeOf = (name: string): Made => {
  const version = build(samplePlan({ name }));
  const zip = writeZip(version.bag);
  const envelopes = [
    sign(ada, 'submit', version),
    sign(bea, 'approve', version),
    sign(cleo, 'approve', version),
  ];
  const acts = envelopes.map(envelopeBytes).map((bytes) => ({ bytes, digest: sha256Of(bytes) }));
  return { version, zip, blob: sha256Of(zip), acts };
};

/** Versions people may submit in a schedule, made once: building them is most of the time a schedule takes. */
export const MADE: readonly Made[] = ['One', 'Two', 'Three', 'Four', 'Five'].map(madeOf);

/** A laptop of the little world whose files hold real bundles. */
export class RealLaptop extends Laptop {
  private readonly bytes = new Map<string, Uint8Array>();
  private readonly blobs = new Map<VersionId, Sha256Hex>();

  submitReal({ version, zip, blob, acts }: Made): void {
    const [submission] = acts;
    if (submission === undefined || this.versions.has(version.versionId)) return;
    this.bytes.set(blob, zip).set(submission.digest, submission.bytes);
    this.blobs.set(version.versionId, blob);
    this.versions.set(version.versionId, new Set([submission.digest]));
  }

  signReal({ version, acts }: Made, n: number): void {
    const act = acts[n];
    const known = this.versions.get(version.versionId);
    if (act === undefined || known === undefined) return;
    this.bytes.set(act.digest, act.bytes);
    this.versions.set(version.versionId, new Set([...known, act.digest]));
  }

  override readonly local: LocalVersions = {
    list: () =>
      Promise.resolve(
        ok({
          versions: [...this.versions].map(([versionId, acts]) => ({
            versionId,
            tenant: TENANT,
            blob: this.blobs.get(versionId) as Sha256Hex,
            attestations: [...acts],
          })),
          damaged: [],
        }),
      ),
    blob: (versionId) => this.found(this.blobs.get(versionId)),
    attestation: (_versionId, digest) => this.found(digest),
    keep: ({ versionId, blob, attestations }) => {
      const acts = new Set([...(this.versions.get(versionId) ?? []), ...attestations.map(sha256Of)]);
      this.durably(() => {
        for (const bytes of [blob, ...attestations]) this.bytes.set(sha256Of(bytes), bytes);
        this.blobs.set(versionId, sha256Of(blob));
        this.versions.set(versionId, acts);
      });
      return Promise.resolve(ok('kept'));
    },
    speaksOf: (bytes) => {
      const read = readEnvelope('the act', bytes);
      return read.ok ? (read.value.statement.subject[0]?.digest.sha256 ?? null) : null;
    },
    quarantined: () => Promise.resolve(ok(new Map())),
  };

  private found(digest: Sha256Hex | undefined) {
    const bytes = this.bytes.get(digest ?? '');
    return Promise.resolve(bytes === undefined ? refuse(codedError('GONE', 'It is not here.')) : ok(bytes));
  }

  async round(
    store: RealStore,
    fetch: typeof globalThis.fetch = store.fetch,
    url = 'http://store',
    stallMs = 60_000,
  ) {
    const key = { publicKey: store.publicKey, tenant: TENANT };
    return syncRound({
      port: httpStore({ url, token: 'token', key, fetch, sha256: sha256Of, stallMs }),
      local: this.local,
      memory: this.memory,
      logSoFar: this.logSoFar,
      rootOf,
      now: () => '2026-01-01T00:00:00.000Z' as never,
      bound: { tenant: TENANT, subject: SUBJECT },
      store: { keyId: keyIdOf(store.publicKey), origin: url },
    });
  }
}

/** Whether the store of now holds a version and all these acts, by its own answers. */
export async function holds(
  store: RealStore,
  versionId: VersionId,
  acts: Iterable<Sha256Hex>,
): Promise<boolean> {
  const answer = await store.now.ask('GET', `/v1/versions/${versionId}`);
  if (answer.statusCode !== 200) return false;
  const { attestations } = must(ok(JSON.parse(answer.body) as { attestations: readonly string[] }));
  return [...acts].every((act) => attestations.includes(act));
}
