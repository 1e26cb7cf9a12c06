/** The command line as a script meets it: whole commands through `dispatch`, real files, a home of its own. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commands } from '../../cli/commands/registry.ts';
import { dispatch } from '../../cli/dispatch.ts';
import { DEFAULT_POLICY } from '../../domain/governance/policy.ts';
import { APPROACHES } from '../../solver-worker/contract.ts';
import { recordedIo } from './recorded-io.ts';

let folder = '';
const AT = '2026-01-31T09:00:00.000Z';
const CITIES = [
  ['01067', 'Dresden', '1.234,56'],
  ['10115', 'Berlin', '12.345,60'],
  ['20095', 'Hamburg', '1.000.000,00'],
  ['80331', 'München', '987,10'],
] as const;
const GERMAN = [
  'Kundennummer;Firma;PLZ;Ort;Land;Wert',
  ...CITIES.map(([zip, city, value], i) => `00${i};Werk ${city};${zip};${city};DE;${value}`),
].join('\n');
const PLACES = `id,name,zip\n${Array.from({ length: 20 }, (_, i) => `A${i},Account ${i},${['10001', '02108', '60601', '94102'][i % 4]}`).join('\n')}\n`;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bailiwick-accept-'));
  const files: Record<string, string | Uint8Array> = {
    'de.csv': GERMAN,
    'de-1252.csv': Buffer.from(GERMAN, 'latin1'),
    'de-16.csv': Buffer.from(`\u{feff}${GERMAN}`, 'utf16le'),
    'de.csv.gz': gzipSync(GERMAN),
    'cut.csv.gz': gzipSync(GERMAN).subarray(0, 60),
    'places.csv': PLACES,
    'empty.csv': '',
    'picture.csv': Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 1, 2, 3]),
    'ca.csv': 'id,name,zip\n1,Alpha,M5V 2T6\n2,Bravo,V6B1A1\n',
    'gb.csv': 'id,name,zip,country\n1,Alpha,SW1A 1AA,GB\n2,Bravo,EH1 1YZ,GB\n',
    'nl.csv': 'id,name,zip,country\n1,Alpha,1012 AB,NL\n2,Bravo,3011AD,NL\n',
    'it.csv': 'id,name,zip,country\n1,Alpha,00118,IT\n2,Bravo,20121,IT\n',
    'es.csv': 'id,name,zip,country\n1,Alpha,28001,ES\n2,Bravo,08001,ES\n',
  };
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
});
afterAll(() => rm(folder, { recursive: true, force: true, maxRetries: 10 }));

interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

async function run(line: string, home = 'home'): Promise<Ran> {
  const io = recordedIo({ cwd: folder, env: { BAILIWICK_HOME: join(folder, home) } });
  const words = line
    .split(' ')
    .map((word) => (/^[^/=][^/=]*\.(csv|zip|json|gz)$|^out$/.test(word) ? join(folder, word) : word));
  const code = await dispatch(words, commands, '0', io);
  return { code, out: io.stdout(), err: io.stderr() };
}

/** The one object a command prints with `--json`: anything more on standard output fails to parse. */
async function answer<T>(line: string, code = 0, home?: string): Promise<T> {
  const ran = await run(`${line} --json`, home);
  expect(`${ran.code} ${ran.code === code ? '' : ran.err}`.trim()).toBe(String(code));
  return JSON.parse(ran.out) as T;
}

interface Taken {
  readonly rows: number;
  readonly accepted: number;
  readonly geocoded: object;
  readonly mapping: Readonly<Record<string, string>>;
  readonly findings: readonly object[];
}

