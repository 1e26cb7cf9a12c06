/** One store per data folder: two processes on one log would each acknowledge what the other overwrites. */
import { readFile, rename, link, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Result } from '../domain/result.ts';
import { codedError, ok, refuse } from '../domain/result.ts';
import { makeFolder } from './durable.ts';

function lives(pid: number): boolean {
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (cause) {
    return (cause as NodeJS.ErrnoException).code === 'EPERM';
  }
}

const held = (folder: string, by: string) =>
  refuse(
    codedError('STORE_RUNNING', `Process ${by} already serves ${folder}. Stop it, or name another folder.`),
  );

/** Answers how to give the folder up again. Codes: STORE_RUNNING. */
export async function lockFolder(folder: string): Promise<Result<() => Promise<void>>> {
  await makeFolder(folder);
  const path = join(folder, 'lock');
  const mine = join(folder, `lock.${process.pid}`);
  await writeFile(mine, String(process.pid), { mode: 0o600 });
  try {
    for (;;) {
      if (await linked(mine, path)) return ok(() => rm(path, { force: true }));
      const holder = await readFile(path, 'utf8').catch(() => null);
      if (holder === null) continue;
      if (lives(Number(holder))) return held(folder, holder);
      if (!(await takenAway(path, holder))) return held(folder, 'another');
    }
  } finally {
    await rm(mine, { force: true });
  }
}

async function linked(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw cause;
  }
}

/** A rename has one winner; who finds a newer lock in hand than the dead one puts it back and yields. */
async function takenAway(path: string, dead: string): Promise<boolean> {
  const aside = `${path}.dead.${process.pid}`;
  try {
    await rename(path, aside);
  } catch {
    return true;
  }
  const same = (await readFile(aside, 'utf8')) === dead;
  if (!same) await linked(aside, path);
  await rm(aside, { force: true });
  return same;
}
