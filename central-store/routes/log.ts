/** The log's entries from an index on, never by time. */
import type { FastifyInstance } from 'fastify';
import { entryOf } from '../log-file.ts';
import { Refusal } from '../http/refusal.ts';
import type { DeskOf } from '../http/request.ts';

const LOG_PAGE = 1000;

export function serveLog(app: FastifyInstance, deskOf: DeskOf): void {
  app.get('/v1/log', (request) => {
    const text = (request.query as { readonly from?: unknown }).from;
    const from = typeof text === 'string' && /^\d{1,15}$/.test(text) ? Number(text) : null;
    if (from === null) throw new Refusal(400, 'REQUEST_FORM', 'from is the index of an entry, from 0.');
    const page = deskOf(request).files.log.slice(from, from + LOG_PAGE);
    return { from, entries: page.map(entryOf) };
  });
}
