/** Where Bailiwick keeps what must outlive the page: keys, keyring, mirrored versions, the browser profile. */
import { homedir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';

interface Machine {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: string;
  readonly userHome: string;
  readonly cwd: string;
}

const thisMachine = (): Machine => ({
  env: process.env,
  platform: process.platform,
  userHome: homedir(),
  cwd: process.cwd(),
});

/**
 * The folder of this person's Bailiwick: `BAILIWICK_HOME` when set, else where the platform keeps application data
 * (Application Support, %APPDATA%, or `$XDG_DATA_HOME`, which the XDG specification ignores unless absolute).
 */
export function bailiwickHome(machine: Machine = thisMachine()): string {
  const { env, platform, userHome, cwd } = machine;
  const asked = env['BAILIWICK_HOME'];
  if (asked !== undefined && asked !== '') return resolve(cwd, asked);
  if (platform === 'darwin') return join(userHome, 'Library', 'Application Support', 'Bailiwick');
  if (platform === 'win32') return join(env['APPDATA'] ?? join(userHome, 'AppData', 'Roaming'), 'Bailiwick');
  const xdg = env['XDG_DATA_HOME'];
  return join(xdg !== undefined && isAbsolute(xdg) ? xdg : join(userHome, '.local', 'share'), 'bailiwick');
}

/** Below the range Linux hands out to outgoing connections, so that it is free when it is needed. */
export const DEFAULT_PORT = 27182;

/** `BAILIWICK_PORT`, or the default; `null` when it is not a port. 0 asks for any free one (tests). */
export function loopbackPort(env: Machine['env'] = process.env): number | null {
  const asked = env['BAILIWICK_PORT'];
  if (asked === undefined || asked === '') return DEFAULT_PORT;
  const port = Number(asked);
  return /^\d+$/.test(asked) && port <= 65535 ? port : null;
}
