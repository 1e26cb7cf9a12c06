/** Joining a workspace: two laptops and the store's own routes, login and keyring. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import type { Sha256Hex } from '../../../domain/brand.ts';
import type { Role } from '../../../domain/governance/role.ts';
import type { Profile, WorkspaceStanding } from '../../../workstation/contract.ts';
import type { Workstation } from '../../../workstation/services.ts';
import { createWorkstation } from '../../../workstation/workstations.ts';
import type { InProcess } from '../../central-store/identity/in-process.ts';
import { inProcess, PEOPLE, URL_OF_STORE } from '../../central-store/identity/in-process.ts';
import { must } from '../../formats/bundle/sample.ts';

const homes: string[] = [];
afterEach(async () => {
  for (const home of homes.splice(0)) await rm(home, { recursive: true, force: true, maxRetries: 10 });
});

const fetchOf =
  (store: InProcess): typeof globalThis.fetch =>
  async (input, init) => {
    const request = new Request(input, init);
    const { pathname, search } = new URL(request.url);
    const body = Buffer.from(await request.arrayBuffer());
    const answer = await store.app.inject({
      method: request.method as 'GET',
      url: `${pathname}${search}`,
      headers: Object.fromEntries(request.headers),
      ...(body.length === 0 ? {} : { payload: body }),
    });
    return new Response(new Uint8Array(answer.rawPayload), { status: answer.statusCode });
  };

interface Laptop {
  readonly station: Workstation;
  readonly person: Profile;
  readonly standing: () => Promise<WorkspaceStanding | null>;
}

async function laptop(store: InProcess, who: 0 | 1, name: string, role: Role): Promise<Laptop> {
  const home = await mkdtemp(join(tmpdir(), 'bailiwick-workspace-'));
  homes.push(home);
  const station = createWorkstation({
    home,
    version: '',
    host: 'loopback',
    shell: null,
    cost: 15,
    fetch: fetchOf(store),
  });
  const person = must(await station.createProfile({ name, role, passphrase: 'a passphrase of words' }));
  const token = await store.issuer.token(PEOPLE[who]);
  must(await station.syncSetUp({ url: URL_OF_STORE, storeKey: store.storeId, token }));
  await station.syncNow({});
  return { station, person, standing: async () => must(await station.syncStanding()).workspace };
}

const codeOf = (result: { readonly ok: boolean; readonly errors?: readonly { code: string }[] }) =>
  result.errors?.[0]?.code ?? null;
const names = async ({ station }: Laptop): Promise<readonly string[]> =>
  must(await station.listKeyring({})).map(({ name }) => name);

test('[IDR] a workspace begins on one laptop, and another is let in after both fingerprints were compared', async () => {
  const store = await inProcess();
  const hers = await laptop(store, 0, 'Ada Novak', 'planner');
  expect(await hers.standing()).toMatchObject({ root: null, ours: false });
  must(await hers.station.workspaceVouch({ keyIds: [] }));
  const root = must(await hers.station.workspaceRoot({})).keyId;
  expect(await hers.standing()).toMatchObject({ root, ours: true, confirmed: true, unpublished: false });

  const his = await laptop(store, 1, 'Ben Carter', 'finance');
  expect(await his.standing()).toMatchObject({ root, ours: false, confirmed: false });
  expect(await names(his)).not.toContain('Ada Novak');
  expect(codeOf(await his.station.workspaceConfirm({ root: 'f'.repeat(64) as Sha256Hex }))).toBe(
    'ROOT_WRONG',
  );
  must(await his.station.workspaceConfirm({ root }));
  expect(await names(his)).toContain('Ada Novak');

  const { actorId, keyId } = his.person;
  must(await his.station.lockProfile({ actorId }));
  expect(codeOf(await his.station.workspaceEnrol({ actorId }))).toBe('PROFILE_LOCKED');
  must(await his.station.unlockProfile({ actorId, passphrase: 'a passphrase of words' }));
  must(await his.station.workspaceEnrol({ actorId }));
  expect((await his.standing())?.keys).toMatchObject([
    { keyId, subject: 'bea@acme.example', vouched: false },
  ]);
  expect(codeOf(await his.station.workspaceVouch({ keyIds: [keyId] }))).toBe('ROOT_OTHER');

  await hers.station.syncNow({});
  expect(await names(hers)).not.toContain('Ben Carter');
  expect(codeOf(await hers.station.workspaceVouch({ keyIds: ['e'.repeat(64) as Sha256Hex] }))).toBe(
    'KEY_UNKNOWN',
  );
  must(await hers.station.workspaceVouch({ keyIds: [keyId] }));
  expect(await names(hers)).toContain('Ben Carter');
  await his.station.syncNow({});
  expect((await his.standing())?.keys).toMatchObject([{ keyId, vouched: true }]);
});

test('[IDR] what changes among the keys of the laptop with the root is said until the workspace was told', async () => {
  const store = await inProcess();
  const hers = await laptop(store, 0, 'Ada Novak', 'planner');
  must(await hers.station.workspaceVouch({ keyIds: [] }));
  const his = await laptop(store, 1, 'Ben Carter', 'finance');
  must(await his.station.workspaceConfirm({ root: must(await hers.station.workspaceRoot({})).keyId }));
  must(await hers.station.revokeKey({ keyId: hers.person.keyId }));
  await hers.station.syncNow({});
  expect(await hers.standing()).toMatchObject({ unpublished: true });
  must(await hers.station.workspaceVouch({ keyIds: [] }));
  expect(await hers.standing()).toMatchObject({ unpublished: false });
  await his.station.syncNow({});
  const known = must(await his.station.listKeyring({})).find(({ keyId }) => keyId === hers.person.keyId);
  expect(known?.revokedAt).not.toBeNull();
});
