/**
 * Every submitted version as a file of its own, outside the page's storage, which a full disk resets. A file is named
 * by its own sha256 and never overwritten: a version with one more approval is one more file.
 */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { IsoTime, VersionId } from '../domain/brand.ts';
import { codedError, ok, refuse } from '../domain/result.ts';
import type { Result } from '../domain/result.ts';
import { versionIdOfBundle } from '../formats/bundle/read-bundle.ts';
import type { MirroredVersion } from './contract.ts';
import type { DurableFs } from './durable-file.ts';
import { fileError, listNames, readBytes, writeDurably } from './durable-file.ts';
import { readZip } from './read-zip.ts';

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

export class Mirror {
  private readonly folder: string;
  private readonly fs: DurableFs;

  constructor(home: string, fs: DurableFs) {
    this.folder = join(home, 'versions');
    this.fs = fs;
  }

  /** Codes: VERSION_MISMATCH, ZIP_*, MANIFEST_*, DISK_FULL, FILE_REFUSED. The same bytes again are a success. */
  async keep(versionId: VersionId, bundle: Uint8Array): Promise<Result<MirroredVersion>> {
    const found = await versionIdOfBundle(bundle, readZip);
    if (!found.ok) return found;
    if (found.value !== versionId) {
      return refuse(
        codedError('VERSION_MISMATCH', `The bundle is version ${found.value}, not ${versionId}.`),
      );
    }
    const digest = sha256(bundle);
    const path = join(this.folder, versionId, `${digest}.zip`);
    const there = await readBytes(path, this.fs);
    if (!there.ok || sha256(there.value) !== digest) {
      const written = await writeDurably(path, bundle, this.fs);
      if (!written.ok) return written;
    }
    return this.describe(versionId, path);
  }

  private async describe(versionId: VersionId, path: string): Promise<Result<MirroredVersion>> {
    try {
      const { size, mtime } = await this.fs.stat(path);
      return ok({ versionId, bytes: size, path, mirroredAt: mtime.toISOString() as IsoTime });
    } catch (cause) {
      return refuse(fileError(path, cause));
    }
  }

  /** One entry a version: its fullest bundle. */
  async list(): Promise<Result<readonly MirroredVersion[]>> {
    const versions: MirroredVersion[] = [];
    for (const name of await listNames(this.folder, this.fs)) {
      const fullest = await this.fullest(name as VersionId);
      if (fullest.ok) versions.push(fullest.value);
      else if (fullest.errors[0]?.code !== 'NOT_MIRRORED') return fullest;
    }
    return ok(versions);
  }

  /** Bundles of one version differ by their attestations alone, so the largest has the most of them. */
  private async fullest(versionId: VersionId): Promise<Result<MirroredVersion>> {
    let best: MirroredVersion | null = null;
    for (const name of await listNames(join(this.folder, versionId), this.fs)) {
      const one = await this.describe(versionId, join(this.folder, versionId, name));
      if (!one.ok) return one;
      if (best === null || one.value.bytes > best.bytes) best = one.value;
    }
    if (best !== null) return ok(best);
    return refuse(codedError('NOT_MIRRORED', `Version ${versionId} is not mirrored on this machine.`));
  }
}
