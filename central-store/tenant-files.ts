/** What one workspace has sent: blobs by their digest, the log in the order it was acknowledged, and the index over both. */
import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Sha256Hex, TenantId } from '../domain/brand.ts';
import type { Result } from '../domain/result.ts';
import { GrowingTree } from '../formats/log/growing-tree.ts';
import type { Blobs } from './blobs/port.ts';
import type { Database, Query } from './database/port.ts';
import { makeFolder, readOrNull, writeDurably } from './durable.ts';
import type { Facts } from './facts.ts';
import type { IndexedLog } from './log-index.ts';
import { LogIndex } from './log-index.ts';
import type { LogLine } from './log-file.ts';
import { appendLines, entryOf, readLogFile } from './log-file.ts';
import type { LogState } from './store-key.ts';
import type { Reader } from './reading/read-version.ts';
import { ownThread } from './reading/read-version.ts';
import { Uploads } from './uploads.ts';

export type { LogLine } from './log-file.ts';

/** Of the workspace that has this folder: in it, or in a bucket. */
export type BlobsOf = (folder: string) => Blobs;

interface Waiting {
  readonly line: LogLine;
  readonly facts: Facts | null | undefined;
  readonly done: (index: number) => void;
  readonly failed: (cause: unknown) => void;
}

/** What a decision made under the lock comes to: an entry that is there already, or a new one with its bytes. */
export type Decided =
  { readonly known: number } | { readonly line: LogLine; readonly facts: Facts; readonly bytes: Uint8Array };

/** Lines that share one fsync. */
const BATCH = 256;

const keyOf = (kind: string, subject: string): string => `${kind} ${subject}`;

export const tenantFolder = (data: string, tenant: TenantId): string =>
  join(data, 'tenants', createHash('sha256').update(tenant).digest('hex'));

/** Whose folders there are. */
export async function tenantsOf(data: string): Promise<readonly TenantId[]> {
  const folders = await readdir(join(data, 'tenants')).catch(() => []);
  const names = await Promise.all(folders.map((name) => readOrNull(join(data, 'tenants', name, 'tenant'))));
  return names.flatMap((name) => (name === null ? [] : [name.toString('utf8') as TenantId]));
}

export class TenantFiles {
  readonly folder: string;
  readonly blobs: Blobs;
  readonly uploads: Uploads;
  readonly reader: Reader;
  private readonly lines: LogLine[];
  private readonly tree = new GrowingTree();
  private readonly places = new Map<string, number>();
  private readonly index: LogIndex;
  private waiting: Waiting[] = [];
  private tail: Promise<unknown> = Promise.resolve();

  private constructor(
    folder: string,
    lines: LogLine[],
    database: Database,
    log: Omit<IndexedLog, 'lines' | 'tree'>,
  ) {
    const { blobs, reader } = log;
    this.folder = folder;
    this.reader = reader;
    this.blobs = blobs;
    this.uploads = new Uploads(folder, blobs);
    this.lines = lines;
    for (const [place, line] of lines.entries()) this.note(line, place);
    this.index = new LogIndex(database, { ...log, lines, tree: this.tree });
  }

  static async open(
    data: string,
    tenant: TenantId,
    database: Database,
    blobsOf: BlobsOf,
    reader: Reader = ownThread,
  ): Promise<TenantFiles> {
    const folder = tenantFolder(data, tenant);
    await makeFolder(folder);
    const name = join(folder, 'tenant');
    if ((await readOrNull(name)) === null) await writeDurably(name, tenant);
    const lines = await readLogFile(join(folder, 'log.jsonl'), tenant);
    const files = new TenantFiles(folder, lines, database, {
      tenant,
      blobs: blobsOf(folder),
      reader,
    });
    await files.index.follow();
    return files;
  }

  get log(): readonly LogLine[] {
    return this.lines;
  }

  get state(): LogState {
    return { size: this.tree.size, root: this.tree.root() };
  }

  proof(place: number): readonly Sha256Hex[] {
    return this.tree.proof(place);
  }

  /** The entry's index; null when it is not in the log. */
  placeOf(kind: string, subject: Sha256Hex): number | null {
    return this.places.get(keyOf(kind, subject)) ?? null;
  }

  has(digest: Sha256Hex): Promise<boolean> {
    return this.blobs.has(digest);
  }

