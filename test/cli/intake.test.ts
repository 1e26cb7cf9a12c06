import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { intake } from '../../cli/commands/intake.ts';
import type { ExitCode } from '../../cli/command.ts';
import { recordedIo } from './recorded-io.ts';

interface Said {
  readonly code: ExitCode;
  readonly stdout: string;
  readonly stderr: string;
}

interface PrintedFinding {
  readonly rule: string;
  readonly row: number | null;
  readonly fix: unknown;
}

describe('bailiwick intake', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'bailiwick-intake-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true, maxRetries: 10 }));

  async function run(files: Readonly<Record<string, string>>, ...argv: readonly string[]): Promise<Said> {
    for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
    const io = recordedIo();
    const code = await intake.run(
      argv.map((word) => (word in files || word.startsWith('out-') ? join(folder, word) : word)),
      io,
    );
    return { code, stdout: io.stdout(), stderr: io.stderr() };
  }

  const ACCOUNTS = [
    'Kunde,Bezeichnung,zip,state,city,lat,lon,beds',
    '1,Andalusia Health,36420,AL,Andalusia,31.3,-86.5,88',
    '2,Closed Clinic,2108,MA,Boston,0,0,-999',
    '3,Ragged,36420',
    '4,Andalusia Health,36420,AL,Andalusia,31.3,-86.5,5',
  ].join('\n');
  const MAP = ['--map', 'Kunde=accountId', '--map', '2=name'];

  it('prints exactly one JSON object, with rows numbered as in the file', async () => {
    const said = await run({ 'a.csv': ACCOUNTS }, 'a.csv', ...MAP, '--json');
    expect(said.stdout.trim().split('\n')).toHaveLength(1);
    const printed = JSON.parse(said.stdout) as Record<string, unknown> & { findings: PrintedFinding[] };
    expect(printed).toMatchObject({
      rows: 4,
      accepted: 3,
      missing: { potential: 1, accountId: 0 },
      geocoded: { street: 2, postal: 1, city: 0, state: 0, none: 0 },
    });
    expect(typeof printed['score']).toBe('number');
    const rowsOf = (rule: string): (number | null)[] =>
      printed.findings.filter((finding) => finding.rule === rule).map((finding) => finding.row);
    expect(rowsOf('row-too-short')).toEqual([3]);
    expect(rowsOf('zero-coordinates')).toEqual([2]);
    expect(rowsOf('postal-code-zeros-restored')).toEqual([2]);
    expect(rowsOf('duplicate-name-place')).toEqual([1, 4]);
    const merge = printed.findings.find((finding) => finding.rule === 'duplicate-name-place');
    expect(merge?.fix).toMatchObject({ commands: [{ type: 'mergeAccounts', into: 1, rows: [4] }] });
    expect(said.stderr).toContain('4 rows: checking');
  });

  it('says it in words, and saves findings and rejected rows as CSV', async () => {
    const said = await run(
      { 'a.csv': ACCOUNTS },
      'a.csv',
      ...MAP,
      '--findings',
      'out-findings.csv',
      '--rejected',
      'out-rejected.csv',
    );
    expect(said.stdout).toContain('3 of 4 rows read, 1 rejected');
    const findings = await readFile(join(folder, 'out-findings.csv'), 'utf8');
    expect(findings).toMatch(/^\u{feff}rule,severity,row,field,value,message,fix\r\n/u);
    expect(findings).toContain('row-too-short,error,3,');
    expect(await readFile(join(folder, 'out-rejected.csv'), 'utf8')).toContain('3,Ragged,36420');
  });

  it('checks owners against the roster and sums bookings', async () => {
    const said = await run(
      {
        'b.csv': 'id,name,owner\n1,Acme,Ann Lee\n2,Beta,Bob Ray\n',
        'reps.csv': 'name,city,state\nAnn Lee,Denver,CO\n',
        'deals.csv': 'account,amount\nAcme,10\n',
      },
      'b.csv',
      '--reps',
      'reps.csv',
      '--bookings',
      'deals.csv',
      '--json',
    );
    const printed = JSON.parse(said.stdout) as { findings: PrintedFinding[]; reps: object; bookings: object };
    expect(
      printed.findings.filter((finding) => finding.rule === 'unknown-owner').map(({ row }) => row),
    ).toEqual([2]);
    expect(printed.reps).toMatchObject({ rows: 1, accepted: 1 });
    expect(printed.bookings).toMatchObject({ matchedBookings: 1, total: 1000 });
  });

  it.each([
    [[], 'USAGE'],
    [['nofile.csv'], 'FILE_NOT_FOUND'],
    [['a.csv', '--map', 'Nope=name'], 'USAGE'],
    [['a.csv', '--map', 'Kunde=nope'], 'USAGE'],
    [['a.csv', '--colour'], 'USAGE'],
    [['a.csv', '--at', 'soon'], 'USAGE'],
    [['a.csv', '--at', '2026-02-30'], 'USAGE'],
  ])('refuses %j with exit code 2', async (argv, code) => {
    const said = await run({ 'a.csv': ACCOUNTS }, ...argv, '--json');
    expect(said.code).toBe(2);
    expect(JSON.parse(said.stdout)).toMatchObject({ ok: false, errors: [{ code }] });
  });

  it('answers 0 whatever the score, and 1 only when nothing could be planned with the file', async () => {
    const low = 'id,name,zip,revenue\n1,A,36420,-5\n2,B,36420,7\n';
    const said = await run({ 'c.csv': low }, 'c.csv', '--json');
    const { scorecard } = JSON.parse(said.stdout) as { scorecard: { pass: boolean } };
    expect([scorecard.pass, said.code]).toEqual([false, 0]);
    expect((await run({ 'd.csv': 'id,name\n1,A\n' }, 'd.csv')).code).toBe(1);
    expect((await run({ 'e.csv': 'id,name,zip\n' }, 'e.csv')).code).toBe(1);
  });
});
