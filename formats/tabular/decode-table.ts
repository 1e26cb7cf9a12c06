/** Whatever a person dropped, by what its first bytes say it is. */
import type { RawTable } from '../../domain/intake/raw-table.ts';
import type { Result } from '../../domain/result.ts';
import { codedError, refuse } from '../../domain/result.ts';
import { decodeDelimited } from './decode-delimited.ts';
import type { DecodeOptions } from './decode-options.ts';
import { decodeWorkbook } from './decode-workbook.ts';
import type { TableError } from './table-error.ts';
import { detectEncoding } from './text-encoding.ts';

/** CSV, TSV, semicolon, pipe or .xlsx bytes to a table of text. Errors: UNSUPPORTED_FILE and those of the two decoders. */
export async function decodeTable(
  bytes: Uint8Array,
  options: DecodeOptions = {},
): Promise<Result<RawTable, TableError>> {
  if (startsWith(bytes, [0x50, 0x4b, 0x03, 0x04])) return decodeWorkbook(bytes, options);
  const kind = unsupportedKind(bytes);
  if (kind === null) return decodeDelimited(bytes, options);
  return refuse(
    codedError('UNSUPPORTED_FILE', `This is ${kind}, not a table Bailiwick reads. Save it as .xlsx or CSV.`),
  );
}

const startsWith = (bytes: Uint8Array, magic: readonly number[]): boolean =>
  magic.every((byte, i) => bytes[i] === byte);

function unsupportedKind(bytes: Uint8Array): string | null {
  if (startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0])) return 'an old (.xls) or password-protected workbook';
  if (startsWith(bytes, [0x25, 0x50, 0x44, 0x46])) return 'a PDF';
  if (startsWith(bytes, [0x1f, 0x8b])) return 'a gzip archive';
  return looksBinary(bytes) ? 'a picture, a program or another binary file' : null;
}

/** Text has no zero bytes, unless it is UTF-16, which is known by its mark or by where they stand. */
function looksBinary(bytes: Uint8Array): boolean {
  const head = bytes.subarray(0, 4096);
  return head.includes(0) && !detectEncoding(head).label.startsWith('utf-16');
}
