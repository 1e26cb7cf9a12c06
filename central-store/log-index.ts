/** Keeps a workspace's index at the log: what is missing is found again from the blobs, another log's rows are thrown away. */
import type { Sha256Hex, TenantId } from '../domain/brand.ts';
import { GrowingTree } from '../formats/log/growing-tree.ts';
import type { Blobs } from './blobs/port.ts';
import type { Database, Query } from './database/port.ts';
import type { Indexed, IndexState } from './database/tenant-rows.ts';
import { addRows, clearRows, IndexElsewhere, stateOf } from './database/tenant-rows.ts';
import type { Facts } from './facts.ts';
import { blobOf, factsOf } from './facts.ts';
import type { LogLine } from './log-file.ts';
import type { Reader } from './reading/read-version.ts';

/** Entries indexed in one transaction. */
const STEP = 200;

export interface IndexedLog {
  readonly tenant: TenantId;
  readonly blobs: Blobs;
  readonly lines: readonly LogLine[];
  readonly tree: GrowingTree;
  readonly reader: Reader;
}

export class LogIndex {
  private readonly database: Database;
  private readonly log: IndexedLog;
  private at: IndexState | null = null;

  constructor(database: Database, log: IndexedLog) {
    this.database = database;
    this.log = log;
  }

  get isCurrent(): boolean {
    return this.at?.size === this.log.lines.length;
  }

  read<T>(body: (tx: Query) => Promise<T>): Promise<T> {
    return this.database.transaction(this.log.tenant, body);
  }

  /** Until the index has come as far as the log; `known` are facts that need no reading. */
  async follow(known: ReadonlyMap<number, Facts | null> = new Map()): Promise<void> {
    let from = this.at ?? (await this.align());
    this.at = null;
    while (from.size < this.log.lines.length) {
      const to = this.stateAt(Math.min(this.log.lines.length, from.size + STEP));
      const entries: Indexed[] = [];
      for (let index = from.size; index < to.size; index++) entries.push(await this.indexed(index, known));
      from = (await this.add(from, to, entries)) ? to : await this.align();
    }
    this.at = from;
  }

  /** Everything anew. */
  async rebuild(): Promise<void> {
    this.at = null;
    await this.read((tx) => clearRows(tx, this.log.tenant));
    await this.follow();
  }

  /** To be called within `write`, for the entry that has just been put into the tree and is not in the log yet. */
  async addGuarded(tx: Query, line: LogLine, facts: Facts): Promise<void> {
    const from = this.stateAt(this.log.lines.length);
    const to = this.stateAt(from.size + 1);
    await addRows(tx, this.log.tenant, from, to, [{ index: from.size, line, facts }]);
  }

  /** A transaction whose outcome is only known when it resolves: the next `follow` looks. */
  async write<T>(body: (tx: Query) => Promise<T>): Promise<T> {
    this.at = null;
    return this.read(body);
  }

  private stateAt(size: number): IndexState {
    return { size, root: this.log.tree.root(size) };
  }

  private async add(from: IndexState, to: IndexState, entries: readonly Indexed[]): Promise<boolean> {
    try {
      await this.read((tx) => addRows(tx, this.log.tenant, from, to, entries));
      return true;
    } catch (cause) {
      if (cause instanceof IndexElsewhere) return false;
      throw cause;
    }
  }

  private async align(): Promise<IndexState> {
    const { tenant, lines, tree } = this.log;
    return this.read(async (tx) => {
      const found = await stateOf(tx, tenant);
      if (found !== null && found.size <= lines.length && tree.root(found.size) === found.root) return found;
      await clearRows(tx, tenant);
      return this.stateAt(0);
    });
  }

  private async indexed(index: number, known: ReadonlyMap<number, Facts | null>): Promise<Indexed> {
    const line = this.log.lines[index] as LogLine;
    const facts = known.get(index);
    return { index, line, facts: facts === undefined ? await this.factsOf(index, line) : facts };
  }

  private async factsOf(index: number, line: LogLine): Promise<Facts | null> {
    const blob = blobOf(line);
    if (blob === null) return null;
    const { blobs, reader } = this.log;
    if (line.kind === 'version') {
      const read = await reader.version(() => blobs.get(blob));
      if (read?.ok === true && (read.value.versionId as string) === line.subject) return read.value.facts;
    } else {
      const bytes = await blobs.get(blob);
      const facts = bytes === null ? null : factsOf(line, bytes);
      if (facts?.ok === true) return facts.value;
    }
    throw new LostBlob(line.tenant, index, blob);
  }
}

/** What was acknowledged is not here as it was: said loudly, for nothing can be right after it. */
export class LostBlob extends Error {
  constructor(tenant: TenantId, index: number, blob: Sha256Hex) {
    super(
      `Workspace ${tenant}: entry ${index} of the log needs the blob ${blob}, which is lost or damaged. Restore it from a backup.`,
    );
  }
}
