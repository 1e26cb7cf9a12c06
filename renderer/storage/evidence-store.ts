/** Evidence (ledger AUD-03): the bytes of a file a decision or a register names by its sha256, kept under that digest. */
import { z } from 'zod';
import type { IsoTime, Sha256Hex } from '../../domain/brand.ts';
import type { CodedError, Result } from '../../domain/result.ts';
import { codedError, ok, refuse } from '../../domain/result.ts';
import { sha256Of } from '../../formats/bundle/digest.ts';
import type { Database } from './database.ts';
import { storageError } from './storage-error.ts';

export interface Evidence {
  readonly sha256: Sha256Hex;
  readonly name: string;
  readonly addedAt: IsoTime;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** A scan or a slide deck fits; a data set belongs elsewhere. */
export const LARGEST_EVIDENCE = 25 * 1024 * 1024;

const stored = z.object({
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  name: z.string(),
  addedAt: z.string(),
  bytes: z.instanceof(Uint8Array),
});

export class EvidenceStore {
  private readonly db: Database;

  constructor(db: Database) {
    this.db = db;
  }

  /** Keeps a file; the same bytes twice are one. Codes: EVIDENCE_EMPTY, EVIDENCE_TOO_LARGE and those of storage. */
  async keep(
    name: string,
    bytes: Uint8Array<ArrayBuffer>,
    addedAt: IsoTime,
  ): Promise<Result<Evidence, CodedError>> {
    if (bytes.length === 0) return refuse(codedError('EVIDENCE_EMPTY', `${name} is empty.`));
    if (bytes.length > LARGEST_EVIDENCE)
      return refuse(
        codedError('EVIDENCE_TOO_LARGE', `${name} is larger than 25 MB. Attach an extract of it.`),
      );
    const evidence: Evidence = { sha256: sha256Of(bytes), name, addedAt, bytes };
    const { db } = this;
    try {
      await db.transaction('rw', db.evidence, async () => {
        if ((await db.evidence.get(evidence.sha256)) === undefined) await db.evidence.add(evidence);
      });
      return ok(evidence);
    } catch (cause) {
      return refuse(storageError(cause, 'writing'));
    }
  }

  /** The file with this digest; null where it is not on this laptop. Codes: EVIDENCE_ALTERED and those of storage. */
  async read(sha256: Sha256Hex): Promise<Result<Evidence | null, CodedError>> {
    try {
      const row = await this.db.evidence.get(sha256);
      if (row === undefined) return ok(null);
      const parsed = stored.safeParse(row);
      if (!parsed.success || sha256Of(parsed.data.bytes) !== sha256) {
        const message = `The stored file ${sha256.slice(0, 8)} is not the one that was signed for.`;
        return refuse(codedError('EVIDENCE_ALTERED', message));
      }
      return ok(parsed.data as Evidence);
    } catch (cause) {
      return refuse(storageError(cause, 'reading'));
    }
  }
}
