import type { CodedError } from '../../domain/result.ts';

type TableErrorCode =
  | 'CANCELLED'
  | 'EMPTY_FILE'
  | 'NO_SUCH_SHEET'
  | 'QUOTING_BROKEN'
  | 'TOO_LARGE'
  | 'UNREADABLE_WORKBOOK'
  | 'UNSUPPORTED_FILE';

export type TableError = CodedError<TableErrorCode>;

/** Bounds on what one file may make the machine do. */
export const LIMITS = {
  bytes: 512 * 2 ** 20,
  rows: 2_000_000,
  columns: 1_000,
  /** Quotes that never close, after which reading on would only repeat the same complaint. */
  unterminatedQuotes: 1_000,
  /** Uncompressed bytes of a workbook's parts together. */
  workbookBytes: 384 * 2 ** 20,
} as const;
