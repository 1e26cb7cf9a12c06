/**
 * PGlite in the store's folder, where no `DATABASE_URL` is set. Durability: none is asked of it. PGlite never syncs to
 * the disk, so nothing is acknowledged by it; every row is found again from the blobs and the log, which are synced. A
 * process that is killed leaves its pages to the system, and PostgreSQL's own recovery mends them; a machine that went
 * down does not, so that an index left open before the machine last started is thrown away and built anew.
 */
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import type { PGliteInterface, Transaction } from '@electric-sql/pglite';
import type { Result } from '../../domain/result.ts';
import { ok } from '../../domain/result.ts';
import { makeFolder, readOrNull, writeDurably } from '../durable.ts';
import { grantTo, migrate } from './migrate.ts';
import type { Database, Query } from './port.ts';

const ROLE = 'bailiwick_store';

const asQuery = (client: PGliteInterface | Transaction): Query => ({
  query: async (sql, parameters) => {
    // Several statements at once go only without parameters.
    if (parameters === undefined) return ((await client.exec(sql)).at(-1)?.rows ?? []) as never;
    return (await client.query(sql, [...parameters])).rows as never;
  },
});

/** Differs after every start of the machine; null where the system does not say. */
const bootOf = (): Promise<string | null> =>
  readFile('/proc/sys/kernel/random/boot_id', 'utf8').then(
    (text) => text.trim(),
    () => null,
  );

export function openEmbedded(data: string): Promise<Result<Database>> {
  return openIn(join(data, 'index'), join(data, 'index-open'));
}

async function openIn(folder: string, marker: string): Promise<Result<Database>> {
  const boot = await bootOf();
  const leftOpen = await readOrNull(marker);
  if (leftOpen !== null && (boot === null || leftOpen.toString('utf8') !== boot)) await forget(folder);
  await writeDurably(marker, boot ?? 'unknown');
  await makeFolder(folder);
  const opened = await start(folder).catch(() => null);
  const kept = opened === null ? null : await ready(opened, marker);
  if (kept?.ok === true) return kept;
  // Damaged, or another version's: what it said is in the blobs and the log.
  await forget(folder);
  await makeFolder(folder);
  return ready(await start(folder), marker);
}

const forget = (folder: string): Promise<void> => rm(folder, { recursive: true, force: true });
const start = (folder: string): Promise<PGlite> => PGlite.create(folder, { relaxedDurability: true });

async function ready(db: PGlite, marker: string): Promise<Result<Database>> {
  const migrated = await db.transaction(async (tx) => {
    const done = await migrate(asQuery(tx));
    if (!done.ok || done.value.length === 0) return done;
    await tx.exec(`do $$ begin
      if not exists (select 1 from pg_roles where rolname = '${ROLE}') then create role ${ROLE}; end if;
    end $$`);
    await grantTo(asQuery(tx), ROLE);
    return done;
  });
  if (!migrated.ok) {
    await db.close();
    return migrated;
  }
  // Row-level security holds for this role, though nothing but our own code keeps it from changing back.
  await db.exec(`set role ${ROLE}`);
  return ok({
    kind: 'pglite',
    transaction: (tenant, body) =>
      db.transaction(async (tx) => {
        await tx.query(`select set_config('bailiwick.tenant', $1, true)`, [tenant]);
        return body(asQuery(tx));
      }),
    close: async () => {
      await db.close();
      await rm(marker, { force: true });
    },
  });
}
