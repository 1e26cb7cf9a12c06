/** The reviewer's page, as it was built: a fixed list of files read at the start, so that no address leads anywhere else. */
import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { mediaTypeOf } from '../../formats/wire/media-types.ts';
import { SECURITY_HEADERS } from '../../formats/wire/page-headers.ts';
import { Refusal } from '../http/refusal.ts';

/** What the address without a path shows: the page with what a reviewer needs, and not the whole application. */
const FIRST = '/store.html';

/** Paths of the page to files; empty when it was not built. */
export async function pageFiles(folder: string): Promise<ReadonlyMap<string, string>> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const paths = found.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  return new Map(paths.map((path) => [`/${relative(folder, path).split(sep).join('/')}`, path]));
}

export function servePage(app: FastifyInstance, files: ReadonlyMap<string, string>): void {
  app.get('/*', async (request, reply): Promise<FastifyReply> => {
    const asked = request.url.split(/[?#]/, 1)[0] ?? '/';
    const path = asked === '/' ? FIRST : asked;
    const file = files.get(path);
    if (file === undefined) throw new Refusal(404, 'NO_PAGE', 'There is no such page here.');
    return reply
      .type(mediaTypeOf(path))
      .header('cache-control', path.startsWith('/app/') ? 'public, max-age=31536000, immutable' : 'no-cache')
      .send(await readFile(file));
  });
}

/** Every answer, of the page and of the store alike. */
export function guardHeaders(app: FastifyInstance, secure: () => boolean): void {
  app.addHook('onSend', (_request, reply, payload, done) => {
    for (const [name, value] of Object.entries(SECURITY_HEADERS))
      if (!reply.hasHeader(name)) void reply.header(name, value);
    if (secure()) void reply.header('strict-transport-security', 'max-age=63072000; includeSubDomains');
    if (!reply.hasHeader('cache-control')) void reply.header('cache-control', 'no-store');
    done(null, payload);
  });
}
