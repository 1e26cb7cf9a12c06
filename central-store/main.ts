/** `npm run store -- --data FOLDER --port N --person TENANT:SUBJECT …` */
import { join } from 'node:path';
import { homedir } from 'node:os';
import { parseArgs } from 'node:util';
import type { TenantId } from '../domain/brand.ts';
import { lockFolder } from './own-lock.ts';
import { createServer } from './server.ts';
import { openKeys } from './store-key.ts';

const say = (line: object): void => void process.stdout.write(`${JSON.stringify(line)}\n`);

function fail(code: string, message: string): never {
  process.stderr.write(`${JSON.stringify({ level: 'error', code, message })}\n`);
  process.exit(2);
}

const { values } = parseArgs({
  options: {
    data: { type: 'string', default: join(homedir(), '.bailiwick-store') },
    port: { type: 'string', default: '7410' },
    person: { type: 'string', multiple: true, default: ['acme:you@acme.example'] },
  },
});
if (process.env['NODE_ENV'] === 'production')
  fail('NO_LOGIN', 'The store only knows development tokens so far, and those are off in production.');
if (!/^\d{1,5}$/.test(values.port) || Number(values.port) > 65_535)
  fail('BAD_PORT', `${values.port} is not a port. Give a number from 0 to 65535.`);

const locked = await lockFolder(values.data);
if (!locked.ok) fail(locked.errors[0]?.code ?? '', locked.errors[0]?.message ?? '');
const keys = await openKeys(values.data);
const people = values.person.map((name) => {
  const [, tenant = '', subject = ''] = /^([^:]+):(.+)$/.exec(name) ?? [];
  if (tenant === '') fail('BAD_PERSON', `${name} is not TENANT:SUBJECT, such as acme:ada@acme.example.`);
  return { tenant: tenant as TenantId, subject, token: keys.developmentToken(tenant, subject) };
});
const app = await createServer({ data: values.data, keys, people, now: () => new Date(), log: say });
const url = await app.listen({ host: '127.0.0.1', port: Number(values.port) });
say({ level: 'info', event: 'listening', url });
// To the person at the terminal, apart from the log.
for (const { tenant, subject, token } of people)
  process.stderr.write(`development token of ${subject} in ${tenant}: ${token}\n`);

const stop = async (): Promise<void> => {
  await app.close();
  await locked.value();
  process.exit(0);
};
process.once('SIGINT', () => void stop());
process.once('SIGTERM', () => void stop());
