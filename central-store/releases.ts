/** What a version is judged beside: everything its workspace released before it, found from the log and the blobs. */
import type { IsoDate, Sha256Hex } from '../domain/brand.ts';
import type { Before, PreviousRelease } from '../domain/governance/requirements.ts';
import type { Result } from '../domain/result.ts';
import { ok } from '../domain/result.ts';
import { findAncestry } from './database/find.ts';
import type { LogLine } from './log-file.ts';
import type { Desk } from './receive.ts';
import type { TenantFiles } from './tenant-files.ts';

/** What a release moved never changes, so each is read once while the store runs. */
const read = new WeakMap<TenantFiles, Map<Sha256Hex, Promise<Result<PreviousRelease>>>>();

export const releasesIn = (log: readonly LogLine[]): readonly LogLine[] =>
  log.filter(({ kind }) => kind === 'release');

export function blobOfVersion(files: TenantFiles, version: Sha256Hex): Sha256Hex | null {
  const place = files.placeOf('version', version);
  return place === null ? null : (files.log[place]?.of ?? null);
}

/**
 * The releases of the workspace, by the store's clock, and among them the one the version came from. A version that is
 * released itself is not judged beside itself. Codes: those of the reader.
 */
export async function beforeOf({ files, tenant }: Desk, version: Sha256Hex): Promise<Result<Before>> {
  const lines = releasesIn(files.log).filter(({ of }) => of !== version);
  const releases: PreviousRelease[] = [];
  for (const line of lines) {
    const release = await releaseOf(files, line);
    if (!release.ok) return release;
    releases.push(release.value);
  }
  const ancestry = lines.length === 0 ? [] : await files.find((tx) => findAncestry(tx, tenant, version));
  const nearest = ancestry.find((id) => lines.some(({ of }) => of === id));
  const previous = releases[lines.findIndex(({ of }) => of === nearest)];
  return ok(previous === undefined ? { releases } : { releases, previous });
}

function releaseOf(files: TenantFiles, { of, at }: LogLine): Promise<Result<PreviousRelease>> {
  const known = read.get(files) ?? new Map<Sha256Hex, Promise<Result<PreviousRelease>>>();
  read.set(files, known);
  const begun = known.get(of) ?? readRelease(files, of, at.slice(0, 10) as IsoDate);
  known.set(of, begun);
  const forget = () => known.delete(of);
  void begun.then((release) => release.ok || forget(), forget);
  return begun;
}

async function readRelease(
  files: TenantFiles,
  version: Sha256Hex,
  on: IsoDate,
): Promise<Result<PreviousRelease>> {
  const blob = blobOfVersion(files, version);
  const release = blob === null ? null : await files.reader.release(() => files.blob(blob), on);
  if (release === null) throw new Error(`The released version ${version} is lost. Restore it from a backup.`);
  return release;
}
