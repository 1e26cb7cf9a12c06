/** What one workspace has sent: blobs by their digest, and the log in the order it was acknowledged. */
import { constants } from 'node:fs';
import { access, open, stat, truncate } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { IsoTime, Sha256Hex, TenantId } from '../domain/brand.ts';
import { Faults, object, text } from '../domain/bundle/check.ts';
import * as is from '../domain/bundle/checks.ts';
import type { LogEntry } from '../formats/log/merkle.ts';
import { makeFolder, readOrNull, writeDurably } from './durable.ts';

/** A line of the log: the entry, and what it belongs to. */
export interface LogLine extends LogEntry {
  readonly at: IsoTime;
  /** Of a version: its blob. Of an attestation: the version it speaks of. */
  readonly of: Sha256Hex;
}

const checkLine = object<LogLine>({
  kind: text,
  tenant: is.tenantId,
  subject: is.sha256Hex,
  at: is.isoTime,
  of: is.sha256Hex,
});

export class TenantFiles {
  private readonly folder: string;
  private lines: LogLine[] = [];
  private tail: Promise<unknown> = Promise.resolve();

  private constructor(folder: string) {
    this.folder = folder;
  }

  static async open(data: string, tenant: TenantId): Promise<TenantFiles> {
    const name = createHash('sha256').update(tenant).digest('hex');
    const files = new TenantFiles(join(data, 'tenants', name));
    await makeFolder(files.folder);
    await files.readLog(tenant);
    return files;
  }

  get log(): readonly LogLine[] {
    return this.lines;
  }

  /** A last line cut off by a crash was never acknowledged and is cut away; any other damage stops the store. */
  private async readLog(tenant: TenantId): Promise<void> {
    const bytes = (await readOrNull(this.logPath)) ?? Buffer.alloc(0);
    const whole = bytes.lastIndexOf(10) + 1;
    if (whole < bytes.length) await truncate(this.logPath, whole);
    const lines = bytes.subarray(0, whole).toString('utf8').split('\n').slice(0, -1);
    this.lines = lines.map((line, index) => {
      const faults = new Faults();
      const read = checkLine(JSON.parse(line), '', faults);
      if (faults.list.length > 0 || read.tenant !== tenant)
        throw new Error(`${this.logPath}: line ${index + 1} is damaged. Restore it from a backup.`);
      return read;
    });
  }

  private get logPath(): string {
    return join(this.folder, 'log.jsonl');
  }

  private blobPath(digest: Sha256Hex): string {
    return join(this.folder, 'blobs', digest.slice(0, 2), digest);
  }

  async has(digest: Sha256Hex): Promise<boolean> {
    return access(this.blobPath(digest), constants.R_OK).then(
      () => true,
      () => false,
    );
  }

  blob(digest: Sha256Hex): Promise<Buffer | null> {
    return readOrNull(this.blobPath(digest));
  }

  /** `bytes` must hash to `digest`. */
  async keep(digest: Sha256Hex, bytes: Uint8Array): Promise<void> {
    if (!(await this.has(digest))) await writeDurably(this.blobPath(digest), bytes);
  }

  quarantine(digest: Sha256Hex, why: object): Promise<void> {
    return writeDurably(join(this.folder, 'quarantine', `${digest}.json`), JSON.stringify(why));
  }

  /** The index of the subject, entered once however often it is asked, on the disk when this resolves. */
  enter(line: LogLine): Promise<number> {
    const work = this.tail.then(async () => {
      const known = this.lines.findIndex((l) => l.kind === line.kind && l.subject === line.subject);
      if (known >= 0) return known;
      await this.append(`${JSON.stringify(line)}\n`);
      return this.lines.push(line) - 1;
    });
    this.tail = work.catch(() => undefined);
    return work;
  }

  /** A line that could not be written whole is taken back, so that the next does not follow half of it. */
  private async append(text: string): Promise<void> {
    const before = await stat(this.logPath).then(
      ({ size }) => size,
      () => null,
    );
    if (before === null) return writeDurably(this.logPath, text);
    const handle = await open(this.logPath, 'a', 0o600);
    try {
      await handle.writeFile(text);
      await handle.sync();
    } catch (cause) {
      await handle.truncate(before);
      throw cause;
    } finally {
      await handle.close();
    }
  }
}
