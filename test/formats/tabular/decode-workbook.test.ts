import { describe, expect, it } from 'vitest';
import { strToU8, zipSync } from 'fflate';
import writeXlsxFile from 'write-excel-file/node';
import type { RawTable } from '../../../domain/intake/raw-table.ts';
import { rawCell } from '../../../domain/intake/raw-table.ts';
import { decodeTable } from '../../../formats/tabular/decode-table.ts';
import type { DecodeOptions } from '../../../formats/tabular/decode-options.ts';

const rows = (table: RawTable): (string | null)[][] =>
  Array.from({ length: table.rowCount }, (_, row) =>
    table.headers.map((_header, column) => rawCell(table, column, row)),
  );

async function decode(bytes: Uint8Array, options?: DecodeOptions): Promise<RawTable> {
  const result = await decodeTable(bytes, options);
  if (!result.ok) throw new Error(result.errors[0]?.message);
  return result.value;
}

/** A workbook of one sheet with the given sheetData, as small as the standard allows. */
function workbook(sheetData: string, parts: Record<string, string> = {}): Uint8Array {
  const main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
  const relation = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const files: Record<string, string> = {
    'xl/workbook.xml': `<workbook ${main} xmlns:r="${relation}"><sheets><sheet name="A &amp; B" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships><Relationship Id="rId1" Type="${relation}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    'xl/worksheets/sheet1.xml': `<worksheet ${main}><sheetData>${sheetData}</sheetData></worksheet>`,
    ...parts,
  };
  return zipSync(Object.fromEntries(Object.entries(files).map(([path, text]) => [path, strToU8(text)])));
}

describe('decodeTable of a workbook', () => {
  it('reads what a spreadsheet writer wrote, of the sheet that is asked for', async () => {
    const header = ['id', 'size', 'since', 'open'].map((value) => ({ value }));
    const day = { value: new Date(Date.UTC(2024, 1, 29)), type: Date, format: 'yyyy-mm-dd' };
    const data = [header, [{ value: '007' }, { value: 1234.5 }, day, { value: true, type: Boolean }]];
    const file = await writeXlsxFile([
      { sheet: 'Empty', data: [] },
      { sheet: 'Accounts', data },
      { sheet: 'Other', data: [[{ value: 'x' }], [{ value: 'y' }]] },
    ]).toBuffer();
    const table = await decode(file);
    expect(table.source).toMatchObject({
      kind: 'workbook',
      sheet: 'Accounts',
      sheets: ['Empty', 'Accounts', 'Other'],
    });
    expect(rows(table)).toEqual([['007', '1234.5', '2024-02-29', 'true']]);
    expect(rows(await decode(file, { sheet: 'Other' }))).toEqual([['y']]);
    expect(await decodeTable(file, { sheet: 'None' })).toMatchObject({
      ok: false,
      errors: [{ code: 'NO_SUCH_SHEET' }],
    });
  });

  it('puts cells where their references say, and skips blank rows without losing count', async () => {
    const text = (ref: string, value: string): string =>
      `<c r="${ref}" t="inlineStr"><is><t>${value}</t></is></c>`;
    const table = await decode(
      workbook(
        `<row r="2">${text('A2', 'id')}${text('C2', 'name')}</row><row r="3"/><row r="5">${text('C5', 'late &lt;b&gt;')}</row><row r="6">${text('E6', 'beyond')}</row>`,
      ),
    );
    expect(table.headers).toEqual(['id', 'Column 2', 'name', 'Column 4', 'Column 5']);
    expect(rows(table)).toEqual([
      [null, null, 'late <b>', null, null],
      [null, null, null, null, 'beyond'],
    ]);
    expect([...table.lines]).toEqual([5, 6]);
  });

  it('joins rich text, leaves out reading aids, and undoes escapes', async () => {
    const strings =
      '<sst><si><r><t>Ac</t></r><r><t xml:space="preserve">me </t></r><rPh sb="0" eb="1"><t>aid</t></rPh></si><si><t>a_x000A_b</t></si></sst>';
    const table = await decode(
      workbook('<row><c t="s"><v>0</v></c></row><row><c t="s"><v>1</v></c></row>', {
        'xl/sharedStrings.xml': strings,
      }),
    );
    expect(table.headers).toEqual(['Acme']);
    expect(rows(table)).toEqual([['a\nb']]);
  });

  it('says where formulas failed instead of importing "#N/A"', async () => {
    const table = await decode(
      workbook(
        '<row><c t="str"><v>a</v></c><c t="str"><v>b</v></c></row><row><c><v>1</v></c><c t="e"><v>#N/A</v></c></row>',
      ),
    );
    expect(rows(table)).toEqual([['1', null]]);
    expect(table.faults).toMatchObject([{ code: 'CELL_ERROR', row: 1, rejectsRow: false }]);
  });

  it('is not made to fill the cells before XFD1048576', async () => {
    const cell = '<c r="XFD1048576"><v>1</v></c>';
    const result = await decodeTable(
      workbook(`<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576">${cell}</row>`),
    );
    expect(result).toMatchObject({ ok: false, errors: [{ code: 'TOO_LARGE' }] });
  });

  it('refuses a workbook that would unpack to more than the limit', async () => {
    const bytes = workbook('<row><c><v>1</v></c></row>', { 'xl/media.xml': 'x' });
    const view = new DataView(bytes.buffer, bytes.byteOffset);
    for (let at = 0; at < bytes.length - 4; at++) {
      if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 24, 0x7fffffff, true);
    }
    expect(await decodeTable(bytes)).toMatchObject({ ok: false, errors: [{ code: 'TOO_LARGE' }] });
  });

  it.each([
    [Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0), 'UNSUPPORTED_FILE'],
    [Uint8Array.of(0x50, 0x4b, 3, 4, 1, 2, 3), 'UNREADABLE_WORKBOOK'],
    [zipSync({ 'readme.txt': strToU8('x') }), 'UNREADABLE_WORKBOOK'],
  ])('refuses what is not a workbook it can read (%#)', async (bytes, code) => {
    expect(await decodeTable(bytes)).toMatchObject({ ok: false, errors: [{ code }] });
  });
});
