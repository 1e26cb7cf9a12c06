/**
 * The clients of one home. The first lies in the home itself, each other in a folder of its own under `clients/`, with a
 * small file beside it that names it. Nobody but this register looks into more than one of them.
 */
import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { IsoTime } from '../../domain/brand.ts';
import type { Check } from '../../domain/bundle/check.ts';
import { integer, nullable, object, oneOf, text } from '../../domain/bundle/check.ts';
import * as is from '../../domain/bundle/checks.ts';
import { codedError, ok, refuse } from '../../domain/result.ts';
import type { Result } from '../../domain/result.ts';
import type { DurableFs } from '../durable-file.ts';
import { listNames, readBytes, writeDurably } from '../durable-file.ts';
import { fileBytes, parseFile } from '../sync/sync-files.ts';
import type { Client } from './client.ts';
import { FIRST_CLIENT, isClientId } from './client.ts';

interface ClientFile {
  readonly format: 'bailiwick.client';
  readonly formatVersion: number;
  readonly name: string;
  readonly createdAt: IsoTime | null;
  readonly removedAt: IsoTime | null;
}

const checkClient: Check<ClientFile> = object<ClientFile>({
  format: oneOf('bailiwick.client'),
  formatVersion: integer(1, 1),
  name: text,
  createdAt: nullable(is.isoTime),
  removedAt: nullable(is.isoTime),
});

/** What a client's folder may hold. Nothing else of the home is any client's. */
export const CLIENT_PARTS: readonly string[] = [
  'profiles',
  'keyring',
  'roots',
  'stores',
  'versions',
  'sync',
  'quarantine',
  'machine.json',
  'root.json',
];

const FIRST_NAME = 'My workspace';

interface Known extends Client {
  readonly removedAt: IsoTime | null;
}

export interface ClientsOptions {
  readonly home: string;
  readonly fs: DurableFs;
  readonly now: () => Date;
}

export class Clients {
  private readonly options: ClientsOptions;

  constructor(options: ClientsOptions) {
    this.options = options;
  }

  /** Where everything of a client lies. */
  folderOf(id: string): string {
    return id === FIRST_CLIENT ? this.options.home : join(this.register, id);
  }

  private get register(): string {
    return join(this.options.home, 'clients');
  }

  private fileOf(id: string): string {
    return join(this.register, `${id}.json`);
  }

  /** In the order they came; the first one first. */
  async list(): Promise<readonly Client[]> {
    const known = await this.known();
    return known.flatMap(({ removedAt, ...client }) => (removedAt === null ? [client] : []));
  }

  /** Ids of those removed for good. */
  async removed(): Promise<readonly string[]> {
    return (await this.known()).flatMap(({ id, removedAt }) => (removedAt === null ? [] : [id]));
  }

  /** Code: CLIENT_UNKNOWN, with the id of one that is there as `instead`. */
  async find(id: string): Promise<Result<Client>> {
    const clients = await this.list();
    const found = clients.find((client) => client.id === id);
    if (found !== undefined) return ok(found);
    const message = 'This client is not on this laptop any more. Choose another one.';
    return refuse(codedError('CLIENT_UNKNOWN', message, { instead: clients[0]?.id ?? FIRST_CLIENT }));
  }

  /** By what a person calls it, or by its id. Code: CLIENT_UNKNOWN. */
  async named(name: string): Promise<Result<Client>> {
    const clients = await this.list();
    const found = clients.find((client) => alike(client.name, name) || client.id === name);
    if (found !== undefined) return ok(found);
    const names = clients.map((client) => `"${client.name}"`).join(', ');
    return refuse(codedError('CLIENT_UNKNOWN', `There is no client "${name}" here, only ${names}.`));
  }

  private async known(): Promise<readonly Known[]> {
    const names = await listNames(this.register, this.options.fs);
    const ids = names.flatMap((name) => (name.endsWith('.json') ? [name.slice(0, -'.json'.length)] : []));
    const known = await Promise.all(ids.filter(isClientId).map((id) => this.read(id)));
    const first = known.find(({ id }) => id === FIRST_CLIENT);
    const others = known.filter(({ id }) => id !== FIRST_CLIENT);
    const unnamed = { id: FIRST_CLIENT, name: FIRST_NAME, createdAt: null, removedAt: null };
    return [
      first ?? unnamed,
      ...others.toSorted((a, b) => ((a.createdAt ?? '') < (b.createdAt ?? '') ? -1 : 1)),
    ];
  }

