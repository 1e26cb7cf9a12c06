/**
 * Blobs in an S3-compatible bucket, each under its digest. What is sent is signed with its digest, so that the bucket
 * itself refuses other bytes; nothing counts as kept before the bucket said so; what is read is hashed. A request that
 * stalls, breaks, or is answered 409, 429 or 5.. is sent again, for each may be sent twice.
 */
import { createHash } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { setTimeout as after } from 'node:timers/promises';
import { AwsClient } from 'aws4fetch';
import type { Sha256Hex } from '../../domain/brand.ts';
import type { BucketSettings } from './bucket-settings.ts';
import type { Blobs } from './port.ts';

/** Codes: BUCKET_UNREACHABLE, BUCKET_SLOW, BUCKET_FAILED (worth another try), BUCKET_REFUSED, BLOB_DAMAGED. */
export class BucketFault extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

export interface Patience {
  /** Of one request without a body; what is sent has a millisecond a kilobyte more. */
  readonly timeoutMs: number;
  /** Before each further try. */
  readonly waitsMs: readonly number[];
}

export const PATIENCE: Patience = { timeoutMs: 60_000, waitsMs: [100, 1000] };

interface Answer {
  readonly status: number;
  readonly size: number | null;
  readonly bytes: Buffer;
}

interface Sent {
  readonly method: 'HEAD' | 'GET' | 'PUT';
  readonly body?: Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const NOTHING = sha256(new Uint8Array());
/** Another writer at the same moment; too much at once. */
const AGAIN: ReadonlySet<number> = new Set([409, 429]);

export class Bucket {
  private readonly url: string;
  private readonly signer: AwsClient;
  private readonly patience: Patience;

  constructor(settings: BucketSettings, patience: Patience = PATIENCE) {
    const { url, region, keyId, secret, sessionToken } = settings;
    this.url = url;
    this.patience = patience;
    this.signer = new AwsClient({
      accessKeyId: keyId,
      secretAccessKey: secret,
      service: 's3',
      region,
      ...(sessionToken === null ? {} : { sessionToken }),
    });
  }

  async size(path: string): Promise<number | null> {
    const { status, size } = await this.tried(() => this.ask(path, { method: 'HEAD' }));
    if (status === 404) return null;
    return status === 200 ? size : refused(status, Buffer.alloc(0));
  }

  /** Its bytes, which hash to `digest`; null when it is not here. */
  get(path: string, digest: Sha256Hex): Promise<Buffer | null> {
    return this.tried(async () => {
      const { status, bytes } = await this.ask(path, { method: 'GET' });
      if (status === 404 && codeIn(bytes) !== 'NoSuchBucket') return null;
      if (status !== 200) return refused(status, bytes);
      if (sha256(bytes) === digest) return bytes;
      throw new BucketFault('BLOB_DAMAGED', `The bucket gave other bytes for ${path} than were put there.`);
    });
  }

  /** Kept for good when this resolves; what is there already stays, and is proven to be the same. */
  async put(path: string, digest: Sha256Hex, bytes: Uint8Array): Promise<void> {
    const headers = { 'if-none-match': '*', 'x-amz-content-sha256': digest };
    const { status, bytes: said } = await this.tried(() =>
      this.ask(path, { method: 'PUT', body: bytes, headers }),
    );
    if (status === 412 && (await this.get(path, digest)) !== null) return;
    if (status !== 200) refused(status, said);
  }

  private async ask(path: string, { method, body, headers }: Sent): Promise<Answer> {
    const signal = AbortSignal.timeout(Math.ceil(this.patience.timeoutMs + (body?.length ?? 0) / 1000));
    const init = {
      method,
      headers: { 'x-amz-content-sha256': NOTHING, ...headers },
      ...(body === undefined ? {} : { body: body as Uint8Array<ArrayBuffer> }),
    };
    const given = await this.send(path, init, signal);
    if (given.status < 500 && !AGAIN.has(given.status)) return given;
    throw new BucketFault('BUCKET_FAILED', `The bucket answered ${given.status} ${codeIn(given.bytes)}.`);
  }

  private async send(path: string, init: RequestInit, signal: AbortSignal): Promise<Answer> {
    try {
      const request = await this.signer.sign(`${this.url}/${path}`, init);
      // A signature is good for one address: another region's redirect is a setting to be mended.
      const answer = await fetch(request, { signal, redirect: 'manual' });
      const bytes = Buffer.from(await answer.arrayBuffer());
      const length = answer.headers.get('content-length');
      return { status: answer.status, size: length === null ? null : Number(length), bytes };
    } catch (cause) {
      if (signal.aborted) throw new BucketFault('BUCKET_SLOW', 'The bucket did not answer in time.');
      const why = cause instanceof Error ? cause.message : String(cause);
      throw new BucketFault('BUCKET_UNREACHABLE', `The bucket cannot be reached: ${why}.`);
    }
  }

  private async tried<T>(work: () => Promise<T>): Promise<T> {
    for (const wait of this.patience.waitsMs) {
      try {
        return await work();
      } catch (cause) {
        if (!(cause instanceof BucketFault) || cause.code === 'BUCKET_REFUSED') throw cause;
        await after(wait);
      }
    }
    return work();
  }
}

const codeIn = (body: Buffer): string => /<Code>(\w{1,64})<\/Code>/.exec(body.toString('latin1'))?.[1] ?? '';

function refused(status: number, body: Buffer): never {
  throw new BucketFault('BUCKET_REFUSED', `The bucket refused with ${`${status} ${codeIn(body)}`.trim()}.`);
}

/** Digests remembered to be in the bucket: every laptop asks for all it has each minute. */
const REMEMBERED = 200_000;

/** `prefix` ends with a slash. */
export function bucketBlobs(bucket: Bucket, prefix: string): Blobs {
  const pathOf = (digest: Sha256Hex): string => `${prefix}${digest.slice(0, 2)}/${digest}`;
  const seen = new Set<Sha256Hex>();
  const note = (digest: Sha256Hex): void => {
    if (seen.size >= REMEMBERED) seen.clear();
    seen.add(digest);
  };
  const has = async (digest: Sha256Hex): Promise<boolean> => {
    if (!seen.has(digest) && (await bucket.size(pathOf(digest))) !== null) note(digest);
    return seen.has(digest);
  };
  const put = async (digest: Sha256Hex, bytes: Uint8Array): Promise<void> => {
    if (await has(digest)) return;
    await bucket.put(pathOf(digest), digest, bytes);
    note(digest);
  };
  return {
    has,
    put,
    size: (digest) => bucket.size(pathOf(digest)),
    get: async (digest) => {
      const bytes = await bucket.get(pathOf(digest), digest);
      if (bytes === null) seen.delete(digest);
      return bytes;
    },
    adopt: async (digest, path) => {
      await put(digest, await readFile(path));
      await rm(path, { force: true });
    },
  };
}
