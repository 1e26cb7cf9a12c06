/**
 * Large blobs come in parts, each on the disk before it is answered, so that a broken line costs one part. A part says
 * where it belongs; what is here already is passed over, a gap is refused with how far the upload has come. Only whole
 * bytes that hash to the name they were sent under become a blob; others are thrown away and begin anew.
 */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Sha256Hex } from '../domain/brand.ts';
import type { Result } from '../domain/result.ts';
import { codedError, ok, refuse } from '../domain/result.ts';
import { MAX_ZIP_BYTES } from '../formats/bundle/zip-bounds.ts';
import type { Blobs } from './blobs/port.ts';
import { makeFolder, syncFolder } from './durable.ts';

/** Bytes from..to of a blob of `total`, both inclusive as in RFC 9110, section 14.4. */
export interface Range {
  readonly from: number;
  readonly to: number;
  readonly total: number;
}

/** A version is read whole, and no zip above this is read. */
export const MAX_UPLOAD_BYTES = MAX_ZIP_BYTES;
/** Unfinished uploads of one workspace at once, and how long one waits for its next part. */
const MAX_UNFINISHED = 64;
const FORGET_MS = 7 * 24 * 3_600_000;

export function rangeOf(header: string): Range | null {
  const found = /^bytes (\d{1,15})-(\d{1,15})\/(\d{1,15})$/.exec(header);
  const [from, to, total] = (found?.slice(1) ?? []).map(Number);
  if (from === undefined || to === undefined || total === undefined) return null;
  return from <= to && to < total ? { from, to, total } : null;
}

export class Uploads {
  private readonly folder: string;
  private readonly blobs: Blobs;
  private readonly busy = new Map<Sha256Hex, Promise<unknown>>();

  constructor(folder: string, blobs: Blobs) {
    this.folder = join(folder, 'uploads');
    this.blobs = blobs;
  }

  /** Bytes here already; null when there are none. */
  async offset(digest: Sha256Hex): Promise<number | null> {
    return stat(this.pathOf(digest)).then(
      ({ size }) => size,
      () => null,
    );
  }

  /** How far the upload has come, on the disk; `done` when it is a blob now. Codes: BLOB_TOO_LARGE, PART_FORM, PART_GAP, UPLOADS_MANY, DIGEST_WRONG. */
  add(
    digest: Sha256Hex,
    range: Range,
    part: Uint8Array,
  ): Promise<Result<{ readonly offset: number; readonly done: boolean }>> {
    const work = (this.busy.get(digest) ?? Promise.resolve()).then(() => this.addAlone(digest, range, part));
    const settled = work.catch(() => undefined);
    this.busy.set(digest, settled);
    void settled.then(() => {
      if (this.busy.get(digest) === settled) this.busy.delete(digest);
    });
    return work;
  }

  private async addAlone(digest: Sha256Hex, { from, to, total }: Range, part: Uint8Array) {
    if (total > MAX_UPLOAD_BYTES)
      return refuse(
        codedError('BLOB_TOO_LARGE', `The store takes blobs of up to ${MAX_UPLOAD_BYTES} bytes.`),
      );
    if (part.length !== to - from + 1)
      return refuse(codedError('PART_FORM', `The part has ${part.length} bytes, not ${to - from + 1}.`));
    if (await this.blobs.has(digest)) return ok({ offset: total, done: true });
    const offset = await this.offset(digest);
    if (offset === null && !(await this.mayBegin()))
      return refuse(codedError('UPLOADS_MANY', `Finish one of ${MAX_UNFINISHED} uploads first.`));
    const here = offset ?? 0;
    if (from > here)
      return refuse(codedError('PART_GAP', `The upload has come to ${here}. Go on from there.`));
    if (to >= here) await this.write(digest, here, part.subarray(here - from));
    const now = Math.max(here, to + 1);
    return now < total ? ok({ offset: now, done: false }) : this.finish(digest, total);
  }

  private async write(digest: Sha256Hex, at: number, bytes: Uint8Array): Promise<void> {
    await makeFolder(this.folder);
    const handle = await open(this.pathOf(digest), at === 0 ? 'w' : 'r+', 0o600);
    try {
      for (let done = 0; done < bytes.length;)
        done += (await handle.write(bytes, done, bytes.length - done, at + done)).bytesWritten;
      await handle.sync();
    } catch (cause) {
      await handle.truncate(at);
      throw cause;
    } finally {
      await handle.close();
    }
    if (at === 0) await syncFolder(this.folder);
  }

  private async finish(digest: Sha256Hex, total: number) {
    const path = this.pathOf(digest);
    if ((await hashOf(path)) === digest) {
      await this.blobs.adopt(digest, path);
      return ok({ offset: total, done: true });
    }
    await rm(path, { force: true });
    const message = `The parts together are not the bytes of ${digest}. Send them again from the start.`;
    return refuse(codedError('DIGEST_WRONG', message));
  }

  /** Uploads nobody went on with are forgotten, at the latest when there are too many. */
  private async mayBegin(): Promise<boolean> {
    const names = await readdir(this.folder).catch(() => []);
    let open = names.length;
    for (const name of names) {
      const path = join(this.folder, name);
      const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: 0 }));
      if (Date.now() - mtimeMs < FORGET_MS) continue;
      await rm(path, { force: true });
      open--;
    }
    return open < MAX_UNFINISHED;
  }

  private pathOf(digest: Sha256Hex): string {
    return join(this.folder, digest);
  }
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const bytes of createReadStream(path)) hash.update(bytes as Buffer);
  return hash.digest('hex');
}
