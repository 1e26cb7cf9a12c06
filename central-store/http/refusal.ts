/** What a request is refused with: a status for machines between, a code for programs, a sentence for people. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Result } from '../../domain/result.ts';

export class Refusal extends Error {
  readonly status: number;
  readonly code: string;
  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/** Codes that are not 422. */
const STATUS: ReadonlyMap<string, number> = new Map([
  ['BLOB_MISSING', 409],
  ['VERSION_UNKNOWN', 409],
  ['NOT_APPROVED', 409],
  ['NOT_RELEASED', 409],
  ['SUBMITTED_TWICE', 409],
  ['HEAD_MOVED', 412],
  ['BLOB_TOO_LARGE', 413],
  ['PART_FORM', 400],
  ['PART_GAP', 409],
  ['UPLOADS_MANY', 429],
  ['TENANT_WRONG', 403],
  ['CHALLENGE_UNKNOWN', 409],
]);

/** The value, or the refusal thrown to the one place that answers it. */
export function must<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  const { code, message } = result.errors[0] ?? { code: 'REFUSED', message: 'Refused.' };
  throw new Refusal(STATUS.get(code) ?? 422, code, message);
}

/** One structured line: never a token, a body, an address, a digest or a name. */
export type LogLine = (line: object) => void;

/** `refused`: told each code that goes out. */
export function answerFaults(
  app: FastifyInstance,
  log: LogLine,
  refused: (code: string) => void = () => undefined,
): void {
  const codes = new WeakMap<FastifyRequest, string>();
  app.setErrorHandler((fault: Error & { readonly statusCode?: number }, request, reply) => {
    const { status, code, message } = answerTo(fault);
    if (status >= 500 && !(fault instanceof Refusal))
      log({ level: 'error', code: (fault as NodeJS.ErrnoException).code ?? fault.name });
    codes.set(request, code);
    refused(code);
    return reply.code(status).send({ code, message });
  });
  app.addHook('onResponse', (request, reply, done) => {
    const { method, routeOptions } = request;
    const ms = Math.round(reply.elapsedTime);
    const line = {
      level: 'info',
      method,
      route: routeOptions.url ?? 'unknown',
      status: reply.statusCode,
      ms,
    };
    const code = codes.get(request);
    log(code === undefined ? line : { ...line, code });
    done();
  });
}

function answerTo(
  fault: Error & { readonly statusCode?: number },
): Pick<Refusal, 'status' | 'code' | 'message'> {
  if (fault instanceof Refusal) return fault;
  const status = fault.statusCode ?? 500;
  if (status === 413)
    return { status, code: 'BODY_TOO_LARGE', message: 'One request takes 8 MB at most. Send it in parts.' };
  if (status < 500) return { status, code: 'REQUEST_REFUSED', message: fault.message };
  return { status: 500, code: 'STORE_FAILED', message: 'The store failed. Nothing was acknowledged.' };
}
