/** Which bucket the blobs lie in, as the environment says it; and whether it can be used. */
import { randomBytes } from 'node:crypto';
import type { Result } from '../../domain/result.ts';
import { codedError, ok, refuse } from '../../domain/result.ts';
import { sha256Of } from '../../formats/bundle/digest.ts';
import { Bucket, bucketBlobs, BucketFault } from './bucket.ts';

export interface BucketSettings {
  /** With the bucket's name in its host or its path, and a prefix where one is wanted; without a last slash. */
  readonly url: string;
  readonly region: string;
  readonly keyId: string;
  readonly secret: string;
  readonly sessionToken: string | null;
}

const isLocal = ({ hostname }: URL): boolean => ['localhost', '127.0.0.1', '[::1]'].includes(hostname);

/** null: blobs lie in the store's folder. Codes: BAD_BUCKET, NO_BUCKET_KEY. */
export function bucketSettings(
  environment: Readonly<Record<string, string | undefined>>,
): Result<BucketSettings | null> {
  const text = environment['BUCKET_URL'] ?? '';
  if (text === '') return ok(null);
  const url = URL.canParse(text) ? new URL(text) : null;
  const isSafe = url?.protocol === 'https:' || (url?.protocol === 'http:' && isLocal(url));
  if (url === null || !isSafe || url.search !== '' || url.hash !== '' || url.username !== '') {
    const message = `BUCKET_URL is ${text}. Give the bucket’s https address, such as https://s3.eu-central-1.amazonaws.com/plans.`;
    return refuse(codedError('BAD_BUCKET', message));
  }
  const [keyId, secret] = [
    environment['AWS_ACCESS_KEY_ID'] ?? '',
    environment['AWS_SECRET_ACCESS_KEY'] ?? '',
  ];
  if (keyId === '' || secret === '')
    return refuse(
      codedError('NO_BUCKET_KEY', 'Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY to the bucket’s keys.'),
    );
  return ok({
    url: url.href.replace(/\/+$/, ''),
    region: environment['AWS_REGION'] ?? 'us-east-1',
    keyId,
    secret,
    sessionToken: environment['AWS_SESSION_TOKEN'] ?? null,
  });
}

const PROBE = new TextEncoder().encode('Bailiwick keeps blobs here.\n');

/** A blob put there is found, and one that is not there is said not to be. Codes: those of `BucketFault`. */
export async function openBucket(settings: BucketSettings): Promise<Result<Bucket>> {
  const bucket = new Bucket(settings);
  const blobs = bucketBlobs(bucket, 'check/');
  try {
    await blobs.put(sha256Of(PROBE), PROBE);
    await blobs.get(sha256Of(PROBE));
    await blobs.has(sha256Of(randomBytes(16)));
    return ok(bucket);
  } catch (cause) {
    if (!(cause instanceof BucketFault)) throw cause;
    const message = `The bucket of BUCKET_URL cannot be used: ${cause.message} It must allow GetObject, PutObject and ListBucket.`;
    return refuse(codedError(cause.code, message));
  }
}
