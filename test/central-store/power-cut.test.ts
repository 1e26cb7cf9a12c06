/**
 * The store's machine loses power: every write, sync and rename of a push and a release is recorded, and the disk laid
 * out again as it may be found after a cut behind any of them. What was not synced is gone, torn, or there before what
 * was written earlier; a name that was not synced with its folder is there or not.
 */
import type { FileHandle } from 'node:fs/promises';
import fs from 'node:fs/promises';
import { mkdirSync, writeFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { dirname } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { Database } from '../../central-store/database/port.ts';
import { tenantFolder } from '../../central-store/tenant-files.ts';
import type { Sha256Hex, TenantId } from '../../domain/brand.ts';
import { sha256Of } from '../../formats/bundle/digest.ts';
import { ada, bea, build, must, samplePlan, sign } from '../formats/bundle/sample.ts';
import type { InProcess } from './in-process.ts';
import { cluster, connected, embedded, forgetTemporary, migrated, serveIn, temporary } from './in-process.ts';

const ACME = 'acme' as TenantId;
const postgres = cluster();
afterAll(() => {
  postgres?.stop();
  forgetTemporary();
});

interface Inode {
  synced: Buffer | null;
  now: Buffer;
}
type Names = ReadonlyMap<string, Inode>;
/** What lies where after a cut: path to bytes. */
type Found = ReadonlyMap<string, Buffer>;

type Method = (this: FileHandle, ...given: unknown[]) => Promise<unknown>;
const methodOf = (prototype: FileHandle, name: 'writeFile' | 'sync'): Method =>
  Reflect.get(prototype, name) as Method;

/** A disk as the calls leave it: what is there now, and what would still be there after a cut. */
class RecordedDisk {
  private now = new Map<string, Inode>();
  private synced = new Map<string, Inode>();
  /** After each step, the ways in which the disk may be found. */
  readonly cuts: Found[][] = [];
  private readonly opened = new WeakMap<FileHandle, string>();
  private readonly undo: (() => void)[] = [];

  async start(): Promise<void> {
    const { open, rename } = fs;
    const handle = await open(import.meta.filename, 'r');
    const prototype = Object.getPrototypeOf(handle) as FileHandle;
    await handle.close();
    const [writeFile, sync] = [methodOf(prototype, 'writeFile'), methodOf(prototype, 'sync')];
    const wrote = (on: FileHandle, bytes: Buffer): void => this.wrote(this.opened.get(on) ?? '', bytes);
    const synced = (on: FileHandle): void => this.wasSynced(this.opened.get(on) ?? '');
    Object.assign(prototype, {
      async writeFile(this: FileHandle, data: string | Uint8Array) {
        await writeFile.call(this, data);
        wrote(this, Buffer.from(data as Uint8Array));
      },
      async sync(this: FileHandle) {
        await sync.call(this);
        synced(this);
      },
    });
    fs.open = async (path, flags, mode) => {
      const opened = await open(path, flags, mode);
      this.opened.set(opened, String(path));
      return opened;
    };
    fs.rename = async (from, to) => {
      await rename(from, to);
      const inode = this.now.get(String(from));
      if (inode === undefined) return;
      this.now.delete(String(from));
      this.now.set(String(to), inode);
      this.cut();
    };
    syncBuiltinESMExports();
    this.undo.push(() => {
      Object.assign(prototype, { writeFile, sync });
      Object.assign(fs, { open, rename });
      syncBuiltinESMExports();
    });
  }

  stop(): void {
    for (const undo of this.undo.splice(0)) undo();
  }

  private wrote(path: string, bytes: Buffer): void {
    const inode = this.now.get(path) ?? { synced: null, now: Buffer.alloc(0) };
    inode.now = Buffer.concat([inode.now, bytes]);
    this.now.set(path, inode);
    this.cut();
  }

  private wasSynced(path: string): void {
    const inode = this.now.get(path);
    if (inode !== undefined) inode.synced = inode.now;
    else {
      const inside = (name: string): boolean => dirname(name) === path;
      for (const name of [...this.synced.keys()].filter(inside)) this.synced.delete(name);
      for (const [name, one] of this.now) if (inside(name)) this.synced.set(name, one);
    }
    this.cut();
  }

  private cut(): void {
    const torn = ({ synced, now }: Inode): Buffer => {
      const kept = synced?.length ?? 0;
      return now.subarray(0, kept + ((now.length - kept) >> 1));
    };
    const laid = (names: Names, bytes: (inode: Inode) => Buffer): Found =>
      new Map([...names].map(([name, inode]) => [name, bytes(inode)]));
    const last = (inode: Inode): Buffer => inode.synced ?? Buffer.alloc(0);
    this.cuts.push([
      laid(this.synced, last),
      laid(this.now, last),
      laid(this.now, torn),
      laid(this.synced, ({ now }) => now),
    ]);
  }
}

interface Acknowledged {
  readonly kind: string;
  readonly subject: string;
  readonly index: number;
  /** How many cuts there were by then. */
  readonly at: number;
}

const one = build(samplePlan({ tenant: ACME, parents: [] }));
const acts = [sign(ada, 'submit', one), sign(bea, 'approve', one), sign(bea, 'release', one)];

async function pushed(store: InProcess, done: (answer: object) => void): Promise<void> {
  const answers = [
    () => store.push(one),
    ...acts.map((act) => () => store.attest(act)),
    () => store.ask('POST', '/v1/releases', { version: one.versionId }),
  ];
  for (const ask of answers) {
    const answer = await ask();
    expect(answer.statusCode).toBe(200);
    done(answer.json() as object);
  }
}

const digestOf = (found: Found, from: string): Sha256Hex =>
  sha256Of(
    Buffer.concat(
      [...found]
        .toSorted(([a], [b]) => (a < b ? -1 : 1))
        .flatMap(([name, bytes]) => [Buffer.from(name.slice(from.length)), Buffer.from([0]), bytes]),
    ),
  );

test('[SYN] power that goes behind any write, sync or rename of a push and a release costs nothing that was acknowledged', async () => {
  const database: Database =
    postgres === null
      ? await embedded(temporary())
      : must(await connected(postgres, await migrated(postgres)));
  const data = temporary();
  const disk = new RecordedDisk();
  const acknowledged: Acknowledged[] = [];
  await disk.start();
  try {
    const store = await serveIn(data, database, ACME);
    await pushed(store, (receipt) => {
      const { entry, index } = receipt as { entry: { kind: string; subject: string }; index: number };
      acknowledged.push({ ...entry, index, at: disk.cuts.length });
    });
  } finally {
    disk.stop();
  }
  expect(acknowledged.map(({ kind }) => kind)).toEqual([
    'version',
    'attestation',
    'attestation',
    'attestation',
    'release',
  ]);
  const looked = new Set<string>();
  const home = tenantFolder(data, ACME);
  for (const [at, ways] of disk.cuts.entries()) {
    const until = acknowledged.filter((one) => one.at <= at + 1);
    for (const found of ways) {
      const key = `${until.length} ${digestOf(found, data)}`;
      if (looked.has(key)) continue;
      looked.add(key);
      const woken = temporary();
      for (const [path, bytes] of found) {
        const name = path.replace(data, woken);
        mkdirSync(dirname(name), { recursive: true });
        writeFileSync(name, bytes);
      }
      mkdirSync(home.replace(data, woken), { recursive: true });
      const store = await serveIn(woken, database, ACME);
      for (const { kind, subject, index } of until) {
        expect(store.files.placeOf(kind, subject as Sha256Hex), `cut ${at}: ${kind}`).toBe(index);
        const blob = store.files.log[index]?.of ?? ('' as Sha256Hex);
        const kept = kind === 'version' ? blob : (subject as Sha256Hex);
        expect(sha256Of((await store.files.blob(kept)) ?? Buffer.alloc(0)), `cut ${at}: ${kind}`).toBe(kept);
      }
      // What was not acknowledged is sent again; of many alike, some.
      if (looked.size % 6 === 0) {
        await pushed(store, () => undefined);
        expect(store.files.log.map(({ kind }) => kind)).toEqual(acknowledged.map(({ kind }) => kind));
      }
      await store.app.close();
    }
  }
  expect(looked.size).toBeGreaterThan(30);
  await database.close();
});
