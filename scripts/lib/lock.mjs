/** One at a time across processes: a file that names its owner, taken over when the owner is gone. */
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { repository } from './run.mjs';

const isAlive = (pid) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (cause) {
    return cause.code === 'EPERM';
  }
};

function take(path) {
  try {
    writeFileSync(path, String(process.pid), { flag: 'wx' });
    return true;
  } catch (cause) {
    if (cause.code !== 'EEXIST') throw cause;
    return false;
  }
}

/** Moves a dead owner's file away; if somebody living took the lock in between, puts it back. */
function clear(path, owner) {
  const aside = `${path}.${process.pid}`;
  try {
    renameSync(path, aside);
    if (readFileSync(aside, 'utf8') !== owner) linkSync(aside, path);
    rmSync(aside);
  } catch {
    // Another waiter was quicker; the next round sees what it did.
  }
}

const readOwner = (path) => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
};

/** Runs `body` while no other process runs one under the same name; waits as long as that takes. */
export async function withLock(name, body, folder = join(repository, '.cache')) {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${name}.lock`);
  let unnamed = 0;
  while (!take(path)) {
    const owner = readOwner(path);
    // An owner is written right after the file appears; a file that stays empty belongs to nobody.
    unnamed = owner === '' ? unnamed + 1 : 0;
    if (owner !== null && (unnamed > 20 || (owner !== '' && !isAlive(Number(owner))))) clear(path, owner);
    else await pause(100);
  }
  try {
    return await body();
  } finally {
    rmSync(path, { force: true });
  }
}
