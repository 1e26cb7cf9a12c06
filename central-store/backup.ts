/**
 * A copy of a store's folder that is whole by itself, taken while the store runs: the logs first, then everything else,
 * so that whatever a copied log names was on the disk before it and is copied too. Each blob is hashed on the way, there
 * and back. The index is left out (it is built anew), and so is the epoch: a restored store is another life of the data,
 * and laptops offer everything again. Blobs that lie in a bucket are fetched from it, and put into it by a restore.
 */
import { createHash, randomBytes } from 'node:crypto';
import { readdir, readFile, rename, rm, rmdir, stat } from 'node:fs/promises';
import { basename, dirname, join, sep } from 'node:path';
import type { IsoTime, Sha256Hex, TenantId } from '../domain/brand.ts';
import { Faults, integer, list, object, oneOf } from '../domain/bundle/check.ts';
import * as is from '../domain/bundle/checks.ts';
import type { Result } from '../domain/result.ts';
import { codedError, ok, refuse } from '../domain/result.ts';
import { GrowingTree } from '../formats/log/growing-tree.ts';
import { folderBlobs } from './blobs/folder.ts';
import { BucketFault } from './blobs/bucket.ts';
import type { Blobs } from './blobs/port.ts';
import { makeFolder, readOrNull, syncFolder, writeDurably } from './durable.ts';
import { blobOf } from './facts.ts';
import type { LogLine } from './log-file.ts';
import { entryOf, parseLog } from './log-file.ts';
import type { BlobsOf } from './tenant-files.ts';

interface BackedUpLog {
  readonly tenant: TenantId;
  readonly size: number;
  readonly root: Sha256Hex;
}

export interface BackupRecord {
  readonly format: 'bailiwick.store-backup';
  readonly at: IsoTime;
  readonly logs: readonly BackedUpLog[];
}

const checkRecord = object<BackupRecord>({
  format: oneOf('bailiwick.store-backup'),
  at: is.isoTime,
  logs: list(
    object<BackedUpLog>({
      tenant: is.tenantId,
      size: integer(0, Number.MAX_SAFE_INTEGER),
      root: is.sha256Hex,
    }),
  ),
});

const RECORD = 'backup.json';
const LOG = 'log.jsonl';
/** Of this process, or found again. */
const LEFT_OUT: ReadonlySet<string> = new Set(['index', 'index-open', 'lock', 'epoch', 'uploads', RECORD]);

async function filesOf(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder, { recursive: true, withFileTypes: true });
  return names
    .filter((one) => one.isFile() && !one.name.endsWith('.partial') && !one.name.startsWith('lock.'))
    .map((one) => join(one.parentPath, one.name).slice(folder.length + 1))
    .filter((path) => !path.split(sep).some((part) => LEFT_OUT.has(part)))
    .toSorted();
}

const isBlob = (path: string): boolean =>
  basename(dirname(dirname(path))) === 'blobs' && /^[0-9a-f]{64}$/.test(basename(path));

const damaged = (path: string) =>
  refuse(codedError('BLOB_DAMAGED', `${path} is not what its name says. Find it in another backup.`));

/** Codes: BLOB_DAMAGED. A blob that is there already was copied by an earlier backup. */
async function copyFile(from: string, to: string, path: string): Promise<Result<true>> {
  const target = join(to, path);
  if (isBlob(path) && (await sameSize(join(from, path), target))) return ok(true);
  const bytes = await readFile(join(from, path));
  if (isBlob(path) && createHash('sha256').update(bytes).digest('hex') !== basename(path))
    return damaged(join(from, path));
  await writeDurably(target, bytes);
  return ok(true);
}

const sizeOf = (path: string): Promise<number | null> =>
  stat(path).then(
    ({ size }) => size,
    () => null,
  );
const sameSize = async (one: string, other: string): Promise<boolean> =>
  (await sizeOf(one)) === (await sizeOf(other));

const inFolder: BlobsOf = (folder) => folderBlobs(join(folder, 'blobs'));

/** What the bucket did wrong, as a refusal; partial copies are no backup and no store. */
async function withBucket<T>(work: () => Promise<Result<T>>): Promise<Result<T>> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof BucketFault) return refuse(codedError(cause.code, cause.message));
    throw cause;
  }
}

/**
 * Codes: NO_STORE, BLOB_DAMAGED, BLOB_LOST, LOG_DAMAGED, and a bucket's. Into a folder of an earlier backup only what is new is copied.
 * `bucket`: where blobs lie that are not in the folder.
 */
export const backUp = (
  data: string,
  to: string,
  at: IsoTime,
  bucket: BlobsOf | null = null,
): Promise<Result<BackupRecord>> => withBucket(() => copyStore(data, to, at, bucket));

