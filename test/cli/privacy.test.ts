import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { privacy } from '../../cli/commands/privacy.ts';
import { build, sealed } from '../formats/bundle/sample.ts';
import { planOf } from '../formats/writeback/support.ts';
import { recordedIo } from './recorded-io.ts';

let folder = '';
const at = (name: string): string => join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bailiwick-privacy-'));
  await writeFile(at('plan.zip'), sealed(build(planOf({ baseline: [0, 1], assignment: [1, 1] }))));
  await writeFile(at('key.bin'), new Uint8Array(32).fill(7));
  await writeFile(at('other.bin'), new Uint8Array(32).fill(8));
  await writeFile(at('short.bin'), new Uint8Array(8));
  await writeFile(at('patients.csv'), 'Account,Owner,Patient ID,Beds,Nickname of dog\nA,Rita,77,12,x\n');
});
afterAll(() => rm(folder, { recursive: true, force: true, maxRetries: 10 }));

async function run(...argv: readonly string[]) {
  const io = recordedIo();
  const code = await privacy.run([...argv, '--json'], io);
  return { code, out: JSON.parse(io.stdout()) as Record<string, unknown> };
}

describe('bailiwick privacy', () => {
  it('[PRV-02] [PRV-10] says what a file holds about people before it is imported', async () => {
    expect(await run('check', at('patients.csv'))).toMatchObject({
      code: 1,
      out: {
        patientData: [{ header: 'Patient ID' }],
        personal: [{ header: 'Owner', field: 'ownerName' }],
        notStored: ['Patient ID', 'Nickname of dog'],
      },
    });
  });

  it('[PRV-06] collects what bundles hold about one person, signatures among it', async () => {
    const found = await run(
      'access',
      at('plan.zip'),
      '--person',
      'rep1@example.com',
      '--out',
      at('access.zip'),
    );
    expect(found).toMatchObject({ code: 0, out: { person: ['rep1@example.com', 'Rep 1'] } });
    const zip = unzipSync(new Uint8Array(await readFile(at('access.zip'))));
    expect(new TextDecoder().decode(zip['access.json'])).toContain('"value":"rep1@example.com"');
    expect(new TextDecoder().decode(zip['access.html'])).toContain('Rep 1');
    expect(await run('access', at('plan.zip'), '--person', 'Bea', '--out', at('bea.zip'))).toMatchObject({
      out: { values: 1 },
    });
    expect((await run('access', at('plan.zip'), '--person', 'Nobody', '--out', at('none.zip'))).code).toBe(1);
  });

  it('[PRV-05] writes tables under pseudonyms that only the key can link', async () => {
    for (const [key, out] of [
      ['key.bin', 'a'],
      ['key.bin', 'b'],
      ['other.bin', 'c'],
    ] as const)
      expect((await run('pseudonymise', at('plan.zip'), '--key-file', at(key), '--out', at(out))).code).toBe(
        0,
      );
    const [a, b, c] = await Promise.all(
      ['a', 'b', 'c'].map((name) => readFile(at(`${name}/assignments.csv`), 'utf8')),
    );
    expect(a).toMatch(/Person [0-9A-F]{12}/);
    expect(a).not.toMatch(/Rep \d/);
    expect(a).toBe(b);
    expect(a).not.toBe(c);
    expect(
      (await run('pseudonymise', at('plan.zip'), '--key-file', at('short.bin'), '--out', at('d'))).code,
    ).toBe(2);
  });

  it('answers 2 for a verb it does not know and a missing option', async () => {
    expect((await run('forget')).code).toBe(2);
    expect((await run('access', at('plan.zip'))).code).toBe(2);
  });
});
