/** Blobs by their digest, and which of a list are lacking. */
import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Sha256Hex } from '../../domain/brand.ts';
import { list, object } from '../../domain/bundle/check.ts';
import * as is from '../../domain/bundle/checks.ts';
import { must, Refusal } from '../http/refusal.ts';
import type { DeskOf } from '../http/request.ts';
import { bytesOf, digestOf, jsonOf } from '../http/request.ts';
import type { TenantFiles } from '../tenant-files.ts';
import { rangeOf } from '../uploads.ts';

/** Of one request; what is larger comes in parts of this size at most. */
export const MAX_BLOB_BYTES = 8 * 1024 * 1024;
const MAX_HAVE = 10_000;
/** Asked of the disk, or of a bucket, at the same time. */
const AT_ONCE = 32;

const checkHave = object<{ digests: readonly Sha256Hex[] }>({ digests: list(is.sha256Hex) });

export function serveBlobs(app: FastifyInstance, deskOf: DeskOf): void {
  app.put('/v1/blobs/:id', async (request, reply): Promise<FastifyReply> => {
    const [digest, bytes, { files }] = [digestOf(request), bytesOf(request), deskOf(request)];
    const range = request.headers['content-range'];
    if (range !== undefined) return putPart(files, digest, range, bytes, reply);
    if (createHash('sha256').update(bytes).digest('hex') !== digest)
      throw new Refusal(422, 'DIGEST_WRONG', `The bytes sent are not those of ${digest}. Send them again.`);
    const known = await files.has(digest);
    await files.keep(digest, bytes);
    return reply.code(known ? 200 : 201).send();
  });
  app.head('/v1/blobs/:id', async (request, reply): Promise<FastifyReply> => {
    const [digest, { files }] = [digestOf(request), deskOf(request)];
    const whole = await files.blobs.size(digest);
    const offset = whole ?? (await files.uploads.offset(digest));
    if (offset === null) return reply.code(404).send();
    return reply
      .code(whole === null ? 204 : 200)
      .header('upload-offset', offset)
      .send();
  });
  app.get('/v1/blobs/:id', async (request, reply): Promise<FastifyReply> => {
    const bytes = await deskOf(request).files.blob(digestOf(request));
    if (bytes === null) throw new Refusal(404, 'BLOB_UNKNOWN', 'This blob is not here.');
    return reply.type('application/octet-stream').send(bytes);
  });
  app.post('/v1/have', async (request) => {
    const { digests } = jsonOf(checkHave, request);
    if (digests.length > MAX_HAVE) throw new Refusal(413, 'TOO_MANY', `Ask for ${MAX_HAVE} at most.`);
    const { files, keys, tenant, now } = deskOf(request);
    const missing = await missingOf(files, digests);
    const { storeEpoch } = keys;
    return { missing, storeEpoch, checkpoint: keys.checkpoint(tenant, files.state, now()) };
  });
}

async function missingOf(files: TenantFiles, digests: readonly Sha256Hex[]): Promise<readonly Sha256Hex[]> {
  const missing: Sha256Hex[] = [];
  for (let at = 0; at < digests.length; at += AT_ONCE) {
    const some = digests.slice(at, at + AT_ONCE);
    const here = await Promise.all(some.map((digest) => files.has(digest)));
    missing.push(...some.filter((_, i) => here[i] === false));
  }
  return missing;
}

/** 202 while parts are missing, 201 when the blob is whole; `upload-offset` says where to go on. */
async function putPart(
  files: TenantFiles,
  digest: Sha256Hex,
  header: string,
  bytes: Uint8Array,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const range = rangeOf(header);
  if (range === null)
    throw new Refusal(400, 'PART_FORM', 'Content-Range is "bytes FROM-TO/TOTAL", the last byte included.');
  const added = await files.uploads.add(digest, range, bytes);
  if (!added.ok) void reply.header('upload-offset', (await files.uploads.offset(digest)) ?? 0);
  const { offset, done } = must(added);
  return reply
    .header('upload-offset', offset)
    .code(done ? 201 : 202)
    .send();
}
