/** Versions are read beside the thread that serves. */
import { existsSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { rolldown } from 'rolldown';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ReadVersion } from '../../central-store/reading/read-version.ts';
import { ReadingThreads } from '../../central-store/reading/threads.ts';
import type { TenantId } from '../../domain/brand.ts';
import type { Result } from '../../domain/result.ts';
import type { DataFile } from '../../formats/bundle/bag.ts';
import { DATA_FILES, makeBag } from '../../formats/bundle/bag.ts';
import { utf8 } from '../../formats/bundle/bytes.ts';
import { sha256Of } from '../../formats/bundle/digest.ts';
import { writeZip } from '../../formats/bundle/write-zip.ts';
import { build, samplePlan } from '../formats/bundle/sample.ts';
import { call, folder, serve } from './running-store.ts';

const program = join(import.meta.dirname, `../../.build/reading-${process.pid}.mjs`);
beforeAll(async () => {
  const bundle = await rolldown({
    input: join(import.meta.dirname, 'reading-program.ts'),
    platform: 'node',
    external: /^node:|^[a-z@]/,
  });
  await bundle.write({ file: program, format: 'esm' });
  await bundle.close();
});
afterAll(() => rm(program, { force: true }));

const version = (name: string) => build(samplePlan({ name, tenant: 'acme' as TenantId, parents: [] }));
const codeOf = (read: Result<ReadVersion> | null): string =>
  read === null ? 'nothing' : read.ok ? 'ok' : (read.errors[0]?.code ?? '');

test('[SYN] while a version is read, everything else is answered', async () => {
  const hold = join(await folder(), 'hold');
  const preload = pathToFileURL(join(import.meta.dirname, 'hold-reading.mjs')).href;
  const store = await serve(await folder(), { NODE_OPTIONS: `--import=${preload}`, HOLD: hold });
  const one = version('One');
  const blob = new Uint8Array(writeZip(one.bag));
  await call(store, `/v1/blobs/${sha256Of(blob)}`, 0, { method: 'PUT', body: blob });
  const order: string[] = [];
  const body = JSON.stringify({ blob: sha256Of(blob) });
  const committed = call(store, `/v1/versions/${one.versionId}`, 0, { method: 'POST', body }).then(
    (answer) => {
      order.push('version');
      return answer;
    },
  );
  await expect.poll(() => existsSync(`${hold}.held`)).toBe(true);
  for (const path of ['/v1/health', '/v1/log?from=0', '/v1/plans']) {
    expect((await call(store, path, 1)).status).toBe(200);
    order.push(path);
  }
  const other = new Uint8Array(utf8('other bytes'));
  const put = await call(store, `/v1/blobs/${sha256Of(other)}`, 0, { method: 'PUT', body: other });
  order.push(`blob ${put.status}`);
  await writeFile(`${hold}.go`, '');
  expect((await committed).status).toBe(200);
  expect(order).toEqual(['/v1/health', '/v1/log?from=0', '/v1/plans', 'blob 201', 'version']);
});

test('a version too large for a thread is refused, and the next one is read', async () => {
  const reader = new ReadingThreads({ program: pathToFileURL(program), threads: 1, megabytes: 32 });
  const one = version('One');
  const rows = Array.from({ length: 1_000_000 }, (_, i) => `[${i}]`).join(',');
  const data = Object.fromEntries(DATA_FILES.map((name) => [name, one.bag.get(name)]));
  const large = makeBag({ ...data, 'data/plan.json': utf8(`[${rows}]`) } as Record<DataFile, Uint8Array>);
  expect(codeOf(await reader.version(async () => writeZip(large.bag)))).toBe('READING_TOO_LARGE');
  expect(codeOf(await reader.version(async () => writeZip(one.bag)))).toBe('ok');
});

test('each is answered its own, no more at once than there are threads, and what is not here is not read', async () => {
  const reader = new ReadingThreads({ program: pathToFileURL(program), threads: 2, megabytes: 256 });
  const names = ['One', 'Two', 'Three', 'Four', 'Five'];
  let asked = 0;
  let open = (): void => undefined;
  const gate = new Promise<void>((resolve) => (open = resolve));
  const all = names.map((name) =>
    reader.version(async () => {
      asked++;
      await gate;
      return writeZip(version(name).bag);
    }),
  );
  await new Promise((turn) => setImmediate(turn));
  expect([asked, reader.backlog()]).toEqual([2, 3]);
  open();
  const read = await Promise.all(all);
  expect(read.map((one) => (one?.ok === true ? one.value.facts.name : codeOf(one)))).toEqual(names);
  expect(await reader.version(async () => null)).toBeNull();
  await expect(reader.version(() => Promise.reject(new Error('the disk is gone')))).rejects.toThrow(
    'the disk is gone',
  );
  expect(codeOf(await reader.version(async () => utf8('no zip')))).toBe('ZIP_UNREADABLE');
});
