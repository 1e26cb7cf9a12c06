/** LibreOffice opens plan.xlsx, recalculates every formula, and must come to the values we wrote beside them. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync, zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decodeTable } from '../../../formats/tabular/decode-table.ts';
import { rawCell } from '../../../domain/intake/raw-table.ts';
import type { RawTable } from '../../../domain/intake/raw-table.ts';
import { idsAreSafe } from '../../../formats/bundle/plan-xlsx.ts';
import { writeXlsx } from '../../../formats/xlsx/write-xlsx.ts';
import { build, must, samplePlan } from './sample.ts';

const version = build();
const workbook = version.bag.get('data/plan.xlsx') ?? new Uint8Array();
const office = ['/usr/bin/soffice', '/usr/lib/libreoffice/program/soffice'].find((path) => existsSync(path));

const xml = (name: string, bytes = workbook): string => new TextDecoder().decode(unzipSync(bytes)[name]);
const rowsOf = (table: RawTable): (string | null)[][] =>
  Array.from({ length: table.rowCount }, (_, row) =>
    table.headers.map((_header, column) => rawCell(table, column, row)),
  );

describe('plan.xlsx', () => {
  it('is the same bytes for the same plan, with formulas for totals and shares and their values beside them', () => {
    expect(build().bag.get('data/plan.xlsx')).toEqual(workbook);
    const territories = xml('xl/worksheets/sheet2.xml');
    expect(territories).toContain('<f>COUNTIF(Assignments!$H$2:$H$7,A2)</f><v>2</v>');
    expect(territories).toContain('<f>SUM(D2:D4)</f><v>6</v>');
    expect(xml('xl/worksheets/sheet3.xml')).toMatch(/<f>IF\(D\$4=0,0,D2\/D\$4\)<\/f><v>0\.\d+<\/v>/);
    expect(territories).toContain('state="frozen"');
  });

  it('keeps text that looks like a formula text, and ids as they are', async () => {
    const table = must(await decodeTable(workbook, { sheet: 'Assignments' }));
    const cells = rowsOf(table).map((row) => row.slice(0, 2));
    expect(cells).toEqual([
      ['00501', 'Holtsville Clinic'],
      ['A-2', '=HYPERLINK("http://x")'],
      ['A-3', 'Ærø, "North"'],
      ['=1+1', '@cmd'],
      ['A-5', '-5 degrees'],
      ['A-6', 'Line\nbreak'],
    ]);
    expect(xml('xl/worksheets/sheet4.xml')).not.toContain('<f>');
    expect(xml('xl/styles.xml')).toContain('quotePrefix="1"');
  });

  it('writes any text so that it reads back', async () => {
    const texts = [
      'a\u0007b',
      '_x0007_',
      'x\u0000y',
      ' lead',
      'a&b<c>"d"',
      '\u{1f600}',
      'tab\there',
      'cr\rhere',
      '_x005F_',
    ];
    const rows = [['text'], ...texts.map((text) => [text])].map((row) =>
      row.map((value) => ({ value, look: 'plain' as const })),
    );
    const bytes = writeXlsx([{ name: 'T', widths: [10], rows, header: true }]);
    const table = must(await decodeTable(bytes));
    expect(rowsOf(table).map((row) => row[0])).toEqual(texts);
  });

  it('shortens a text Excel would call damage, and says where the whole is', () => {
    const rows = [[{ value: 'x'.repeat(40_000), look: 'plain' as const }]];
    const strings = xml(
      'xl/sharedStrings.xml',
      writeXlsx([{ name: 'T', widths: [10], rows, header: false }]),
    );
    expect(strings).toContain('whole text in plan.json');
    expect(/<t[^>]*>([^<]*)</.exec(strings)?.[1]).toHaveLength(32_767);
  });

  it('uses COUNTIF only for ids it cannot confuse', () => {
    expect(idsAreSafe(['t-east', 't-west'])).toBe(true);
    expect(idsAreSafe(['1', '01'])).toBe(false);
    expect(idsAreSafe(['t-east', 'T-EAST'])).toBe(false);
    expect(idsAreSafe(['t*'])).toBe(false);
  });
});

describe.skipIf(office === undefined)('plan.xlsx in LibreOffice', () => {
  let folder = '';
  const sheets = new Map<string, string[][]>();

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'bailiwick-xlsx-'));
    // Without the values we wrote, whatever comes out was calculated.
    const files = unzipSync(workbook);
    for (const [name, bytes] of Object.entries(files)) {
      if (!name.startsWith('xl/worksheets/')) continue;
      const bare = new TextDecoder().decode(bytes).replaceAll(/<\/f><v>[^<]*<\/v>/g, '</f>');
      files[name] = new TextEncoder().encode(bare);
    }
    await writeFile(join(folder, 'plan.xlsx'), zipSync(files));
    const filter = 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1';
    const args = [
      `-env:UserInstallation=file://${folder}/profile`,
      '--headless',
      '--convert-to',
      filter,
      '--outdir',
      folder,
      join(folder, 'plan.xlsx'),
    ];
    const ran = spawnSync(office ?? '', args, { encoding: 'utf8', timeout: 110_000 });
    expect(ran.status, ran.stderr).toBe(0);
    for (const name of ['Summary', 'Territories', 'Quotas', 'Assignments', 'Moves', 'Measures', 'Read me']) {
      const table = must(await decodeTable(await readFile(join(folder, `plan-${name}.csv`))));
      const cells = rowsOf(table).map((row) => row.map((cell) => cell ?? ''));
      sheets.set(name, [table.headers.map(String), ...cells]);
    }
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('opens, and every total and share comes to what the plan says', () => {
    const territories = sheets.get('Territories') ?? [];
    const total = territories.at(-1) ?? [];
    const { potential } = samplePlan().accounts.number;
    const sum = potential.reduce((all, value) => all + (Number.isNaN(value) ? 0 : value), 0) / 100;
    expect(Number(total[3])).toBe(6);
    expect(Number(total[4])).toBeCloseTo(sum, 2);
    expect(total[5]).toMatch(/^(1|100(\.0+)?%)$/);
    const quotas = sheets.get('Quotas') ?? [];
    expect(Number(quotas.at(-1)?.[3])).toBe(
      version.document.quota.lines.reduce((all, line) => all + Number(line.amount) / 100, 0),
    );
    const summary = new Map((sheets.get('Summary') ?? []).map((row) => [row[0], row[1]]));
    expect(Number(summary.get('Accounts'))).toBe(6);
    expect(Number(summary.get('Accounts moved'))).toBe(1);
    expect(Number(summary.get('Territories'))).toBe(2);
  });

  it('computes no formula out of a cell of text', () => {
    const names = (sheets.get('Assignments') ?? []).map((row) => row[1]);
    expect(names).toContain('=HYPERLINK("http://x")');
    expect((sheets.get('Assignments') ?? []).map((row) => row[0])).toContain('=1+1');
  });
});
