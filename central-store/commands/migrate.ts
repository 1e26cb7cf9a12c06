/** `DATABASE_URL=(of the tables' owner) npm run store -- migrate --role NAME`: the tables, and what the store's login may do. */
import { parseArgs } from 'node:util';
import { migratePostgres } from '../database/postgres.ts';
import { fail, orFail, say } from './say.ts';

export async function migrateCommand(args: readonly string[]): Promise<void> {
  const options = { role: { type: 'string', default: 'bailiwick_store' } } as const;
  const { values } = parseArgs({ args: [...args], options });
  const url = process.env['DATABASE_URL'] ?? '';
  if (url === '')
    fail(
      'NO_DATABASE',
      'Set DATABASE_URL to that of the owner of the tables. The embedded database needs no migrating.',
    );
  say({ level: 'info', event: 'migrated', run: orFail(await migratePostgres(url, values.role)) });
}
