/** How much one person, and one address, may ask in a minute; more is answered 429 and told when to come back. */
import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Refusal } from '../http/refusal.ts';

export interface Limits {
  /** Requests a minute; 0 for no limit. */
  readonly perPerson: number;
  /** An office may share one address. */
  readonly perAddress: number;
  /** Begun sign-ins a minute of one address. */
  readonly signIns: number;
}

/** A laptop back from a week offline sends a thousand versions, each of four requests, in a minute or two. */
export const DEFAULT_LIMITS: Limits = { perPerson: 6000, perAddress: 30_000, signIns: 60 };

export type Limiter = (request: FastifyRequest, reply: FastifyReply) => Promise<void>;

export interface Limiters {
  readonly address: Limiter;
  readonly signIn: Limiter;
  readonly person: (key: (request: FastifyRequest) => string) => Limiter;
}

export async function limiters(app: FastifyInstance, limits: Limits): Promise<Limiters> {
  await app.register(rateLimit, { global: false, cache: 20_000 });
  const make = (max: number, key: (request: FastifyRequest) => string): Limiter => {
    if (max === 0) return () => Promise.resolve();
    const check = app.createRateLimit({ max, timeWindow: 60_000, keyGenerator: key });
    return async (request, reply) => {
      const found = await check(request);
      if (found.isAllowed || !found.isExceeded) return;
      void reply.header('retry-after', String(found.ttlInSeconds));
      throw new Refusal(429, 'TOO_MANY_REQUESTS', `Too much at once. Try again in ${found.ttlInSeconds} s.`);
    };
  };
  return {
    address: make(limits.perAddress, ({ ip }) => ip),
    signIn: make(limits.signIns, ({ ip }) => ip),
    person: (key) => make(limits.perPerson, key),
  };
}
