/** The store over HTTP. Every body is parsed or refused; every acknowledgement comes after the disk. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { fastify } from 'fastify';
import type { Sha256Hex, TenantId } from '../domain/brand.ts';
import { base64 } from '../formats/bundle/bytes.ts';
import type { Database } from './database/port.ts';
import type { LogLine } from './http/refusal.ts';
import { answerFaults } from './http/refusal.ts';
import { serveBrowserLogin } from './identity/browser-login.ts';
import { Challenges } from './identity/challenges.ts';
import type { Issuer } from './identity/issuer.ts';
import type { Signed } from './identity/key-routes.ts';
import { serveKeyring, serveKeys } from './identity/key-routes.ts';
import type { Limits } from './identity/limits.ts';
import { limiters } from './identity/limits.ts';
import { serveMetrics } from './identity/metrics.ts';
import { guardHeaders, servePage } from './identity/page.ts';
import { callerOf } from './identity/sessions.ts';
import { Workspaces } from './identity/workspaces.ts';
import { MAX_BLOB_BYTES, serveBlobs } from './routes/blobs.ts';
import { serveLog } from './routes/log.ts';
import { servePlans } from './routes/plans.ts';
import { serveVersions } from './routes/versions.ts';
import type { Reader } from './reading/read-version.ts';
import type { StoreKeys } from './store-key.ts';
import type { BlobsOf } from './tenant-files.ts';

export interface ServerOptions {
  readonly data: string;
  readonly database: Database;
  readonly blobsOf: BlobsOf;
  readonly reader: Reader;
  readonly keys: StoreKeys;
  readonly issuer: Issuer;
  /** The address people know the store by, without a path. */
  readonly url: () => string;
  /** Roots named by whoever runs the store; else the first keyring an administrator brings names its own. */
  readonly roots: ReadonlyMap<TenantId, Sha256Hex>;
  readonly limits: Limits;
  /** Proxies before the store whose word on addresses is taken. */
  readonly proxies: number;
  readonly metricsToken: string | null;
  /** The built page: paths to files. */
  readonly page: ReadonlyMap<string, string>;
  readonly now: () => Date;
  readonly log: LogLine;
}

/** What a request may take: a large blob over a slow line, and no more. */
const TIMES = { requestTimeout: 300_000, keepAliveTimeout: 72_000 };
/** Without a login. Everything else under /v1 asks who you are. */
const OPEN: ReadonlySet<string> = new Set(['/v1/health', '/v1/health/live', '/v1/health/ready', '/v1/login']);
const SIGN_IN: ReadonlySet<string> = new Set([
  '/login',
  '/login/callback',
  '/issuer/authorize',
  '/issuer/token',
]);

export async function createServer(options: ServerOptions): Promise<FastifyInstance> {
  const { issuer, url, log, now } = options;
  const app = fastify({
    ...TIMES,
    logger: false,
    bodyLimit: MAX_BLOB_BYTES,
    exposeHeadRoutes: false,
    trustProxy: (_address, hop) => hop < options.proxies,
  });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  const metrics = serveMetrics(app, options.metricsToken, () => options.reader.backlog());
  answerFaults(app, log, metrics.refused);
  guardHeaders(app, () => url().startsWith('https:'));
  const signedOf = await admitted(app, options);
  const deskOf = (request: FastifyRequest): Signed['desk'] => signedOf(request).desk;
  serveHealth(app, options);
  app.get('/v1/login', () => issuer.facts());
  app.get('/v1/session', (request) => {
    const { tenant, subject } = signedOf(request).caller;
    return { tenant, subject };
  });
  issuer.development?.serve(app, url);
  serveBrowserLogin(app, issuer, url);
  serveKeys(app, signedOf, new Challenges(now));
  serveKeyring(app, signedOf, options.roots);
  serveBlobs(app, deskOf);
  serveVersions(app, deskOf);
  serveLog(app, deskOf);
  servePlans(app, deskOf, (request) => signedOf(request).caller.subject);
  servePage(app, options.page);
  return app;
}

/** Live: the process answers. Ready: it may be sent people. */
function serveHealth(app: FastifyInstance, { keys }: ServerOptions): void {
  let closing = false;
  app.addHook('preClose', (done) => {
    closing = true;
    done();
  });
  app.get('/v1/health', () => ({ ok: true, publicKey: base64(keys.publicKey) }));
  app.get('/v1/health/live', () => ({ ok: true }));
  app.get('/v1/health/ready', (_request, reply) => reply.code(closing ? 503 : 200).send({ ok: !closing }));
}

/** Limits and login before every route; answers who was let in. */
async function admitted(app: FastifyInstance, options: ServerOptions) {
  const { issuer, url, limits } = options;
  const signed = new WeakMap<FastifyRequest, Signed>();
  const signedOf = (request: FastifyRequest): Signed => signed.get(request) as Signed;
  const workspaces = new Workspaces(options);
  const limit = await limiters(app, limits);
  const person = limit.person((request) => {
    const { tenant, subject } = signedOf(request).caller;
    return JSON.stringify([tenant, subject]);
  });
  app.addHook('onRequest', async (request, reply) => {
    const route = request.routeOptions.url ?? '';
    await limit.address(request, reply);
    if (SIGN_IN.has(route)) await limit.signIn(request, reply);
    if (!route.startsWith('/v1/') || OPEN.has(route)) return;
    const caller = await callerOf(request, issuer, url());
    signed.set(request, { caller, ...(await workspaces.of(caller.tenant)) });
    await person(request, reply);
  });
  return signedOf;
}
