import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Command, ExitCode } from '../../cli/command.ts';
import { explain } from '../../cli/commands/explain.ts';
import { moves } from '../../cli/commands/moves.ts';
import { pair } from '../../cli/commands/pair.ts';
import { plan } from '../../cli/commands/plan.ts';
import { size } from '../../cli/commands/size.ts';
import { verify } from '../../cli/commands/verify.ts';
import { DEFAULT_POLICY } from '../../domain/governance/policy.ts';
import { openBundle } from '../../formats/bundle/read-bundle.ts';
import { readZip } from '../../workstation/read-zip.ts';
import { must } from '../formats/bundle/sample.ts';
import { recordedIo } from './recorded-io.ts';

let folder = '';
const AT = '2026-01-31T09:00:00.000Z';

/** Forty accounts in four corners, by hand regular enough that any sound plan finds the corners. */
const CORNERS = [
  ['NY', 40.7, -74],
  ['FL', 27.9, -82.4],
  ['WA', 47.6, -122.3],
  ['CA', 34.1, -118.2],
] as const;
const accounts = CORNERS.flatMap(([state, lat, lon], c) =>
  Array.from({ length: 10 }, (_, i) =>
    [`A-${c}${i}`, `Account ${c}${i}`, state, lat + i / 50, lon - i / 50, 1000 + 10 * i].join(','),
  ),
);
const HEADER = 'account_id,name,state,latitude,longitude';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bailiwick-plan-'));
  await writeFile(join(folder, 'accounts.csv'), [`${HEADER},potential`, ...accounts].join('\n'));
  const uncounted = accounts.map((line) => line.split(',').slice(0, 5).join(','));
  await writeFile(join(folder, 'places.csv'), [HEADER, ...uncounted].join('\n'));
  const reps = ['Ann,New York,NY,40.7,-74', 'Bob,Seattle,WA,47.6,-122.3'];
  await writeFile(join(folder, 'reps.csv'), ['name,city,state,latitude,longitude', ...reps].join('\n'));
  const policy = { policyId: 'policy-acme', version: 7, approval: { approversRequired: 2 } };
  await writeFile(join(folder, 'policy.json'), JSON.stringify(policy));
});
afterAll(() => rm(folder, { recursive: true, force: true, maxRetries: 10 }));

async function run(
  command: Command,
  argv: readonly string[],
  home = 'home',
): Promise<{ code: ExitCode; out: string; err: string }> {
  const io = recordedIo({ env: { BAILIWICK_HOME: join(folder, home) } });
  const paths = argv.map((word) => (/\.(csv|zip|json)$/.test(word) ? join(folder, word) : word));
  const code = await command.run(paths, io);
  return { code, out: io.stdout(), err: io.stderr() };
}

interface Planned {
  readonly versionId: string;
  readonly accounts: number;
  readonly territories: number;
  readonly assigned: number;
  readonly measures: Readonly<Record<string, number | null>>;
  readonly gap: number | null;
  readonly seconds: number;
  readonly findings: readonly { readonly rule: string }[];
}

async function planned(...argv: string[]): Promise<Planned> {
  const ran = await run(plan, [...argv, '--at', AT, '--json']);
  expect(ran.err + ran.out).not.toContain('"ok":false');
  expect(ran.code).toBe(0);
  return JSON.parse(ran.out) as Planned;
}

