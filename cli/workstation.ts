/** The workstation of whoever runs the command: its own key and keyring, made on first use. */
import { homedir } from 'node:os';
import { bailiwickHome } from '../workstation/paths.ts';
import { createWorkstation } from '../workstation/services.ts';
import type { Workstation } from '../workstation/services.ts';
import type { Io } from './io.ts';

export function workstationFor(io: Io): Workstation {
  const { env, cwd } = io;
  const home = bailiwickHome({ env, cwd, platform: process.platform, userHome: homedir() });
  return createWorkstation({ home, version: '', host: 'loopback', shell: null, now: () => io.now() });
}
