/**
 * The loopback host: the built page and the workstation's methods, on 127.0.0.1 alone, where Electron is not at hand.
 * Every request must name this host; every call must come from this page and carry the launch's token.
 */
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { codedError, ok, refuse } from '../domain/result.ts';
import type { CodedError, Result } from '../domain/result.ts';
import { refusal, send, sendFrame, sendRefusal } from './loopback-answers.ts';
import type { MethodsOf } from './loopback-calls.ts';
import { answerCall } from './loopback-calls.ts';
import { pageFile } from './loopback-files.ts';
import { SECURITY_HEADERS } from './loopback-headers.ts';
import { createSession, proofOf, sameText } from './loopback-session.ts';
import type { LoopbackSession } from './loopback-session.ts';

export interface LoopbackOptions {
  /** The built page. */
  readonly root: string;
  /** 0 takes any free port. */
  readonly port: number;
  readonly methodsOf: MethodsOf;
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
  if (request.method === 'POST' && path.startsWith('/api/')) return answerCall(request, response, context);
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
