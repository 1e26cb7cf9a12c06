import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import type { IsoTime } from '../../../domain/brand.ts';
import { decodePasted } from '../../../formats/tabular/decode-delimited.ts';
import { recogniseFamily } from '../../../renderer/intake/recognise-family.ts';
import { Database } from '../../../renderer/storage/database.ts';
import { forgetMapping, recallMapping, rememberMapping } from '../../../renderer/storage/mapping-memory.ts';

const AT = '2026-03-01T10:00:00.000Z' as IsoTime;

async function mapping() {
  const decoded = await decodePasted('ID,NAME,ZIP\n1,Mercy,80202\n2,Grace,80301\n');
  if (!decoded.ok) throw new Error('not decoded');
  return recogniseFamily(decoded.value, 'USD');
}

describe('remembered column mappings', () => {
  it('[ING-01] come back for the same headers, in another session of the same profile', async () => {
    const confirmed = await mapping();
    await rememberMapping(new Database('remember'), confirmed, AT);
    const again = await recallMapping(new Database('remember'), confirmed.fingerprint);
    expect(again).toEqual({ mapping: confirmed, savedAt: AT });
    expect(await recallMapping(new Database('remember'), 'other headers')).toBeNull();
  });

  it('are forgotten when asked', async () => {
    const db = new Database('forget');
    const confirmed = await mapping();
    await rememberMapping(db, confirmed, AT);
    await forgetMapping(db, confirmed.fingerprint);
    expect(await recallMapping(db, confirmed.fingerprint)).toBeNull();
  });

  it('are left aside when they name a field this version does not know', async () => {
    const db = new Database('unknown');
    const confirmed = await mapping();
    const columns = confirmed.columns.map((choice) => ({ ...choice, field: 'shoeSize' }));
    await db.mappings.put({
      sourceKey: confirmed.fingerprint,
      mapping: { ...confirmed, columns },
      savedAt: AT,
    });
    expect(await recallMapping(db, confirmed.fingerprint)).toBeNull();
  });
});
