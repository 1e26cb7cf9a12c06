import { spawn } from 'node:child_process';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rolldown } from 'rolldown';
import { expect, test } from 'vitest';
import type { TenantId } from '../../../domain/brand.ts';
import { base64 } from '../../../formats/bundle/bytes.ts';
import { DISK } from '../../../workstation/durable-file.ts';
import { createWorkstation } from '../../../workstation/workstations.ts';
import { SettingsFile } from '../../../workstation/sync/sync-settings.ts';
import { build, keyring, must, ringOf, rootId, sealed } from '../../formats/bundle/sample.ts';
import { SmallStore } from './small-store.ts';

const repository = join(import.meta.dirname, '../../..');

async function childProgram(): Promise<string> {
  const bundle = await rolldown({
    input: join(import.meta.dirname, 'killed-child.ts'),
    platform: 'node',
    external: /^node:|^[a-z@]/,
  });
  // Beside node_modules, so that packages are found.
  const file = join(repository, '.build', `killed-child-${process.pid}.mjs`);
  await bundle.write({ file, format: 'esm' });
  await bundle.close();
  return file;
}

/** The small store on a socket. */
async function served(current: () => SmallStore) {
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const body = Buffer.concat(parts);
      const init = {
        method: request.method ?? 'GET',
        headers: { authorization: request.headers.authorization ?? '' },
        ...(body.length === 0 ? {} : { body }),
      };
      void current()
        .fetch(`http://store${request.url}`, init)
        .then(async (answer) => {
          response.writeHead(answer.status);
          response.end(Buffer.from(await answer.arrayBuffer()));
        });
    });
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

/** Its exit code, or null when it was killed. */
const run = (program: string, argv: readonly string[]): Promise<number | null> =>
  new Promise((resolve) => spawn(process.execPath, [program, ...argv]).once('exit', resolve));

test('kill -9 at any step of a push loses nothing and says nothing untrue; the next round ends it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'bailiwick-killed-'));
  const program = await childProgram();
  let store = new SmallStore();
  const { server, url } = await served(() => store);
  const version = build();
  const station = (home: string) =>
    createWorkstation({ home, version: '', host: 'loopback', shell: null, fetch: store.fetch });
  try {
    const first = join(folder, 'home');
    must(await station(first).trustKeyring({ keyring: ringOf(keyring), root: rootId }));
    must(await station(first).mirrorVersion({ versionId: version.versionId, bundle: sealed(version) }));
    let step = 0;
    for (let killed = true; killed; step += process.env['BAILIWICK_SOAK_SEED'] === undefined ? 3 : 1) {
      store = new SmallStore();
      const home = join(folder, `home-${step}`);
      await cp(first, home, { recursive: true });
      const settings = {
        url: 'https://store.example',
        tenant: 'acme' as TenantId,
        subject: store.identity.subject,
      };
      must(
        await new SettingsFile(home, DISK, null).keep(
          { ...settings, storeKey: base64(store.publicKey) },
          'token',
        ),
      );
      const code = await run(program, [home, url, String(step)]);
      killed = code === null;
      if (!killed) expect(code).toBe(0);
      const said = must(await station(home).syncStanding()).versions.map(({ state }) => state);
      if (said[0] === 'received') expect(store.state.log.length, `step ${step}`).toBeGreaterThanOrEqual(3);
      const after = station(home);
      must(await after.syncNow({}));
      expect(
        must(await after.syncStanding()).versions.map(({ state }) => state),
        `step ${step}`,
      ).toEqual(['received']);
      expect(store.state.log).toHaveLength(3);
    }
    expect(step).toBeGreaterThan(20);
  } finally {
    server.close();
    await rm(program, { force: true });
    await rm(folder, { recursive: true, force: true, maxRetries: 10 });
  }
});
