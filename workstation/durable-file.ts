/**
 * Files that survive a power cut: bytes to a temporary file, fsync, rename into place, fsync of the folder. Until the
 * rename the old file is whole, after it the new one is.
 */
import { randomBytes } from 'node:crypto';
import * as nodeFs from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { codedError, ok, refuse } from '../domain/result.ts';
import type { CodedError, Result } from '../domain/result.ts';

/** The part of node:fs/promises that is used, so that a test can be a disk that fills up or a plug that is pulled. */
export type DurableFs = Pick<
  typeof nodeFs,
  'open' | 'rename' | 'link' | 'unlink' | 'mkdir' | 'readFile' | 'readdir' | 'stat'
>;

export const DISK: DurableFs = nodeFs;

export type FileCode = 'DISK_FULL' | 'FILE_EXISTS' | 'FILE_NOT_FOUND' | 'FILE_REFUSED';

const PRIVATE_FILE = 0o600;
const PRIVATE_FOLDER = 0o700;

export const errnoOf = (cause: unknown): string =>
  cause instanceof Error && 'code' in cause ? String(cause.code) : 'UNKNOWN';

export function fileError(path: string, cause: unknown): CodedError<FileCode> {
  const errno = errnoOf(cause);
  if (errno === 'ENOSPC' || errno === 'EDQUOT') {
    return codedError('DISK_FULL', `There is no room to write ${path}. Free some space and try again.`, {
      path,
    });
  }
  if (errno === 'EEXIST') return codedError('FILE_EXISTS', `${path} exists already.`, { path });
  if (errno === 'ENOENT') return codedError('FILE_NOT_FOUND', `There is no file ${path}.`, { path });
  return codedError('FILE_REFUSED', `${path} cannot be used (${errno}). Check its permissions.`, {
    path,
    errno,
  });
}

export interface WriteOptions {
  /** Refuses FILE_EXISTS instead of replacing: the first of two processes wins. */
  readonly exclusive?: boolean;
}

export async function writeDurably(
  path: string,
  bytes: Uint8Array,
  fs: DurableFs = DISK,
  options: WriteOptions = {},
): Promise<Result<true, CodedError<FileCode>>> {
  const folder = dirname(path);
  const partial = join(folder, `.${randomBytes(8).toString('hex')}.partial`);
  try {
    await fs.mkdir(folder, { recursive: true, mode: PRIVATE_FOLDER });
    await writeAndSync(partial, bytes, fs);
    if (options.exclusive === true) {
      await fs.link(partial, path);
      await fs.unlink(partial);
    } else {
      await fs.rename(partial, path);
    }
    await syncFolder(folder, fs);
    return ok(true);
  } catch (cause) {
    await fs.unlink(partial).catch(() => undefined);
    return refuse(fileError(path, cause));
  }
}

async function writeAndSync(path: string, bytes: Uint8Array, fs: DurableFs): Promise<void> {
  const file = await fs.open(path, 'wx', PRIVATE_FILE);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Windows has no handle for a folder; its rename is durable with the file system's journal. */
async function syncFolder(folder: string, fs: DurableFs): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await fs.open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

export async function readBytes(
  path: string,
  fs: DurableFs = DISK,
): Promise<Result<Uint8Array, CodedError<FileCode>>> {
  try {
    return ok(new Uint8Array(await fs.readFile(path)));
  } catch (cause) {
    return refuse(fileError(path, cause));
  }
}

/** Names in a folder, sorted; a folder that is not there yet is empty. Leftovers of a cut-off write are not listed. */
export async function listNames(path: string, fs: DurableFs = DISK): Promise<readonly string[]> {
  try {
    const names = await fs.readdir(path);
    return names.filter((name) => !name.startsWith('.')).toSorted();
  } catch (cause) {
    if (errnoOf(cause) === 'ENOENT') return [];
    throw cause;
  }
}
