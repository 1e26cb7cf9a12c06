/** Plans with their heads; the approved head, moved by compare-and-set; releases. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { PlanId, Sha256Hex } from '../../domain/brand.ts';
import { object } from '../../domain/bundle/check.ts';
import * as is from '../../domain/bundle/checks.ts';
import { moveApproved, releaseVersion } from '../approve.ts';
import type { FoundPlan } from '../database/find.ts';
import { findPlans } from '../database/find.ts';
import { must, Refusal } from '../http/refusal.ts';
import type { DeskOf } from '../http/request.ts';
import { jsonOf, parse } from '../http/request.ts';

const checkVersion = object<{ version: Sha256Hex }>({ version: is.sha256Hex });

const planOf = (request: FastifyRequest): PlanId =>
  parse(is.planId, (request.params as { readonly plan?: unknown }).plan);

/** The version the mover saw as approved, from `If-Match: "VERSION"`; null from `If-None-Match: *`. */
function expectedOf({ headers }: FastifyRequest): Sha256Hex | null {
  if (headers['if-none-match'] === '*') return null;
  const named = /^"([0-9a-f]{64})"$/.exec(headers['if-match'] ?? '')?.[1];
  if (named !== undefined) return named as Sha256Hex;
  const message =
    'Say which approved version you saw: If-Match: "VERSION", or If-None-Match: * when there was none.';
  throw new Refusal(428, 'PRECONDITION_NEEDED', message);
}

const shown = ({ plan, name, cycle, versions, heads, approved, released }: FoundPlan): object => ({
  plan,
  name,
  cycle,
  versions,
  heads,
  diverged: heads.length > 1,
  approved,
  released,
});

export function servePlans(
  app: FastifyInstance,
  deskOf: DeskOf,
  subjectOf: (request: FastifyRequest) => string,
): void {
  app.get('/v1/plans', async (request) => {
    const { files, tenant } = deskOf(request);
    return { plans: (await files.find((tx) => findPlans(tx, tenant, null))).map(shown) };
  });
  app.get('/v1/plans/:plan/heads', async (request, reply): Promise<FastifyReply> => {
    const [plan, { files, tenant }] = [planOf(request), deskOf(request)];
    const [found] = await files.find((tx) => findPlans(tx, tenant, plan));
    if (found === undefined) throw new Refusal(404, 'PLAN_UNKNOWN', 'This plan is not here.');
    if (found.approved !== null) void reply.header('etag', `"${found.approved}"`);
    return reply.send(shown(found));
  });
  app.put('/v1/plans/:plan/heads/approved', async (request, reply): Promise<FastifyReply> => {
    const { version } = jsonOf(checkVersion, request);
    const move = { plan: planOf(request), version, expected: expectedOf(request), by: subjectOf(request) };
    const moved = must(await moveApproved(deskOf(request), move));
    return reply.header('etag', `"${version}"`).send(moved);
  });
  app.post('/v1/releases', async (request) => {
    const { version } = jsonOf(checkVersion, request);
    return must(await releaseVersion(deskOf(request), version, subjectOf(request)));
  });
}
