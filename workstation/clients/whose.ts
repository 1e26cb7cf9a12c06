/**
 * Whose a version is. A laptop with one client asks nothing. With several, a version is another client's where that one
 * keeps it already, syncs with the workspace it belongs to, or one of that one's people here signed it; it is then taken
 * in nowhere else. What is told of the other client is its name, which the switcher shows anyway.
 */
import { join } from 'node:path';
import { codedError, ok, refuse } from '../../domain/result.ts';
import type { Result } from '../../domain/result.ts';
import type { DurableFs } from '../durable-file.ts';
import { listNames } from '../durable-file.ts';
import { ProfileStore } from '../profiles.ts';
import { SettingsFile } from '../sync/sync-settings.ts';
import type { Belonging, Client } from './client.ts';
import type { Clients } from './clients.ts';

export interface WhoseOptions {
  readonly clients: Clients;
  readonly fs: DurableFs;
  readonly now: () => Date;
}

export class Whose {
  private readonly options: WhoseOptions;

  constructor(options: WhoseOptions) {
    this.options = options;
  }

  /** Whether client `id` may take it in. Code: OTHER_CLIENT, naming whose it is. */
  async admits(id: string, what: () => Promise<Result<Belonging>>): Promise<Result<true>> {
    const others = await this.othersThan(id);
    if (others.length === 0) return ok(true);
    const asked = await what();
    if (!asked.ok) return asked;
    const ours = await this.tenantOf(id);
    for (const other of others) {
      if (await this.isOf(other, asked.value, ours)) return refuse(otherClient(other.name, 'This version'));
    }
    return ok(true);
  }

  /** Whether a plan of that workspace may come to client `id`. Code: OTHER_CLIENT. */
  async admitsTenant(id: string, tenant: string): Promise<Result<true>> {
    if ((await this.tenantOf(id)) === tenant) return ok(true);
    for (const other of await this.othersThan(id)) {
      if ((await this.tenantOf(other.id)) === tenant) return refuse(otherClient(other.name, 'This plan'));
    }
    return ok(true);
  }

  /** Two clients that sync with one workspace would be one. Code: OTHER_CLIENT. */
  async admitsStore(
    id: string,
    store: { readonly url: string; readonly tenant: string },
  ): Promise<Result<true>> {
    for (const other of await this.othersThan(id)) {
      const settings = await this.settingsOf(other.id);
      if (settings?.url === store.url && settings.tenant === store.tenant)
        return refuse(otherClient(other.name, `The workspace ${store.tenant}`));
    }
    return ok(true);
  }

  private async othersThan(id: string): Promise<readonly Client[]> {
    return (await this.options.clients.list()).filter((client) => client.id !== id);
  }

  private async isOf(other: Client, what: Belonging, ours: string | null): Promise<boolean> {
    const folder = this.options.clients.folderOf(other.id);
    if ((await listNames(join(folder, 'versions', what.versionId), this.options.fs)).length > 0) return true;
    if (what.tenant !== ours && (await this.tenantOf(other.id)) === what.tenant) return true;
    const profiles = await this.profilesOf(folder);
    return profiles.some((keyId) => (what.keyIds as readonly string[]).includes(keyId));
  }

  private async profilesOf(home: string): Promise<readonly string[]> {
    const { fs, now } = this.options;
    const profiles = new ProfileStore({ home, fs, now, guard: null });
    const people = await profiles.list();
    const machine = await profiles.machineIfAny();
    return [
      ...(people.ok ? people.value.map(({ keyId }) => keyId) : []),
      ...(machine === null ? [] : [machine]),
    ];
  }

  private async tenantOf(id: string): Promise<string | null> {
    return (await this.settingsOf(id))?.tenant ?? null;
  }

  private async settingsOf(id: string) {
    const { clients, fs } = this.options;
    const settings = await new SettingsFile(clients.folderOf(id), fs, null).read();
    return settings.ok ? settings.value : null;
  }
}

const otherClient = (name: string, what: string) =>
  codedError('OTHER_CLIENT', `${what} belongs to your client "${name}". Open it there.`, { client: name });
