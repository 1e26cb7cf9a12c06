import { describe, expect, it } from 'vitest';
import { versionIdOfBundle } from '../../../formats/bundle/read-bundle.ts';
import { readZip as readInPage } from '../../../formats/bundle/read-zip.ts';
import { writeZip } from '../../../formats/bundle/write-zip.ts';
import { readZip as readInNode } from '../../../workstation/read-zip.ts';
import { good, HOSTILE, named, plan, rawZip, text, zeros } from './hostile-zips.ts';
describe.each([
  ['zip.js', readInPage],
  ['yauzl', readInNode],
])('with %s', (_name, readZip) => {
  it.each(HOSTILE)('%s is refused with a code', async (_what, bytes) => {
    const result = await versionIdOfBundle(bytes, readZip);
    expect(result.ok).toBe(false);
    if (!result.ok) for (const error of result.errors) expect(error.code).toMatch(/^(ZIP_|BAGIT_FORM$)/);
  });

  it('says what kind of hostile it is', async () => {
    const code = async (bytes: Uint8Array): Promise<string | undefined> => {
      const result = await versionIdOfBundle(bytes, readZip);
      return result.ok ? undefined : result.errors[0]?.code;
    };
    expect(await code(named('data/extra.txt'))).toBe('ZIP_UNLISTED_FILE');
    expect(await code(named('data/more.tar'))).toBe('ZIP_NESTED');
    expect(await code(rawZip([plan, plan]))).toBe('ZIP_DUPLICATE_NAME');
    expect(await code(rawZip([{ name: 'data/plan.json', data: zeros }]))).toBe('ZIP_RATIO');
    expect(
      await code(rawZip(Array.from({ length: 200 }, (_, i) => ({ name: `data/${i}`, data: text('x') })))),
    ).toBe('ZIP_TOO_MANY_FILES');
    expect(await code(rawZip([plan], { comment: 'hello' }))).toMatch(/ZIP_NOT_CANONICAL|ZIP_UNREADABLE/);
  });

  it('reads an honest bundle to the same files', async () => {
    const files = await readZip(good);
    expect(files.ok && [...files.value.keys()].length).toBe(13);
    expect(files.ok && Buffer.from(writeZip(files.value)).equals(Buffer.from(good))).toBe(true);
  });
});
