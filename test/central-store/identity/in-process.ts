/** A store in the test's own process: its routes, over a folder and an index in memory, with a clock and a login of the test's. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { afterEach, beforeAll } from 'vitest';
import type { Sha256Hex, TenantId } from '../../../domain/brand.ts';
import { folderBlobs } from '../../../central-store/blobs/folder.ts';
import { openEmbedded } from '../../../central-store/database/embedded.ts';
import type { Database } from '../../../central-store/database/port.ts';
import type { DevelopmentIssuer } from '../../../central-store/identity/development-issuer.ts';
import { developmentIssuer } from '../../../central-store/identity/development-issuer.ts';
import type { Issuer } from '../../../central-store/identity/issuer.ts';
import { ownIssuer } from '../../../central-store/identity/issuer.ts';
import type { Limits } from '../../../central-store/identity/limits.ts';
import { DEFAULT_LIMITS } from '../../../central-store/identity/limits.ts';
import { ownThread } from '../../../central-store/reading/read-version.ts';
import { createServer } from '../../../central-store/server.ts';
import { openKeys } from '../../../central-store/store-key.ts';
import { must } from '../../formats/bundle/sample.ts';
import { layIndex, makeTemplate } from '../empty-index.ts';

export const PEOPLE = [
  { tenant: 'acme' as TenantId, subject: 'ada@acme.example', administrator: true },
  { tenant: 'acme' as TenantId, subject: 'bea@acme.example', administrator: false },
  { tenant: 'other' as TenantId, subject: 'eve@other.example', administrator: true },
] as const;

export interface InProcess {
  readonly app: FastifyInstance;
  readonly issuer: DevelopmentIssuer;
  readonly data: string;
  readonly storeId: Sha256Hex;
  readonly lines: object[];
  /** Moves the store's clock. */
  later(seconds: number): void;
  now(): Date;
  as(
    who: number,
    method: 'GET' | 'POST' | 'PUT',
    path: string,
    body?: string | Uint8Array,
  ): Promise<{ status: number; json: Record<string, unknown> }>;
}

export const URL_OF_STORE = 'https://store.example';

let shared: Promise<Database> | null = null;
/** One for all tests of a file: workspaces of different tests must not share names then. */
async function database(): Promise<Database> {
  shared ??= mkdtemp(join(tmpdir(), 'bailiwick-index-')).then(async (folder) => {
    await makeTemplate();
    layIndex(folder);
    return must(await openEmbedded(folder));
  });
  return shared;
}
beforeAll(async () => {
  await database();
});

const open: { readonly app: FastifyInstance; readonly data: string }[] = [];
afterEach(async () => {
  for (const { app, data } of open.splice(0)) {
    await app.close();
    await rm(data, { recursive: true, force: true, maxRetries: 10 });
  }
});

export async function inProcess(
  more: {
    limits?: Limits;
    roots?: ReadonlyMap<TenantId, Sha256Hex>;
    metricsToken?: string;
    proxies?: number;
    login?: Issuer;
  } = {},
): Promise<InProcess> {
  const data = await mkdtemp(join(tmpdir(), 'bailiwick-store-'));
  let ahead = 0;
  const now = (): Date => new Date(Date.now() + ahead * 1000);
  const issuer = await developmentIssuer(data, PEOPLE, now);
  const keys = await openKeys(data);
  const lines: object[] = [];
  const app = await createServer({
    data,
    database: await database(),
    blobsOf: (folder) => folderBlobs(join(folder, 'blobs')),
    reader: ownThread,
    keys,
    issuer: more.login ?? ownIssuer(issuer, () => URL_OF_STORE, now),
    url: () => URL_OF_STORE,
    roots: more.roots ?? new Map(),
    limits: more.limits ?? DEFAULT_LIMITS,
    proxies: more.proxies ?? 0,
    metricsToken: more.metricsToken ?? null,
    page: new Map(),
    now,
    log: (line) => lines.push(line),
  });
  open.push({ app, data });
  return {
    app,
    issuer,
    data,
    storeId: keys.keyId,
    lines,
    now,
    later: (seconds) => {
      ahead += seconds;
    },
    as: async (who, method, path, body) => {
      const person = PEOPLE[who];
      if (person === undefined) throw new Error(`there is no person ${who}`);
      const authorization = `Bearer ${await issuer.token(person)}`;
      const payload =
        body === undefined ? {} : { payload: typeof body === 'string' ? body : Buffer.from(body) };
      const headers = { authorization, 'content-type': 'application/json' };
      const answer = await app.inject({ method, url: path, headers, ...payload });
      const text = answer.body;
      return { status: answer.statusCode, json: text.startsWith('{') ? (JSON.parse(text) as never) : {} };
    },
  };
}
