import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { guardText, unguardText } from '../../../formats/tabular/formula-guard.ts';
import { writeCsv } from '../../../formats/tabular/write-csv.ts';

const text = (bytes: Uint8Array): string => new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);

describe('writeCsv', () => {
  it('ends records with CRLF and quotes only cells that need it', () => {
    const bytes = writeCsv(
      ['id', 'name'],
      [
        ['1', 'Acme, Inc.'],
        ['2', 'The "Best"'],
        ['3', 'two\nlines'],
        ['4', null],
      ],
    );
    expect(text(bytes)).toBe('id,name\r\n1,"Acme, Inc."\r\n2,"The ""Best"""\r\n3,"two\nlines"\r\n4,\r\n');
  });

  it('guards text that a spreadsheet would run, and leaves numbers alone', () => {
    const row = ['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\rx', -5, 'plain'];
    expect(text(writeCsv(['a'], [row]))).toBe(`a\r\n'=1+1,'+1,'-1,'@SUM(A1),'\tx,"'\rx",-5,plain\r\n`);
  });

  it('writes what is not a finite number as missing', () => {
    expect(text(writeCsv(['a', 'b', 'c'], [[NaN, Infinity, true]]))).toBe('a,b,c\r\n,,true\r\n');
  });

  it('writes a byte order mark only when asked', () => {
    expect(text(writeCsv(['a'], [], { byteOrderMark: true }))).toBe('\u{feff}a\r\n');
  });
});

describe('guardText', () => {
  it('never leaves a text that begins like a formula, and unguards to the same text', () => {
    const hostile = fc.string({ unit: fc.constantFrom("'", '=', '+', '-', '@', '\t', '\r', 'a', '1') });
    fc.assert(
      fc.property(hostile, (value) => {
        expect(guardText(value)).not.toMatch(/^[=+\-@\t\r]/);
        expect(unguardText(guardText(value))).toBe(value);
      }),
    );
  });
});
