/** The log as a crash, a failing disk or a hand may leave it. */
import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { folderBlobs } from '../../central-store/blobs/folder.ts';
import type { Database } from '../../central-store/database/port.ts';
import { readLogFile } from '../../central-store/log-file.ts';
import { TenantFiles } from '../../central-store/tenant-files.ts';
import type { TenantId } from '../../domain/brand.ts';
import { ada, bea, build, samplePlan, sign } from '../formats/bundle/sample.ts';
import type { InProcess } from './in-process.ts';
import { embedded, forgetTemporary, serveIn, temporary } from './in-process.ts';

const ACME = 'acme' as TenantId;
const version = (name: string) => build(samplePlan({ tenant: ACME, name, parents: [] }));
const data = temporary();
let database: Database;
let store: InProcess;
let path: string;
let whole: Buffer;

beforeAll(async () => {
  database = await embedded(data);
  store = await serveIn(data, database, ACME);
  const one = version('One');
  await store.push(one);
  await store.attest(sign(ada, 'submit', one));
  await store.attest(sign(bea, 'approve', one));
  path = join(store.files.folder, 'log.jsonl');
  whole = await readFile(path);
});
afterAll(async () => {
  await database.close();
  forgetTemporary();
});

const open = (): Promise<TenantFiles> =>
  TenantFiles.open(data, ACME, database, (folder) => folderBlobs(join(folder, 'blobs')));

test('[SYN] a last line torn at any byte is cut away, and what follows stands on a line of its own', async () => {
  const lines = whole.toString('utf8').trimEnd().split('\n');
  expect(lines).toHaveLength(3);
  const before = Buffer.byteLength(`${lines.slice(0, 2).join('\n')}\n`);
  for (let cut = before; cut < whole.length; cut++) {
    await writeFile(path, whole.subarray(0, cut));
    expect(await readLogFile(path, ACME)).toHaveLength(2);
    expect((await readFile(path)).length).toBe(before);
  }
  const next = await serveIn(data, database, ACME);
  expect((await next.attest(sign(bea, 'approve', version('One')))).json().index).toBe(2);
  expect((await readFile(path, 'utf8')).trimEnd().split('\n')).toHaveLength(3);
});

test('[property] a log with any byte changed, taken out or put in does not open, or is seen to be another', async () => {
  await writeFile(path, whole);
  const root = (await open()).state.root;
  const last = whole.length - 1;
  const change = fc.tuple(
    fc.nat(last),
    fc.integer({ min: 32, max: 126 }),
    fc.constantFrom('set', 'out', 'in'),
  );
  await fc.assert(
    fc.asyncProperty(change, async ([at, byte, how]) => {
      fc.pre(how !== 'set' || whole[at] !== byte);
      const after = whole.subarray(how === 'in' ? at : at + 1);
      const changed = Buffer.concat([
        whole.subarray(0, at),
        how === 'out' ? Buffer.alloc(0) : Buffer.of(byte),
        after,
      ]);
      await writeFile(path, changed);
      const opened = await open().then(
        ({ state }) => state.root,
        () => 'refused',
      );
      // White space around a line says nothing.
      const same =
        changed.toString('latin1').replaceAll(' ', '') === whole.toString('latin1').replaceAll(' ', '');
      if (!same) expect(opened).not.toBe(root);
    }),
    { numRuns: 60 },
  );
});

test('lines in another order, twice, of another workspace or no JSON are damage, and are said so', async () => {
  const [one, two, three] = whole.toString('utf8').trimEnd().split('\n') as [string, string, string];
  await writeFile(path, `${one}\n${two.replace('"acme"', '"other"')}\n${three}\n`);
  await expect(open()).rejects.toThrow('is damaged');
  await writeFile(path, `${one}\nnot a line\n${three}\n`);
  await expect(open()).rejects.toThrow('is damaged');
  for (const lines of [
    [two, one, three],
    [one, two, two, three],
  ]) {
    await writeFile(path, `${lines.join('\n')}\n`);
    await expect(open()).rejects.toThrow('is damaged');
  }
  await writeFile(path, whole);
  await appendFile(path, '{"torn');
  expect((await open()).log).toHaveLength(3);
});
