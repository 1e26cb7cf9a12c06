/** The clients of this laptop as methods of the workstation of one of them. */
import type { IsoTime } from '../../domain/brand.ts';
import { codedError, ok, refuse } from '../../domain/result.ts';
import type { Result } from '../../domain/result.ts';
import type { WorkstationMethods } from '../contract.ts';
import type { DurableFs } from '../durable-file.ts';
import { ProfileStore } from '../profiles.ts';
import type { Workstation } from '../services.ts';
import type { ClientContents } from './client.ts';
import { clientContents } from './client-contents.ts';
import type { ClientBackup } from './client-backup.ts';
import { readBackup, unfoldBackup, writeBackup } from './client-backup.ts';
import type { Clients } from './clients.ts';
import type { Whose } from './whose.ts';

export type ClientMethods = Pick<
  WorkstationMethods,
  | 'clients'
  | 'addClient'
  | 'renameClient'
  | 'clientContents'
  | 'removeClient'
  | 'backUpClient'
  | 'restoreClient'
  | 'mayTakePlan'
>;

export interface ClientMethodsOptions {
  /** Whose methods they are. */
  readonly here: string;
  readonly clients: Clients;
  readonly whose: Whose;
  readonly fs: DurableFs;
  readonly now: () => Date;
  readonly cost: number | undefined;
  /** The workstation of another client, for what a person asks about it by name. */
  readonly stationOf: (client: string) => Promise<Result<Workstation>>;
  /** Ends whatever goes on for a client. */
  readonly closeStation: (client: string) => Promise<void>;
}

/** Shorter ones fall to guessing whatever scrypt costs. */
const MIN_PASSPHRASE = 10;

export function clientMethods(options: ClientMethodsOptions): ClientMethods {
  const { here, clients, whose, fs } = options;
  const contents = async (id: string): Promise<Result<ClientContents>> => {
    const client = await clients.find(id);
    if (!client.ok) return client;
    const station = await options.stationOf(id);
    return station.ok ? clientContents(client.value, clients.folderOf(id), station.value, fs) : station;
  };
  return {
    clients: async () => ok({ here, clients: await clients.list(), removed: await clients.removed() }),
    addClient: ({ name }) => clients.add(name),
    renameClient: ({ client, name }) => clients.rename(client, name),
    clientContents: ({ client }) => contents(client),
    removeClient: ({ client, name }) => clients.remove(client, name, () => options.closeStation(client)),
    backUpClient: async ({ passphrase, page }) => {
      const client = await clients.find(here);
      if (!client.ok) return client;
      if (passphrase.length < MIN_PASSPHRASE) {
        const message = `The passphrase of a backup has at least ${MIN_PASSPHRASE} characters. Several words are easy to keep.`;
        return refuse(codedError('WEAK_PASSPHRASE', message));
      }
      // Made on first use, and a backup without it would be of a client that is not yet told from others.
      const station = await options.stationOf(here);
      const root = station.ok ? await station.value.workspaceRoot({}) : station;
      if (!root.ok) return root;
      const at = options.now().toISOString() as IsoTime;
      const what = { name: client.value.name, page, at };
      const backup = await writeBackup(clients.folderOf(here), what, passphrase, { fs, cost: options.cost });
      return backup.ok ? ok({ backup: backup.value }) : backup;
    },
    restoreClient: async ({ name, passphrase, backup }) => {
      const read = await readBackup(backup, passphrase);
      return read.ok ? restored(read.value, name, options) : read;
    },
    mayTakePlan: ({ tenant }) => whose.admitsTenant(here, tenant),
  };
}

async function restored(
  backup: ClientBackup,
  name: string | null,
  { clients, fs, now }: ClientMethodsOptions,
): Promise<Result<{ client: string; page: Uint8Array }>> {
  const id = clients.reserve();
  const folder = clients.folderOf(id);
  const unfolded = await unfoldBackup(backup, folder, fs);
  if (!unfolded.ok) return unfolded;
  const twin = await twinOf(folder, { clients, fs, now });
  if (twin !== null) {
    await clients.discard(id);
    const message = `"${twin}" is this client already. Remove it first, or open the backup on another laptop.`;
    return refuse(codedError('CLIENT_HERE', message, { client: twin }));
  }
  const admitted = await clients.admit(id, name ?? backup.name);
  if (admitted.ok) return ok({ client: id, page: backup.page });
  await clients.discard(id);
  return admitted;
}

/** A root is one client's: two copies of it on one laptop would each take the other's versions for foreign. */
async function twinOf(
  folder: string,
  { clients, fs, now }: Pick<ClientMethodsOptions, 'clients' | 'fs' | 'now'>,
): Promise<string | null> {
  const rootOf = (home: string) => new ProfileStore({ home, fs, now, guard: null }).rootIfAny();
  const root = await rootOf(folder);
  if (root === null) return null;
  for (const client of await clients.list())
    if ((await rootOf(clients.folderOf(client.id))) === root) return client.name;
  return null;
}
