/** The store within the test's own process, on either database, with people who hold keys the workspace knows. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance, LightMyRequestResponse } from 'fastify';
import { folderBlobs } from '../../central-store/blobs/folder.ts';
import { openEmbedded } from '../../central-store/database/embedded.ts';
import type { Database } from '../../central-store/database/port.ts';
import { migratePostgres, openPostgres } from '../../central-store/database/postgres.ts';
import { createServer } from '../../central-store/server.ts';
import { openKeys } from '../../central-store/store-key.ts';
import type { TenantId } from '../../domain/brand.ts';
import type { DsseEnvelope } from '../../domain/governance/envelope.ts';
import type { UnsignedBundle } from '../../formats/bundle/build-bundle.ts';
import { sha256Of } from '../../formats/bundle/digest.ts';
import { envelopeBytes } from '../../formats/bundle/dsse.ts';
import { writeZip } from '../../formats/bundle/write-zip.ts';
import { must } from '../formats/bundle/sample.ts';
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
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
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

export async function serveIn(data: string, database: Database, tenant: string): Promise<InProcess> {
  const app = await createServer({
    data,
    database,
    blobsOf: (_tenant, folder) => folderBlobs(join(folder, 'blobs')),
    keys: await openKeys(data),
    people: [{ tenant: tenant as TenantId, subject: 'ada@acme.example', token: 'ada' }],
    now: () => new Date(),
    judge: async () => true,
    log: () => undefined,
  });
  const ask: InProcess['ask'] = (method, url, body, headers = {}) =>
    app.inject({
      method,
      url,
      headers: { authorization: 'Bearer ada', 'content-type': 'application/octet-stream', ...headers },
      ...(body === undefined
        ? {}
        : { payload: body instanceof Uint8Array ? Buffer.from(body) : JSON.stringify(body) }),
    });
  return {
    app,
    ask,
    push: async (version) => {
      const zip = writeZip(version.bag);
      await ask('PUT', `/v1/blobs/${sha256Of(zip)}`, zip);
      return ask('POST', `/v1/versions/${version.versionId}`, { blob: sha256Of(zip) });
    },
    attest: (act) => ask('POST', '/v1/attestations', envelopeBytes(act)),
  };
}
