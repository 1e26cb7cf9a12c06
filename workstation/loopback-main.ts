/** What `npm start` runs where Electron is not at hand: one host for one home, or the address of the one that runs. */
import { ok } from '../domain/result.ts';
import type { Result } from '../domain/result.ts';
import { startLoopbackHost } from './loopback-host.ts';
import { forgetRunning, joinRunning, recordRunning } from './second-launch.ts';
import { Workstations } from './workstations.ts';

export { bailiwickHome, loopbackPort } from './paths.ts';

export interface Launch {
  /** `joined`: another process hosts the page and goes on doing so. */
  readonly state: 'started' | 'joined';
  readonly origin: string;
  /** Another address to open; see `LoopbackSession.issueCode` for the lifetimes. */
  launchUrl(lifetime: 'once' | 'launch'): Promise<string>;
  close(): Promise<void>;
}

export interface LaunchOptions {
  readonly root: string;
  readonly home: string;
  readonly port: number;
  readonly version: string;
}

async function join({ home, port }: LaunchOptions): Promise<Result<Launch>> {
  const first = await joinRunning(home, port, 'once');
  if (!first.ok) return first;
  return ok({
    state: 'joined',
    origin: new URL(first.value.url).origin,
    async launchUrl(lifetime) {
      const again = await joinRunning(home, port, lifetime);
      return again.ok ? again.value.url : first.value.url;
    },
    close: () => Promise.resolve(),
  });
}

/** Refuses PORT_IN_USE, OTHER_HOME and PORT_REFUSED. */
export async function launchLoopback(options: LaunchOptions): Promise<Result<Launch>> {
  const { root, home, port, version } = options;
  const stations = new Workstations({ home, version, host: 'loopback', shell: null });
  const methodsOf = (client: string) => stations.of(client);
  const started = await startLoopbackHost({ root, port, version, methodsOf });
  if (!started.ok) return started.errors[0]?.code === 'PORT_IN_USE' ? join(options) : started;
  const host = started.value;
  await stations.clients.sweep();
  await recordRunning(home, { port: host.port, pid: process.pid, secret: host.secret });
  return ok({
    state: 'started',
    origin: host.origin,
    launchUrl: (lifetime) => Promise.resolve(host.launchUrl(lifetime)),
    async close() {
      await forgetRunning(home, host.secret);
      await host.close();
    },
  });
}
