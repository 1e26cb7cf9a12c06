/** The tables of the files at hand, by the id the page gave them. Lives in the worker; runs anywhere. */
import type { ColumnMapping, Family } from '../../domain/intake/mapping.ts';
import { proposeMapping } from '../../domain/intake/propose-mapping.ts';
import type { RawTable } from '../../domain/intake/raw-table.ts';
import { withoutPatientData } from '../../domain/privacy/patient-data.ts';
import type { Result } from '../../domain/result.ts';
import { codedError, ok, refuse } from '../../domain/result.ts';
import { decodePasted } from '../../formats/tabular/decode-delimited.ts';
import type { DecodeOptions } from '../../formats/tabular/decode-options.ts';
import { decodeTable } from '../../formats/tabular/decode-table.ts';
import { LIMITS } from '../../formats/tabular/table-error.ts';
import { columnSamples } from './column-sample.ts';
import type { FileId, IntakeSource, OpenedTable, ReadingChoices, ReadProgress } from './intake-api.ts';
import { recogniseFamily } from './recognise-family.ts';

const FAULTS_SHOWN = 200;
/** Named where a column of money does not say its own; the person sees and changes it. */
const DEFAULT_CURRENCY = 'USD';

export class TableDesk {
  readonly #tables = new Map<FileId, RawTable>();
  readonly #digests = new Map<FileId, string>();
  readonly #cancelled = new Set<FileId>();

  /** Reads a file or a paste; a file opened again under the same id takes the place of the first. */
  async open(
    id: FileId,
    source: IntakeSource,
    choices: ReadingChoices,
    onProgress: (progress: ReadProgress) => void,
  ): Promise<Result<OpenedTable>> {
    this.#cancelled.delete(id);
    const startedAt = performance.now();
    const decoded = await this.#decode(id, source, choices, onProgress);
    if (!decoded.ok) return decoded;
    if (decoded.value.rowCount === 0) return refuse(noRows(decoded.value));
    const table = withoutPatientData(decoded.value);
    this.#tables.set(id, table);
    return ok(opened(table, performance.now() - startedAt));
  }

  table(id: FileId): Result<RawTable> {
    const table = this.#tables.get(id);
    return table === undefined ? refuse(notOpen()) : ok(table);
  }

  /** sha256 of the file's bytes, or of the text that was pasted; null for a file that is not open. */
  digest(id: FileId): string | null {
    return this.#digests.get(id) ?? null;
  }

  propose(id: FileId, family: Family, currency: string): Result<ColumnMapping> {
    const table = this.table(id);
    return table.ok ? ok(proposeMapping(table.value, family, { currency })) : table;
  }

  /** Stops a reading that is under way: its `open` answers CANCELLED. */
  cancel(id: FileId): void {
    this.#cancelled.add(id);
  }

  close(id: FileId): void {
    this.cancel(id);
    this.#tables.delete(id);
  }

  async #identify(id: FileId, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    this.#digests.set(id, hex(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))));
  }

  async #decode(
    id: FileId,
    source: IntakeSource,
    choices: ReadingChoices,
    onProgress: (progress: ReadProgress) => void,
  ): Promise<Result<RawTable>> {
    const options: DecodeOptions = {
      ...(choices.delimiter === undefined ? {} : { delimiter: choices.delimiter }),
      ...(choices.encoding === undefined ? {} : { encoding: choices.encoding }),
      ...(choices.sheet === undefined ? {} : { sheet: choices.sheet }),
      onProgress: ({ rows, bytesRead, bytesTotal }) =>
        onProgress({ rows, done: bytesTotal === 0 ? null : bytesRead / bytesTotal }),
      cancelled: () => this.#cancelled.has(id),
    };
    if (source.kind === 'pasted') {
      await this.#identify(id, new TextEncoder().encode(source.text));
      return decodePasted(source.text, options);
    }
    if (source.file.size > LIMITS.bytes) return refuse(tooLargeToRead(source.file.size));
    try {
      const bytes = new Uint8Array(await source.file.arrayBuffer());
      await this.#identify(id, bytes);
      return await decodeTable(bytes, options);
    } catch (cause) {
      return refuse(unreadable(cause));
    }
  }
}

const hex = (bytes: Uint8Array): string =>
  [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');

function opened(table: RawTable, milliseconds: number): OpenedTable {
  return {
    source: table.source,
    rowCount: table.rowCount,
    columns: columnSamples(table),
    mapping: recogniseFamily(table, DEFAULT_CURRENCY),
    faults: table.faults.slice(0, FAULTS_SHOWN),
    faultCount: table.faults.length,
    milliseconds,
  };
}

const notOpen = () =>
  codedError('FILE_NOT_OPEN', 'This file is no longer open. Remove it and bring it again.');

const noRows = (table: RawTable) =>
  codedError(
    'NO_ROWS',
    `It has a header (${table.headers.slice(0, 4).join(', ')}${table.headers.length > 4 ? ', …' : ''}) and no rows below it. Export it again with its rows, or choose another sheet.`,
  );

const megabytes = (bytes: number): string => `${Math.round(bytes / 2 ** 20).toLocaleString('en-US')} MB`;

const tooLargeToRead = (bytes: number) =>
  codedError(
    'TOO_LARGE',
    `It has ${megabytes(bytes)}; up to ${megabytes(LIMITS.bytes)} are read. Leave out columns you do not plan with, or split it and import the parts one after the other.`,
    { found: bytes, limit: LIMITS.bytes },
  );

const unreadable = (cause: unknown) =>
  codedError(
    'FILE_UNREADABLE',
    `The browser could not read it (${cause instanceof Error ? cause.message : String(cause)}). If it is open in another program or on a drive that is not connected, close or copy it and try again.`,
  );
