import { describe, expect, it } from 'vitest';
import { decodeTable } from '../../../formats/tabular/decode-table.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('a file that is not what its name says', () => {
  it('is refused as binary when it has zero bytes, and the message says what to bring instead', async () => {
    const picture = Uint8Array.of(
      0x89,
      0x50,
      0x4e,
      0x47,
      0x0d,
      0x0a,
      0x1a,
      0x0a,
      0,
      0,
      0,
      0x0d,
      0x49,
      0x48,
      1,
      2,
    );
    const result = await decodeTable(picture);
    expect(result.ok ? null : result.errors[0]?.code).toBe('UNSUPPORTED_FILE');
    expect(result.ok ? '' : result.errors[0]?.message).toContain('.xlsx or CSV');
  });

  it('is read when the zero bytes are those of UTF-16', async () => {
    const wide = new Uint8Array(Uint16Array.from('id,name\n1,Ann\n', (c) => c.charCodeAt(0)).buffer);
    const result = await decodeTable(wide);
    expect(result.ok && result.value.source.encoding).toBe('utf-16le');
    expect(result.ok && result.value.rowCount).toBe(1);
  });
});

describe('the encoding a person chose', () => {
  it('wins over what the bytes look like', async () => {
    const result = await decodeTable(bytes('id,name\n1,Zoë\n'), { encoding: 'windows-1252' });
    expect(result.ok && result.value.columns[1]?.pool[0]).toBe('ZoÃ«');
    expect(result.ok && result.value.source.encoding).toBe('windows-1252');
  });

  it('skips a byte order mark of its own kind', async () => {
    const result = await decodeTable(bytes('\u{feff}id,name\n1,Zoë\n'), { encoding: 'utf-8' });
    expect(result.ok && result.value.headers[0]).toBe('id');
    expect(result.ok && result.value.columns[1]?.pool[0]).toBe('Zoë');
  });
});
