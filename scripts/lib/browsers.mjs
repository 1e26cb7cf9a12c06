/** Finding what tests need beside Node (a browser of the Chromium family, OpenSSL, PostgreSQL), and fetching it where there is none. */
import { accessSync, constants, existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { capture, runTool } from './run.mjs';

const names = {
  linux: [
    'chromium',
    'chromium-browser',
    'google-chrome',
    'google-chrome-stable',
    'microsoft-edge',
    'microsoft-edge-stable',
    'brave-browser',
  ],
  darwin: ['Google Chrome', 'Chromium', 'Microsoft Edge'].map(
    (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
  ),
  win32: ['Google/Chrome/Application/chrome.exe', 'Microsoft/Edge/Application/msedge.exe'],
};

const canRun = (path) => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

function candidates(env, platform) {
  if (platform === 'darwin') return names.darwin;
  if (platform === 'win32') {
    const roots = [env.PROGRAMFILES, env['PROGRAMFILES(X86)'], env.LOCALAPPDATA].filter(Boolean);
    return roots.flatMap((root) => names.win32.map((name) => join(root, name)));
  }
  const folders = [...new Set([...(env.PATH ?? '').split(delimiter), '/usr/bin', '/usr/local/bin'])].filter(
    Boolean,
  );
  return names.linux.flatMap((name) => folders.map((folder) => join(folder, name)));
}

/** The browser named by BAILIWICK_CHROMIUM, else the first one of this machine; null when there is none. */
export function findChromium(env = process.env, platform = process.platform) {
  if (env.BAILIWICK_CHROMIUM) return existsSync(env.BAILIWICK_CHROMIUM) ? env.BAILIWICK_CHROMIUM : null;
  return candidates(env, platform).find(canRun) ?? null;
}

/** A snap's stub and a broken package are found too; only one that tells its version counts. */
async function works(path) {
  return path !== null && (await capture(path, ['--version'])).status === 0;
}

async function playwrightsOwn() {
  const { chromium } = await import('playwright');
  const path = chromium.executablePath();
  return existsSync(path) ? path : null;
}

const isRoot = () => process.getuid?.() === 0;

async function aptInstall(packages) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await runTool('apt-get', ['update', '-q'], { env });
  return runTool('apt-get', ['install', '-qy', '--no-install-recommends', ...packages], { env });
}

/**
 * A browser for the tests: this machine's, else apt's (as root), else Playwright's. Null when none could be had, which
 * is a failure of the test run, never a reason to skip.
 */
export async function ensureChromium() {
  if (await works(findChromium())) return findChromium();
  const have = await playwrightsOwn();
  if (have !== null) return have;
  if (isRoot() && process.platform === 'linux' && (await aptInstall(['chromium'])) === 0) {
    if (await works(findChromium())) return findChromium();
  }
  await runTool(process.execPath, ['node_modules/playwright/cli.js', 'install', 'chromium']);
  return playwrightsOwn();
}

/** What VERIFY.md asks of a machine besides `sha256sum`; slim images come without it. */
export async function ensureOpenssl() {
  if ((await capture('openssl', ['version'])).status === 0) return;
  if (isRoot() && process.platform === 'linux') await aptInstall(['openssl']);
}

const hasPostgres = () =>
  existsSync('/usr/local/bin/initdb') ||
  existsSync('/usr/bin/initdb') ||
  (existsSync('/usr/lib/postgresql') && readdirSync('/usr/lib/postgresql').length > 0);

/** For the central store's tests; where it cannot be had they run on the embedded database alone, and this says so. */
export async function ensurePostgres() {
  if (hasPostgres()) return;
  if (isRoot() && process.platform === 'linux') await aptInstall(['postgresql']);
  if (hasPostgres()) return;
  const why = isRoot() ? 'apt could not install it' : 'installing it by apt takes root';
  console.error(`SKIPPED: the central store on PostgreSQL: it is not here, and ${why}.`);
}

/** Chromium refuses to run as root inside its sandbox; for anybody else the sandbox stays. */
export const sandboxArguments = () => (isRoot() ? ['--no-sandbox'] : []);
