/** `npm run store -- [serve] --data FOLDER --port N --person TENANT:SUBJECT …` */
import { parseArgs } from 'node:util';
import type { TenantId } from '../../domain/brand.ts';
import { openStore } from '../open-store.ts';
import { createServer } from '../server.ts';
import { openKeys } from '../store-key.ts';
import { fail, orFail, say } from './say.ts';
import { DATA, settingsFor } from './settings.ts';

export async function serve(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      data: DATA,
      port: { type: 'string', default: '7410' },
      person: { type: 'string', multiple: true, default: ['acme:you@acme.example'] },
    },
  });
  if (process.env['NODE_ENV'] === 'production')
    fail('NO_LOGIN', 'The store only knows development tokens so far, and those are off in production.');
  if (!/^\d{1,5}$/.test(values.port) || Number(values.port) > 65_535)
    fail('BAD_PORT', `${values.port} is not a port. Give a number from 0 to 65535.`);

  const lost = (): never =>
    fail('DATABASE_LOST', 'The connection that holds the lock on the database broke. Start the store again.');
  const store = orFail(await openStore(settingsFor(values.data), lost));
  const keys = await openKeys(values.data);
  const people = values.person.map((name) => {
    const [, tenant = '', subject = ''] = /^([^:]+):(.+)$/.exec(name) ?? [];
    if (tenant === '') fail('BAD_PERSON', `${name} is not TENANT:SUBJECT, such as acme:ada@acme.example.`);
    return { tenant: tenant as TenantId, subject, token: keys.developmentToken(tenant, subject) };
  });
  const app = await createServer({ ...store, keys, people, now: () => new Date(), log: say });
  const url = await app.listen({ host: '127.0.0.1', port: Number(values.port) });
  say({ level: 'info', event: 'listening', url, database: store.database.kind });
  // To the person at the terminal, apart from the log.
  for (const { tenant, subject, token } of people)
    process.stderr.write(`development token of ${subject} in ${tenant}: ${token}\n`);

  const stop = async (): Promise<void> => {
    await app.close();
    await store.close();
    process.exit(0);
  };
  process.once('SIGINT', () => void stop());
  process.once('SIGTERM', () => void stop());
}
