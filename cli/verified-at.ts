/** What a version is judged by beside itself: the day, and the release it would replace where a file of it is given. */
import type { IsoDate } from '../domain/brand.ts';
import type { VerifiedAt } from '../domain/bundle/verification.ts';
import type { Result } from '../domain/result.ts';
import { ok } from '../domain/result.ts';
import { releaseFrom } from '../formats/bundle/release-before.ts';
import { readZip } from '../workstation/read-zip.ts';
import { naming } from './command.ts';
import type { Io } from './io.ts';
import type { Believed } from './keyring-at.ts';

/** Codes: those of reading a file and a bundle, PREVIOUS_NOT_GENUINE, PREVIOUS_NOT_RELEASED. */
export async function verifiedAt(
  io: Io,
  { keyring, stores, seen }: Believed,
  on: IsoDate,
  previous: string | undefined,
): Promise<Result<VerifiedAt>> {
  const at = { on, stores, seen };
  if (previous === undefined) return ok(at);
  const bytes = await io.readFile(previous);
  if (!bytes.ok) return bytes;
  const release = naming(previous, await releaseFrom(bytes.value, keyring, readZip, at));
  return release.ok ? ok({ ...at, previous: release.value }) : release;
}
