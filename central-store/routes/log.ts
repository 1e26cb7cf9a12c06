/** The log's entries from an index on, never by time. */
import type { FastifyInstance, FastifyReply } from 'fastify';
import { entryOf } from '../log-file.ts';
import { Refusal } from '../http/refusal.ts';
import type { DeskOf } from '../http/request.ts';
import type { TenantFiles } from '../tenant-files.ts';

export const LOG_PAGE = 1000;

export function serveLog(app: FastifyInstance, deskOf: DeskOf): void {
  const pages = new LogPages();
  app.get('/v1/log', (request, reply): FastifyReply => {
    const text = (request.query as { readonly from?: unknown }).from;
    const from = typeof text === 'string' && /^\d{1,15}$/.test(text) ? Number(text) : null;
    if (from === null) throw new Refusal(400, 'REQUEST_FORM', 'from is the index of an entry, from 0.');
    return reply.type('application/json; charset=utf-8').send(pages.from(deskOf(request).files, from));
  });
}

/** Every laptop reads the log each minute, and a full page never changes: it is written out once. */
class LogPages {
  private readonly full = new WeakMap<TenantFiles, Map<number, string>>();

  from(files: TenantFiles, from: number): string {
    const known = this.full.get(files)?.get(from);
    if (known !== undefined) return known;
    const entries = files.log.slice(from, from + LOG_PAGE).map(entryOf);
    const page = JSON.stringify({ from, entries });
    if (from % LOG_PAGE === 0 && entries.length === LOG_PAGE) this.keep(files, from, page);
    return page;
  }

  private keep(files: TenantFiles, from: number, page: string): void {
    const pages = this.full.get(files) ?? new Map<number, string>();
    this.full.set(files, pages.set(from, page));
  }
}
