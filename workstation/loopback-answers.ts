/** What the loopback host answers with: always the security headers, and a frame for whoever called. */
import type { ServerResponse } from 'node:http';
import { codedError, refuse } from '../domain/result.ts';
import type { CodedError, Result } from '../domain/result.ts';
import { encodeFrame } from '../formats/wire/frame.ts';
import { SECURITY_HEADERS } from './loopback-headers.ts';

export interface Refusal {
  readonly status: number;
  readonly error: CodedError;
}

export const refusal = (status: number, code: string, message: string): Refusal => ({
  status,
  error: codedError(code, message),
});

export function send(
  response: ServerResponse,
  status: number,
  type: string,
  body: Uint8Array | string,
): void {
  response.writeHead(status, {
    ...SECURITY_HEADERS,
    'Content-Type': type,
    'Cache-Control': 'no-store',
    'Content-Length': Buffer.byteLength(body),
  });
  response.end(body);
}

export const sendFrame = (response: ServerResponse, status: number, result: Result<unknown>): void =>
  send(response, status, 'application/octet-stream', encodeFrame(result));

export const sendRefusal = (response: ServerResponse, { status, error }: Refusal): void =>
  sendFrame(response, status, refuse(error));