  blob(digest: Sha256Hex): Promise<Buffer | null> {
    return this.blobs.get(digest);
  }

  /** `bytes` must hash to `digest`. */
  keep(digest: Sha256Hex, bytes: Uint8Array): Promise<void> {
    return this.blobs.put(digest, bytes);
  }

  quarantine(digest: Sha256Hex, why: object): Promise<void> {
    return writeDurably(join(this.folder, 'quarantine', `${digest}.json`), JSON.stringify(why));
  }

  /** Looks into the index, which says all the log says. */
  async find<T>(body: (tx: Query) => Promise<T>): Promise<T> {
    if (!this.index.isCurrent) await this.inTurn(() => this.index.follow());
    return this.index.read(body);
  }

  rebuild(): Promise<void> {
    return this.inTurn(() => this.index.rebuild());
  }

  /** The index of the subject, entered once however often it is asked, on the disk when this resolves. */
  enter(line: LogLine, facts?: Facts | null): Promise<number> {
    return new Promise((done, failed) => {
      this.waiting.push({ line, facts, done, failed });
      if (this.waiting.length === 1) void this.inTurn(() => this.enterWaiting());
    });
  }

  /**
   * An entry that the database itself may refuse: `decide` looks at rows nobody else changes meanwhile, the rows are
   * written, then the line, then the rows are committed. What the database throws is thrown, and nothing was entered.
   */
  decide(decide: (tx: Query) => Promise<Result<Decided>>): Promise<Result<number>> {
    return this.inTurn(async () => {
      await this.index.follow();
      let entered: number | null = null;
      try {
        return await this.index.write(async (tx) => {
          const decided = await decide(tx);
          if (!decided.ok) return decided;
          if ('known' in decided.value) return { ok: true, value: decided.value.known };
          entered = await this.enterGuarded(tx, decided.value);
          return { ok: true, value: entered };
        });
      } catch (cause) {
        // Its line is on the disk, so it happened; the rows follow from it.
        if (entered !== null) return { ok: true, value: entered };
        throw cause;
      }
    });
  }

  private async enterGuarded(
    tx: Query,
    { line, facts, bytes }: Exclude<Decided, { readonly known: number }>,
  ): Promise<number> {
    await this.blobs.put(line.subject, bytes);
    this.tree.add(entryOf(line));
    try {
      await this.index.addGuarded(tx, line, facts);
      await this.append([line]);
    } catch (cause) {
      this.tree.drop();
      throw cause;
    }
    this.places.set(keyOf(line.kind, line.subject), this.lines.length);
    return this.lines.push(line) - 1;
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.tail.then(work);
    this.tail = done.catch(() => undefined);
    return done;
  }

  private append(lines: readonly LogLine[]): Promise<void> {
    return appendLines(join(this.folder, 'log.jsonl'), lines);
  }

  private note(line: LogLine, place: number): void {
    this.tree.add(entryOf(line));
    this.places.set(keyOf(line.kind, line.subject), place);
  }

  /** Whoever came while the disk was busy shares the next fsync. */
  private async enterWaiting(): Promise<void> {
    const batch = this.waiting.slice(0, BATCH);
    this.waiting = this.waiting.slice(BATCH);
    if (this.waiting.length > 0) void this.inTurn(() => this.enterWaiting());
    const fresh = new Map<string, Waiting>();
    for (const one of batch) {
      const key = keyOf(one.line.kind, one.line.subject);
      if (!this.places.has(key) && !fresh.has(key)) fresh.set(key, one);
    }
    try {
      if (fresh.size > 0) await this.enterFresh([...fresh.values()]);
    } catch (cause) {
      for (const { failed } of batch) failed(cause);
      return;
    }
    for (const { line, done } of batch) done(this.places.get(keyOf(line.kind, line.subject)) as number);
  }

  private async enterFresh(fresh: readonly Waiting[]): Promise<void> {
    await this.append(fresh.map(({ line }) => line));
    const known = new Map<number, Facts | null>();
    for (const { line, facts } of fresh) {
      const place = this.lines.push(line) - 1;
      this.note(line, place);
      if (facts !== undefined) known.set(place, facts);
    }
    // The lines are on the disk: a database that fails now is brought up to them before it is asked again.
    await this.index.follow(known).catch(() => undefined);
  }
}
