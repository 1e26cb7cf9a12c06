/**
 * The central store: pushes (a version's blob, its entry, a signature) by 1, 16 and 64 clients at once on both databases,
 * beside what the disk and the databases do alone in the same run; and a laptop with 1,000 versions to send and to fetch.
 * Clients and store share one process and its one thread: what a client costs is in the figures.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEmbedded } from '../central-store/database/embedded.ts';
import type { Database } from '../central-store/database/port.ts';
import { readDemands, readVersion } from '../central-store/reading/read-version.ts';
import type { IsoDate, TenantId } from '../domain/brand.ts';
import { codedError, ok, refuse } from '../domain/result.ts';
import { tenantFolder } from '../central-store/tenant-files.ts';
import { utf8 } from '../formats/bundle/bytes.ts';
import { sha256Of } from '../formats/bundle/digest.ts';
import { verifyBundle } from '../formats/bundle/read-bundle.ts';
import { readZip } from '../formats/bundle/read-zip.ts';
import { writeZip } from '../formats/bundle/write-zip.ts';
import { createWorkstation } from '../workstation/workstations.ts';
import type { Workstation } from '../workstation/services.ts';
import type { InProcess } from '../test/central-store/in-process.ts';
import { cluster, connected, migrated, serveIn } from '../test/central-store/in-process.ts';
import type { Cluster } from '../test/central-store/postgres.ts';
import {
  ada,
  bea,
  build,
  keyring,
  ringOf,
  rootId,
  samplePlan,
  sealed,
  sign,
} from '../test/formats/bundle/sample.ts';
import type { Benchmark, Figure } from './benchmark.ts';
import { elapsed, medianElapsed, must, processorSeconds, rounded } from './benchmark.ts';
import { syntheticPlan } from './synthetic-accounts.ts';

const CLIENTS = [1, 16, 64] as const;
const PUSHES = 128;
const ROUNDS = 200;
const VERSIONS = 1000;
const SIZES = [10_000, 100_000] as const;
const TIMES = 3;
const ENTRIES = 20_000;
const TENANT = 'acme' as TenantId;
const TODAY = '2026-01-31' as IsoDate;

const version = (name: string) => build(samplePlan({ tenant: TENANT, name, parents: [] }));
const perSecond = (name: string, count: number, ms: number): Figure => ({
  name,
  value: rounded((count / ms) * 1000),
  unit: 'count',
  moreIsBetter: true,
});

/** Appending and syncing 256 bytes: what one acknowledgement costs the disk at least. */
async function fsyncRate(folder: string): Promise<Figure> {
  const handle = await open(join(folder, 'fsync'), 'a');
  const line = new Uint8Array(256);
  const ms = await elapsed(async () => {
    for (let i = 0; i < ROUNDS; i++) {
      await handle.appendFile(line);
      await handle.sync();
    }
  });
  await handle.close();
  return perSecond('the disk alone: appends with fsync a second', ROUNDS, ms);
}

async function commitRate(name: string, database: Database): Promise<Figure> {
  const tenant = 'commits' as TenantId;
  const sql = `insert into bailiwick.index_state (tenant, size, root) values ($1, $2, '')
               on conflict (tenant) do update set size = $2`;
  const ms = await elapsed(async () => {
    for (let i = 1; i <= ROUNDS; i++) await database.transaction(tenant, (tx) => tx.query(sql, [tenant, i]));
  });
  return perSecond(`${name} alone: transactions of one row a second`, ROUNDS, ms);
}

