/** The clients of this laptop as the page knows them, and what it does to what it keeps of them itself. */
import { create } from 'zustand';
import type { Result } from '../../domain/result.ts';
import { ok } from '../../domain/result.ts';
import type { Client } from '../../workstation/contract.ts';
import { FIRST_CLIENT } from '../../workstation/contract.ts';
import { note } from '../governance/trail.ts';
import { clientHere, goToClient, keptAs } from '../host/client.ts';
import { save } from '../host/save-file.ts';
import { workstation } from '../host/workstation-client.ts';
import { database } from '../session/session.ts';
import { readDatabase, writeDatabase } from '../storage/database-file.ts';
import { databaseName } from '../storage/database.ts';

interface ClientsState {
  /** Empty until the workstation has answered, and in a page without one. */
  readonly clients: readonly Client[];
}

export const useClients = create<ClientsState>(() => ({ clients: [] }));

export const hereIs = (clients: readonly Client[]): Client | null =>
  clients.find(({ id }) => id === clientHere()) ?? null;

/**
 * Before anything of a client is opened: whether it is still there. One that is not is left for one that is, and what
 * this browser kept of those removed elsewhere goes.
 */
export async function enterClients(): Promise<'here' | 'leaving'> {
  const told = await workstation().clients({});
  if (!told.ok) {
    const unknown = told.errors.find(({ code }) => code === 'CLIENT_UNKNOWN');
    if (unknown === undefined) return 'here';
    goToClient(String(unknown.details?.['instead'] ?? FIRST_CLIENT));
    return 'leaving';
  }
  shown(told.value.clients);
  void forget(told.value.removed);
  return 'here';
}

function shown(clients: readonly Client[]): void {
  useClients.setState({ clients });
  const here = hereIs(clients);
  document.title = clients.length > 1 && here !== null ? `${here.name} \u2013 Bailiwick` : 'Bailiwick';
}

export async function loadClients(): Promise<void> {
  const told = await workstation().clients({});
  if (told.ok) shown(told.value.clients);
}

/** The database of a removed client and what was remembered for it; asked again at each start, so none is left over. */
async function forget(removed: readonly string[]): Promise<void> {
  const known = new Set((await indexedDB.databases()).map(({ name }) => name));
  for (const client of removed) {
    const name = databaseName(client);
    if (known.has(name)) indexedDB.deleteDatabase(name);
    const prefix = `${keptAs('bailiwick', client)}.`;
    for (const key of Object.keys(localStorage))
      if (key.startsWith(prefix) && key !== 'bailiwick.theme') localStorage.removeItem(key);
  }
}

async function changed<T>(done: Promise<Result<T>>): Promise<Result<T>> {
  const result = await done;
  if (result.ok) await loadClients();
  return result;
}

export const addClient = (name: string): Promise<Result<Client>> =>
  changed(workstation().addClient({ name }));

export const renameClient = (client: string, name: string): Promise<Result<Client>> =>
  changed(workstation().renameClient({ client, name }));

/** For good. Whoever removes the client she is in goes on in another. */
export async function removeClient(client: string, typed: string): Promise<Result<true>> {
  const removed = await workstation().removeClient({ client, name: typed });
  if (!removed.ok) return removed;
  if (client === clientHere()) {
    database().close();
    const other = useClients.getState().clients.find(({ id }) => id !== client);
    goToClient(other?.id ?? FIRST_CLIENT);
    return removed;
  }
  await forget([client]);
  await loadClients();
  return removed;
}

const BACKUP = 'application/octet-stream';

/** The client of this window as one file: plans, versions, policies, keys, everything but the login to its store. */
export async function backUpClient(name: string, passphrase: string): Promise<Result<true>> {
  const page = await writeDatabase(database());
  if (!page.ok) return page;
  const made = await workstation().backUpClient({ passphrase, page: page.value });
  if (!made.ok) return made;
  const day = new Date().toISOString().slice(0, 10);
  await note({ action: 'export', label: `Back up ${name}`, object: `client:${clientHere()}` });
  await save(
    `${name} ${day}.bailiwick-client`.replaceAll(/[/\\\p{Cc}]+/gu, ' '),
    plain(made.value.backup),
    BACKUP,
  );
  return ok(true);
}

const plain = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => bytes as Uint8Array<ArrayBuffer>;

/** A backup as a client of its own; nothing of those that are here is touched. Answers its id. */
export async function restoreClient(
  file: File,
  passphrase: string,
  name: string | null,
): Promise<Result<string>> {
  const backup = new Uint8Array(await file.arrayBuffer());
  const restored = await workstation().restoreClient({ name, passphrase, backup });
  if (!restored.ok) return restored;
  const { client, page } = restored.value;
  const written = await readDatabase(databaseName(client), plain(page));
  await loadClients();
  if (written.ok) return ok(client);
  const made = useClients.getState().clients.find(({ id }) => id === client);
  if (made !== undefined) await removeClient(client, made.name);
  return written;
}

export function openClient(client: string): void {
  if (client !== clientHere()) goToClient(client);
}