  /** A name that cannot be read hides nothing: the client is there under its id. */
  private async read(id: string): Promise<Known> {
    const bytes = await readBytes(this.fileOf(id), this.options.fs);
    const file = bytes.ok ? parseFile(checkClient, bytes.value) : null;
    if (file === null) return { id, name: `Client ${id}`, createdAt: null, removedAt: null };
    const { name, createdAt, removedAt } = file;
    return { id, name, createdAt, removedAt };
  }

  private keep({ id, name, createdAt, removedAt }: Known): Promise<Result<true>> {
    const file: ClientFile = { format: 'bailiwick.client', formatVersion: 1, name, createdAt, removedAt };
    return writeDurably(this.fileOf(id), fileBytes(file), this.options.fs);
  }

  /** Whose folder may be filled before anybody sees it; `admit` makes it one of the clients. */
  reserve(): string {
    return `c-${randomBytes(8).toString('hex')}`;
  }

  /** Codes: CLIENT_NAME_TAKEN and those of writing. */
  async admit(id: string, name: string): Promise<Result<Client>> {
    const free = await this.isFree(name, id);
    if (!free.ok) return free;
    const client = { id, name: name.trim(), createdAt: this.now() };
    const kept = await this.keep({ ...client, removedAt: null });
    return kept.ok ? ok(client) : kept;
  }

  add(name: string): Promise<Result<Client>> {
    return this.admit(this.reserve(), name);
  }

  /** Codes: CLIENT_UNKNOWN, CLIENT_NAME_TAKEN and those of writing. */
  async rename(id: string, name: string): Promise<Result<Client>> {
    const client = await this.find(id);
    if (!client.ok) return client;
    const free = await this.isFree(name, id);
    if (!free.ok) return free;
    const renamed = { ...client.value, name: name.trim() };
    const kept = await this.keep({ ...renamed, removedAt: null });
    return kept.ok ? ok(renamed) : kept;
  }

  private async isFree(name: string, id: string): Promise<Result<true>> {
    const other = (await this.list()).find((client) => client.id !== id && alike(client.name, name));
    if (other === undefined) return ok(true);
    return refuse(
      codedError('CLIENT_NAME_TAKEN', `There is a client "${other.name}" already. Choose another name.`),
    );
  }

  /**
   * Takes a client off this laptop for good. It is marked first, so that one that was cut off is finished by `sweep`.
   * `close` ends what goes on in it, before anything is deleted. Codes: CLIENT_UNKNOWN, CLIENT_LAST, CLIENT_NAME_WRONG
   * (`name` is what the person typed) and those of writing.
   */
  async remove(id: string, name: string, close: () => Promise<void>): Promise<Result<true>> {
    const client = await this.find(id);
    if (!client.ok) return client;
    if (!alike(client.value.name, name))
      return refuse(codedError('CLIENT_NAME_WRONG', `Type "${client.value.name}" to remove it.`));
    if ((await this.list()).length === 1)
      return refuse(codedError('CLIENT_LAST', 'This is the only client. Add another before you remove it.'));
    const marked = await this.keep({ ...client.value, removedAt: this.now() });
    if (!marked.ok) return marked;
    await close();
    await this.sweep();
    return ok(true);
  }

  /** Deletes what is left of removed clients; of the first its own parts alone, for the others lie beside them. */
  async sweep(): Promise<void> {
    for (const id of await this.removed()) {
      const folder = this.folderOf(id);
      const paths = id === FIRST_CLIENT ? CLIENT_PARTS.map((part) => join(folder, part)) : [folder];
      for (const path of paths) await rm(path, { recursive: true, force: true, maxRetries: 5 });
    }
  }

  /** What was reserved and came to nothing. */
  async discard(id: string): Promise<void> {
    await rm(this.folderOf(id), { recursive: true, force: true, maxRetries: 5 });
  }

  private now(): IsoTime {
    return this.options.now().toISOString() as IsoTime;
  }
}

const alike = (one: string, other: string): boolean =>
  one.trim().toLocaleLowerCase('en') === other.trim().toLocaleLowerCase('en');
