/** The store over HTTP. Every body is parsed or refused; every acknowledgement comes after the disk. */
import { timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { fastify } from 'fastify';
import type { IsoTime, TenantId } from '../domain/brand.ts';
import { base64 } from '../formats/bundle/bytes.ts';
import type { Database } from './database/port.ts';
import type { LogLine } from './http/refusal.ts';
import { answerFaults, Refusal } from './http/refusal.ts';
import type { Desk } from './receive.ts';
import { MAX_BLOB_BYTES, serveBlobs } from './routes/blobs.ts';
import { serveLog } from './routes/log.ts';
import { servePlans } from './routes/plans.ts';
import { serveVersions } from './routes/versions.ts';
import type { StoreKeys } from './store-key.ts';
import type { BlobsOf } from './tenant-files.ts';
import { TenantFiles } from './tenant-files.ts';

export interface Person {
  readonly tenant: TenantId;
  readonly subject: string;
  readonly token: string;
}

export interface ServerOptions {
  readonly data: string;
  readonly database: Database;
  readonly blobsOf: BlobsOf;
  readonly keys: StoreKeys;
  readonly people: readonly Person[];
  readonly now: () => Date;
  readonly log: LogLine;
}

const same = (a: string, b: string): boolean =>
  a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));

export async function createServer(options: ServerOptions): Promise<FastifyInstance> {
  const desks = new Map<TenantId, Desk>();
  const now = (): IsoTime => options.now().toISOString() as IsoTime;
  for (const tenant of new Set(options.people.map((person) => person.tenant))) {
    const files = await TenantFiles.open(options.data, tenant, options.database, options.blobsOf);
    desks.set(tenant, { tenant, files, keys: options.keys, now });
  }
  const app = fastify({ logger: false, bodyLimit: MAX_BLOB_BYTES, exposeHeadRoutes: false });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  const personOf = ({ headers }: FastifyRequest): Person => {
    const token = /^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1] ?? '';
    const person = options.people.find((one) => same(one.token, token));
    if (person === undefined) throw new Refusal(401, 'SIGNED_OUT', 'Sign in first.');
    return person;
  };
  const deskOf = (request: FastifyRequest): Desk => desks.get(personOf(request).tenant) as Desk;
  app.addHook('onRequest', async (request) => {
    if (request.routeOptions.url !== '/v1/health') personOf(request);
  });
  answerFaults(app, options.log);
  app.get('/v1/health', () => ({ ok: true, publicKey: base64(options.keys.publicKey) }));
  app.get('/v1/session', (request) => {
    const { tenant, subject } = personOf(request);
    return { tenant, subject };
  });
  serveBlobs(app, deskOf);
  serveVersions(app, deskOf);
  serveLog(app, deskOf);
  servePlans(app, deskOf, (request) => personOf(request).subject);
  return app;
}
