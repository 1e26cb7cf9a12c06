/** From a URL's path to a file of the built page, and never to one outside it. */
import { readFile, realpath, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { mediaTypeOf } from '../formats/wire/media-types.ts';

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
    const body = new Uint8Array(await readFile(path));
    return { path, type: mediaTypeOf(path), body, immutable: segments[0] === 'app' };
  } catch {
    return null;
  }
}
