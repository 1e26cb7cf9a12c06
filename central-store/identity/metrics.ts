/** What the store tells Prometheus: requests by route and status. No person, workspace, plan or digest is a label. */
import { timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { Refusal } from '../http/refusal.ts';

const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

export interface Metrics {
  readonly refused: (code: string) => void;
}

/** `token`: who may read them; without one, this machine alone. `backlog`: versions that wait for a thread. */
export function serveMetrics(app: FastifyInstance, token: string | null, backlog: () => number): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const labelNames = ['method', 'route', 'status'] as const;
  const requests = new Counter({
    name: 'bailiwick_http_requests_total',
    help: 'Requests answered',
    labelNames,
    registers: [registry],
  });
  const duration = new Histogram({
    name: 'bailiwick_http_request_seconds',
    help: 'Time to answer',
    labelNames: ['method', 'route'] as const,
    buckets: SECONDS,
    registers: [registry],
  });
  const refusals = new Counter({
    name: 'bailiwick_refusals_total',
    help: 'Requests refused, by code',
    labelNames: ['code'] as const,
    registers: [registry],
  });
  const waiting = new Gauge({
    name: 'bailiwick_versions_waiting',
    help: 'Versions sent that wait to be read',
    registers: [registry],
  });
  app.addHook('onResponse', (request, reply, done) => {
    const { method, routeOptions } = request;
    const route = routeOptions.url ?? 'unknown';
    requests.inc({ method, route, status: String(reply.statusCode) });
    duration.observe({ method, route }, reply.elapsedTime / 1000);
    done();
  });
  app.get('/metrics', async (request, reply): Promise<FastifyReply> => {
    if (!mayRead(request, token))
      throw new Refusal(403, 'NOT_FOR_YOU', 'Metrics are for whoever runs the store.');
    waiting.set(backlog());
    return reply.type(registry.contentType).send(await registry.metrics());
  });
  return { refused: (code) => refusals.inc({ code }) };
}

const LOCAL: ReadonlySet<string> = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);

function mayRead({ headers, ip }: FastifyRequest, token: string | null): boolean {
  // Through a proxy of this very machine everybody seems to be on it.
  const forwarded = headers['x-forwarded-for'] ?? headers['forwarded'] ?? headers['x-real-ip'];
  if (token === null) return forwarded === undefined && LOCAL.has(ip);
  const [given, wanted] = [Buffer.from(headers.authorization ?? ''), Buffer.from(`Bearer ${token}`)];
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}