async function pushes(name: string, store: InProcess, clients: number): Promise<readonly Figure[]> {
  const prepared = Array.from({ length: PUSHES }, (_, i) => {
    const made = version(`${name} ${clients} ${i}`);
    return { made, act: sign(ada, 'submit', made) };
  });
  const taken: number[] = [];
  const client = async (): Promise<void> => {
    for (let next = prepared.pop(); next !== undefined; next = prepared.pop()) {
      const { made, act } = next;
      const began = performance.now();
      for (const answer of [await store.push(made), await store.attest(act)])
        if (answer.statusCode !== 200) throw new Error(`${answer.statusCode}: ${answer.body}`);
      taken.push(performance.now() - began);
    }
  };
  const before = processorSeconds();
  const ms = await elapsed(() => Promise.all(Array.from({ length: clients }, client)));
  const cpu = ((processorSeconds() - before) / PUSHES) * 1000;
  const sorted = taken.toSorted((a, b) => a - b);
  const at = `${name}, ${clients} ${clients === 1 ? 'client' : 'clients'}: `;
  const p99 = sorted[Math.ceil(sorted.length * 0.99) - 1] ?? Number.NaN;
  return [
    perSecond(`${at}pushes a second`, PUSHES, ms),
    { name: `${at}p99 of a push`, value: rounded(p99), unit: 'ms' },
    { name: `${at}processor time a push`, value: rounded(cpu), unit: 'ms' },
  ];
}

async function onDatabase(name: string, folder: string, database: Database): Promise<readonly Figure[]> {
  const store = await serveIn(join(folder, name), database, TENANT);
  const figures: Figure[] = [await commitRate(name, database)];
  // The first pushes find nothing compiled yet.
  await pushes('warm up', store, 1);
  for (const clients of CLIENTS) figures.push(...(await pushes(name, store, clients)));
  const ms = await elapsed(() => store.files.rebuild());
  figures.push(perSecond(`${name}: entries indexed anew a second`, store.files.log.length, ms));
  await store.app.close();
  return figures;
}

async function laptop(folder: string): Promise<Workstation> {
  const home = mkdtempSync(join(folder, 'laptop-'));
  const station = createWorkstation({ home, version: '', host: 'loopback', shell: null, fetch });
  must(await station.trustKeyring({ keyring: ringOf(keyring), root: rootId }));
  return station;
}

async function connect(station: Workstation, url: string): Promise<void> {
  const { storeKey } = must(await station.syncProbe({ url }));
  must(await station.syncSetUp({ url, storeKey, token: 'any' }));
}

/** Until the store has acknowledged all of them, or they are all here. */
async function synced(station: Workstation): Promise<void> {
  for (let round = 0; round < 10; round++) {
    must(await station.syncNow({}));
    const { versions } = must(await station.syncStanding());
    if (versions.filter(({ state }) => state === 'received').length === VERSIONS) return;
  }
  throw new Error(`Not all of ${VERSIONS} versions came.`);
}

/** A week offline: a thousand versions, each submitted and approved, go up from one laptop and come down to another. */
async function week(folder: string, database: Database): Promise<readonly Figure[]> {
  const store = await serveIn(join(folder, 'week'), database, TENANT);
  const url = await store.app.listen({ host: '127.0.0.1', port: 0 });
  const [hers, his] = [await laptop(folder), await laptop(folder)];
  for (let i = 0; i < VERSIONS; i++) {
    const made = version(`Week ${i}`);
    const bundle = sealed(made, [sign(bea, 'approve', made)]);
    must(await hers.mirrorVersion({ versionId: made.versionId, bundle }));
  }
  const figures: Figure[] = [];
  const timed = async (name: string, unit: 's' | 'ms', body: () => Promise<unknown>): Promise<void> => {
    const before = processorSeconds();
    const ms = await elapsed(body);
    const cpu = (processorSeconds() - before) * 1000;
    const shown = (value: number): number => rounded(unit === 's' ? value / 1000 : value);
    figures.push({ name, value: shown(ms), unit });
    figures.push({ name: `${name}, processor time`, value: shown(cpu), unit });
  };
  const up = async () => {
    await connect(hers, url);
    await synced(hers);
  };
  const down = async () => {
    await connect(his, url);
    await synced(his);
  };
  try {
    await timed('1,000 versions with 2 signatures each, sent', 's', up);
    await timed('1,000 versions with 2 signatures each, fetched', 's', down);
    await timed('a quiet round of a laptop that has them', 'ms', async () => must(await his.syncNow({})));
  } finally {
    await store.app.close();
  }
  return figures;
}

