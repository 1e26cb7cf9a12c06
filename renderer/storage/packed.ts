/**
 * Plain data with typed arrays in it as bytes, and back: a line that says what the file is, the data as JSON, and after it
 * the arrays, each at a multiple of eight. gzip around it, so that a plan of 100,000 accounts is a few megabytes.
 */
import type { Result } from '../../domain/result.ts';
import { codedError, ok, refuse } from '../../domain/result.ts';

type TypedArray = Float64Array | Int32Array | Uint8Array;

const KINDS = { f64: Float64Array, i32: Int32Array, u8: Uint8Array } as const;
type Kind = keyof typeof KINDS;

/** In the JSON, where an array stands. */
interface Place {
  readonly $: Kind;
  readonly at: number;
  readonly length: number;
}

const isPlace = (value: object): value is Place =>
  '$' in value && 'at' in value && 'length' in value && Object.keys(KINDS).includes(String(value.$));

const padded = (length: number): number => Math.ceil(length / 8) * 8;

const kindOf = (value: unknown): Kind | null =>
  value instanceof Float64Array
    ? 'f64'
    : value instanceof Int32Array
      ? 'i32'
      : value instanceof Uint8Array
        ? 'u8'
        : null;

/** Typed arrays are found by identity: one that stands in several places is written once. */
export async function pack(magic: string, value: unknown): Promise<Uint8Array<ArrayBuffer>> {
  const places = new Map<TypedArray, Place>();
  let at = 0;
  const place = (array: TypedArray, kind: Kind): Place => {
    const known = places.get(array);
    if (known !== undefined) return known;
    const made = { $: kind, at, length: array.length };
    places.set(array, made);
    at += padded(array.byteLength);
    return made;
  };
  const plain = (part: unknown): unknown => {
    const kind = kindOf(part);
    if (kind !== null) return place(part as TypedArray, kind);
    if (Array.isArray(part)) return part.map(plain);
    if (part === null || typeof part !== 'object') return part;
    return Object.fromEntries(Object.entries(part).map(([key, each]) => [key, plain(each)]));
  };
  const json = new TextEncoder().encode(`${magic}\n${JSON.stringify(plain(value))}`);
  const start = padded(json.length + 8);
  const bytes = new Uint8Array(start + at);
  new DataView(bytes.buffer).setUint32(0, json.length, true);
  bytes.set(json, 8);
  for (const [array, { at: offset }] of places)
    bytes.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), start + offset);
  return zipped(bytes, new CompressionStream('gzip'));
}

/** Errors: NOT_A_PLAN_FILE (another file, another version, cut short), TOO_LARGE. `limit`: bytes once unpacked. */
export async function unpack(
  magic: string,
  file: Uint8Array<ArrayBuffer>,
  limit: number,
): Promise<Result<unknown>> {
  let bytes: Uint8Array<ArrayBuffer>;
  try {
    const whole = await unzipped(file, limit);
    if (whole === null)
      return refuse(
        codedError(
          'TOO_LARGE',
          `The file holds more than ${Math.round(limit / 2 ** 20)} MB. It is not opened.`,
        ),
      );
    bytes = whole;
  } catch {
    return refuse(notOurs('It cannot be unpacked'));
  }
  const length = bytes.length < 8 ? 0 : new DataView(bytes.buffer).getUint32(0, true);
  const text = new TextDecoder().decode(bytes.subarray(8, 8 + length));
  if (!text.startsWith(`${magic}\n`)) return refuse(notOurs('It does not begin as one'));
  const arrays = bytes.subarray(padded(length + 8));
  try {
    const value: unknown = JSON.parse(text.slice(magic.length + 1), (_key, part: unknown) =>
      part !== null && typeof part === 'object' && isPlace(part) ? arrayAt(arrays, part) : part,
    );
    return ok(value);
  } catch {
    return refuse(notOurs('It is cut short or was changed'));
  }
}

function arrayAt(arrays: Uint8Array<ArrayBuffer>, { $, at, length }: Place): TypedArray {
  const type = KINDS[$];
  const size = length * type.BYTES_PER_ELEMENT;
  if (at < 0 || length < 0 || at + size > arrays.length) throw new RangeError('an array lies outside');
  return new type(arrays.slice(at, at + size).buffer);
}

const notOurs = (why: string) =>
  codedError('NOT_A_PLAN_FILE', `This is not a plan file of Bailiwick. ${why}. Choose another file.`);

const zipped = async (
  bytes: Uint8Array<ArrayBuffer>,
  through: CompressionStream,
): Promise<Uint8Array<ArrayBuffer>> =>
  new Uint8Array(await new Response(new Blob([bytes]).stream().pipeThrough(through)).arrayBuffer());

/** null where it would be more than `limit` bytes: a small file can unpack to any size. */
async function unzipped(
  file: Uint8Array<ArrayBuffer>,
  limit: number,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const reader = new Blob([file]).stream().pipeThrough(new DecompressionStream('gzip')).getReader();
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.length;
    if (size > limit) {
      await reader.cancel();
      return null;
    }
    parts.push(value);
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}
