/** A central store for one test: its own program in a process of its own, with the development login. */
import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import pg from 'pg';
import { migrated, OWNER, STORE } from '../central-store/in-process.ts';
import { postgresFolder, startPostgres } from '../central-store/postgres.ts';

export interface StoreProcess {
  readonly url: string;
  /** A development token of one of the people. */
  readonly token: (subject: string) => string;
  readonly end: () => Promise<void>;
}

export interface StoreOptions {
  readonly data: string;
  /** `tenant:subject[:administrator]` */
  readonly people: readonly string[];
  /** Absent: embedded. */
  readonly databaseUrl?: string;
  /** 0: any. */
  readonly port?: number;
}

export function startStore({
  data,
  people,
  databaseUrl = '',
  port = 0,
}: StoreOptions): Promise<StoreProcess> {
  const args = ['--data', data, '--port', String(port), ...people.flatMap((person) => ['--person', person])];
  const child = spawn(process.execPath, ['scripts/store.mjs', ...args], {
    cwd: join(import.meta.dirname, '../..'),
    env: { ...process.env, DATABASE_URL: databaseUrl, NODE_ENV: 'test' },
  });
  return new Promise((resolve, reject) => {
    let [said, errors] = ['', ''];
    const hear = (): void => {
      const url = /"url":"([^"]+)"/.exec(said)?.[1];
      const tokens = new Map(
        [...errors.matchAll(/token of (\S+) in \S+: (\S+)\n/g)].map(([, who, token]) => [who, token]),
      );
      if (url === undefined || tokens.size < people.length) return;
      resolve({ url, token: (subject) => tokens.get(subject) ?? '', end: () => ended(child) });
    };
    child.stdout.on('data', (part: Buffer) => {
      said += part.toString();
      hear();
    });
    child.stderr.on('data', (part: Buffer) => {
      errors += part.toString();
      hear();
    });
    child.once('exit', (code) => reject(new Error(`the store ended with ${code}: ${errors}`)));
  });
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await gone;
}

export interface StoreDatabase {
  /** As the store logs in. */
  readonly url: string;
  /** Rows as the superuser sees them, past the store and its row-level security. */
  readonly rows: (sql: string, values?: readonly string[]) => Promise<readonly Record<string, unknown>[]>;
  readonly stop: () => void;
}

/** A real PostgreSQL, migrated; null on a machine without one. */
export async function startDatabase(): Promise<StoreDatabase | null> {
  const bin = postgresFolder();
  if (bin === null) return null;
  const on = startPostgres(bin);
  on.sql(`create role ${OWNER} login; create role ${STORE} login;`);
  const name = await migrated(on);
  return {
    url: on.url(STORE, name),
    rows: async (sql, values = []) => {
      const client = new pg.Client({ connectionString: on.url('postgres', name) });
      await client.connect();
      try {
        return (await client.query(sql, [...values])).rows as Record<string, unknown>[];
      } finally {
        await client.end();
      }
    },
    stop: on.stop,
  };
}
