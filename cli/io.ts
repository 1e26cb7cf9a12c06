/** Everything a command touches of the world, so that a test can hand it another one. */
import { mkdir, readFile, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { codedError, ok, refuse } from '../domain/result.ts';
import type { CodedError, Result } from '../domain/result.ts';

export interface Io {
  /** Standard output: what the person or the next program asked for. With `--json`, exactly one object. */
  out(text: string): void;
  /** Standard error: progress, hints, refusals. */
  err(text: string): void;
  /** Current time; a command that takes `--at` uses that instead. */
  now(): Date;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** The id of the client the command line is about; undefined before `dispatch` has looked. */
  readonly client?: string;
  /** Refuses with FILE_NOT_FOUND or FILE_UNREADABLE; a relative path starts at `cwd`. */
  readFile(path: string): Promise<Result<Uint8Array>>;
  /** Names in a folder, sorted; refuses as `readFile` does. */
  listFolder(path: string): Promise<Result<readonly string[]>>;
  /** Asked before long work whose result goes there: refuses as `writeFile` would, and leaves nothing behind. */
  canWrite(path: string): Promise<Result<null>>;
  /** Writes beside the target and renames, so that nobody ever sees half a file; makes missing folders. Refuses with FILE_UNWRITABLE. */
  writeFile(path: string, bytes: Uint8Array | string): Promise<Result<{ path: string }>>;
}

function fileError(path: string, cause: unknown): CodedError {
  const code = (cause as NodeJS.ErrnoException | null)?.code;
  if (code === 'ENOENT')
    return codedError('FILE_NOT_FOUND', `There is no file at ${path}. Check the path.`, { path });
  if (code === 'EISDIR')
    return codedError('FILE_UNREADABLE', `${path} is a folder. Name a file in it.`, { path });
  return codedError('FILE_UNREADABLE', `${path} cannot be used (${code ?? String(cause)}).`, { path });
}

function writeError(path: string, cause: unknown): CodedError {
  const code = (cause as NodeJS.ErrnoException | null)?.code;
  const why = code === 'EISDIR' ? 'it is a folder, name a file in it' : (code ?? String(cause));
  return codedError('FILE_UNWRITABLE', `${path} cannot be written: ${why}.`, { path });
}

/** Not `recursive`: under a folder that can hold none (/proc), Node's own never comes back. */
async function makeFolder(path: string): Promise<void> {
  const has = async (): Promise<boolean> => (await stat(path).catch(() => null))?.isDirectory() === true;
  if (await has()) return;
  if (dirname(path) !== path) await makeFolder(dirname(path));
  try {
    await mkdir(path);
  } catch (cause) {
    // Another process may have made it meanwhile.
    if (!(await has())) throw cause;
  }
}

/** The folder itself, or the nearest one above it that is there. */
async function nearestFolder(path: string): Promise<string> {
  const found = await stat(path).catch(() => null);
  return found !== null || dirname(path) === path ? path : nearestFolder(dirname(path));
}

async function tryTarget(target: string): Promise<void> {
  if ((await stat(target).catch(() => null))?.isDirectory() === true)
    throw Object.assign(new Error('is a folder'), { code: 'EISDIR' });
  const probe = join(await nearestFolder(dirname(target)), `.${process.pid}.partial`);
  await writeFile(probe, '');
  await rm(probe, { force: true });
}

export function processIo(): Io {
  const cwd = process.cwd();
  const at = (path: string): string => resolve(cwd, path);
  return {
    out: (text) => void process.stdout.write(text.endsWith('\n') ? text : text + '\n'),
    err: (text) => void process.stderr.write(text.endsWith('\n') ? text : text + '\n'),
    now: () => new Date(),
    env: process.env,
    cwd,
    async readFile(path) {
      try {
        return ok(new Uint8Array(await readFile(at(path))));
      } catch (cause) {
        return refuse(fileError(path, cause));
      }
    },
    async listFolder(path) {
      try {
        return ok((await readdir(at(path))).toSorted());
      } catch (cause) {
        return refuse(fileError(path, cause));
      }
    },
    async canWrite(path) {
      try {
        await tryTarget(at(path));
        return ok(null);
      } catch (cause) {
        return refuse(writeError(path, cause));
      }
    },
    async writeFile(path, bytes) {
      const target = at(path);
      const partial = `${target}.${process.pid}.partial`;
      try {
        await makeFolder(dirname(target));
        await writeFile(partial, bytes);
        await rename(partial, target);
        return ok({ path: target });
      } catch (cause) {
        await rm(partial, { force: true }).catch(() => undefined);
        return refuse(writeError(path, cause));
      }
    },
  };
}
