/**
 * Plain data with bytes in it, as one message between the page and its host: a 4-byte big-endian length, that many
 * bytes of JSON, then every Uint8Array of the data, end to end, in the order the JSON names them as `{"$bytes": n}`.
 * A bundle of 40 MB costs 40 MB; base64 would cost a third more and a copy as text.
 */
import { codedError, ok, refuse } from '../../domain/result.ts';
import type { Result } from '../../domain/result.ts';

const MARK = '$bytes';

/** Throws a TypeError on an object that has a `$bytes` key of its own: that would be read back as bytes. */
export function encodeFrame(data: unknown): Uint8Array<ArrayBuffer> {
  const blobs: Uint8Array[] = [];
  const json = new TextEncoder().encode(JSON.stringify(withoutBytes(data, blobs)) ?? 'null');
  const total = blobs.reduce((sum, blob) => sum + blob.length, 4 + json.length);
  const frame = new Uint8Array(total);
  new DataView(frame.buffer).setUint32(0, json.length);
  frame.set(json, 4);
  let offset = 4 + json.length;
  for (const blob of blobs) {
    frame.set(blob, offset);
    offset += blob.length;
  }
  return frame;
}

function withoutBytes(data: unknown, blobs: Uint8Array[]): unknown {
  if (data instanceof Uint8Array) {
    blobs.push(data);
    return { [MARK]: data.length };
  }
  if (Array.isArray(data)) return data.map((item) => withoutBytes(item, blobs));
  if (data === null || typeof data !== 'object') return data;
  if (Object.hasOwn(data, MARK)) throw new TypeError(`An object with a key "${MARK}" cannot be framed.`);
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, withoutBytes(value, blobs)]));
}

interface Cursor {
  offset: number;
  readonly frame: Uint8Array;
}

/** Refuses BAD_FRAME on anything `encodeFrame` would not have written: a short frame, bytes left over, broken JSON. */
export function decodeFrame(frame: Uint8Array): Result<unknown> {
  const bad = (why: string) => refuse(codedError('BAD_FRAME', `The message is not well-formed: ${why}.`));
  if (frame.length < 4) return bad('it is shorter than its length field');
  const length = new DataView(frame.buffer, frame.byteOffset, frame.byteLength).getUint32(0);
  if (4 + length > frame.length) return bad('its JSON is cut short');
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(frame.subarray(4, 4 + length)));
  } catch {
    return bad('its JSON does not parse');
  }
  const cursor: Cursor = { offset: 4 + length, frame };
  try {
    const data = withBytes(json, cursor);
    return cursor.offset === frame.length ? ok(data) : bad('bytes are left over');
  } catch (cause) {
    if (cause instanceof RangeError) return bad('its bytes are cut short');
    throw cause;
  }
}

function withBytes(data: unknown, cursor: Cursor): unknown {
  if (Array.isArray(data)) return data.map((item) => withBytes(item, cursor));
  if (data === null || typeof data !== 'object') return data;
  if (Object.hasOwn(data, MARK)) return takeBytes((data as Record<string, unknown>)[MARK], cursor);
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, withBytes(value, cursor)]));
}

function takeBytes(length: unknown, cursor: Cursor): Uint8Array {
  const end = cursor.offset + Number(length);
  if (!Number.isSafeInteger(length) || Number(length) < 0 || end > cursor.frame.length)
    throw new RangeError();
  // A copy of its own, and a plain one even when the frame is a Node Buffer.
  const bytes = new Uint8Array(cursor.frame.subarray(cursor.offset, end));
  cursor.offset = end;
  return bytes;
}
