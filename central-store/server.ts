/** The store over HTTP. Every body is parsed or refused; every acknowledgement comes after the disk. */
import { timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { fastify } from 'fastify';
import type { IsoTime, Sha256Hex, TenantId } from '../domain/brand.ts';
import type { Check } from '../domain/bundle/check.ts';
import { Faults, list, object } from '../domain/bundle/check.ts';
import * as is from '../domain/bundle/checks.ts';
import type { Result } from '../domain/result.ts';
import { base64 } from '../formats/bundle/bytes.ts';
import { sha256Of } from '../formats/bundle/digest.ts';
import { attest, commitVersion } from './receive.ts';
import type { Desk } from './receive.ts';
import type { StoreKeys } from './store-key.ts';
import { TenantFiles } from './tenant-files.ts';

export interface Person {
  readonly tenant: TenantId;
  readonly subject: string;
  readonly token: string;
}

export interface ServerOptions {
  readonly data: string;
  readonly keys: StoreKeys;
  readonly people: readonly Person[];
  readonly now: () => Date;
  /** One structured line: never a token, a body, an address, a digest or a name. */
  readonly log: (line: object) => void;
}

/** A version above this is refused with 413: uploads in parts are not taken yet. */
export const MAX_BLOB_BYTES = 8 * 1024 * 1024;
const MAX_HAVE = 10_000;
const LOG_PAGE = 1000;

const checkHave = object<{ digests: readonly Sha256Hex[] }>({ digests: list(is.sha256Hex) });
const checkCommit = object<{ blob: Sha256Hex }>({ blob: is.sha256Hex });

class Refusal extends Error {
  readonly status: number;
  readonly code: string;
  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

function parse<T>(check: Check<T>, value: unknown): T {
  const faults = new Faults();
  const read = check(value, '', faults);
  const [fault] = faults.list;
  if (fault !== undefined) throw new Refusal(400, 'REQUEST_FORM', `${fault.path} ${fault.message}`);
  return read;
}

const bytesOf = ({ body }: FastifyRequest): Uint8Array =>
  Buffer.isBuffer(body) ? new Uint8Array(body) : new Uint8Array();

function jsonOf<T>(check: Check<T>, request: FastifyRequest): T {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytesOf(request)));
  } catch {
    throw new Refusal(400, 'NOT_JSON', 'The body is not JSON text.');
  }
  return parse(check, value);
}

const digestOf = (request: FastifyRequest): Sha256Hex =>
  parse(is.sha256Hex, (request.params as { readonly id?: unknown }).id);

const STATUS: ReadonlyMap<string, number> = new Map([
  ['BLOB_MISSING', 409],
  ['VERSION_UNKNOWN', 409],
  ['TENANT_WRONG', 403],
]);

function must<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  const { code, message } = result.errors[0] ?? { code: 'REFUSED', message: 'Refused.' };
  throw new Refusal(STATUS.get(code) ?? 422, code, message);
}

const same = (a: string, b: string): boolean =>
  a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));

export async function createServer(options: ServerOptions): Promise<FastifyInstance> {
  const desks = new Map<TenantId, Desk>();
  const now = (): IsoTime => options.now().toISOString() as IsoTime;
  for (const tenant of new Set(options.people.map((person) => person.tenant))) {
    const files = await TenantFiles.open(options.data, tenant);
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
  return app;
}

function answerFaults(app: FastifyInstance, log: ServerOptions['log']): void {
  app.setErrorHandler((fault: Error & { readonly statusCode?: number }, _request, reply) => {
    if (fault instanceof Refusal)
      return reply.code(fault.status).send({ code: fault.code, message: fault.message });
    const status = fault.statusCode ?? 500;
    if (status < 500) return reply.code(status).send({ code: 'REQUEST_REFUSED', message: fault.message });
    log({ level: 'error', code: (fault as NodeJS.ErrnoException).code ?? fault.name });
    return reply
      .code(500)
      .send({ code: 'STORE_FAILED', message: 'The store failed. Nothing was acknowledged.' });
  });
  app.addHook('onResponse', (request, reply, done) => {
    const { method, routeOptions } = request;
    const ms = Math.round(reply.elapsedTime);
    log({ level: 'info', method, route: routeOptions.url ?? 'unknown', status: reply.statusCode, ms });
    done();
  });
}

type DeskOf = (request: FastifyRequest) => Desk;

function serveBlobs(app: FastifyInstance, deskOf: DeskOf): void {
  app.put('/v1/blobs/:id', async (request, reply): Promise<FastifyReply> => {
    const [digest, bytes, { files }] = [digestOf(request), bytesOf(request), deskOf(request)];
    if (request.headers['content-range'] !== undefined)
      throw new Refusal(413, 'BLOB_TOO_LARGE', `The store takes blobs of up to ${MAX_BLOB_BYTES} bytes.`);
    if (sha256Of(bytes) !== digest)
      throw new Refusal(422, 'DIGEST_WRONG', `The bytes sent are not those of ${digest}. Send them again.`);
    const known = await files.has(digest);
    await files.keep(digest, bytes);
    return reply.code(known ? 200 : 201).send();
  });
  app.get('/v1/blobs/:id', async (request, reply): Promise<FastifyReply> => {
    const bytes = await deskOf(request).files.blob(digestOf(request));
    if (bytes === null) throw new Refusal(404, 'BLOB_UNKNOWN', 'This blob is not here.');
    return reply.type('application/octet-stream').send(bytes);
  });
  app.post('/v1/have', async (request) => {
    const { digests } = jsonOf(checkHave, request);
    if (digests.length > MAX_HAVE) throw new Refusal(413, 'TOO_MANY', `Ask for ${MAX_HAVE} at most.`);
    const { files, keys, tenant, now } = deskOf(request);
    const missing: Sha256Hex[] = [];
    for (const digest of digests) if (!(await files.has(digest))) missing.push(digest);
    const { storeEpoch } = keys;
    return { missing, storeEpoch, checkpoint: keys.checkpoint(tenant, files.log, now()) };
  });
}

function serveVersions(app: FastifyInstance, deskOf: DeskOf): void {
  app.post('/v1/versions/:id', async (request) => {
    const { blob } = jsonOf(checkCommit, request);
    return must(await commitVersion(deskOf(request), digestOf(request), blob));
  });
  app.get('/v1/versions/:id', (request) => {
    const id = digestOf(request);
    const { log } = deskOf(request).files;
    const version = log.find(({ kind, subject }) => kind === 'version' && subject === id);
    if (version === undefined) throw new Refusal(404, 'VERSION_UNKNOWN', 'This version is not here.');
    const acts = log.filter(({ kind, of }) => kind === 'attestation' && of === id);
    return { blob: version.of, attestations: acts.map(({ subject }) => subject) };
  });
  app.post('/v1/attestations', async (request) => must(await attest(deskOf(request), bytesOf(request))));
}

function serveLog(app: FastifyInstance, deskOf: DeskOf): void {
  app.get('/v1/log', (request) => {
    const text = (request.query as { readonly from?: unknown }).from;
    const from = typeof text === 'string' && /^\d{1,15}$/.test(text) ? Number(text) : null;
    if (from === null) throw new Refusal(400, 'REQUEST_FORM', 'from is the index of an entry, from 0.');
    const page = deskOf(request).files.log.slice(from, from + LOG_PAGE);
    return { from, entries: page.map(({ kind, tenant, subject, at }) => ({ kind, tenant, subject, at })) };
  });
}
