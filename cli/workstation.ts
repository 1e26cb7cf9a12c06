/** The workstation of whoever runs the command: its own key and keyring, made on first use. */
import { homedir } from 'node:os';
import { ok } from '../domain/result.ts';
import type { Result } from '../domain/result.ts';
import { FIRST_CLIENT } from '../workstation/contract.ts';
import { bailiwickHome } from '../workstation/paths.ts';
import type { Workstation } from '../workstation/services.ts';
import { Workstations } from '../workstation/workstations.ts';
import type { Io } from './io.ts';

export function workstationsFor(io: Io): Workstations {
  const { env, cwd } = io;
  const home = bailiwickHome({ env, cwd, platform: process.platform, userHome: homedir() });
  return new Workstations({ home, version: '', host: 'loopback', shell: null, now: () => io.now() });
}

/** The id of the client of that name; without a name of the first there is. Code: CLIENT_UNKNOWN. */
export async function clientNamed(io: Io, name: string | undefined): Promise<Result<string>> {
  const { clients } = workstationsFor(io);
  if (name === undefined) return ok((await clients.list())[0]?.id ?? FIRST_CLIENT);
  const named = await clients.named(name);
  return named.ok ? ok(named.value.id) : named;
}

/** Of the client the command line is about. */
export const workstationFor = (io: Io): Workstation => workstationsFor(io).at(io.client ?? FIRST_CLIENT);
