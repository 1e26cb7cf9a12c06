import type { TextEncodingLabel } from './text-encoding.ts';

interface DecodeProgress {
  readonly bytesRead: number;
  readonly bytesTotal: number;
  readonly rows: number;
}

export interface DecodeOptions {
  /** Default: found from the file. */
  readonly delimiter?: string;
  /** Default: found from the file. */
  readonly encoding?: TextEncodingLabel;
  /** Of a workbook; default the first with data. */
  readonly sheet?: string;
  /** Called between chunks. */
  readonly onProgress?: (progress: DecodeProgress) => void;
  /** Asked between chunks; true stops with CANCELLED. */
  readonly cancelled?: () => boolean;
  /** Bytes taken at a time; default 1 MiB. */
  readonly chunkBytes?: number;
  /**
   * Undo the apostrophes that `writeCsv` puts before texts like `=1+1`. Default true.
   */
  readonly unguard?: boolean;
}

/** Lets messages in (a cancel, a paint) before the next chunk. */
export const breathe = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));
