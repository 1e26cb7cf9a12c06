/** What a client holds on this laptop, for whoever is about to remove it or carry it elsewhere. */
import { join } from 'node:path';
import { THIS_MACHINE } from '../../domain/governance/machine-name.ts';
import { ok } from '../../domain/result.ts';
import type { Result } from '../../domain/result.ts';
import type { DurableFs } from '../durable-file.ts';
import { errnoOf } from '../durable-file.ts';
import type { Workstation } from '../services.ts';
import type { Client, ClientContents } from './client.ts';
import { CLIENT_PARTS } from './clients.ts';

/** Every file of a client by its path within its folder, `/` between the parts. */
export async function clientFiles(folder: string, fs: DurableFs): Promise<readonly string[]> {
  const found: string[] = [];
  const walk = async (path: string): Promise<void> => {
    const names = await fs.readdir(join(folder, path)).catch((cause: unknown) => {
      if (errnoOf(cause) === 'ENOTDIR') return null;
      if (errnoOf(cause) === 'ENOENT') return [];
      throw cause;
    });
    if (names === null) found.push(path);
    else for (const name of names) if (!name.startsWith('.')) await walk(`${path}/${name}`);
  };
  for (const part of CLIENT_PARTS) await walk(part);
  return found.toSorted();
}

export async function clientContents(
  client: Client,
  folder: string,
  station: Workstation,
  fs: DurableFs,
): Promise<Result<ClientContents>> {
  const profiles = await station.listProfiles({});
  const keys = await station.listKeyring({});
  const status = await station.syncStanding();
  if (!profiles.ok) return profiles;
  if (!keys.ok) return keys;
  if (!status.ok) return status;
  const { settings, versions } = status.value;
  const files = await clientFiles(folder, fs);
  const sizes = await Promise.all(files.map(async (path) => (await fs.stat(join(folder, path))).size));
  return ok({
    client,
    people: profiles.value.map(({ name }) => name),
    trustedKeys: keys.value.filter(({ origin, name }) => origin === 'trusted' && name !== THIS_MACHINE)
      .length,
    versions: versions.length,
    onlyHere: versions.filter(({ state }) => state !== 'received').length,
    bytes: sizes.reduce((sum, size) => sum + size, 0),
    store: settings === null ? null : { url: settings.url, tenant: settings.tenant },
    folder,
  });
}