describe('bailiwick intake', () => {
  it.each(['de.csv', 'de-1252.csv', 'de-16.csv', 'de.csv.gz'])(
    'reads German places from %s',
    async (file) => {
      const taken = await answer<Taken>(`intake ${file} --map Wert=potential`);
      expect(taken).toMatchObject({ rows: 4, accepted: 4 });
      expect(taken.geocoded).toEqual({ street: 0, postal: 4, city: 0, state: 0, none: 0 });
      expect(taken.mapping).toMatchObject({ PLZ: 'postalCode', Wert: 'potential' });
      for (const finding of taken.findings)
        expect(Object.keys(finding)).toEqual(['rule', 'severity', 'row', 'field', 'value', 'message', 'fix']);
    },
  );

  it.each(['ca', 'gb', 'nl', 'it', 'es'])('places accounts by the postal codes of %s', async (country) => {
    const { geocoded } = await answer<Taken>(`intake ${country}.csv`);
    expect(geocoded).toEqual({ street: 0, postal: 2, city: 0, state: 0, none: 0 });
  });

  it.each([
    ['intake empty.csv', 'EMPTY_FILE', 'empty.csv'],
    ['intake picture.csv', 'UNSUPPORTED_FILE', 'picture.csv'],
    ['intake cut.csv.gz', 'GZIP_UNREADABLE', 'cut.csv.gz'],
    ['intake missing.csv', 'FILE_NOT_FOUND', 'missing.csv'],
    ['intake places.csv --map zip=colour', 'USAGE', 'colour'],
    ['intake places.csv --colour', 'USAGE', '--colour'],
    ['verify missing.zip', 'FILE_NOT_FOUND', 'missing.zip'],
    ['explain picture.csv --account A', 'ZIP_UNREADABLE', 'picture.csv'],
    ['keys new --name Ann --role king', 'USAGE', 'king'],
    ['plan --accounts places.csv --territories 2 --at 2026-02-30 --out x.zip', 'USAGE', '2026-02-30'],
    ['plan --accounts places.csv --territories 2 --quota-target -5 --out x.zip', 'USAGE', '--quota-target'],
    ['plan --accounts places.csv --territories 2 --policy de.csv --out x.zip', 'POLICY_FORM', 'de.csv'],
    ['plan --accounts places.csv --reps empty.csv --out x.zip', 'EMPTY_FILE', 'empty.csv'],
  ])('refuses "%s" with %s and names %s', async (line, code, named) => {
    const { ok, errors } = await answer<{ ok: boolean; errors: { code: string; message: string }[] }>(
      line,
      2,
    );
    expect(ok).toBe(false);
    expect(errors[0]?.code).toBe(code);
    expect(errors[0]?.message).toContain(named);
  });
});

describe('bailiwick plan', () => {
  interface Planned {
    readonly versionId: string;
    readonly accounts: number;
    readonly assigned: number;
    readonly findings: readonly { readonly rule: string; readonly message: string }[];
  }
  const plan = (rest: string, code = 0): Promise<Planned> =>
    answer(`plan --accounts places.csv --territories 3 --at ${AT} ${rest}`, code);

  it.each(APPROACHES)('[DSN] plans by the approach %s, every account in one territory', async (approach) => {
    const made = await plan(`--approach ${approach} --out ${join(folder, `${approach}.zip`)}`);
    expect(Object.keys(made).toSorted()).toEqual(
      [
        'accounts',
        'assigned',
        'findings',
        'gap',
        'measures',
        'seconds',
        'territories',
        'versionId',
      ].toSorted(),
    );
    expect(made).toMatchObject({ accounts: 20, assigned: 20, territories: 3 });
    expect(made.findings.filter(({ rule }) => rule.startsWith('no-potential'))).toHaveLength(1);
  });

  it('splits a target in whole units so that the quotas sum exactly to it and the over-assignment', async () => {
    await plan('--quota-target 1000001 --out quota.zip');
    expect((await run('export quota.zip --csv out')).code).toBe(0);
    const lines = (await readFile(join(folder, 'out/quotas.csv'), 'utf8')).trim().split(/\r?\n/);
    const quotas = lines.slice(1).map((line) => line.split(',').at(3) ?? '');
    const cents = quotas.map((quota) => Math.round(Number(quota) * 100));
    expect(quotas).toHaveLength(3);
    const assigned = Math.round(1_000_001 * (1 + DEFAULT_POLICY.quota.overAssignment)) * 100;
    expect(cents.reduce((sum, value) => sum + value, 0)).toBe(assigned);
  });

  it('refuses a place it cannot write to, even one where folders can never be made', async () => {
    await writeFile(join(folder, 'file'), '');
    for (const out of [join(folder, 'file/plan.zip'), folder, '/proc/nowhere/plan.zip']) {
      const ran = await run(`plan --accounts places.csv --territories 2 --at ${AT} --out ${out} --json`);
      expect(ran.code).toBe(2);
      expect(JSON.parse(ran.out)).toMatchObject({ ok: false, errors: [{ code: 'FILE_UNWRITABLE' }] });
      expect(ran.err).toContain(out);
    }
  });
});

describe('bailiwick verify', () => {
  it('trusts its own bundle, not a stranger\u2019s, unless her keyring is given; and no flipped byte', async () => {
    await answer(`plan --accounts places.csv --territories 2 --at ${AT} --out own.zip`);
    expect(await answer('verify own.zip')).toMatchObject({ ok: true });
    expect(await answer('verify own.zip', 1, 'elsewhere')).toMatchObject({ ok: false });
    await writeFile(join(folder, 'ring.json'), (await run('keys export')).out);
    expect(await answer('verify own.zip --keyring ring.json', 0, 'elsewhere')).toMatchObject({ ok: true });
    const bytes = await readFile(join(folder, 'own.zip'));
    const middle = bytes.length >> 1;
    bytes[middle] = (bytes[middle] ?? 0) ^ 1;
    await writeFile(join(folder, 'flipped.zip'), bytes);
    expect(await answer('verify flipped.zip', 1)).toMatchObject({ ok: false, steps: [{ ok: false }] });
  });
});
