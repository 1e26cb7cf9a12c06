/** A PostgreSQL of a test's own: a cluster in a temporary folder, reached by a socket in it, run by a plain user. */
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Cluster {
  /** Of the superuser. */
  readonly url: (user: string, database: string) => string;
  readonly sql: (statements: string, database?: string) => void;
  readonly stop: () => void;
}

/** Where `initdb` is; null on a machine without PostgreSQL. */
export function postgresFolder(): string | null {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).toSorted().toReversed() : [];
  const folders = [...versions.map((version) => join(debian, version, 'bin')), '/usr/local/bin', '/usr/bin'];
  return (
    folders.find((folder) => ['initdb', 'pg_ctl'].every((name) => existsSync(join(folder, name)))) ?? null
  );
}

/** PostgreSQL refuses to run as root. */
function asPlainUser(program: string, args: readonly string[], input = ''): void {
  const root = process.getuid?.() === 0;
  const [command, ...more] = root ? ['runuser', '-u', 'nobody', '--', program] : [program];
  const ran = spawnSync(command as string, [...more, ...args], { input, encoding: 'utf8', cwd: '/' });
  if (ran.status !== 0) throw new Error(`${program} failed: ${ran.stderr}${ran.stdout}`);
}

export function startPostgres(bin: string): Cluster {
  const folder = mkdtempSync(join(tmpdir(), 'bailiwick-pg-'));
  chmodSync(folder, 0o777);
  const [data, log] = [join(folder, 'data'), join(folder, 'log')];
  asPlainUser(join(bin, 'initdb'), [
    '-D',
    data,
    '-U',
    'postgres',
    '-A',
    'trust',
    '--no-sync',
    '-E',
    'UTF8',
    '--locale=C',
  ]);
  const settings = `-c listen_addresses='' -c unix_socket_directories=${folder} -c max_connections=40`;
  asPlainUser(join(bin, 'pg_ctl'), ['-D', data, '-l', log, '-o', settings, '-w', 'start']);
  const host = encodeURIComponent(folder);
  return {
    url: (user, database) => `postgres://${user}@/${database}?host=${host}`,
    sql: (statements, database = 'postgres') =>
      asPlainUser(
        join(bin, 'psql'),
        ['-h', folder, '-U', 'postgres', '-d', database, '-v', 'ON_ERROR_STOP=1', '-q'],
        statements,
      ),
    stop: () => {
      asPlainUser(join(bin, 'pg_ctl'), ['-D', data, '-m', 'immediate', '-w', 'stop']);
      rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
    },
  };
}
