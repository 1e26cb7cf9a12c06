/**
 * The loopback host: the built page and the workstation's methods, on 127.0.0.1 alone, where Electron is not at hand.
 * Every request must name this host; every call must come from this page and carry the launch's token.
 */
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { codedError, ok, refuse } from '../domain/result.ts';
import type { CodedError, Result } from '../domain/result.ts';
import { decodeFrame, encodeFrame } from '../formats/wire/frame.ts';
import { MAX_BUNDLE_BYTES, isWorkstationMethod, parseArgument } from './channels.ts';
import type { WorkstationMethod, WorkstationMethods } from './contract.ts';
import { pageFile } from './loopback-files.ts';
import { SECURITY_HEADERS } from './loopback-headers.ts';
import { createSession, proofOf, sameText } from './loopback-session.ts';
import type { LoopbackSession } from './loopback-session.ts';

export interface LoopbackOptions {
  /** The built page. */
  readonly root: string;
  /** 0 takes any free port. */
  readonly port: number;
  readonly methods: WorkstationMethods;
  readonly version: string;
}

export interface LoopbackHost {
  readonly origin: string;
  readonly port: number;
  readonly secret: string;
  /** An address that opens the page with the right to call the workstation. */
  launchUrl(lifetime: 'once' | 'launch'): string;
  close(): Promise<void>;
}

interface Context extends LoopbackOptions {
  readonly session: LoopbackSession;
  readonly origin: string;
}

/** A page sits idle while a person thinks; a slow sender gets no longer than a large bundle takes. */
const LIMITS = { keepAliveTimeout: 120_000, requestTimeout: 120_000, headersTimeout: 10_000 };

/** Methods that carry a bundle may be as large as a bundle; nothing else needs more than this. */
const SMALL_BODY = 2 * 1024 * 1024;
const LARGE: readonly WorkstationMethod[] = ['mirrorVersion', 'saveFile'];

const refusal = (status: number, code: string, message: string) => ({
  status,
  error: codedError(code, message),
});
type Refusal = ReturnType<typeof refusal>;

function send(response: ServerResponse, status: number, type: string, body: Uint8Array | string): void {
  response.writeHead(status, {
    ...SECURITY_HEADERS,
    'Content-Type': type,
    'Cache-Control': 'no-store',
    'Content-Length': Buffer.byteLength(body),
  });
  response.end(body);
}

const sendFrame = (response: ServerResponse, status: number, result: Result<unknown>): void =>
  send(response, status, 'application/octet-stream', encodeFrame(result));

const sendRefusal = (response: ServerResponse, { status, error }: Refusal): void =>
  sendFrame(response, status, refuse(error));

/** The body, or BODY_TOO_LARGE as soon as it is; the rest is not read. */
async function bodyOf(request: IncomingMessage, limit: number): Promise<Result<Uint8Array>> {
  const tooLarge = refuse(
    codedError('BODY_TOO_LARGE', `A request may have at most ${limit} bytes.`, { limit }),
  );
  if (Number(request.headers['content-length'] ?? 0) > limit) return tooLarge;
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > limit) return tooLarge;
    parts.push(part);
  }
  return ok(new Uint8Array(Buffer.concat(parts)));
}

/** A call is taken from this page only: another page's Origin, or none at all, is refused. */
function callerRefusal(request: IncomingMessage, context: Context): Refusal | null {
  const { origin, authorization } = request.headers;
  const site = request.headers['sec-fetch-site'];
  if (origin !== context.origin || (site !== undefined && site !== 'same-origin')) {
    return refusal(403, 'FOREIGN_ORIGIN', `Only ${context.origin} may call Bailiwick.`);
  }
  if (request.headers['content-type'] !== 'application/octet-stream') {
    return refusal(415, 'BAD_CONTENT_TYPE', 'Send application/octet-stream.');
  }
  if (request.url !== '/api/session' && !context.session.admits(authorization)) {
    const message =
      'This window was not opened by the Bailiwick that is running. Open it again with npm start.';
    return refusal(401, 'NOT_LAUNCHED', message);
  }
  return null;
}

async function framedBody(request: IncomingMessage, limit: number): Promise<Result<unknown>> {
  const body = await bodyOf(request, limit);
  return body.ok ? decodeFrame(body.value) : body;
}

async function openSession(
  request: IncomingMessage,
  response: ServerResponse,
  context: Context,
): Promise<void> {
  const body = await framedBody(request, 1024);
  const code = body.ok ? (body.value as { code?: unknown } | null)?.code : undefined;
  const token = typeof code === 'string' ? context.session.redeem(code) : null;
  if (token !== null) return sendFrame(response, 200, ok({ token }));
  const message =
    'This launch address has been used or is from an earlier start. Open Bailiwick with npm start.';
  sendRefusal(response, refusal(401, 'NOT_LAUNCHED', message));
}

async function callMethod(
  method: string,
  request: IncomingMessage,
  response: ServerResponse,
  context: Context,
): Promise<void> {
  if (!isWorkstationMethod(method)) {
    return sendRefusal(
      response,
      refusal(404, 'UNKNOWN_METHOD', `The workstation has no method "${method}".`),
    );
  }
  const body = await framedBody(request, LARGE.includes(method) ? MAX_BUNDLE_BYTES + SMALL_BODY : SMALL_BODY);
  if (!body.ok) {
    // What is left of an oversized body will not be read, so the connection is of no further use.
    response.setHeader('Connection', 'close');
    return sendFrame(response, body.errors[0]?.code === 'BODY_TOO_LARGE' ? 413 : 400, body);
  }
  const argument = parseArgument(method, body.value);
  if (!argument.ok) return sendFrame(response, 400, argument);
  const call = context.methods[method] as (input: unknown) => Promise<Result<unknown>>;
  sendFrame(response, 200, await call.call(context.methods, argument.value));
}

