/** One workspace's log as it lies on the disk: a line an entry, in the order they were acknowledged. */
import { open, stat, truncate } from 'node:fs/promises';
import type { IsoTime, Sha256Hex, TenantId } from '../domain/brand.ts';
import { Faults, flag, object, optional, text } from '../domain/bundle/check.ts';
import * as is from '../domain/bundle/checks.ts';
import type { LogEntry } from '../formats/log/merkle.ts';
import { readOrNull, writeDurably } from './durable.ts';

/** A line of the log: the entry, and what the store alone needs to know of it. */
export interface LogLine extends LogEntry {
  readonly at: IsoTime;
  /** Of a version: its blob. Of what speaks of a version: that version. Of anything else: its own bytes. */
  readonly of: Sha256Hex;
  /** Of an attestation: its key was one the workspace knows and granted the role, when it came. */
  readonly counts?: boolean | undefined;
}

const checkLine = object<LogLine>({
  kind: text,
  tenant: is.tenantId,
  subject: is.sha256Hex,
  at: is.isoTime,
  of: is.sha256Hex,
  counts: optional(flag),
});

/** What is signed and shown of a line. */
export const entryOf = ({ kind, tenant, subject, at }: LogLine): LogEntry => ({ kind, tenant, subject, at });

/** A last line cut off by a crash was never acknowledged and is cut away; any other damage stops the store. */
export async function readLogFile(path: string, tenant: TenantId): Promise<LogLine[]> {
  const bytes = (await readOrNull(path)) ?? Buffer.alloc(0);
  const whole = bytes.lastIndexOf(10) + 1;
  if (whole < bytes.length) await truncate(path, whole);
  const lines = parseLog(bytes.subarray(0, whole));
  if (lines === null || lines.some((line) => line.tenant !== tenant))
    throw new Error(`${path} is damaged. Restore it from a backup.`);
  return lines;
}

/** null when a line is not one, or they are not in the order in which they can have been written. */
export function parseLog(bytes: Uint8Array): LogLine[] | null {
  const lines = new TextDecoder().decode(bytes).split('\n').slice(0, -1).map(lineOf);
  return lines.every((line) => line !== null) && isInOrder(lines) ? lines : null;
}

const SPEAKS_OF_A_VERSION: ReadonlySet<string> = new Set(['attestation', 'head', 'release']);

/** Each once, and nothing speaks of a version before it came. */
function isInOrder(lines: readonly LogLine[]): boolean {
  const seen = new Set<string>();
  return lines.every(({ kind, subject, of }) => {
    const known = seen.has(`${kind} ${subject}`);
    seen.add(`${kind} ${subject}`);
    return !known && (!SPEAKS_OF_A_VERSION.has(kind) || seen.has(`version ${of}`));
  });
}

function lineOf(line: string): LogLine | null {
  try {
    const faults = new Faults();
    const read = checkLine(JSON.parse(line), '', faults);
    return faults.list.length === 0 ? read : null;
  } catch {
    return null;
  }
}

/** On the disk when this resolves. What could not be written whole is taken back, so that the next does not follow half a line. */
export async function appendLines(path: string, lines: readonly LogLine[]): Promise<void> {
  const content = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
  const before = await stat(path).then(
    ({ size }) => size,
    () => null,
  );
  if (before === null) return writeDurably(path, content);
  const handle = await open(path, 'a', 0o600);
  try {
    await handle.writeFile(content);
    await handle.sync();
  } catch (cause) {
    await handle.truncate(before);
    throw cause;
  } finally {
    await handle.close();
  }
}