describe('bailiwick plan', () => {
  it('plans a file into a bundle that this machine verifies, and no other does', async () => {
    const made = await planned(
      '--accounts',
      'accounts.csv',
      '--territories',
      '4',
      '--quota-target',
      '1000000',
      '--out',
      'plan.zip',
    );
    expect(made).toMatchObject({ accounts: 40, territories: 4, assigned: 40 });
    expect(made.measures['coverage']).toBe(1);
    expect(made.seconds).toBeGreaterThan(0);
    const verified = JSON.parse((await run(verify, ['plan.zip', '--json'])).out) as object;
    expect(verified).toMatchObject({ ok: true, versionId: made.versionId });
    expect((await run(verify, ['plan.zip'], 'elsewhere')).code).toBe(1);
    expect((await run(explain, ['plan.zip', '--account', 'A-23'])).code).toBe(0);
  });

  it('gives the same bytes for the same files, seed and time, and others for another seed or time', async () => {
    const base = ['--accounts', 'accounts.csv', '--territories', '4'];
    await planned(...base, '--out', 'one.zip');
    await planned(...base, '--out', 'two.zip');
    const bytes = (name: string): Promise<Buffer> => readFile(join(folder, name));
    expect((await bytes('one.zip')).equals(await bytes('two.zip'))).toBe(true);
    await planned(...base, '--seed', '9', '--out', 'seed.zip');
    expect((await bytes('one.zip')).equals(await bytes('seed.zip'))).toBe(false);
  });

  it('works territories from the roster, under the policy given', async () => {
    const argv = [
      '--accounts',
      'accounts.csv',
      '--reps',
      'reps.csv',
      '--policy',
      'policy.json',
      '--out',
      'reps.zip',
    ];
    expect(await planned(...argv)).toMatchObject({ territories: 2, assigned: 40 });
    const opened = must(await openBundle(new Uint8Array(await readFile(join(folder, 'reps.zip'))), readZip));
    const { targets } = DEFAULT_POLICY;
    expect(opened.plan.policy).toMatchObject({ version: 7, approval: { approversRequired: 2 }, targets });
    const { out } = await run(explain, ['reps.zip', '--account', 'A-00', '--json']);
    const { accounts: explained } = JSON.parse(out) as { accounts: { territory: string }[] };
    expect(explained[0]?.territory).toMatch(/Ann|New York/);
  });

  it('plans by count where the file has no potential, and says so as a finding', async () => {
    const made = await planned('--accounts', 'places.csv', '--territories', '2', '--out', 'count.zip');
    expect(made.findings.map((finding) => finding.rule)).toContain('no-potential');
    expect(made.assigned).toBe(40);
  });

  it('[DSN-04] takes tolerances and territories in one piece from the command line, and refuses what it cannot read', async () => {
    const argv = ['--accounts', 'accounts.csv', '--territories', '4', '--out', 'whole.zip'];
    const whole = await planned(...argv, '--balance', 'count=10', '--connected', 'accounts');
    expect(whole.assigned).toBe(40);
    for (const wrong of [
      ['--balance', 'count'],
      ['--balance', 'size=5'],
      ['--connected', 'rivers'],
      ['--basis', 'colour'],
    ]) {
      const { code, err } = await run(plan, [...argv, ...wrong]);
      expect(code).toBe(2);
      expect(err).toContain(wrong[1]);
    }
  });

  it('[CAP-11] [DSN-13] [DSN-15] sizes, repairs and pairs a bundle as one JSON object each', async () => {
    await planned('--accounts', 'accounts.csv', '--reps', 'reps.csv', '--out', 'asked.zip');
    const sized = await run(size, ['asked.zip', '--accounts', '11', '--json']);
    expect(JSON.parse(sized.out)).toMatchObject({
      reps: 4,
      present: 2,
      load: 40,
      places: [{ accounts: expect.any(Number) as number }, {}],
    });
    const moved = await run(moves, ['asked.zip', '--most', '3', '--json']);
    expect((JSON.parse(moved.out) as { moves: readonly unknown[] }).moves.length).toBeLessThanOrEqual(3);
    const paired = await run(pair, ['asked.zip', '--json']);
    expect(JSON.parse(paired.out)).toMatchObject({
      skillsKnown: false,
      pairs: [{ changes: false }, { changes: false }],
    });
    expect((await run(size, ['asked.zip', '--hours', 'many'])).code).toBe(2);
    expect((await run(size, ['asked.zip'])).err).toContain('Say what one rep can do');
  });

  it('notices before any work that the bundle could not be written', async () => {
    const into = (out: string) =>
      run(plan, ['--accounts', 'accounts.csv', '--territories', '4', '--out', out]);
    for (const out of [folder, '/proc/nowhere/plan', join(folder, 'accounts.csv', 'plan')]) {
      const { code, err } = await into(out);
      expect([code, err]).toEqual([2, expect.stringContaining(`${out} cannot be written`)]);
      expect(err).not.toContain('accounts.csv: ');
      expect(err).not.toContain('Reading');
    }
  });

  it('answers 2 for what it cannot use', async () => {
    const code = async (...argv: string[]): Promise<number> => (await run(plan, argv)).code;
    expect(await code('--accounts', 'accounts.csv')).toBe(2);
    expect(await code('--out', 'x.zip')).toBe(2);
    expect(await code('--accounts', 'missing.csv', '--territories', '2', '--out', 'x.zip')).toBe(2);
    expect(await code('--accounts', 'accounts.csv', '--out', 'x.zip')).toBe(2);
    expect(await code('--accounts', 'accounts.csv', '--territories', '0', '--out', 'x.zip')).toBe(2);
    expect(
      await code('--accounts', 'accounts.csv', '--territories', '2', '--approach', 'best', '--out', 'x.zip'),
    ).toBe(2);
    expect(
      await code('--accounts', 'accounts.csv', '--territories', '2', '--at', 'soon', '--out', 'x.zip'),
    ).toBe(2);
    const badPolicy = [
      '--accounts',
      'accounts.csv',
      '--territories',
      '2',
      '--policy',
      'accounts.csv',
      '--out',
      'x.zip',
    ];
    expect(await code(...badPolicy)).toBe(2);
    await writeFile(join(folder, 'misspelt.json'), JSON.stringify({ targets: { ginny: 0.3 } }));
    expect(await code(...badPolicy.slice(0, 4), '--policy', 'misspelt.json', '--out', 'x.zip')).toBe(2);
  });
});
