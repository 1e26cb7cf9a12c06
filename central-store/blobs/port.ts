/** Where received bytes lie, by their digest: a folder, or an S3-compatible bucket. Failures are thrown; nothing is acknowledged then. */
import type { Sha256Hex } from '../../domain/brand.ts';

export interface Blobs {
  has(digest: Sha256Hex): Promise<boolean>;
  /** Bytes; null when it is not here. */
  size(digest: Sha256Hex): Promise<number | null>;
  /** null when it is not here. */
  get(digest: Sha256Hex): Promise<Buffer | null>;
  /** `bytes` hash to `digest`; they are kept for good when this resolves. */
  put(digest: Sha256Hex, bytes: Uint8Array): Promise<void>;
  /** The same of a file whose bytes are on the disk already; the file is gone afterwards. */
  adopt(digest: Sha256Hex, path: string): Promise<void>;
}
