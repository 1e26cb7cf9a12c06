/** A bundle named on the command line, read but not verified. */
import { openBundle } from '../formats/bundle/read-bundle.ts';
import type { OpenedBundle } from '../formats/bundle/read-bundle.ts';
import type { Result } from '../domain/result.ts';
import { readZip } from '../workstation/read-zip.ts';
import { naming } from './command.ts';
import type { Io } from './io.ts';

/** Codes: FILE_NOT_FOUND, FILE_UNREADABLE and those of `openBundle`. */
export async function readBundleFile(io: Io, path: string): Promise<Result<OpenedBundle>> {
  const file = await io.readFile(path);
  return file.ok ? naming(path, await openBundle(file.value, readZip)) : file;
}
