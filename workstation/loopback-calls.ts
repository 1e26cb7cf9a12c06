/** Calls of the workstation's methods over HTTP: who may make them, how large they may be, and how they are answered. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { codedError, ok, refuse } from '../domain/result.ts';
import type { Result } from '../domain/result.ts';
import { decodeFrame } from '../formats/wire/frame.ts';
import { MAX_BACKUP_BYTES, MAX_BUNDLE_BYTES, isWorkstationMethod, parseArgument } from './channels.ts';
import { CLIENT_HEADER, FIRST_CLIENT } from './contract.ts';
import type { WorkstationMethod, WorkstationMethods } from './contract.ts';
import { refusal, sendFrame, sendRefusal } from './loopback-answers.ts';
import type { Refusal } from './loopback-answers.ts';
import type { LoopbackSession } from './loopback-session.ts';

/** The workstation of one client. Code: CLIENT_UNKNOWN. */
export type MethodsOf = (client: string) => Promise<Result<WorkstationMethods>>;

export interface CallContext {
  readonly methodsOf: MethodsOf;
  readonly session: LoopbackSession;
  readonly origin: string;
}

/** Methods that carry a bundle may be as large as a bundle; nothing else needs more than this. */
const SMALL_BODY = 2 * 1024 * 1024;
const LARGE: ReadonlyMap<string, number> = new Map<WorkstationMethod, number>([
  ['mirrorVersion', MAX_BUNDLE_BYTES],
  ['saveFile', MAX_BACKUP_BYTES],
  ['backUpClient', MAX_BACKUP_BYTES],
  ['restoreClient', MAX_BACKUP_BYTES],
]);

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
function callerRefusal(request: IncomingMessage, context: CallContext): Refusal | null {
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
  context: CallContext,
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
  context: CallContext,
): Promise<void> {
  if (!isWorkstationMethod(method)) {
    return sendRefusal(
      response,
      refusal(404, 'UNKNOWN_METHOD', `The workstation has no method "${method}".`),
    );
  }
  const body = await framedBody(request, (LARGE.get(method) ?? 0) + SMALL_BODY);
  if (!body.ok) {
    // What is left of an oversized body will not be read, so the connection is of no further use.
    response.setHeader('Connection', 'close');
    return sendFrame(response, body.errors[0]?.code === 'BODY_TOO_LARGE' ? 413 : 400, body);
  }
  const argument = parseArgument(method, body.value);
  if (!argument.ok) return sendFrame(response, 400, argument);
  // Whose window asks; a page says it with every call, so that none is answered out of another client.
  const methods = await context.methodsOf(String(request.headers[CLIENT_HEADER] ?? FIRST_CLIENT));
  if (!methods.ok) return sendFrame(response, 404, methods);
  const call = methods.value[method] as (input: unknown) => Promise<Result<unknown>>;
  sendFrame(response, 200, await call.call(methods.value, argument.value));
}

/** A request to `/api/…`: `session` redeems a launch code, every other name is a method of the contract. */
export async function answerCall(
  request: IncomingMessage,
  response: ServerResponse,
  context: CallContext,
): Promise<void> {
  const refused = callerRefusal(request, context);
  if (refused !== null) return sendRefusal(response, refused);
  if (request.url === '/api/session') return openSession(request, response, context);
  return callMethod((request.url ?? '').slice('/api/'.length), request, response, context);
}
