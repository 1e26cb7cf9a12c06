/** Requests, parsed into types or refused with 400. */
import type { FastifyRequest } from 'fastify';
import type { Sha256Hex } from '../../domain/brand.ts';
import type { Check } from '../../domain/bundle/check.ts';
import { Faults } from '../../domain/bundle/check.ts';
import * as is from '../../domain/bundle/checks.ts';
import type { Desk } from '../receive.ts';
import { Refusal } from './refusal.ts';

/** The workspace of the one who asks; thrown 401 when nobody is signed in. */
export type DeskOf = (request: FastifyRequest) => Desk;

export function parse<T>(check: Check<T>, value: unknown): T {
  const faults = new Faults();
  const read = check(value, '', faults);
  const [fault] = faults.list;
  if (fault !== undefined) throw new Refusal(400, 'REQUEST_FORM', `${fault.path} ${fault.message}`);
  return read;
}

export const bytesOf = ({ body }: FastifyRequest): Uint8Array =>
  Buffer.isBuffer(body) ? new Uint8Array(body) : new Uint8Array();

export function jsonOf<T>(check: Check<T>, request: FastifyRequest): T {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytesOf(request)));
  } catch {
    throw new Refusal(400, 'NOT_JSON', 'The body is not JSON text.');
  }
  return parse(check, value);
}

/** The `:id` of the route, a digest. */
export const digestOf = (request: FastifyRequest): Sha256Hex =>
  parse(is.sha256Hex, (request.params as { readonly id?: unknown }).id);
