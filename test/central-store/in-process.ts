/** The store within the test's own process, on either database, with people who hold keys the workspace knows. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance, LightMyRequestResponse } from 'fastify';
import { fastify } from 'fastify';
import { folderBlobs } from '../../central-store/blobs/folder.ts';
import { openEmbedded } from '../../central-store/database/embedded.ts';
import type { Database } from '../../central-store/database/port.ts';
import { migratePostgres, openPostgres } from '../../central-store/database/postgres.ts';
import { answerFaults } from '../../central-store/http/refusal.ts';
import type { Desk } from '../../central-store/receive.ts';
import { MAX_BLOB_BYTES, serveBlobs } from '../../central-store/routes/blobs.ts';
import { serveLog } from '../../central-store/routes/log.ts';
import { servePlans } from '../../central-store/routes/plans.ts';
import { serveVersions } from '../../central-store/routes/versions.ts';
import { openKeys } from '../../central-store/store-key.ts';
import { TenantFiles } from '../../central-store/tenant-files.ts';
import type { IsoTime, TenantId } from '../../domain/brand.ts';
import type { DsseEnvelope } from '../../domain/governance/envelope.ts';
import { ok } from '../../domain/result.ts';
import type { UnsignedBundle } from '../../formats/bundle/build-bundle.ts';
import { base64 } from '../../formats/bundle/bytes.ts';
import { sha256Of } from '../../formats/bundle/digest.ts';
import { envelopeBytes } from '../../formats/bundle/dsse.ts';
import { writeZip } from '../../formats/bundle/write-zip.ts';
import { keyring, must } from '../formats/bundle/sample.ts';
import { layIndex, makeTemplate } from './empty-index.ts';
import type { Cluster } from './postgres.ts';
import { postgresFolder, startPostgres } from './postgres.ts';

export const OWNER = 'bailiwick_owner';
export const STORE = 'bailiwick_store';

const folders: string[] = [];
export function temporary(): string {
  const made = mkdtempSync(join(tmpdir(), 'bailiwick-store-'));
  folders.push(made);
  return made;
}
export function forgetTemporary(): void {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
}

export async function embedded(data: string): Promise<Database> {
  await makeTemplate();
  layIndex(data);
  return must(await openEmbedded(data));
}

/** A cluster with the two roles of docs/operating.md, and no tables yet; null where PostgreSQL is not installed. */
export function cluster(): Cluster | null {
  const bin = postgresFolder();
  if (bin === null) return null;
  const made = startPostgres(bin);
  made.sql(`create role ${OWNER} login; create role ${STORE} login;`);
  return made;
}

let databases = 0;

/** A new database on it, migrated by its owner. Its name. */
export async function migrated(on: Cluster): Promise<string> {
  const name = `store_${++databases}`;
  on.sql(`create database ${name} owner ${OWNER}`);
  must(await migratePostgres(on.url(OWNER, name), STORE));
  return name;
}

export const connected = async (on: Cluster, name: string, onLockLost = (): void => undefined) =>
  openPostgres({ url: on.url(STORE, name), connections: 4, onLockLost });

export interface InProcess {
  readonly files: TenantFiles;
  readonly app: FastifyInstance;
  ask(
    method: 'GET' | 'PUT' | 'POST' | 'HEAD',
    url: string,
    body?: unknown,
    headers?: Readonly<Record<string, string>>,
  ): Promise<LightMyRequestResponse>;
  push(version: UnsignedBundle): Promise<LightMyRequestResponse>;
  attest(act: DsseEnvelope): Promise<LightMyRequestResponse>;
}

/** The store's routes for one person of one workspace, whose judge believes every signature. */
export async function serveIn(
  data: string,
  database: Database,
  tenant: string,
  now = () => new Date(),
): Promise<InProcess> {
  const blobsOf = (folder: string) => folderBlobs(join(folder, 'blobs'));
  const desk: Desk = {
    tenant: tenant as TenantId,
    files: await TenantFiles.open(data, tenant as TenantId, database, blobsOf),
    keys: await openKeys(data),
    now: () => now().toISOString() as IsoTime,
    judge: { act: async () => ok(true), maker: async () => ok(true), believed: async () => keyring },
  };
  const app = fastify({ bodyLimit: MAX_BLOB_BYTES, exposeHeadRoutes: false });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  answerFaults(app, () => undefined);
  app.get('/v1/health', () => ({ ok: true, publicKey: base64(desk.keys.publicKey) }));
  app.get('/v1/session', () => ({ tenant, subject: 'ada@acme.example' }));
  for (const serve of [serveBlobs, serveVersions, serveLog]) serve(app, () => desk);
  servePlans(
    app,
    () => desk,
    () => 'ada@acme.example',
  );
  const ask: InProcess['ask'] = (method, url, body, headers = {}) =>
    app.inject({
      method,
      url,
      headers: { 'content-type': 'application/octet-stream', ...headers },
      ...(body === undefined
        ? {}
        : { payload: body instanceof Uint8Array ? Buffer.from(body) : JSON.stringify(body) }),
    });
  return {
    app,
    files: desk.files,
    ask,
    push: async (version) => {
      const zip = writeZip(version.bag);
      await ask('PUT', `/v1/blobs/${sha256Of(zip)}`, zip);
      return ask('POST', `/v1/versions/${version.versionId}`, { blob: sha256Of(zip) });
    },
    attest: (act) => ask('POST', '/v1/attestations', envelopeBytes(act)),
  };
}
