/** What tells an installation and a build that are current from ones that are not. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from './run.mjs';

/** Everything a build reads. */
const sources = [
  'domain',
  'formats',
  'solver-worker',
  'renderer',
  'workstation',
  'central-store',
  'electron',
  'cli',
  'assets',
  'scripts/build.mjs',
  'vite.config.ts',
  'package.json',
  'package-lock.json',
];

function* filesUnder(path) {
  const full = join(repository, path);
  if (!existsSync(full)) return;
  if (!statSync(full).isDirectory()) return yield path;
  for (const name of readdirSync(full).sort()) yield* filesUnder(`${path}/${name}`);
}

function hashOf(describe) {
  const hash = createHash('sha256');
  for (const source of sources) {
    for (const path of filesUnder(source)) hash.update(`${path}\0`).update(describe(join(repository, path)));
  }
  return hash.digest('hex');
}

export const contentHash = () => hashOf((path) => createHash('sha256').update(readFileSync(path)).digest());

export const statHash = () =>
  hashOf((path) => {
    const { size, mtimeMs } = statSync(path);
    return `${size} ${mtimeMs}\0`;
  });

/** Native packages differ by platform, processor and Node's ABI, so the stamp names them. */
export function installStamp() {
  const hash = createHash('sha256');
  for (const name of ['package.json', 'package-lock.json']) hash.update(readFileSync(join(repository, name)));
  return `${hash.digest('hex')} ${process.platform}-${process.arch} abi${process.versions.modules}`;
}

/** Whether node_modules already holds the very versions the lock names, by the record npm itself keeps there. */
export function lockIsInstalled() {
  const record = join(repository, 'node_modules', '.package-lock.json');
  if (!existsSync(record)) return false;
  const lock = JSON.parse(readFileSync(join(repository, 'package-lock.json'), 'utf8')).packages;
  const have = JSON.parse(readFileSync(record, 'utf8')).packages;
  return Object.entries(lock).every(([path, wanted]) => {
    if (path === '') return true;
    const found = have[path];
    // Packages for other platforms are named in the lock and rightly absent.
    if (found === undefined) return wanted.optional === true || wanted.peer === true;
    return found.version === wanted.version && existsSync(join(repository, path));
  });
}
