import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import type { IsoTime, Sha256Hex } from '../../domain/brand.ts';
import { Database } from '../../renderer/storage/database.ts';
import { EvidenceStore, LARGEST_EVIDENCE } from '../../renderer/storage/evidence-store.ts';
import { must } from '../formats/bundle/sample.ts';
import { freshName } from './support.ts';

const AT = '2026-01-01T00:00:00.000Z' as IsoTime;
const bytes = (text: string) => new TextEncoder().encode(text);
/** Of a file nobody attached. */
const OTHER = 'ab'.repeat(32);

describe('[AUD-03] [APR-09] evidence of a decision', () => {
  it('[AUD-03] is kept once by what it holds, whatever it is called', async () => {
    const store = new EvidenceStore(new Database(freshName()));
    const first = must(await store.keep('board.pdf', bytes('board'), AT));
    const again = must(await store.keep('copy of board.pdf', bytes('board'), AT));
    expect(again.sha256).toBe(first.sha256);
    const read = must(await store.read(first.sha256));
    expect(read?.name).toBe('board.pdf');
    expect([...(read?.bytes ?? [])]).toEqual([...bytes('board')]);
    expect(must(await store.read(OTHER as Sha256Hex))).toBeNull();
  });

  it('[AUD-03] is refused when its bytes are no longer those that were signed for', async () => {
    const db = new Database(freshName());
    const store = new EvidenceStore(db);
    const { sha256 } = must(await store.keep('board.pdf', bytes('board'), AT));
    await db.evidence.put({ sha256, name: 'board.pdf', addedAt: AT, bytes: bytes('bored') });
    const read = await store.read(sha256);
    expect(read.ok ? '' : read.errors[0]?.code).toBe('EVIDENCE_ALTERED');
  });

  it('refuses what is empty or too large to keep', async () => {
    const store = new EvidenceStore(new Database(freshName()));
    const empty = await store.keep('empty.pdf', new Uint8Array(), AT);
    expect(empty.ok ? '' : empty.errors[0]?.code).toBe('EVIDENCE_EMPTY');
    const large = await store.keep('large.pdf', new Uint8Array(LARGEST_EVIDENCE + 1), AT);
    expect(large.ok ? '' : large.errors[0]?.code).toBe('EVIDENCE_TOO_LARGE');
  });
});
