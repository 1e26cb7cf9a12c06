/**
 * What was done on this laptop beside editing plans (write-backs, exports of data, erasures), chained by hash like the
 * trail of a version. Appending and reading the line before are one transaction, so two windows cannot fork it.
 */
import { z } from 'zod';
import type { AuditEvent, AuditLine } from '../../domain/governance/audit.ts';
import { AUDIT_START, auditLine, readAudit } from '../../domain/governance/audit.ts';
import type { CodedError, Result } from '../../domain/result.ts';
import { codedError, ok, refuse } from '../../domain/result.ts';
import { sha256OfText } from '../../formats/bundle/digest.ts';
import type { Database } from './database.ts';
import { storageError } from './storage-error.ts';

const stored = z.object({ seq: z.number().int().min(1), line: z.string() });

export class TrailStore {
  private readonly db: Database;

  constructor(db: Database) {
    this.db = db;
  }

  async append(event: AuditEvent): Promise<Result<null, CodedError>> {
    const { db } = this;
    try {
      await db.transaction('rw', db.trail, async () => {
        const last = stored.safeParse(await db.trail.orderBy('seq').last());
        const [seq, head] = last.success
          ? [last.data.seq + 1, sha256OfText(last.data.line)]
          : [1, AUDIT_START];
        await db.trail.add({ seq, line: auditLine(event, seq, head) });
      });
      return ok(null);
    } catch (cause) {
      return refuse(storageError(cause, 'writing'));
    }
  }

  /** Every line, and the events in them when the chain holds. Codes: AUDIT_*, TRAIL_UNREADABLE. */
  async read(): Promise<Result<{ lines: readonly string[]; events: readonly AuditLine[] }, CodedError>> {
    try {
      const rows = z.array(stored).safeParse(await this.db.trail.orderBy('seq').toArray());
      if (!rows.success) return refuse(codedError('TRAIL_UNREADABLE', 'A line of the trail cannot be read.'));
      const lines = rows.data.map((row) => row.line);
      const read = readAudit(lines, sha256OfText);
      return read.ok ? ok({ lines, events: read.value.events }) : read;
    } catch (cause) {
      return refuse(storageError(cause, 'reading'));
    }
  }
}
