/** `npm run store -- [serve] --data FOLDER --port N [--host ADDRESS] [--person TENANT:SUBJECT[:administrator] …]` */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { DevelopmentPerson } from '../identity/development-issuer.ts';
import { developmentIssuer } from '../identity/development-issuer.ts';
import { issuerSettings } from '../identity/issuer-settings.ts';
import type { Issuer } from '../identity/issuer.ts';
import { configuredIssuer, ownIssuer } from '../identity/issuer.ts';
import { pageFiles } from '../identity/page.ts';
import { openStore } from '../open-store.ts';
import { MEGABYTES, ReadingThreads, THREADS } from '../reading/threads.ts';
import { createServer } from '../server.ts';
import { openKeys } from '../store-key.ts';
import { fail, orFail, say } from './say.ts';
import { publicUrl, serverSettings } from './server-settings.ts';
import { DATA, settingsFor } from './settings.ts';

export async function serve(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      data: DATA,
      port: { type: 'string', default: '7410' },
      host: { type: 'string', default: '127.0.0.1' },
      person: { type: 'string', multiple: true, default: ['acme:you@acme.example:administrator'] },
      root: { type: 'string', multiple: true, default: [] },
      page: { type: 'string', default: join(import.meta.dirname, '../renderer') },
    },
  });
  const wanted = orFail(issuerSettings(process.env, values.host));
  const settings = orFail(serverSettings(values, process.env));
  const lost = (): never =>
    fail('DATABASE_LOST', 'The connection that holds the lock on the database broke. Start the store again.');
  const store = orFail(await openStore(settingsFor(values.data), lost));
  const now = (): Date => new Date();
  let listening = '';
  const url = (): string => settings.url ?? listening;
  const issuer: Issuer =
    wanted === null
      ? ownIssuer(await developmentIssuer(values.data, settings.people, now), url, now)
      : configuredIssuer(wanted, now);
  const app = await createServer({
    ...store,
    ...settings,
    reader: new ReadingThreads({ program: new URL(import.meta.url), threads: THREADS, megabytes: MEGABYTES }),
    keys: await openKeys(values.data),
    issuer,
    url,
    page: await pageFiles(values.page),
    now,
    log: say,
  });
  listening = publicUrl(await app.listen({ host: values.host, port: settings.port }));
  say({ level: 'info', event: 'listening', url: listening, database: store.database.kind });
  await sayTokens(issuer, settings.people);

  const stop = async (): Promise<void> => {
    await app.close();
    await store.close();
    process.exit(0);
  };
  process.once('SIGINT', () => void stop());
  process.once('SIGTERM', () => void stop());
}

/** To the person at the terminal, apart from the log; never where there is a real login. */
async function sayTokens({ development }: Issuer, people: readonly DevelopmentPerson[]): Promise<void> {
  if (development === null) return;
  for (const person of people) {
    const token = await development.token(person);
    process.stderr.write(`development token of ${person.subject} in ${person.tenant}: ${token}\n`);
  }
}