async function verified(bundle: Uint8Array) {
  const found = await verifyBundle(bundle, keyring, readZip);
  return found.ok ? ok(found) : refuse(codedError('UNPROVEN', found.steps.at(-1)?.message ?? ''));
}

/** What a thread of the store does with a version that was sent, and what of it a release needs. */
async function readings(size: number): Promise<readonly Figure[]> {
  const plan = await syntheticPlan(size);
  const made = build({ ...plan, tenant: TENANT, parents: [] });
  const zip = writeZip(made.bag);
  const handed = sealed(made);
  const at = `${size.toLocaleString('en-US')} accounts: `;
  const figures: Figure[] = [
    { name: `${at}size of the version`, value: rounded(zip.length / 1e6), unit: 'MB' },
  ];
  for (const [name, read] of [
    ['read on arrival', readVersion],
    ['verified on a laptop', () => verified(handed)],
    ['read for a release', (zip: Uint8Array) => readDemands(zip, { before: {}, days: [TODAY] })],
  ] as const) {
    const before = processorSeconds();
    const ms = await medianElapsed(async () => must<unknown>(await read(zip)), TIMES);
    const cpu = ((processorSeconds() - before) / TIMES) * 1000;
    figures.push({ name: `${at}${name}`, value: rounded(ms), unit: 'ms' });
    figures.push({ name: `${at}${name}, processor time`, value: rounded(cpu), unit: 'ms' });
  }
  return figures;
}

/** What stays in memory of a workspace once it was asked for. */
async function memory(folder: string, database: Database): Promise<Figure> {
  const tenant = 'memory' as TenantId;
  const data = join(folder, 'memory');
  const at = '2026-01-31T00:00:00.000Z';
  const lines = Array.from({ length: ENTRIES }, (_, i) => {
    const subject = sha256Of(utf8(String(i)));
    return JSON.stringify({ kind: 'grant', tenant, subject, at, of: subject });
  });
  mkdirSync(tenantFolder(data, tenant), { recursive: true });
  writeFileSync(join(tenantFolder(data, tenant), 'log.jsonl'), `${lines.join('\n')}\n`);
  lines.length = 0;
  globalThis.gc?.();
  const held = (): number => process.memoryUsage().heapUsed + process.memoryUsage().external;
  const before = held();
  const { files, app } = await serveIn(data, database, tenant);
  globalThis.gc?.();
  const kilobytes = (held() - before) / 1000 / files.log.length;
  await app.close();
  return { name: 'memory of one entry of the log', value: rounded(kilobytes), unit: 'kB' };
}

async function onPostgres(folder: string, on: Cluster): Promise<readonly Figure[]> {
  const database = must(await connected(on, await migrated(on)));
  const figures = [...(await onDatabase('PostgreSQL', folder, database))];
  await database.close();
  return figures;
}

export const store: Benchmark = {
  name: 'store',
  summary: 'pushes to the central store, and a week’s versions there and back',
  async run({ only }) {
    const isWanted = (part: string): boolean => part.includes(only);
    const folder = mkdtempSync(join(tmpdir(), 'bailiwick-bench-'));
    const on = cluster();
    try {
      const figures: Figure[] = [await fsyncRate(folder)];
      const database = must(await openEmbedded(join(folder, 'database')));
      if (isWanted('PGlite')) figures.push(...(await onDatabase('PGlite', folder, database)));
      if (on === null)
        process.stderr.write('SKIPPED on PostgreSQL: initdb and pg_ctl are not installed here.\n');
      else if (isWanted('PostgreSQL')) figures.push(...(await onPostgres(folder, on)));
      if (isWanted('memory')) figures.push(await memory(folder, database));
      if (isWanted('week')) figures.push(...(await week(folder, database)));
      for (const size of isWanted('reading') ? SIZES : []) figures.push(...(await readings(size)));
      await database.close();
      return figures;
    } finally {
      on?.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  },
};