/** Answers a second launch: that this is Bailiwick, and (only who shares the home can check it) the right one. */
function sayHello(request: IncomingMessage, response: ServerResponse, context: Context): void {
  const nonce = new URL(request.url ?? '/', context.origin).searchParams.get('nonce') ?? '';
  const proof = proofOf(context.session.secret, nonce.slice(0, 64));
  send(
    response,
    200,
    'application/json',
    JSON.stringify({ app: 'bailiwick', version: context.version, proof }),
  );
}

/** Gives a second launch of the same home a code, so that it opens this host's page instead of a second host. */
function issueLaunch(request: IncomingMessage, response: ServerResponse, context: Context): void {
  const { authorization = '', origin } = request.headers;
  if (origin !== undefined || !sameText(authorization, `Bearer ${context.session.secret}`)) {
    return sendRefusal(
      response,
      refusal(403, 'FOREIGN_LAUNCH', 'Only a launch of the same home may do this.'),
    );
  }
  const lifetime = request.headers['x-lifetime'] === 'launch' ? 'launch' : 'once';
  send(response, 200, 'text/plain; charset=utf-8', launchUrl(context, lifetime));
}

const launchUrl = (context: Context, lifetime: 'once' | 'launch'): string =>
  `${context.origin}/#launch=${context.session.issueCode(lifetime)}`;

async function servePage(
  request: IncomingMessage,
  response: ServerResponse,
  context: Context,
): Promise<void> {
  const pathname = (request.url ?? '/').split(/[?#]/, 1)[0] ?? '/';
  const file = await pageFile(context.root, pathname);
  if (file === null) {
    return send(response, 404, 'text/plain; charset=utf-8', 'There is no such file in Bailiwick.\n');
  }
  response.writeHead(200, {
    ...SECURITY_HEADERS,
    'Content-Type': file.type,
    'Content-Length': file.body.length,
    'Cache-Control': file.immutable ? 'public, max-age=31536000, immutable' : 'no-cache',
  });
  response.end(request.method === 'HEAD' ? undefined : file.body);
}

async function answer(request: IncomingMessage, response: ServerResponse, context: Context): Promise<void> {
  const path = request.url ?? '/';
  // A page elsewhere that makes its name resolve to 127.0.0.1 still sends its own name here.
  if (`http://${request.headers.host ?? ''}` !== context.origin) {
    return sendRefusal(
      response,
      refusal(421, 'FOREIGN_HOST', `Bailiwick answers at ${context.origin} only.`),
    );
  }
  if (request.method === 'POST' && path === '/launch') return issueLaunch(request, response, context);
  if (request.method === 'POST' && path.startsWith('/api/')) {
    const refused = callerRefusal(request, context);
    if (refused !== null) return sendRefusal(response, refused);
    if (path === '/api/session') return openSession(request, response, context);
    return callMethod(path.slice('/api/'.length), request, response, context);
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.setHeader('Allow', 'GET, HEAD');
    return sendRefusal(response, refusal(405, 'BAD_METHOD', `${request.method} is not answered here.`));
  }
  if (path.startsWith('/hello?')) return sayHello(request, response, context);
  return servePage(request, response, context);
}

function internalFault(cause: unknown): CodedError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return codedError('INTERNAL', `The workstation stopped on a fault of its own: ${reason}.`);
}

/** Refuses PORT_IN_USE (see `second-launch.ts` for what to do then) and PORT_REFUSED. */
export async function startLoopbackHost(options: LoopbackOptions): Promise<Result<LoopbackHost>> {
  const session = createSession();
  const context = { ...options, session, origin: '' };
  const server = createServer(LIMITS, (request, response) => {
    answer(request, response, context).catch((cause: unknown) => {
      if (response.headersSent) response.destroy();
      else sendFrame(response, 500, refuse(internalFault(cause)));
    });
  });
  const listening = await listen(server, options.port);
  if (!listening.ok) return listening;
  context.origin = `http://127.0.0.1:${listening.value}`;
  return ok({
    origin: context.origin,
    port: listening.value,
    secret: session.secret,
    launchUrl: (lifetime) => launchUrl(context, lifetime),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  });
}

function listen(server: Server, port: number): Promise<Result<number>> {
  return new Promise((resolve) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const inUse = cause.code === 'EADDRINUSE';
      const message = inUse
        ? `Port ${port} of 127.0.0.1 is used by another program. Set BAILIWICK_PORT to a free one.`
        : `Port ${port} of 127.0.0.1 cannot be opened (${cause.code}). Set BAILIWICK_PORT to another one.`;
      resolve(refuse(codedError(inUse ? 'PORT_IN_USE' : 'PORT_REFUSED', message, { port })));
    });
    server.listen({ host: '127.0.0.1', port, exclusive: true }, () =>
      resolve(ok((server.address() as AddressInfo).port)),
    );
  });
}
