/** Finding Electron's binary, and fetching it once where that is possible. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { repository, runTool } from './run.mjs';

const folder = join(repository, 'node_modules/electron');
const remembered = join(repository, '.cache/electron-unavailable.json');
const day = 24 * 60 * 60 * 1000;

const executable = {
  darwin: 'Electron.app/Contents/MacOS/Electron',
  win32: 'electron.exe',
}[process.platform];

/** The binary under ELECTRON_OVERRIDE_DIST_PATH, or the one in node_modules; null when there is neither. */
export function findElectron(env = process.env) {
  const dist = env.ELECTRON_OVERRIDE_DIST_PATH || join(folder, 'dist');
  const path = join(dist, executable ?? 'electron');
  return existsSync(path) ? path : null;
}

const version = () => JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).version;

/** Whether an earlier attempt for this version failed within the last day. */
function failedLately() {
  if (!existsSync(remembered)) return false;
  const { at, of } = JSON.parse(readFileSync(remembered, 'utf8'));
  return of === version() && Date.now() - at < day;
}

function remember(why) {
  mkdirSync(join(repository, '.cache'), { recursive: true });
  writeFileSync(remembered, JSON.stringify({ at: Date.now(), of: version(), why }));
}

/** Whether the host that holds the binary can be reached at all, within three seconds. */
function reachable(env) {
  const mirror = env.ELECTRON_MIRROR || env.npm_config_electron_mirror || 'https://github.com/';
  const { hostname, port, protocol } = new URL(mirror);
  return new Promise((resolve) => {
    const socket = connect({ host: hostname, port: Number(port) || (protocol === 'http:' ? 80 : 443) });
    const answer = (value) => {
      socket.destroy();
      resolve(value);
    };
    socket.setTimeout(3000, () => answer(false));
    socket.once('connect', () => answer(true));
    socket.once('error', () => answer(false));
  });
}

/** Fetches the binary unless that failed lately; a failure is remembered for a day. Answers its path or null. */
export async function fetchElectron(env = process.env) {
  if (env.ELECTRON_OVERRIDE_DIST_PATH || env.ELECTRON_SKIP_BINARY_DOWNLOAD || failedLately()) return null;
  if (!(await reachable(env))) {
    remember('its host cannot be reached');
    return null;
  }
  process.stderr.write('Fetching Electron (once) …\n');
  await runTool(process.execPath, [join(folder, 'install.js')], { timeout: 45_000 });
  if (findElectron(env) === null) remember('the download failed');
  return findElectron(env);
}
