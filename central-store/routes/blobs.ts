/** Blobs by their digest, and which of a list are lacking. */
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Sha256Hex } from '../../domain/brand.ts';
import { list, object } from '../../domain/bundle/check.ts';
import * as is from '../../domain/bundle/checks.ts';
import { sha256Of } from '../../formats/bundle/digest.ts';
import { Refusal } from '../http/refusal.ts';
import type { DeskOf } from '../http/request.ts';
import { bytesOf, digestOf, jsonOf } from '../http/request.ts';

/** A version above this is refused with 413: uploads in parts are not taken yet. */
export const MAX_BLOB_BYTES = 8 * 1024 * 1024;
const MAX_HAVE = 10_000;

const checkHave = object<{ digests: readonly Sha256Hex[] }>({ digests: list(is.sha256Hex) });

export function serveBlobs(app: FastifyInstance, deskOf: DeskOf): void {
  app.put('/v1/blobs/:id', async (request, reply): Promise<FastifyReply> => {
    const [digest, bytes, { files }] = [digestOf(request), bytesOf(request), deskOf(request)];
    if (request.headers['content-range'] !== undefined)
      throw new Refusal(413, 'BLOB_TOO_LARGE', `The store takes blobs of up to ${MAX_BLOB_BYTES} bytes.`);
    if (sha256Of(bytes) !== digest)
      throw new Refusal(422, 'DIGEST_WRONG', `The bytes sent are not those of ${digest}. Send them again.`);
    const known = await files.has(digest);
    await files.keep(digest, bytes);
    return reply.code(known ? 200 : 201).send();
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
    const missing: Sha256Hex[] = [];
    for (const digest of digests) if (!(await files.has(digest))) missing.push(digest);
    const { storeEpoch } = keys;
    return { missing, storeEpoch, checkpoint: keys.checkpoint(tenant, files.state, now()) };
  });
}
