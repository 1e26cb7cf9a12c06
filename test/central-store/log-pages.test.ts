/** The log as it is read: page by page, each entry once, however it grows meanwhile. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from '../../central-store/database/port.ts';
import { entryOf } from '../../central-store/log-file.ts';
import { LOG_PAGE } from '../../central-store/routes/log.ts';
import type { IsoTime, TenantId } from '../../domain/brand.ts';
import { utf8 } from '../../formats/bundle/bytes.ts';
import { sha256Of } from '../../formats/bundle/digest.ts';
import type { InProcess } from './in-process.ts';
import { embedded, forgetTemporary, serveIn, temporary } from './in-process.ts';

const ACME = 'acme' as TenantId;
let database: Database;
let store: InProcess;
beforeAll(async () => {
  const data = temporary();
  database = await embedded(data);
  store = await serveIn(data, database, ACME);
});
afterAll(async () => {
  await database.close();
  forgetTemporary();
});

async function grow(to: number): Promise<void> {
  const at = '2026-01-31T09:00:00.000Z' as IsoTime;
  const lines = Array.from({ length: to - store.files.log.length }, (_, i) => {
    const subject = sha256Of(utf8(`key ${store.files.log.length + i}`));
    return { kind: 'key', tenant: ACME, subject, at, of: subject };
  });
  await Promise.all(lines.map((line) => store.files.enter(line, null)));
}

async function readAll(): Promise<readonly unknown[]> {
  const entries: unknown[] = [];
  for (;;) {
    const page = (await store.ask('GET', `/v1/log?from=${entries.length}`)).json();
    expect(page.from).toBe(entries.length);
    if (page.entries.length === 0) return entries;
    expect(page.entries.length).toBeLessThanOrEqual(LOG_PAGE);
    entries.push(...page.entries);
  }
}

test('[SYN] every entry is read once, in order, at and around the end of a page, as the log grows', async () => {
  for (const size of [0, 1, LOG_PAGE - 1, LOG_PAGE, LOG_PAGE + 1, 2 * LOG_PAGE + 7]) {
    await grow(size);
    expect(await readAll()).toEqual(store.files.log.map(entryOf));
    expect((await readAll()).length).toBe(size);
  }
  const middle = (await store.ask('GET', '/v1/log?from=500')).json();
  expect(middle.entries).toEqual(store.files.log.slice(500, 500 + LOG_PAGE).map(entryOf));
  for (const from of ['', '-1', 'x', '1e3'])
    expect((await store.ask('GET', `/v1/log?from=${from}`)).statusCode).toBe(400);
});