async function copyStore(
  data: string,
  to: string,
  at: IsoTime,
  bucket: BlobsOf | null,
): Promise<Result<BackupRecord>> {
  if ((await readOrNull(join(data, 'store-key.pem'))) === null)
    return refuse(codedError('NO_STORE', `${data} is not the folder of a store.`));
  await makeFolder(to);
  // Until it is there again, what lies there is not a backup.
  await rm(join(to, RECORD), { force: true });
  const before = await filesOf(data);
  const logs: BackedUpLog[] = [];
  for (const path of before.filter((one) => basename(one) === LOG)) {
    const bytes = await readFile(join(data, path));
    const whole = bytes.subarray(0, bytes.lastIndexOf(10) + 1);
    const folder = join(data, dirname(path));
    const log = await provenLog(whole, join(data, path), (bucket ?? inFolder)(folder));
    if (!log.ok) return log;
    await writeDurably(join(to, path), whole);
    logs.push(log.value);
    if (bucket !== null) await fetchBlobs(whole, bucket(folder), inFolder(join(to, dirname(path))));
  }
  for (const path of (await filesOf(data)).filter((one) => basename(one) !== LOG)) {
    const copied = await copyFile(data, to, path);
    if (!copied.ok) return copied;
  }
  const record: BackupRecord = { format: 'bailiwick.store-backup', at, logs };
  await writeDurably(join(to, RECORD), `${JSON.stringify(record, null, 2)}\n`);
  return ok(record);
}

const keptOf = (line: LogLine): Sha256Hex => blobOf(line) ?? line.of;

/** They were found there a moment ago, and are hashed as they come; thrown, should one be gone since. */
async function fetchBlobs(log: Uint8Array, from: Blobs, to: Blobs): Promise<void> {
  for (const line of parseLog(log) ?? []) {
    const blob = keptOf(line);
    if (await to.has(blob)) continue;
    const bytes = await from.get(blob);
    if (bytes === null) throw new Error(`The blob ${blob} went from the bucket while it was backed up.`);
    await to.put(blob, bytes);
  }
}

/** Every line reads and every blob it names is there. Codes: LOG_DAMAGED, BLOB_LOST. */
async function provenLog(bytes: Uint8Array, path: string, blobs: Blobs): Promise<Result<BackedUpLog>> {
  const lines = parseLog(bytes);
  const [first] = lines ?? [];
  if (lines === null || first === undefined)
    return refuse(codedError('LOG_DAMAGED', `${path} does not read. Find it in another backup.`));
  const tree = new GrowingTree();
  for (const line of lines) {
    tree.add(entryOf(line));
    const blob = keptOf(line);
    if (!(await blobs.has(blob)))
      return refuse(codedError('BLOB_LOST', `${path} names the blob ${blob}, which is not there.`));
  }
  return ok({ tenant: first.tenant, size: tree.size, root: tree.root() });
}

/** Codes: NO_BACKUP, RESTORE_NOT_EMPTY, BACKUP_DAMAGED, BLOB_DAMAGED, BLOB_LOST, LOG_DAMAGED, and a bucket's. All or nothing. */
export async function restore(
  from: string,
  data: string,
  bucket: BlobsOf | null = null,
): Promise<Result<BackupRecord>> {
  const record = await readRecord(from);
  if (!record.ok) return record;
  const there = await readdir(data).catch(() => []);
  if (there.length > 0)
    return refuse(
      codedError('RESTORE_NOT_EMPTY', `${data} is not empty. Move it away first: nothing is overwritten.`),
    );
  const partial = join(dirname(data), `.${basename(data)}.${randomBytes(4).toString('hex')}.partial`);
  const copied = await withBucket(async () => {
    const restored = await restoreInto(partial, from, record.value);
    if (restored.ok && bucket !== null) await moveBlobs(partial, bucket);
    return restored;
  });
  if (!copied.ok) {
    await rm(partial, { recursive: true, force: true });
    return copied;
  }
  await rmdir(data).catch(() => undefined);
  await rename(partial, data);
  await syncFolder(dirname(data));
  return record;
}

/** Into a bucket twice is as once: a restore that broke is begun again. */
async function moveBlobs(partial: string, bucket: BlobsOf): Promise<void> {
  for (const path of (await filesOf(partial)).filter(isBlob)) {
    const file = join(partial, path);
    await bucket(dirname(dirname(dirname(file)))).adopt(basename(path) as Sha256Hex, file);
  }
}

async function restoreInto(partial: string, from: string, record: BackupRecord): Promise<Result<true>> {
  const wanted = new Map(record.logs.map((log) => [log.tenant, log]));
  for (const path of await filesOf(from)) {
    const copied = await copyFile(from, partial, path);
    if (!copied.ok) return copied;
  }
  for (const path of (await filesOf(partial)).filter((one) => basename(one) === LOG)) {
    const blobs = inFolder(join(partial, dirname(path)));
    const log = await provenLog(await readFile(join(partial, path)), join(from, path), blobs);
    if (!log.ok) return log;
    const { tenant, size, root } = log.value;
    const meant = wanted.get(tenant);
    if (meant?.size === size && meant.root === root) wanted.delete(tenant);
    else return refuse(codedError('BACKUP_DAMAGED', `The log of ${tenant} is not the one backed up.`));
  }
  const [lost] = wanted.keys();
  return lost === undefined
    ? ok(true)
    : refuse(codedError('BACKUP_DAMAGED', `The log of ${lost} is not in the backup.`));
}

async function readRecord(from: string): Promise<Result<BackupRecord>> {
  const none = refuse(
    codedError('NO_BACKUP', `${from} is not a whole backup of a store: it has no ${RECORD} that reads.`),
  );
  const bytes = await readOrNull(join(from, RECORD));
  try {
    const faults = new Faults();
    const record = checkRecord(JSON.parse(bytes?.toString('utf8') ?? ''), '', faults);
    return faults.list.length === 0 ? ok(record) : none;
  } catch {
    return none;
  }
}
