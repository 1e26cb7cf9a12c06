import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import type { RawTable } from '../../../domain/intake/raw-table.ts';
import { rawCell } from '../../../domain/intake/raw-table.ts';
import { decodeDelimited, decodePasted } from '../../../formats/tabular/decode-delimited.ts';
import type { DecodeOptions } from '../../../formats/tabular/decode-options.ts';
import { writeCsv } from '../../../formats/tabular/write-csv.ts';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

async function decode(input: string | Uint8Array, options?: DecodeOptions): Promise<RawTable> {
  const result = await decodeDelimited(typeof input === 'string' ? utf8(input) : input, options);
  if (!result.ok) throw new Error(result.errors[0]?.message);
  return result.value;
}

const rows = (table: RawTable): (string | null)[][] =>
  Array.from({ length: table.rowCount }, (_, row) =>
    table.headers.map((_header, column) => rawCell(table, column, row)),
  );

const faults = (table: RawTable): string[] =>
  table.faults.map(
    (fault) => `${fault.code} line ${fault.line} row ${fault.row}${fault.rejectsRow ? ' rejected' : ''}`,
  );

describe('decodeDelimited', () => {
  it('reads quoted separators, quotes and line ends, and says on which line a row begins', async () => {
    const table = await decode('id,name\r\n1,"a, ""b""\r\nc"\r\n2,d\r\n');
    expect(rows(table)).toEqual([
      ['1', 'a, "b"\r\nc'],
      ['2', 'd'],
    ]);
    expect([...table.lines]).toEqual([2, 4]);
    expect(table.faults).toEqual([]);
  });

  it.each([
    [
      ';',
      'a;b\n1,5;2\n3;4\n',
      [
        ['1,5', '2'],
        ['3', '4'],
      ],
    ],
    ['\t', 'a\tb\n1\t2, 3\n', [['1', '2, 3']]],
    ['|', 'a|b|c\n1|2|3\n', [['1', '2', '3']]],
    [';', 'sep=;\na;b,c\n1;2\n', [['1', '2']]],
  ])('finds the separator %j', async (delimiter, text, expected) => {
    const table = await decode(text);
    expect(table.source.delimiter).toBe(delimiter);
    expect(rows(table)).toEqual(expected);
  });

  it('counts an Excel separator line among the lines', async () => {
    expect([...(await decode('sep=;\na;b\n1;2\n')).lines]).toEqual([3]);
  });

  it.each(['\n', '\r\n', '\r'])('ends lines at %j and skips blank ones without losing count', async (end) => {
    const table = await decode(['a,b', '1,2', '', '3,4'].join(end));
    expect(rows(table)).toEqual([
      ['1', '2'],
      ['3', '4'],
    ]);
    expect([...table.lines]).toEqual([2, 4]);
  });

  it('rejects ragged rows with their line and row instead of guessing which cell is missing', async () => {
    const table = await decode('a,b,c\n1,2,3\n1,2\n1,2,3,4\n5,6,7\n');
    expect(faults(table)).toEqual([
      'ROW_TOO_SHORT line 3 row 2 rejected',
      'ROW_TOO_LONG line 4 row 3 rejected',
    ]);
    expect(rows(table)[3]).toEqual(['5', '6', '7']);
  });

  it('takes empty cells beyond the header as the trailing separators they are', async () => {
    const table = await decode('a,b\n1,2,,\n');
    expect(table.faults).toEqual([]);
  });

  it('keeps a row with a stray quote and points at it', async () => {
    const table = await decode('a,b\n5" pipe,x\n"Joe "Jr" Doe",y\n');
    expect(rows(table)).toEqual([
      ['5" pipe', 'x'],
      ['Joe "Jr" Doe', 'y'],
    ]);
    expect(faults(table)).toEqual(['BROKEN_QUOTING line 2 row 1', 'BROKEN_QUOTING line 3 row 2']);
  });

  it('loses one line, not the rest of the file, to a quote that never closes', async () => {
    const table = await decode('a,b\n1,"open\n2,ok\n3,ok\n');
    expect(faults(table)).toEqual(['UNTERMINATED_QUOTE line 2 row 1 rejected']);
    expect(rows(table).slice(1)).toEqual([
      ['2', 'ok'],
      ['3', 'ok'],
    ]);
  });

  it('does not let an open quote swallow the next row up to its first quote', async () => {
    const table = await decode('a,b,c\n1,"abc,NY\n2,"def",LA\n3,x,y\n');
    expect(faults(table)).toEqual(['BROKEN_QUOTING line 2 row 1 rejected']);
    expect(rows(table).slice(1)).toEqual([
      ['2', 'def', 'LA'],
      ['3', 'x', 'y'],
    ]);
  });

  it('gives up on a file whose quotes never pair', async () => {
    const result = await decodeDelimited(utf8(`a,b\n${'1,"x""y\n'.repeat(1200)}`));
    expect(result).toMatchObject({ ok: false, errors: [{ code: 'QUOTING_BROKEN' }] });
  });

  it('names blank headers and numbers repeated ones', async () => {
    const table = await decode('a,,a\n1,2,3\n');
    expect(table.headers).toEqual(['a', 'Column 2', 'a (2)']);
    expect(faults(table)).toEqual(['BLANK_HEADER line 1 row null', 'DUPLICATE_HEADER line 1 row null']);
  });

  it('refuses an empty file', async () => {
    expect(await decodeDelimited(utf8('\n\n'))).toMatchObject({
      ok: false,
      errors: [{ code: 'EMPTY_FILE' }],
    });
  });

  it('stops between chunks when asked to', async () => {
    const bytes = utf8(`a,b\n${'1,2\n'.repeat(1000)}`);
    let chunks = 0;
    const result = await decodeDelimited(bytes, {
      chunkBytes: 512,
      onProgress: () => chunks++,
      cancelled: () => chunks === 3,
    });
    expect(result).toMatchObject({ ok: false, errors: [{ code: 'CANCELLED' }] });
    expect(chunks).toBe(3);
  });
});

