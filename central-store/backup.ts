/**
 * A copy of a store's folder that is whole by itself, taken while the store runs: the logs first, then everything else,
 * so that whatever a copied log names was on the disk before it and is copied too. Each blob is hashed on the way, there
 * and back. The index is left out (it is built anew), and so is the epoch: a restored store is another life of the data,
 * and laptops offer everything again.
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
import { makeFolder, readOrNull, syncFolder, writeDurably } from './durable.ts';
import { blobOf } from './facts.ts';
import { entryOf, parseLog } from './log-file.ts';

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

/** Codes: NO_STORE, BLOB_DAMAGED, BLOB_LOST, LOG_DAMAGED. Into a folder of an earlier backup only what is new is copied. */
export async function backUp(data: string, to: string, at: IsoTime): Promise<Result<BackupRecord>> {
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
    const log = await provenLog(whole, join(data, path), join(data, dirname(path)));
    if (!log.ok) return log;
    await writeDurably(join(to, path), whole);
    logs.push(log.value);
  }
  for (const path of (await filesOf(data)).filter((one) => basename(one) !== LOG)) {
    const copied = await copyFile(data, to, path);
    if (!copied.ok) return copied;
  }
  const record: BackupRecord = { format: 'bailiwick.store-backup', at, logs };
  await writeDurably(join(to, RECORD), `${JSON.stringify(record, null, 2)}\n`);
  return ok(record);
}

/** Every line reads and every blob it names is there. Codes: LOG_DAMAGED, BLOB_LOST. */
async function provenLog(bytes: Uint8Array, path: string, folder: string): Promise<Result<BackedUpLog>> {
  const lines = parseLog(bytes);
  const [first] = lines ?? [];
  if (lines === null || first === undefined)
    return refuse(codedError('LOG_DAMAGED', `${path} does not read. Find it in another backup.`));
  const tree = new GrowingTree();
  for (const line of lines) {
    tree.add(entryOf(line));
    const blob = blobOf(line);
    if (blob !== null && (await sizeOf(join(folder, 'blobs', blob.slice(0, 2), blob))) === null)
      return refuse(codedError('BLOB_LOST', `${path} names the blob ${blob}, which is not there.`));
  }
  return ok({ tenant: first.tenant, size: tree.size, root: tree.root() });
}

/** Codes: NO_BACKUP, RESTORE_NOT_EMPTY, BACKUP_DAMAGED, BLOB_DAMAGED, BLOB_LOST, LOG_DAMAGED. All or nothing. */
export async function restore(from: string, data: string): Promise<Result<BackupRecord>> {
  const record = await readRecord(from);
  if (!record.ok) return record;
  const there = await readdir(data).catch(() => []);
  if (there.length > 0)
    return refuse(
      codedError('RESTORE_NOT_EMPTY', `${data} is not empty. Move it away first: nothing is overwritten.`),
    );
  const partial = join(dirname(data), `.${basename(data)}.${randomBytes(4).toString('hex')}.partial`);
  const copied = await restoreInto(partial, from, record.value);
  if (!copied.ok) {
    await rm(partial, { recursive: true, force: true });
    return copied;
  }
  await rmdir(data).catch(() => undefined);
  await rename(partial, data);
  await syncFolder(dirname(data));
  return record;
}

async function restoreInto(partial: string, from: string, record: BackupRecord): Promise<Result<true>> {
  const wanted = new Map(record.logs.map((log) => [log.tenant, log]));
  for (const path of await filesOf(from)) {
    const copied = await copyFile(from, partial, path);
    if (!copied.ok) return copied;
  }
  for (const path of (await filesOf(partial)).filter((one) => basename(one) === LOG)) {
    const folder = join(partial, dirname(path));
    const log = await provenLog(await readFile(join(partial, path)), join(from, path), folder);
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
