/** Files and folders named on the command line of `bailiwick writeback`. */
import { basename, join } from 'node:path';
import type { CodedError, Result } from '../../domain/result.ts';
import { codedError, ok, refuse } from '../../domain/result.ts';
import type { WritebackBatch } from '../../domain/writeback/batch.ts';
import { readBatch } from '../../domain/writeback/batch.ts';
import type { PastBatch } from '../../domain/writeback/gate.ts';
import type { NamedBytes } from '../../formats/writeback/read-exports.ts';
import { naming } from '../command.ts';
import type { Io } from '../io.ts';

/** Every file named, and every file of a folder named. */
export async function filesAt(
  io: Io,
  paths: readonly string[],
): Promise<Result<readonly NamedBytes[], CodedError>> {
  const files: NamedBytes[] = [];
  for (const path of paths) {
    const folder = await io.listFolder(path);
    const names = folder.ok ? folder.value.map((name) => join(path, name)) : [path];
    for (const name of names) {
      const bytes = await io.readFile(name);
      if (!bytes.ok) return bytes;
      files.push({ name: basename(name), bytes: bytes.value });
    }
  }
  return ok(files);
}

async function jsonAt(io: Io, path: string): Promise<Result<unknown, CodedError>> {
  const bytes = await io.readFile(path);
  if (!bytes.ok) return bytes;
  try {
    return ok(JSON.parse(new TextDecoder().decode(bytes.value)) as unknown);
  } catch {
    return refuse(codedError('NOT_JSON', `${path} is not JSON.`));
  }
}

export async function batchAt(io: Io, folder: string): Promise<Result<WritebackBatch, CodedError>> {
  const path = join(folder, 'batch.json');
  const json = await jsonAt(io, path);
  return json.ok ? naming(path, readBatch(json.value)) : json;
}

/** A folder of `prepare`, with what `reconcile` left in it. */
export async function pastBatchAt(io: Io, folder: string): Promise<Result<PastBatch, CodedError>> {
  const batch = await batchAt(io, folder);
  if (!batch.ok) return batch;
  const { batchId, target, environment, planId, versionId, preparedAt, effectiveFrom } = batch.value;
  const found = await jsonAt(io, join(folder, 'reconciliation.json'));
  const outcome = found.ok
    ? (found.value as { complete?: unknown; counts?: { applied?: unknown } } | null)
    : null;
  const complete = outcome?.complete === true;
  const applied = Number(outcome?.counts?.applied ?? 0) > 0;
  return ok({
    batchId,
    target,
    environment,
    planId,
    versionId,
    preparedAt,
    effectiveFrom,
    complete,
    applied,
  });
}
