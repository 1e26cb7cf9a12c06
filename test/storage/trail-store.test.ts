import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import type { ActorId, IsoTime, PolicyId, Sha256Hex } from '../../domain/brand.ts';
import type { AuditEvent } from '../../domain/governance/audit.ts';
import { Database } from '../../renderer/storage/database.ts';
import { TrailStore } from '../../renderer/storage/trail-store.ts';
import { freshName, value } from './support.ts';

const event = (label: string): AuditEvent => ({
  at: '2026-01-31T09:00:00.000Z' as IsoTime,
  actor: 'ada' as ActorId,
  action: 'writeback.prepare',
  label,
  object: 'x',
  before: null,
  after: null,
  policy: { policyId: 'p' as PolicyId, version: 1, sha256: 'a'.repeat(64) as Sha256Hex },
});

describe('TrailStore', () => {
  it('[AUD-01] chains events, also from two windows at once, and shows that a line was changed', async () => {
    const name = freshName();
    const [one, two] = [new TrailStore(new Database(name)), new TrailStore(new Database(name))];
    await Promise.all(
      Array.from({ length: 10 }, (_, i) => (i % 2 === 0 ? one : two).append(event(`event ${i}`))),
    );
    const { events } = value(await one.read());
    expect(events.map((line) => line.seq)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    const db = new Database(name);
    const row = (await db.trail.get(4)) as { seq: number; line: string };
    await db.trail.put({ ...row, line: row.line.replace('event', 'Event') });
    expect(await one.read()).toMatchObject({ ok: false, errors: [{ code: 'AUDIT_CHAIN_BROKEN' }] });
  });
});
