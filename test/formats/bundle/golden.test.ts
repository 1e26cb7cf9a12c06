/**
 * A bundle somebody was handed must go on verifying. `test/fixtures/golden/` keeps one of each rendering ever released;
 * when this turns red because wording or layout changed, raise RENDERING_VERSION and keep the older one readable.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { RENDERING_VERSION } from '../../../domain/bundle/plan-document.ts';
import { openBundle, verifyBundle } from '../../../formats/bundle/read-bundle.ts';
import { readZip } from '../../../formats/bundle/read-zip.ts';
import { sha256Of } from '../../../formats/bundle/digest.ts';
import { keyring, must, sealed } from './sample.ts';

const golden = new Uint8Array(
  readFileSync(new URL(`../../fixtures/golden/rendering-${RENDERING_VERSION}.zip`, import.meta.url)),
);

describe('the golden bundle', () => {
  it('is of today\u2019s rendering, and every step of its verification holds', async () => {
    expect(must(await openBundle(golden, readZip)).document.rendering).toBe(RENDERING_VERSION);
    expect(await verifyBundle(golden, keyring, readZip)).toMatchObject({ ok: true, state: 'Approved' });
  });

  it('is what the same plan gives today, byte for byte', () => {
    expect(sha256Of(sealed())).toBe(sha256Of(golden));
  });
});
