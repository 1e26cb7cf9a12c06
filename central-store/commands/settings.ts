/** What every command of the store is told by its options and its environment. */
import { homedir } from 'node:os';
import { join } from 'node:path';
import { bucketSettings } from '../blobs/bucket-settings.ts';
import type { StoreSettings } from '../open-store.ts';
import { fail, orFail } from './say.ts';

export const DATA = { type: 'string', default: join(homedir(), '.bailiwick-store') } as const;

const CONNECTIONS = 10;

export function settingsFor(data: string, environment: NodeJS.ProcessEnv = process.env): StoreSettings {
  const url = environment['DATABASE_URL'] ?? '';
  const wanted = environment['DATABASE_CONNECTIONS'] ?? String(CONNECTIONS);
  if (!/^[1-9]\d{0,2}$/.test(wanted))
    fail('BAD_CONNECTIONS', `DATABASE_CONNECTIONS is ${wanted}. Give a number from 1 to 999.`);
  return {
    data,
    databaseUrl: url === '' ? null : url,
    connections: Number(wanted),
    bucket: orFail(bucketSettings(environment)),
  };
}
