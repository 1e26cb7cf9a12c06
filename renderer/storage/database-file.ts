/**
 * Everything one client’s database holds, table by table, as one file, and back into an empty one. Rows are neither read
 * nor changed: whoever reads them later parses them, and a file of an older schema is brought up by the same migrations
 * as a database of that age.
 */
import type { Result } from '../../domain/result.ts';
import { codedError, ok, refuse } from '../../domain/result.ts';
import { Database } from './database.ts';
import { ALL_MIGRATIONS } from './migrations/all-migrations.ts';
import { pack, unpack } from './packed.ts';
import { storageError } from './storage-error.ts';

const MAGIC = 'bailiwick client 1';
const UNPACKED_LIMIT = 2048 * 2 ** 20;

interface DatabaseFile {
  readonly schema: number;
  readonly tables: Readonly<Record<string, readonly unknown[]>>;
}

export async function writeDatabase(db: Database): Promise<Result<Uint8Array<ArrayBuffer>>> {
  try {
    const tables: Record<string, readonly unknown[]> = {};
    await db.transaction('r', db.tables, async () => {
      for (const table of db.tables) tables[table.name] = await table.toArray();
    });
    const odd = oddIn(tables, '');
    if (odd !== null)
      return refuse(codedError('NOT_PLAIN', `${odd} cannot be written to a file. Nothing was saved.`));
    return ok(await pack(MAGIC, { schema: db.knownVersion, tables } satisfies DatabaseFile));
  } catch (cause) {
    return refuse(storageError(cause, 'reading'));
  }
}

/** Where something lies that the file could not hold as it is; it is said rather than lost. */
function oddIn(value: unknown, path: string): string | null {
  if (value === null || ['string', 'number', 'boolean', 'undefined'].includes(typeof value)) return null;
  if (value instanceof Float64Array || value instanceof Int32Array || value instanceof Uint8Array)
    return null;
  const plain = Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype;
  if (!plain) return path;
  for (const [key, part] of Object.entries(value as object)) {
    const odd = oddIn(part, `${path}/${key}`);
    if (odd !== null) return odd;
  }
  return null;
}

/** Codes: NOT_A_PLAN_FILE, TOO_LARGE, STORAGE_NEWER and those of writing. Into a database nobody has opened. */
export async function readDatabase(name: string, bytes: Uint8Array<ArrayBuffer>): Promise<Result<true>> {
  const unpacked = await unpack(MAGIC, bytes, UNPACKED_LIMIT);
  if (!unpacked.ok) return unpacked;
  const file = parse(unpacked.value);
  const newest = Math.max(...ALL_MIGRATIONS.map(({ version }) => version));
  if (file === null) return refuse(codedError('BACKUP_FORM', 'The plans in this backup cannot be read.'));
  if (file.schema > newest)
    return refuse(codedError('STORAGE_NEWER', 'A newer Bailiwick wrote this backup. Update this one first.'));
  const db = new Database(
    name,
    ALL_MIGRATIONS.filter(({ version }) => version <= file.schema),
  );
  try {
    await db.open();
    await db.transaction('rw', db.tables, async () => {
      for (const table of db.tables) await table.bulkAdd([...(file.tables[table.name] ?? [])]);
    });
    return ok(true);
  } catch (cause) {
    return refuse(storageError(cause, 'writing'));
  } finally {
    db.close();
  }
}

function parse(value: unknown): DatabaseFile | null {
  const { schema, tables } = (value ?? {}) as { readonly schema?: unknown; readonly tables?: unknown };
  if (!Number.isInteger(schema) || tables === null || typeof tables !== 'object') return null;
  const all = Object.values(tables as object);
  return all.every((rows) => Array.isArray(rows)) ? (value as DatabaseFile) : null;
}
