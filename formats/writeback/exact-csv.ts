/**
 * CSV for a machine (Salesforce Bulk API 2.0, HubSpot import): every value exactly as it is, LF line ends, one header,
 * split between records so that no file is larger than the loader takes. Nothing is guarded against formulas here: an
 * apostrophe would be loaded as data. What could run as one never gets this far (docs/adr/0005-writeback.md).
 */
const utf8 = new TextEncoder();

/** Bulk API 2.0 takes 150 MB of base64, which is 100 MB of CSV. */
export const MAX_FILE_BYTES = 100_000_000;

export interface CsvPart {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Records, the header not counted. */
  readonly rows: number;
}

export function exactCsv(
  headers: readonly string[],
  rows: Iterable<readonly string[]>,
  maxBytes: number = MAX_FILE_BYTES,
): readonly CsvPart[] {
  const head = utf8.encode(line(headers));
  const parts: CsvPart[] = [];
  let chunks: Uint8Array[] = [head];
  let size = head.length;
  for (const row of rows) {
    const bytes = utf8.encode(line(row));
    if (size + bytes.length > maxBytes && chunks.length > 1) {
      parts.push(joined(chunks, size));
      chunks = [head];
      size = head.length;
    }
    chunks.push(bytes);
    size += bytes.length;
  }
  if (chunks.length > 1) parts.push(joined(chunks, size));
  return parts;
}

function joined(chunks: readonly Uint8Array[], size: number): CsvPart {
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return { bytes, rows: chunks.length - 1 };
}

const line = (cells: readonly string[]): string => `${cells.map(quoted).join(',')}\n`;

const quoted = (text: string): string =>
  /[",\r\n]/.test(text) || text !== text.trim() ? `"${text.replaceAll('"', '""')}"` : text;
