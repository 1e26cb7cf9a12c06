/** What a laptop remembers of one store, each thing in an fsynced file of its own under `sync/`. */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { canonicalJson } from '../../domain/bundle/canonical-json.ts';
import type { Json } from '../../domain/bundle/canonical-json.ts';
import type { Check } from '../../domain/bundle/check.ts';
import { Faults, integer, object, oneOf, text } from '../../domain/bundle/check.ts';
import * as is from '../../domain/bundle/checks.ts';
import type { Sha256Hex, TenantId } from '../../domain/brand.ts';
import type { SeenLog } from '../../domain/bundle/receipts.ts';
import { codedError, ok, refuse } from '../../domain/result.ts';
import type { Result } from '../../domain/result.ts';
import { textOrNull, utf8 } from '../../formats/bundle/bytes.ts';
import { leafOf, rootOfLeaves } from '../../formats/log/merkle.ts';
import type { DurableFs } from '../durable-file.ts';
import { errnoOf, listNames, readBytes, writeDurably } from '../durable-file.ts';
import type { Alarm, SyncMemory } from './local.ts';
import type { Checkpoint, LogEntry, Receipt } from './store-port.ts';

const count = integer(0, Number.MAX_SAFE_INTEGER);

const checkCheckpoint: Check<Checkpoint> = object<Checkpoint>({
  storeEpoch: text,
  size: count,
  root: is.sha256Hex,
  at: is.isoTime,
});

const checkReceipt: Check<Receipt> = object<Receipt>({
  subject: is.sha256Hex,
  storeEpoch: text,
  index: count,
  checkpoint: checkCheckpoint,
  text,
});

const checkAlarm: Check<Alarm> = object<Alarm>({
  code: oneOf('STORE_RESTORED', 'STORE_FORKED', 'LOG_FALSE'),
  message: text,
  raisedAt: is.isoTime,
});

/** null where the file is torn or of another form. */
export function parseFile<T>(check: Check<T>, bytes: Uint8Array): T | null {
  try {
    const faults = new Faults();
    const value = check(JSON.parse(textOrNull(bytes) ?? ''), '', faults);
    return faults.list.length === 0 ? value : null;
  } catch {
    return null;
  }
}

export const fileBytes = (value: unknown): Uint8Array => Buffer.from(`${canonicalJson(value as Json)}\n`);

export class SyncFiles implements SyncMemory {
  private readonly folder: string;
  private readonly fs: DurableFs;
  private known: Map<Sha256Hex, Receipt> | null = null;

  /** One folder a store and tenant: what one store said is never held against another. */
  constructor(home: string, store: { readonly url: string; readonly tenant: string }, fs: DurableFs) {
    const name = createHash('sha256').update(`${store.url}\n${store.tenant}`).digest('hex').slice(0, 16);
    this.folder = join(home, 'sync', name);
    this.fs = fs;
  }

  /** Codes: CHECKPOINT_DAMAGED: without it a fork would go unseen, so it is not passed over. */
  async checkpoint(): Promise<Result<Checkpoint | null>> {
    const path = join(this.folder, 'checkpoint.json');
    const bytes = await readBytes(path, this.fs);
    if (!bytes.ok) return bytes.errors[0]?.code === 'FILE_NOT_FOUND' ? ok(null) : bytes;
    const checkpoint = parseFile(checkCheckpoint, bytes.value);
    if (checkpoint !== null) return ok(checkpoint);
    const message = `${path} is damaged. Restore it from a backup, or remove it to trust the store as it is now.`;
    return refuse(codedError('CHECKPOINT_DAMAGED', message, { path }));
  }

