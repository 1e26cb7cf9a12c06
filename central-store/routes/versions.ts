/** Versions and what is signed about them enter the log, and are found again. */
import type { FastifyInstance } from 'fastify';
import type { Sha256Hex } from '../../domain/brand.ts';
import { object } from '../../domain/bundle/check.ts';
import * as is from '../../domain/bundle/checks.ts';
import { findVersion } from '../database/find.ts';
import { must, Refusal } from '../http/refusal.ts';
import type { DeskOf } from '../http/request.ts';
import { bytesOf, digestOf, jsonOf } from '../http/request.ts';
import { attest, commitVersion } from '../receive.ts';

const checkCommit = object<{ blob: Sha256Hex }>({ blob: is.sha256Hex });

export function serveVersions(app: FastifyInstance, deskOf: DeskOf): void {
  app.post('/v1/versions/:id', async (request) => {
    const { blob } = jsonOf(checkCommit, request);
    return must(await commitVersion(deskOf(request), digestOf(request), blob));
  });
  app.get('/v1/versions/:id', async (request) => {
    const [id, { files, tenant }] = [digestOf(request), deskOf(request)];
    const version = await files.find((tx) => findVersion(tx, tenant, id));
    if (version === null) throw new Refusal(404, 'VERSION_UNKNOWN', 'This version is not here.');
    return { blob: version.blob, attestations: version.attestations };
  });
  app.post('/v1/attestations', async (request) => must(await attest(deskOf(request), bytesOf(request))));
}