describe('encodings', () => {
  const text = 'stadt,preis\nMünchen,5 €\nŁódź,–\n';
  const wide = (bigEndian: boolean, mark: boolean): Uint8Array => {
    const source = (mark ? '\u{feff}' : '') + text;
    const bytes = new Uint8Array(source.length * 2);
    const view = new DataView(bytes.buffer);
    for (let i = 0; i < source.length; i++) view.setUint16(i * 2, source.charCodeAt(i), !bigEndian);
    return bytes;
  };

  it.each([
    ['utf-8', utf8(text)],
    ['utf-8', utf8(`\u{feff}${text}`)],
    ['utf-16le', wide(false, true)],
    ['utf-16be', wide(true, true)],
    ['utf-16le', wide(false, false)],
    ['utf-16be', wide(true, false)],
  ])('reads %s', async (label, bytes) => {
    const table = await decode(bytes);
    expect(table.source.encoding).toBe(label);
    expect(table.headers[0]).toBe('stadt');
    expect(rows(table)).toEqual([
      ['München', '5 €'],
      ['Łódź', '–'],
    ]);
  });

  it('reads Windows-1252, its euro sign and curly quotes too', async () => {
    const bytes = Uint8Array.from([...utf8('a,b\nM'), 0xfc, ...utf8('nchen,5 '), 0x80, 0x93, 0x94]);
    const table = await decode(bytes);
    expect(table.source.encoding).toBe('windows-1252');
    expect(rows(table)).toEqual([['München', '5 €“”']]);
  });

  it('points at characters that cannot be decoded', async () => {
    const bytes = Uint8Array.from([0xef, 0xbb, 0xbf, ...utf8('a,b\n1,'), 0xff, ...utf8('\n2,ok\n')]);
    expect(faults(await decode(bytes))).toEqual(['UNDECODABLE_TEXT line 2 row 1']);
  });
});

describe('properties', () => {
  const cell = fc.string({
    unit: fc.constantFrom('a', 'é', '€', ',', ';', '"', '\n', '\r', '\t', '=', "'", '-', '1', ' '),
  });
  const grid = fc.array(fc.tuple(fc.stringMatching(/^[a-z]{1,4}$/), cell, cell), {
    minLength: 1,
    maxLength: 20,
  });

  it('reads back what it wrote, hostile cells too', async () => {
    await fc.assert(
      fc.asyncProperty(grid, async (cells) => {
        const table = await decode(writeCsv(['x', 'y', 'z'], cells), { delimiter: ',' });
        expect(rows(table)).toEqual(cells.map((row) => row.map((text) => (text === '' ? null : text))));
        expect(table.faults).toEqual([]);
      }),
    );
  });

  it('reads the same whatever the chunks, broken files too', async () => {
    const file = fc.string({ unit: fc.constantFrom('a', 'é', ',', '"', '\n', '\r', '1'), maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(file, fc.integer({ min: 1, max: 9 }), async (text, chunkBytes) => {
        const bytes = utf8(`x,y\n${text}`);
        const whole = await decodeDelimited(bytes, { delimiter: ',' });
        expect(await decodeDelimited(bytes, { delimiter: ',', chunkBytes })).toEqual(whole);
      }),
    );
  });
});

describe('decodePasted', () => {
  it('reads cells copied from a spreadsheet', async () => {
    const result = await decodePasted('Name\tSize\r\nAcme, Inc.\t1,200\r\n"two\nlines"\t3\r\n');
    if (!result.ok) throw new Error(result.errors[0]?.message);
    expect(result.value.source).toMatchObject({ kind: 'pasted', delimiter: '\t' });
    expect(rows(result.value)).toEqual([
      ['Acme, Inc.', '1,200'],
      ['two\nlines', '3'],
    ]);
  });
});

describe('lines above the headers', () => {
  it.each([
    ['a title and an empty line', 'Accounts as of June\n\nid;name\n1;Mercy\n2;Grace\n', ';'],
    ['a title as a spreadsheet exports it', 'Accounts,,\n,,\nid,name,\n1,Mercy,\n2,Grace,\n', ','],
  ])('are named and left out: %s', async (_what, text, delimiter) => {
    const table = await decode(text);
    expect(table.source.delimiter).toBe(delimiter);
    expect(table.headers.slice(0, 2)).toEqual(['id', 'name']);
    expect(rows(table).map((cells) => cells.slice(0, 2))).toEqual([
      ['1', 'Mercy'],
      ['2', 'Grace'],
    ]);
    expect(faults(table)[0]).toBe('TITLE_LINE line 1 row null');
    expect([...table.lines]).toEqual([4, 5]);
  });

  it('do not make a title of a table of one column, or of a row gone wrong in it', async () => {
    expect((await decode('name\nMercy\nGrace\n')).headers).toEqual(['name']);
    const broken = await decode('name\nMercy\nGrace,extra\nHope\n');
    expect(broken.headers).toEqual(['name']);
    expect(faults(broken)).toEqual(['ROW_TOO_LONG line 3 row 2 rejected']);
  });

  it('are found whatever chunks the file comes in', async () => {
    const text = 'Report\n\nid,name\n1,Mercy\n2,Grace\n';
    for (const chunkBytes of [1, 3, 7, 16]) {
      const table = await decode(text, { chunkBytes });
      expect(table.headers).toEqual(['id', 'name']);
      expect(table.rowCount).toBe(2);
    }
  });
});