  /** The hashes first: without them a checkpoint still tells a fork, hashes without their checkpoint tell nothing. */
  async keepCheckpoint(checkpoint: Checkpoint, entries: readonly LogEntry[]): Promise<Result<true>> {
    const known = await this.checkpoint();
    const same = known.ok && known.value?.root === checkpoint.root && known.value.size === checkpoint.size;
    if (!same) {
      const lines = entries.map((entry) => `${leafOf(entry)}\n`).join('');
      const kept = await writeDurably(join(this.folder, 'leaves.txt'), utf8(lines), this.fs);
      if (!kept.ok) return kept;
    }
    return writeDurably(join(this.folder, 'checkpoint.json'), fileBytes(checkpoint), this.fs);
  }

  /** The log as last seen, for receipts that come with a bundle; null before the first round. */
  async seenLog(store: Sha256Hex, tenant: TenantId): Promise<SeenLog | null> {
    const seen = await this.checkpoint();
    if (!seen.ok || seen.value === null) return null;
    const { storeEpoch, size, root } = seen.value;
    const bytes = await readBytes(join(this.folder, 'leaves.txt'), this.fs);
    const lines = bytes.ok ? (textOrNull(bytes.value) ?? '').split('\n').slice(0, -1) : [];
    const leaves = lines.slice(0, size) as Sha256Hex[];
    const whole = leaves.length === size && rootOfLeaves(leaves) === root;
    return { store, storeEpoch, tenant, size, root, leaves: whole ? leaves : [] };
  }

  /** A receipt that cannot be read is as good as none: the store gives it again. */
  async receipts(): Promise<Result<ReadonlyMap<Sha256Hex, Receipt>>> {
    if (this.known !== null) return ok(this.known);
    const folder = join(this.folder, 'receipts');
    const known = new Map<Sha256Hex, Receipt>();
    for (const name of await listNames(folder, this.fs)) {
      const bytes = await readBytes(join(folder, name), this.fs);
      const receipt = bytes.ok ? parseFile(checkReceipt, bytes.value) : null;
      if (receipt !== null) known.set(receipt.subject, receipt);
    }
    this.known = known;
    return ok(known);
  }

  async keepReceipt(receipt: Receipt): Promise<Result<true>> {
    const path = join(this.folder, 'receipts', `${receipt.subject}.json`);
    const written = await writeDurably(path, fileBytes(receipt), this.fs);
    if (written.ok) this.known?.set(receipt.subject, receipt);
    return written;
  }

  /** An alarm stands until a person says she has seen it; the same one twice is one. */
  async raise(alarm: Alarm): Promise<Result<true>> {
    return writeDurably(join(this.folder, 'alarms', `${alarm.code}.json`), fileBytes(alarm), this.fs);
  }

  async alarms(): Promise<readonly Alarm[]> {
    const folder = join(this.folder, 'alarms');
    const alarms: Alarm[] = [];
    for (const name of await listNames(folder, this.fs)) {
      const bytes = await readBytes(join(folder, name), this.fs);
      const alarm = bytes.ok ? parseFile(checkAlarm, bytes.value) : null;
      if (alarm !== null) alarms.push(alarm);
    }
    return alarms;
  }

  /** Receipts of the other past are evidence of it, and no proof in the log that is believed from now on. */
  private async setReceiptsAside(): Promise<void> {
    const seen = await this.checkpoint();
    const name = `receipts.${seen.ok ? (seen.value?.root.slice(0, 16) ?? 'unseen') : 'unread'}`;
    this.known = null;
    await this.fs.rename(join(this.folder, 'receipts'), join(this.folder, name)).catch((cause: unknown) => {
      if (errnoOf(cause) !== 'ENOENT') throw cause;
    });
  }

  /** A person has seen it. After a fork that is also her word that the store's present log is to be believed. */
  async dismiss(code: Alarm['code']): Promise<void> {
    if (code === 'STORE_FORKED') await this.setReceiptsAside();
    const names =
      code === 'STORE_FORKED'
        ? [join('alarms', `${code}.json`), 'checkpoint.json']
        : [join('alarms', `${code}.json`)];
    for (const name of names) {
      await this.fs.unlink(join(this.folder, name)).catch((cause: unknown) => {
        if (errnoOf(cause) !== 'ENOENT') throw cause;
      });
    }
  }
}
