/**
 * Makes a clone ready to run, using nothing but Node: installs what package-lock.json names and builds `dist/`, each
 * only when a stamp says that it is not already so. Any number of these may run at once. All words go to stderr.
 */
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { contentHash, installStamp, lockIsInstalled, statHash } from './lib/fingerprint.mjs';
import { withLock } from './lib/lock.mjs';
import { Refusal, repository, runTool } from './lib/run.mjs';

const installed = join(repository, 'node_modules', '.bailiwick-install');
const built = join(repository, 'dist', '.bailiwick-build');

const read = (path) => (existsSync(path) ? readFileSync(path, 'utf8') : null);
const say = (text) => process.stderr.write(`${text}\n`);

/** Throws when this Node cannot run Bailiwick; nothing has been touched then. */
export function checkNode(version = process.versions.node) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  throw new Refusal(
    `Bailiwick needs Node 20.19 or later; this is ${version}. Get one from https://nodejs.org.`,
  );
}

async function install() {
  if (read(installed) === installStamp()) return;
  await withLock('install', async () => {
    if (read(installed) === installStamp()) return;
    // Somebody who ran `npm install` herself has what the lock names already.
    if (!lockIsInstalled()) {
      say('Installing what Bailiwick is built from (once, about half a minute) …');
      const npm = process.env.npm_execpath;
      const args = ['ci', '--no-audit', '--no-fund', '--include=dev', '--loglevel=error'];
      const status = npm?.endsWith('.js')
        ? await runTool(process.execPath, [npm, ...args])
        : await runTool(process.platform === 'win32' ? 'npm.cmd' : 'npm', args);
      if (status !== 0)
        throw new Refusal('npm ci failed; its words are above. Is the npm registry within reach?');
    }
    writeFileSync(installed, installStamp());
  });
}

/** Two hashes: sizes and times decide in milliseconds; when they differ, contents decide whether to build. */
const buildIsCurrent = () => {
  const stamp = read(built)?.split('\n');
  if (stamp === undefined) return false;
  if (stamp[0] === statHash()) return true;
  if (stamp[1] !== contentHash()) return false;
  writeFileSync(built, `${statHash()}\n${contentHash()}`);
  return true;
};

async function build() {
  if (buildIsCurrent()) return;
  await withLock('build', async () => {
    if (buildIsCurrent()) return;
    say('Building Bailiwick …');
    // Taken before the build: a file saved while it runs makes the next start build again.
    const stamp = `${statHash()}\n${contentHash()}`;
    const partial = join(repository, `.cache/dist-${process.pid}`);
    const status = await runTool(process.execPath, [join(repository, 'scripts/build.mjs'), '--out', partial]);
    if (status !== 0) throw new Refusal('The build failed; its words are above.');
    writeFileSync(join(partial, '.bailiwick-build'), stamp);
    // Whoever runs the old build keeps it until the new one is whole.
    const old = join(repository, `.cache/dist-old-${process.pid}`);
    if (existsSync(join(repository, 'dist'))) renameSync(join(repository, 'dist'), old);
    renameSync(partial, join(repository, 'dist'));
    rmSync(old, { recursive: true, force: true });
  });
}

/** Throws a `Refusal` that says what to do. `{ build: false }` stops after the installation. */
export async function setup(options = { build: true }) {
  checkNode();
  await install();
  if (options.build) await build();
}

/** Runs a script's body; a refusal becomes one line and exit code 2, anything else keeps its trace. */
export async function main(body) {
  try {
    const code = await body();
    if (typeof code === 'number') process.exitCode = code;
  } catch (cause) {
    if (!(cause instanceof Refusal)) throw cause;
    say(`bailiwick: ${cause.message}`);
    process.exitCode = 2;
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) await main(setup);
