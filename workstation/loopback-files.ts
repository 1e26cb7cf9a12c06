/** From a URL's path to a file of the built page, and never to one outside it. */
import { readFile, realpath, stat } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.geojson': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.csv': 'text/csv; charset=utf-8',
  '.tsv': 'text/tab-separated-values; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.md': 'text/plain; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.wasm': 'application/wasm',
  '.woff2': 'font/woff2',
};

export interface PageFile {
  readonly path: string;
  readonly type: string;
  readonly body: Uint8Array<ArrayBuffer>;
  /** Named after its content by the build, so it may be kept for good. */
  readonly immutable: boolean;
}

/**
 * The segments of a URL path, decoded once; null for anything that could mean two things to two readers: an encoded
 * slash, a backslash, a dot segment, a hidden file, a control character, a drive letter.
 */
function segmentsOf(pathname: string): readonly string[] | null {
  if (!pathname.startsWith('/')) return null;
  const segments: string[] = [];
  for (const raw of pathname.slice(1).split('/')) {
    let segment: string;
    try {
      segment = decodeURIComponent(raw);
    } catch {
      return null;
    }
    if (segment.startsWith('.') || /[/\\:\p{Cc}]/u.test(segment)) return null;
    segments.push(segment);
  }
  return segments;
}

/** `pathname` is the undecoded path of the request; `/` is index.html. Null when there is no such file to give. */
export async function pageFile(root: string, pathname: string): Promise<PageFile | null> {
  const segments = segmentsOf(pathname === '/' ? '/index.html' : pathname);
  if (segments === null || segments.includes('')) return null;
  try {
    const [base, path] = await Promise.all([realpath(root), realpath(join(root, ...segments))]);
    // A link in the folder must not lead out of it either.
    if (!path.startsWith(base + sep) || !(await stat(path)).isFile()) return null;
    const type = TYPES[extname(path).toLowerCase()] ?? 'application/octet-stream';
    const body = new Uint8Array(await readFile(path));
    return { path, type, body, immutable: segments[0] === 'app' };
  } catch {
    return null;
  }
}
